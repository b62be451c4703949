//! One account can't keep the service busy alone.

use std::time::Duration;

use domain::people::role::Role;
use tokio::time::Instant;

use crate::support::TestApp;

const TOPIC: &str = "/api/career-conversations/topic";
const TIME: &str = "/api/career-conversations/time";
const WAY: &str = "/api/career-conversations/way";

#[tokio::test]
async fn who_changes_too_much_at_once_is_told_when_to_go_on_and_loses_nothing() {
    let app = TestApp::init().start().await;
    let somebody = app.person("Amina Yusuf", Role::HubMember, None).await;
    app.person("Ben Cole", Role::HubMember, None).await;
    let amina = app.as_person("Amina Yusuf").await;
    amina.call(TOPIC, &[]).await.has_status(422);
    let slot = format!("2026-03-09T09:30:00Z~{somebody}");
    let time = [("form[way]", "video"), ("form[slot]", slot.as_str())];
    amina.call(TIME, &time).await.has_status(200);
    // As many at once as one may, an hour ahead of any that this test makes.
    let actor = app.actor_called("Amina Yusuf").await;
    let ahead = Instant::now() + Duration::from_secs(3_600);
    while app.instance.rate.count(&actor, ahead).is_ok() {}
    let refused = amina.call(TOPIC, &[]).await;
    refused.has_status(429).contains("TooMany");
    assert_ne!(refused.header("retry-after"), "");

    let page = "/career-conversations/book/topic";
    let posted = amina.post(page, TOPIC, &[("form[topic]", "ideas")]).await;
    posted
        .has_status(429)
        .contains("You have tried too often. Wait 6")
        .contains("value=\"ideas\" checked");
    assert_ne!(posted.header("retry-after"), "");
    let other = amina.call(WAY, &[]).await;
    other.has_status(429);

    amina.get(page).await.has_status(200);
    let ben = app.as_person("Ben Cole").await;
    ben.call(TOPIC, &[]).await.has_status(422);
}
