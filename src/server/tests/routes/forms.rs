//! Forms of a browser without scripts, and the same server functions as a hydrated page calls them.

use domain::people::role::Role;

use crate::support::TestApp;

const FUNCTION: &str = "/api/sign-in/request-code";

#[tokio::test]
async fn the_page_comes_back_with_what_was_typed_and_what_is_wrong_then_leads_on() {
    let app = TestApp::init().start().await;
    let typed = "amina at \"work\" <b>";
    let answer = app
        .visitor()
        .post("/sign-in", FUNCTION, &[("form[email]", typed)])
        .await;
    answer
        .has_status(422)
        .contains("<title>Error: Sign in")
        .contains("nhsuk-error-summary")
        .contains("href=\"#email\"")
        .contains("value=\"amina at &quot;work&quot; &lt;b&gt;\"")
        .lacks("<b>\"");
    let answer = app
        .visitor()
        .post(
            "/sign-in",
            FUNCTION,
            &[("form[email]", "amina@example.nhs.uk")],
        )
        .await;
    answer.leads_to("/sign-in/code");
    assert!(answer.cookies().contains_key("people-hub-sign-in"));
}

#[tokio::test]
async fn a_hydrated_page_gets_the_same_answer_as_json() {
    let app = TestApp::init().start().await;
    let answer = app
        .visitor()
        .call(FUNCTION, &[("form[email]", "nobody")])
        .await;
    answer
        .has_status(422)
        .contains("\"Invalid\"")
        .contains("\"field\":\"email\"");
    let answer = app
        .visitor()
        .call(FUNCTION, &[("form[email]", "amina@example.nhs.uk")])
        .await;
    answer.has_status(200);
    assert_eq!(
        (
            answer.header("location"),
            answer.headers.contains_key("serverfnredirect")
        ),
        ("/sign-in/code", true)
    );
}

#[tokio::test]
async fn no_error_travels_in_an_address() {
    let app = TestApp::init().start().await;
    let visitor = app.visitor();
    let request = visitor
        .request(axum::http::Method::POST, FUNCTION)
        .header("sec-fetch-site", "same-origin")
        .header("referer", "http://127.0.0.1:3000/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("form[email]=nobody".into());
    let answer = visitor.send(request.unwrap()).await;
    assert_eq!(
        (
            answer.has_status(422).header("location"),
            answer.header("content-type")
        ),
        ("", "application/json")
    );
}

#[tokio::test]
async fn a_form_of_someone_signed_out_leads_to_signing_in() {
    let app = TestApp::init().start().await;
    let answer = app
        .visitor()
        .post("/account", "/api/account/sign-out-everywhere", &[])
        .await;
    assert!(answer.status.is_redirection(), "{}", answer.status);
    assert_eq!(answer.header("location"), "/sign-in?return_to=/account");
    assert_eq!(
        app.visitor()
            .call("/api/account/sign-out-everywhere", &[])
            .await
            .has_status(401)
            .body,
        "\"NotSignedIn\""
    );
}

#[tokio::test]
async fn a_page_for_members_leads_a_visitor_to_signing_in_and_back() {
    let app = TestApp::init().start().await;
    let answer = app.visitor().get("/account").await;
    assert!(answer.status.is_redirection(), "{}", answer.status);
    assert_eq!(answer.header("location"), "/sign-in?return_to=/account");
}

#[tokio::test]
async fn pages_name_the_system_that_the_set_up_names() {
    let app = TestApp::init().start().await;
    app.visitor()
        .get("/")
        .await
        .contains("in health and care in Example County. Talk to")
        .contains("People Hub for Example County");
}

#[tokio::test]
async fn the_header_shows_who_is_signed_in() {
    let app = TestApp::init().start().await;
    app.person("Amina Yusuf", Role::HubMember, None).await;
    app.visitor()
        .get("/")
        .await
        .has_status(200)
        .lacks("Amina Yusuf")
        .contains("href=\"/sign-in\"");
    app.as_person("Amina Yusuf")
        .await
        .get("/")
        .await
        .has_status(200)
        .contains("Amina Yusuf")
        .contains("href=\"/account\"");
}

#[tokio::test]
async fn signing_out_takes_the_session_from_the_browser_and_the_database() {
    let app = TestApp::init().start().await;
    app.person("Amina Yusuf", Role::HubMember, None).await;
    let browser = app.as_person("Amina Yusuf").await;
    let answer = browser.post("/account", "/api/account/sign-out", &[]).await;
    answer.leads_to("/");
    assert!(answer.cookies()["people-hub-session"].contains("Max-Age=0"));
    browser.get("/").await.lacks("Amina Yusuf");
}

#[tokio::test]
async fn the_demo_signs_anyone_in_and_nothing_else_does() {
    let app = TestApp::init().demo(true).start().await;
    app.person("Amina Yusuf", Role::HubMember, None).await;
    let inputs = [("form[email]", "amina@example.nhs.uk")];
    let answer = app
        .visitor()
        .post("/demo", "/api/demo/sign-in", &inputs)
        .await;
    answer.leads_to("/");
    let cookie = &answer.cookies()["people-hub-session"];
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );

    let app = TestApp::init().start().await;
    app.person("Amina Yusuf", Role::HubMember, None).await;
    app.visitor().get("/demo").await.has_status(404);
    app.visitor()
        .call("/api/demo/sign-in", &inputs)
        .await
        .has_status(404);
}

#[tokio::test]
async fn the_cookie_is_bound_to_the_host_where_the_service_is_on_https() {
    let app = TestApp::init()
        .demo(true)
        .public_url("https://hub.example.nhs.uk")
        .start()
        .await;
    app.person("Amina Yusuf", Role::HubMember, None).await;
    let answer = app
        .visitor()
        .post(
            "/demo",
            "/api/demo/sign-in",
            &[("form[email]", "amina@example.nhs.uk")],
        )
        .await;
    let cookie = &answer.cookies()["__Host-people-hub-session"];
    assert!(
        cookie.contains("Secure") && cookie.contains("HttpOnly") && !cookie.contains("Domain"),
        "{cookie}"
    );
}
