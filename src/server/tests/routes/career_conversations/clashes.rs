//! What no longer fits an adviser's times, as an adviser without scripts decides about it.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::{Browser, TestApp};

const DAVID: &str = "David Okafor";
const CLASHES: &str = "/adviser/clashes";

/// David has a conversation on Monday 9 March at 9am, in no published time.
async fn stage() -> (TestApp, String) {
    let app = TestApp::init().start().await;
    app.person(DAVID, Role::CareerAdviser, None).await;
    app.person(OTHER_PERSON, Role::HubMember, None).await;
    let reference = app.conversation_with(DAVID).await.to_string();
    (app, reference)
}

async fn decide<'a>(
    david: &Browser<'a>,
    reference: &str,
    inputs: &[(&str, &str)],
) -> crate::support::Answer {
    let mut all = vec![
        ("form[reference]", reference),
        ("form[version]", "1"),
        ("form[clash]", "outside_times"),
    ];
    all.extend(inputs);
    let page = format!("{CLASHES}/{reference}");
    david.post(&page, "/api/advisers/decide-clash", &all).await
}

#[tokio::test]
async fn what_does_not_fit_is_listed_until_it_is_kept() {
    let (app, reference) = stage().await;
    let david = app.as_person(DAVID).await;
    david
        .get("/adviser/availability")
        .await
        .contains("1 conversation is booked outside these times.")
        .contains(CLASHES);
    david
        .get(CLASHES)
        .await
        .has_status(200)
        .contains("It is outside your weekly and extra times")
        .contains(&format!("{CLASHES}/{reference}"));
    decide(&david, &reference, &[("form[decision]", "keep")])
        .await
        .leads_to("/adviser/clashes?changed=kept");
    david
        .get(CLASHES)
        .await
        .contains("Everything that is booked with you fits your times")
        .lacks(&reference);
}

#[tokio::test]
async fn a_form_without_a_decision_keeps_the_message() {
    let (app, reference) = stage().await;
    let david = app.as_person(DAVID).await;
    let message = [("form[message]", "I am away that day.")];
    decide(&david, &reference, &message)
        .await
        .has_status(422)
        .contains("Choose what to do with this conversation")
        .contains("I am away that day.");
}

#[tokio::test]
async fn a_cancellation_is_made_from_the_conversations_page() {
    let (app, reference) = stage().await;
    let david = app.as_person(DAVID).await;
    let page = format!("/adviser/conversation/{reference}");
    david
        .get(&page)
        .await
        .contains("Move or cancel this conversation");
    let inputs = [
        ("form[decision]", "cancel"),
        ("form[message]", "I am away that day."),
    ];
    decide(&david, &reference, &inputs)
        .await
        .leads_to("/adviser/clashes?changed=cancelled");
    david
        .get(&page)
        .await
        .contains("Cancelled by adviser")
        .lacks("Move or cancel this conversation");
    david
        .get(&format!("{CLASHES}/{reference}"))
        .await
        .has_status(404);
}

#[tokio::test]
async fn leave_leads_to_what_is_booked_on_it() {
    let (app, _) = stage().await;
    let david = app.as_person(DAVID).await;
    let inputs = [
        ("form[first][day]", "9"),
        ("form[first][month]", "3"),
        ("form[first][year]", "2026"),
        ("form[last][day]", "9"),
        ("form[last][month]", "3"),
        ("form[last][year]", "2026"),
    ];
    david
        .post(
            "/adviser/availability/leave",
            "/api/advisers/add-leave",
            &inputs,
        )
        .await
        .leads_to("/adviser/clashes?changed=leave-added");
    david
        .get(CLASHES)
        .await
        .contains("You are on leave that day");
}

#[tokio::test]
async fn a_weekly_time_is_changed_in_its_place() {
    let app = TestApp::init().start().await;
    app.person(DAVID, Role::CareerAdviser, None).await;
    let id = app.pattern_of(DAVID).await.to_string();
    let david = app.as_person(DAVID).await;
    let page = format!("/adviser/availability/pattern/{id}/change");
    david
        .get(&page)
        .await
        .has_status(200)
        .contains("Change a weekly time")
        .contains("Mondays, 9am to 12pm")
        .contains("value=\"9am\"");
    let inputs = [
        ("form[pattern]", id.as_str()),
        ("form[weekday]", "1"),
        ("form[starts]", "10am"),
        ("form[ends]", "12pm"),
        ("form[slot_minutes]", "30"),
        ("form[video]", "on"),
    ];
    david
        .post(&page, "/api/advisers/add-pattern", &inputs)
        .await
        .leads_to("/adviser/availability?changed=pattern-changed");
    david
        .get("/adviser/availability")
        .await
        .contains("Mondays, 10am to 12pm")
        .lacks("Mondays, 9am to 12pm");
}
