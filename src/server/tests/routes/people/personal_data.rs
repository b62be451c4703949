//! What is held about people, as a member without scripts reads, downloads and erases it.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const PAGE: &str = "/account/your-data";
const ERASE: &str = "/account/your-data/erase";

async fn stage() -> TestApp {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app
}

#[tokio::test]
async fn the_page_and_the_file_say_what_is_held() {
    let app = stage().await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let amina = app.as_person(AMINA).await;
    amina.get("/account").await.contains(PAGE);
    amina
        .get(PAGE)
        .await
        .has_status(200)
        .contains("Your career conversations (1)")
        .contains(&reference)
        .contains("/download/your-data.json")
        .contains(ERASE);
    let file = amina.get("/download/your-data.json").await;
    file.has_status(200).contains(&reference);
    assert_eq!(file.header("content-type"), "application/json");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"people-hub-your-data-2026-03-02.json\""
    );
    assert_eq!(file.header("cache-control"), "no-store");
}

#[tokio::test]
async fn erasure_asks_first_and_then_ends_everything() {
    let app = stage().await;
    app.conversation_of(AMINA).await;
    let amina = app.as_person(AMINA).await;
    amina
        .get(ERASE)
        .await
        .has_status(200)
        .contains("What we remove")
        .contains("What we keep without your name, and why")
        .contains("I understand that this cannot be undone");
    amina
        .post(ERASE, "/api/account/erase", &[])
        .await
        .has_status(422)
        .contains("Tick the box if you want to erase your data");
    let erased = amina
        .post(ERASE, "/api/account/erase", &[("form[understood]", "on")])
        .await;
    erased.leads_to("/privacy?changed=erased");
    assert!(erased.cookies()["people-hub-session"].contains("Max-Age=0"));
    // Whoever kept the cookie is signed out too.
    let after = amina.get(PAGE).await;
    assert_eq!(
        after.header("location"),
        format!("/sign-in?return_to={PAGE}")
    );
    app.visitor()
        .get("/privacy?changed=erased")
        .await
        .contains("Your data has been erased");
}

#[tokio::test]
async fn staff_see_what_is_held_and_whom_to_ask() {
    let app = stage().await;
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get(PAGE)
        .await
        .has_status(200)
        .contains("You work for the service")
        .lacks(ERASE);
    adviser.get(ERASE).await.has_status(403);
}
