//! A database that is locked or gone is said so, and nothing is half done.

use domain::people::role::Role;

use store::db::Statement;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const CODE: &str = "/api/sign-in/request-code";
const CANCEL: &str = "/api/career-conversations/cancel";
const BOOK: &str = "/api/career-conversations/book";
const CHECK: &str = "/career-conversations/book/check";
const AMINA: &str = "Amina Yusuf";

async fn messages_to(app: &TestApp, email: &str) -> usize {
    let mut conn = app.service.store.read().await.unwrap();
    store::system::outbox::to(&mut conn, email)
        .await
        .unwrap()
        .len()
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
    let page = format!("/conversations/{reference}");

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

/// However often a booking is sent while the database is locked, it is made once, when it can be.
#[tokio::test]
async fn a_booking_that_met_a_locked_database_is_made_by_the_next_try() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let adviser = app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.pattern_of(OTHER_PERSON).await;
    let amina = app.as_person(AMINA).await;
    let slot = format!("2026-03-09T09:30:00Z~{adviser}");
    let preparation = "I have been a porter for six years.";
    for (question, answer) in [
        ("way", vec![("form[way]", "video")]),
        ("time", vec![("form[slot]", slot.as_str())]),
        (
            "topic",
            vec![("form[topic]", "ideas"), ("form[preparation]", preparation)],
        ),
    ] {
        let function = format!("/api/career-conversations/{question}");
        amina.call(&function, &answer).await.has_status(200);
    }
    let check = amina.get(CHECK).await;
    check.has_status(200).contains(preparation);
    let (_, after) = check.body.split_once("name=\"form[submission]\"").unwrap();
    let submission = after.split('"').nth(1).unwrap();
    let inputs = [
        ("form[submission]", submission),
        ("form[topic]", "ideas"),
        ("form[way]", "video"),
        ("form[slot]", slot.as_str()),
        ("form[preparation]", preparation),
    ];
    let lock = app.service.store.write().await.unwrap();
    let (program, form) =
        tokio::join!(amina.call(BOOK, &inputs), amina.post(CHECK, BOOK, &inputs),);
    assert_eq!(program.has_status(503).body, "\"Busy\"");
    form.has_status(503)
        .contains("Nothing was saved")
        .contains(preparation)
        .contains("Book this conversation");
    drop(lock);

    for _ in 0..2 {
        amina.call(BOOK, &inputs).await.has_status(200);
    }
    let mine = amina.get("/career-conversations/mine").await;
    mine.has_status(200).contains("Monday 9 March 2026");
    let listed = mine.body.matches("href=\"/conversations/");
    assert_eq!(listed.count(), 1, "{}", mine.body);
    assert_eq!(messages_to(&app, "amina@example.nhs.uk").await, 1);
}

/// What nobody foresaw is said with a reference and without what happened inside.
#[tokio::test]
async fn what_goes_wrong_inside_stays_inside() {
    const DROP: Statement = Statement {
        name: "drop",
        sqlite: "DROP TABLE career_conversation",
        postgres: "DROP TABLE career_conversation",
    };
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let amina = app.as_person(AMINA).await;
    let mut tx = app.service.store.write().await.unwrap();
    tx.q(&DROP).execute().await.unwrap();
    tx.commit().await.unwrap();
    let page = amina.get("/career-conversations/mine").await;
    page.has_status(500)
        .contains("Sorry, there is a problem with the service")
        .contains("give the reference <strong>")
        .contains("nhsuk-header")
        .contains("nhsuk-footer");
    let cancel = [("form[reference]", "CC-7K4M-9QXD"), ("form[version]", "0")];
    let program = amina
        .call("/api/career-conversations/cancel", &cancel)
        .await;
    program.has_status(500).contains("Internal");
    for answer in [&page, &program] {
        for inside in ["career_conversation", "no such table", "SELECT", "sqlx"] {
            answer.lacks(inside);
        }
        assert_eq!(answer.header("cache-control"), "no-store");
    }
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
