//! Requests that can't be done get a clear answer in the same look, and never a 500.

use axum::body::Body;
use axum::http::{Method, header};
use server::BODY_LIMIT;

use crate::support::{Answer, Browser, TestApp};

const FUNCTION: &str = "/api/sign-in/request-code";

async fn send(browser: &Browser<'_>, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = browser
        .request(Method::POST, path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind);
    browser.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn an_address_that_leads_nowhere_says_so_in_the_same_look() {
    let app = TestApp::init().start().await;
    let answer = app.visitor().get("/no-such-page").await;
    answer
        .has_status(404)
        .contains("<h1")
        .contains("Page not found")
        .contains("nhsuk-header")
        .contains("href=\"/\"");
}

#[tokio::test]
async fn a_server_function_that_there_is_none_of_says_so_in_json() {
    let app = TestApp::init().start().await;
    let answer = app.visitor().call("/api/no/such", &[]).await;
    assert_eq!(answer.has_status(404).body, "\"NotFound\"");
    assert_eq!(answer.header("content-type"), "application/json");
}

#[tokio::test]
async fn a_way_of_asking_that_there_is_none_of_says_so() {
    let app = TestApp::init().start().await;
    for (method, path) in [
        (Method::GET, FUNCTION),
        (Method::PUT, FUNCTION),
        (Method::DELETE, "/sign-in"),
        (Method::POST, "/health/live"),
    ] {
        let request = app
            .visitor()
            .request(method.clone(), path)
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty());
        app.visitor().send(request.unwrap()).await.has_status(405);
    }
}

/// The account is told after five codes in a quarter of an hour, whether or not there is one; a browser when to try again.
#[tokio::test]
async fn who_asks_too_often_is_told_when_to_try_again() {
    let app = TestApp::init().start().await;
    for email in ["amina@example.nhs.uk", "nobody@example.nhs.uk"] {
        let email = [("form[email]", email)];
        for _ in 0..5 {
            app.visitor().call(FUNCTION, &email).await.has_status(200);
        }
        let program = app.visitor().call(FUNCTION, &email).await;
        program.has_status(429).contains("TooMany");
        let form = app.visitor().post("/sign-in", FUNCTION, &email).await;
        form.has_status(429).contains("nhsuk-error-summary");
        for answer in [&program, &form] {
            let seconds: u32 = answer.header("retry-after").parse().unwrap();
            assert!((1..=15 * 60 + 1).contains(&seconds), "{seconds}");
        }
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let app = TestApp::init().start().await;
    let long = format!("form[email]={}", "x".repeat(BODY_LIMIT));
    let kind = "application/x-www-form-urlencoded";
    send(&app.visitor(), "/sign-in", kind, long.clone())
        .await
        .has_status(413)
        .contains("That was too much");
    let answer = send(&app.visitor(), FUNCTION, kind, long.clone()).await;
    assert_eq!(answer.has_status(413).body, "\"BadRequest\"");
    // Without a length the limit is met while reading.
    let pieces = long
        .into_bytes()
        .chunks(1000)
        .map(|piece| Ok::<_, std::io::Error>(piece.to_vec()))
        .collect::<Vec<_>>();
    let streamed = Body::from_stream(futures::stream::iter(pieces));
    send(&app.visitor(), FUNCTION, kind, streamed)
        .await
        .has_status(413);
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let app = TestApp::init().start().await;
    for kind in [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
    ] {
        send(&app.visitor(), "/sign-in", kind, "{}")
            .await
            .has_status(415)
            .contains("We could not read that request");
        let answer = send(&app.visitor(), FUNCTION, kind, "{}").await;
        assert_eq!(answer.has_status(415).body, "\"BadRequest\"");
    }
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    let app = TestApp::init().start().await;
    let body = b"form[email]=\xff\xfe".to_vec();
    send(
        &app.visitor(),
        FUNCTION,
        "application/x-www-form-urlencoded",
        body,
    )
    .await
    .has_status(400);
}

#[tokio::test]
async fn odd_inputs_get_an_answer_of_the_forms_kind() {
    let app = TestApp::init().start().await;
    let odd = [
        "",
        "form",
        "form=text",
        "form[email]",
        "form[email]=a&form[email]=b",
        "form[email][]=a",
        "form[email][x]=a",
        "form[[[[]]]]=a",
        "form[email]=%",
        "form[email]=%ff%fe",
        "form[email]=%00",
        "&&&===",
        "form[email]=%F0%9F%A6%84%E2%80%AE",
        "form[email]=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "form[a][b][c][d][e][f][g][h]=x",
    ];
    for body in odd {
        let answer = send(
            &app.visitor(),
            FUNCTION,
            "application/x-www-form-urlencoded",
            body,
        )
        .await;
        assert!(
            matches!(answer.status.as_u16(), 400 | 422),
            "{body}: {} {}",
            answer.status,
            answer.body
        );
        assert_eq!(answer.header("content-type"), "application/json", "{body}");
        let posted = format!("server_function={FUNCTION}&{body}");
        let answer = send(
            &app.visitor(),
            "/sign-in",
            "application/x-www-form-urlencoded",
            posted,
        )
        .await;
        assert!(
            matches!(answer.status.as_u16(), 400 | 422),
            "{body}: {} {}",
            answer.status,
            answer.body
        );
        answer.lacks("<script>alert(1)");
    }
}

#[tokio::test]
async fn a_form_that_names_no_server_function_is_refused() {
    let app = TestApp::init().start().await;
    app.visitor()
        .post("/sign-in", "/api/no/such", &[])
        .await
        .has_status(400);
    app.visitor()
        .post("/sign-in", "https://evil.example/", &[])
        .await
        .has_status(400);
    app.visitor()
        .post("/sign-in", "", &[])
        .await
        .has_status(400);
    send(
        &app.visitor(),
        "/sign-in",
        "application/x-www-form-urlencoded",
        "form[email]=x",
    )
    .await
    .has_status(400);
}
