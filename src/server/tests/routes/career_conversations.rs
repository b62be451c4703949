//! What a member's pages say about a conversation.

use domain::role::Role;

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
