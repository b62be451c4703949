//! Looking for anything: what is found is what somebody may see.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const BOX: &str = "id=\"header-search\"";

async fn stage() -> (TestApp, String) {
    let app = TestApp::init().start().await;
    for (name, role) in [
        (AMINA, Role::HubMember),
        ("Ben Shaw", Role::HubMember),
        (OTHER_PERSON, Role::CareerAdviser),
        ("Helen Marsh", Role::HubCoordinator),
        ("Priya Nair", Role::Administrator),
    ] {
        app.person(name, role, None).await;
    }
    app.organisation("Haywood Hospital").await;
    let reference = app.conversation_of(AMINA).await.to_string();
    (app, reference)
}

#[tokio::test]
async fn a_reference_leads_straight_to_its_page() {
    let (app, reference) = stage().await;
    let typed = reference.to_lowercase().replace('-', " ");
    for (name, asked) in [
        (AMINA, reference.clone()),
        (OTHER_PERSON, reference.clone()),
        ("Helen Marsh", reference.clone()),
        ("Helen Marsh", typed.replace(' ', "-")),
    ] {
        let found = app
            .as_person(name)
            .await
            .get(&format!("/search?text={asked}"))
            .await;
        assert_eq!(
            found.header("location"),
            format!("/conversations/{reference}"),
            "{name}"
        );
    }
    // Somebody else's is as if there were none.
    for (name, asked) in [("Ben Shaw", reference.as_str()), (AMINA, "CC-0000-0000")] {
        app.as_person(name)
            .await
            .get(&format!("/search?text={asked}"))
            .await
            .has_status(200)
            .contains("Nothing was found");
    }
}

#[tokio::test]
async fn each_finds_what_they_may_see() {
    let (app, _) = stage().await;
    let helen = app.as_person("Helen Marsh").await;
    helen
        .get("/search?text=amina")
        .await
        .contains("Career conversations (1)")
        .contains("Amina Yusuf with Other Test")
        .lacks("amina@example.nhs.uk");
    let priya = app.as_person("Priya Nair").await;
    priya
        .get("/search?text=amina")
        .await
        .contains("People (1)")
        .contains("amina@example.nhs.uk")
        .lacks("Career conversations (");
    priya
        .get("/search?text=haywood")
        .await
        .contains("Organisations (1)")
        .contains("Haywood Hospital");
    priya
        .get("/search?text=audit")
        .await
        .contains("href=\"/audit\"");
    app.as_person(AMINA)
        .await
        .get("/search?text=amina")
        .await
        .contains("Nothing was found")
        .lacks(BOX);
}

#[tokio::test]
async fn what_is_typed_stays_text_and_short_or_long_texts_do_no_harm() {
    let (app, reference) = stage().await;
    let helen = app.as_person("Helen Marsh").await;
    helen
        .get("/search")
        .await
        .has_status(200)
        .contains(BOX)
        .lacks("Nothing was found");
    helen
        .get("/search?text=a")
        .await
        .contains("Type at least 2 letters.");
    helen
        .get("/search?text=%3Cb%3Ebold%3C%2Fb%3E")
        .await
        .contains("&lt;b&gt;bold")
        .lacks("<b>bold");
    let long = "a".repeat(300);
    helen
        .get(&format!("/search?text={long}"))
        .await
        .has_status(200)
        .contains("Nothing was found");
    // A task has no way out of it but its own.
    helen.get("/conversations").await.contains(BOX);
    helen
        .get(&format!("/conversations/{reference}/cancel"))
        .await
        .lacks(BOX);
}
