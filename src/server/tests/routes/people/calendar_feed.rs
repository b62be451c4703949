//! The private link by which a calendar reads one's conversations.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::{Browser, PUBLIC_URL, TestApp};

const AMINA: &str = "Amina Yusuf";
const PAGE: &str = "/account/calendar";

async fn stage() -> TestApp {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app
}

/// Makes a link and gives its path, from the page that shows it once.
async fn make(app: &TestApp, browser: &Browser<'_>) -> String {
    let made = browser.post(PAGE, "/api/account/make-calendar", &[]).await;
    made.leads_to(PAGE);
    let cookie = made.cookies()["people-hub-calendar"].clone();
    assert!(
        cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
            && cookie.contains("Max-Age=60"),
        "{cookie}"
    );
    let token = cookie.split(';').next().unwrap();
    let shown = app
        .as_person(AMINA)
        .await
        .with_cookie(&format!("people-hub-calendar={token}"))
        .get(PAGE)
        .await;
    shown
        .has_status(200)
        .contains("Copy your link now")
        .contains(&format!("{PUBLIC_URL}/calendar/{token}.ics"));
    assert!(shown.cookies()["people-hub-calendar"].contains("Max-Age=0"));
    format!("/calendar/{token}.ics")
}

#[tokio::test]
async fn a_link_is_shown_once_and_read_without_signing_in() {
    let app = stage().await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let amina = app.as_person(AMINA).await;
    amina.get("/account").await.contains(PAGE);
    amina
        .get(PAGE)
        .await
        .has_status(200)
        .contains("You have no link.")
        .lacks("Stop the link");
    let link = make(&app, &amina).await;
    amina
        .get(PAGE)
        .await
        .contains("You made your link on Monday 2 March 2026, 9am.")
        .lacks("/calendar/");
    let calendar = app.visitor().get(&link).await;
    calendar
        .has_status(200)
        .contains("BEGIN:VCALENDAR")
        .contains(&reference);
    assert_eq!(
        calendar.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    assert_eq!(calendar.header("cache-control"), "no-store");
    assert_eq!(calendar.header("x-robots-tag"), "noindex");
    assert!(calendar.cookies().is_empty());
}

#[tokio::test]
async fn a_stopped_or_unknown_link_is_not_found() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    let first = make(&app, &amina).await;
    let second = make(&app, &amina).await;
    app.visitor().get(&first).await.has_status(404);
    app.visitor().get(&second).await.has_status(200);
    amina
        .post(PAGE, "/api/account/stop-calendar", &[])
        .await
        .leads_to(PAGE);
    app.visitor().get(&second).await.has_status(404);
    for path in [
        format!("/calendar/{}.ics", "0a".repeat(32)),
        "/calendar/x.ics".to_owned(),
        second.trim_end_matches(".ics").to_owned(),
    ] {
        app.visitor().get(&path).await.has_status(404);
    }
}

#[tokio::test]
async fn a_link_that_is_asked_too_often_says_when_to_come_back() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    let link = make(&app, &amina).await;
    for _ in 0..30 {
        app.visitor().get(&link).await.has_status(200);
    }
    let refused = app.visitor().get(&link).await;
    refused.has_status(429).contains("You have tried too often");
    assert!(!refused.header("retry-after").is_empty());
}
