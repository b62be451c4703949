//! What the home page tells of conversations: what is today, and what waits.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const NOTHING: &str = "Nothing waits for you.";

fn mine(reference: &str) -> String {
    format!("/conversations/{reference}")
}

#[tokio::test]
async fn home_says_what_is_today_and_who_came_until_it_is_recorded() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person("Sam Manager", Role::SiteManager, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let home = async |name| app.as_person(name).await.get("/").await;
    home(OTHER_PERSON)
        .await
        .contains("Nothing with a time.")
        .lacks("Amina Yusuf</a>");
    // It starts a week from the start, at 9am.
    app.clock.set(app.service.now().plus_hours(6 * 24));
    home(OTHER_PERSON)
        .await
        .contains("Tomorrow, Monday 9 March")
        .contains("9am to 9:30am")
        .contains("Career conversation with Amina Yusuf")
        .contains("Decide about 1 conversation outside your times");
    home(AMINA)
        .await
        .contains(&format!("Career conversation with {OTHER_PERSON}"))
        .contains(&mine(&reference));
    // Who has nothing with a time isn't told of days without.
    home("Sam Manager")
        .await
        .contains(NOTHING)
        .lacks("Tomorrow");
    app.clock.set(app.service.now().plus_hours(26));
    home(OTHER_PERSON)
        .await
        .contains("Say who came to 1 conversation")
        .contains("/conversations/attendance")
        .contains("Over");
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
        ("form[attended]", "yes"),
    ];
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .call("/api/advisers/attendance", &inputs)
        .await
        .has_status(200);
    adviser.get("/").await.contains(NOTHING);
}
