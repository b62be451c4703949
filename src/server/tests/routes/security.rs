//! What protects every answer.

use axum::body::Body;
use axum::http::{Method, Request, header};

use crate::support::{PUBLIC_URL, TestApp};

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let app = TestApp::init().start().await;
    for path in [
        "/",
        "/sign-in",
        "/accessibility",
        "/no-such-page",
        "/health/live",
        "/pkg/none.js",
        "/api/none",
    ] {
        let answer = app.visitor().get(path).await;
        for (name, value) in [
            ("referrer-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {path}");
        }
        let policy = answer.header("content-security-policy");
        for rule in [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(rule), "{rule} of {path}: {policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        assert!(
            answer.header("permissions-policy").contains("camera=()"),
            "{path}"
        );
        assert_eq!(answer.header("server"), "", "{path}");
    }
}

#[tokio::test]
async fn a_page_has_scripts_from_files_alone() {
    let app = TestApp::init().start().await;
    let page = app.visitor().get("/").await;
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
        "{policy}"
    );
    for script in page.body.split("<script").skip(1) {
        let (tag, rest) = script.split_once('>').unwrap();
        assert!(tag.contains("src=\"/pkg/"), "<script{tag}>");
        assert!(rest.starts_with("</script>"), "<script{tag}>");
    }
    page.lacks(" style=").lacks("<style").lacks(" onclick=");
}

#[tokio::test]
async fn browsers_are_told_to_stay_on_https_where_the_service_is_on_it() {
    let plain = TestApp::init().start().await;
    assert_eq!(
        plain
            .visitor()
            .get("/")
            .await
            .header("strict-transport-security"),
        ""
    );
    let https = TestApp::init()
        .public_url("https://hub.example.nhs.uk")
        .start()
        .await;
    assert!(
        https
            .visitor()
            .get("/")
            .await
            .header("strict-transport-security")
            .starts_with("max-age=31536000")
    );
}

#[tokio::test]
async fn pages_and_answers_to_forms_are_not_stored() {
    let app = TestApp::init().start().await;
    for path in ["/", "/sign-in", "/no-such-page"] {
        assert_eq!(
            app.visitor().get(path).await.header("cache-control"),
            "no-store",
            "{path}"
        );
    }
    let inputs = [("form[email]", "not an address")];
    assert_eq!(
        app.visitor()
            .post("/sign-in", "/api/sign-in/request-code", &inputs)
            .await
            .header("cache-control"),
        "no-store"
    );
    assert_eq!(
        app.visitor()
            .call("/api/sign-in/request-code", &inputs)
            .await
            .header("cache-control"),
        "no-store"
    );
}

#[tokio::test]
async fn a_change_that_another_website_asks_for_is_refused() {
    let app = TestApp::init().start().await;
    let refused: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "cross-site"), ("origin", PUBLIC_URL)],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
    ];
    for headers in refused {
        for path in ["/sign-in", "/api/sign-in/request-code"] {
            let mut request = app.visitor().request(Method::POST, path);
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let answer = app
                .visitor()
                .send(request.body(Body::empty()).unwrap())
                .await;
            answer.has_status(403).lacks("internal");
        }
    }
}

#[tokio::test]
async fn an_older_browser_is_known_by_its_origin() {
    let app = TestApp::init().start().await;
    let request = app
        .visitor()
        .request(Method::POST, "/api/sign-in/request-code")
        .header("origin", PUBLIC_URL)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("form[email]=x"));
    app.visitor().send(request.unwrap()).await.has_status(422);
}

#[tokio::test]
async fn asking_for_a_page_from_another_website_is_fine() {
    let app = TestApp::init().start().await;
    let request = app
        .visitor()
        .request(Method::GET, "/")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty());
    app.visitor().send(request.unwrap()).await.has_status(200);
}

/// A proxy and the program may go by different ones of two.
#[tokio::test]
async fn a_request_names_one_host() {
    let app = TestApp::init().start().await;
    for (hosts, status) in [
        (&["127.0.0.1:3000"][..], 200),
        (&[], 400),
        (&[""], 400),
        (&["127.0.0.1:3000", "evil.example"], 400),
        (&["127.0.0.1:3000", "127.0.0.1:3000"], 400),
    ] {
        for path in ["/", "/health/live"] {
            let mut request = Request::get(path);
            for host in hosts {
                request = request.header(header::HOST, *host);
            }
            let answer = app.open(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status().as_u16(), status, "{path} {hosts:?}");
        }
    }
}
