//! A database that is locked or gone is said so, and nothing is half done.

use domain::role::Role;

use crate::support::TestApp;

const CODE: &str = "/api/sign-in/request-code";
const CANCEL: &str = "/api/career-conversations/cancel";
const AMINA: &str = "Amina Yusuf";

async fn messages_to(app: &TestApp, email: &str) -> usize {
    let mut conn = app.service.store.read().await.unwrap();
    store::outbox::to(&mut conn, email).await.unwrap().len()
}

#[tokio::test]
async fn a_locked_database_is_said_and_nothing_is_half_written() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(crate::samples::OTHER_PERSON, Role::CareerAdviser, None)
        .await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let amina = app.as_person(AMINA).await;
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
    ];
    let page = format!("/career-conversations/conversation/{reference}");

    // Somebody else writes, for longer than anyone waits.
    let lock = app.service.store.write().await.unwrap();
    let cancel_page = format!("{page}/cancel");
    let email = [("form[email]", "amina@example.nhs.uk")];
    let browser = app.visitor();
    let (program, form, code) = tokio::join!(
        amina.call(CANCEL, &inputs),
        amina.post(&cancel_page, CANCEL, &inputs),
        browser.post("/sign-in", CODE, &email),
    );
    assert_eq!(program.has_status(503).body, "\"Busy\"");
    form.has_status(503)
        .contains("Nothing was saved")
        .contains("Yes, cancel it");
    code.has_status(503)
        .contains("Nothing was saved")
        .contains("value=\"amina@example.nhs.uk\"");
    for answer in [&program, &form, &code] {
        assert_eq!(answer.header("retry-after"), "2");
    }
    // Reading goes on meanwhile.
    amina.get(&page).await.has_status(200).contains("Booked");
    assert_eq!(messages_to(&app, "amina@example.nhs.uk").await, 0);
    drop(lock);

    // The same try again is done.
    amina.call(CANCEL, &inputs).await.has_status(200);
    amina.get(&page).await.has_status(200).lacks(">Booked<");
    assert_eq!(messages_to(&app, "amina@example.nhs.uk").await, 1);
}

#[tokio::test]
async fn a_database_that_is_gone_is_said_in_the_same_look() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let amina = app.as_person(AMINA).await;
    app.service.store.close().await;
    let answer = amina.get("/career-conversations/mine").await;
    answer
        .has_status(503)
        .contains("The service is busy")
        .contains("nhsuk-header");
    assert_eq!(answer.header("retry-after"), "2");
    app.visitor().get("/health/live").await.has_status(200);
    app.visitor().get("/health/ready").await.has_status(503);
    // What needs no database is still there.
    app.visitor().get("/accessibility").await.has_status(200);
}
