//! What a member's pages say about a conversation.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const CANCEL: &str = "/api/career-conversations/cancel";

/// After the cut-off every page says whom to contact and how, and none offers what would be refused.
#[tokio::test]
async fn after_the_cut_off_the_pages_say_whom_to_contact() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let here = format!("/career-conversations/conversation/{reference}");
    let (move_it, cancel_it) = (format!("{here}/move"), format!("{here}/cancel"));
    let contact = format!(
        "contact {OTHER_PERSON} at {}",
        crate::support::email_of(OTHER_PERSON)
    );
    let amina = app.as_person(AMINA).await;
    amina
        .get(&here)
        .await
        .has_status(200)
        .contains(&move_it)
        .contains(&cancel_it)
        .lacks(&contact);
    amina.get(&cancel_it).await.contains("Yes, cancel it");

    // It starts a week from the start: two hours from now.
    app.clock.set(app.service.now().plus_hours(7 * 24 - 2));
    let amina = app.as_person(AMINA).await;
    amina
        .get(&here)
        .await
        .has_status(200)
        .contains(&contact)
        .lacks(&move_it)
        .lacks(&cancel_it);
    for page in [&move_it, &cancel_it] {
        amina
            .get(page)
            .await
            .has_status(200)
            .contains(&contact)
            .lacks("Yes, cancel it")
            .lacks("type=\"radio\"");
    }
    // Who had the page open all along is told the same.
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
    ];
    amina
        .post(&cancel_it, CANCEL, &inputs)
        .await
        .has_status(409)
        .contains(&contact);
    amina.get(&here).await.contains("Booked");
}

/// A page that asks about something that is done says that it is done, and leads to it.
#[tokio::test]
async fn pages_about_what_is_cancelled_say_so_and_ask_nothing() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let here = format!("/career-conversations/conversation/{reference}");
    let coordinated = format!("/coordinator/conversation/{reference}");
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
    ];
    let amina = app.as_person(AMINA).await;
    amina
        .post(&format!("{here}/cancel"), CANCEL, &inputs)
        .await
        .has_status(303);
    let helen = app.as_person("Helen Marsh").await;
    for (browser, page) in [(&amina, &here), (&helen, &coordinated)] {
        for question in ["cancel", "move"] {
            browser
                .get(&format!("{page}/{question}"))
                .await
                .has_status(200)
                .contains("<title>This conversation is cancelled")
                .contains(&format!("href=\"{page}\""))
                .contains("See the conversation")
                .lacks("Do you want to cancel")
                .lacks("type=\"radio\"");
        }
    }
}

/// Whoever goes back after booking hears what happened.
#[tokio::test]
async fn going_back_after_booking_says_what_was_booked() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let amina = app.as_person(AMINA).await;
    let answer = amina.get("/career-conversations/book/check").await;
    assert_eq!(
        answer.header("location"),
        "/career-conversations/book/topic"
    );
    let reference = app.conversation_of(AMINA).await;
    for question in ["way", "time", "preparation", "check"] {
        amina
            .get(&format!("/career-conversations/book/{question}"))
            .await
            .has_status(200)
            .contains("You have booked this conversation")
            .contains(&format!("/career-conversations/conversation/{reference}"))
            .lacks("Some answers are missing");
    }
    amina
        .get("/career-conversations/book/topic")
        .await
        .contains("What would you like to talk about?");
}

/// Past the last page of people there is the last page, not nobody.
#[tokio::test]
async fn past_the_last_page_is_the_last_page() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    let helen = app.as_person("Helen Marsh").await;
    helen
        .get("/coordinator/book?page=7")
        .await
        .has_status(200)
        .contains("1 member")
        .contains(AMINA)
        .lacks("Nobody is found");
}

/// What a form says by its code, the coordinator's page says in words; what isn't so is not said.
#[tokio::test]
async fn a_coordinators_page_says_what_was_done() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    let reference = app.conversation_of(AMINA).await;
    let helen = app.as_person("Helen Marsh").await;
    let after = async |code: &str| {
        let here = format!("/coordinator/conversation/{reference}?changed={code}");
        helen.get(&here).await
    };
    after("booked").await.contains("The conversation is booked");
    after("moved")
        .await
        .contains("The conversation has been moved");
    after("cancelled")
        .await
        .lacks("The conversation has been cancelled");
    after("dreamt").await.lacks("nhsuk-notification-banner");
}
