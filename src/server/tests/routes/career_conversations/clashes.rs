//! What no longer fits an adviser's times, as an adviser without scripts decides about it.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::{Browser, TestApp};

const DAVID: &str = "David Okafor";
const CLASHES: &str = "/conversations/clashes";

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
    let page = format!("/conversations/{reference}/decide");
    david.post(&page, "/api/advisers/decide-clash", &all).await
}

#[tokio::test]
async fn what_does_not_fit_is_listed_until_it_is_kept() {
    let (app, reference) = stage().await;
    let david = app.as_person(DAVID).await;
    david
        .get("/availability")
        .await
        .contains("1 conversation is booked outside these times.")
        .contains(CLASHES);
    david
        .get(CLASHES)
        .await
        .has_status(200)
        .contains("It is outside your weekly and extra times")
        .contains(&format!("/conversations/{reference}/decide"));
    decide(&david, &reference, &[("form[decision]", "keep")])
        .await
        .leads_to("/conversations/clashes?changed=kept");
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
    let page = format!("/conversations/{reference}");
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
        .leads_to("/conversations/clashes?changed=cancelled");
    david
        .get(&page)
        .await
        .contains("Cancelled by adviser")
        .lacks("Move or cancel this conversation");
    david
        .get(&format!("/conversations/{reference}/decide"))
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
        .post("/availability/leave", "/api/advisers/add-leave", &inputs)
        .await
        .leads_to("/conversations/clashes?changed=leave-added");
    david
        .get(CLASHES)
        .await
        .contains("You are on leave that day");
}

#[tokio::test]
async fn several_are_checked_and_decided_together() {
    let (app, first) = stage().await;
    let second = app.conversation_with(DAVID).await.to_string();
    let david = app.as_person(DAVID).await;
    david
        .get(CLASHES)
        .await
        .contains("Select all 2 conversations")
        .lacks("checked=\"\"");
    david
        .get(&format!("{CLASHES}?all=yes"))
        .await
        .contains(&format!("name=\"pick-{first}\""))
        .contains("checked")
        .lacks("Select all");
    let check = format!("{CLASHES}/check");
    for (asked, missing) in [
        ("?decision=cancel".to_owned(), "pick-"),
        (format!("?pick-{first}=on"), "decision"),
    ] {
        let answer = david.get(&format!("{check}{asked}")).await;
        let back = format!("{CLASHES}?missing={missing}");
        assert_eq!(answer.header("location"), back);
        david.get(&back).await.contains("There is a problem");
    }
    let page = format!("{check}?decision=cancel&pick-{first}=on&pick-{second}=on");
    david
        .get(&page)
        .await
        .has_status(200)
        .contains("Do you want to cancel 2 conversations?")
        .contains("Yes, cancel 2 conversations");
    let names = [&first, &second].map(|each| {
        (
            format!("form[rows][{each}][version]"),
            format!("form[rows][{each}][clash]"),
        )
    });
    let mut inputs = vec![("form[decision]", "cancel"), ("form[message]", "I am ill.")];
    for (version, clash) in &names {
        inputs.push((version, "1"));
        inputs.push((clash, "outside_times"));
    }
    david
        .post(&page, "/api/advisers/decide-clashes", &inputs)
        .await
        .leads_to(&format!("{CLASHES}?changed=all-cancelled"));
    david
        .get(&format!("{CLASHES}?changed=all-cancelled"))
        .await
        .contains("They have been cancelled")
        .contains("Everything that is booked with you fits your times");
    // The page is still open in another tab.
    david.get(&page).await.contains("Nothing is left to decide");
}

#[tokio::test]
async fn who_came_is_told_on_one_form() {
    let (app, first) = stage().await;
    let second = app.conversation_with(DAVID).await.to_string();
    let david = app.as_person(DAVID).await;
    let page = "/conversations/attendance";
    david
        .get(page)
        .await
        .contains("You have said who came to every conversation.");
    app.clock.set("2026-03-20T09:00:00Z".parse().unwrap());
    let david = app.as_person(DAVID).await;
    david
        .get("/")
        .await
        .contains("Say who came to 2 conversations");
    david.get(page).await.contains(&first).contains(&second);
    let version = |reference: &str| format!("form[who][{reference}][version]");
    let answer = |reference: &str| format!("form[who][{reference}][attended]");
    let names = [version(&first), answer(&first), version(&second)];
    let none = [(names[0].as_str(), "1"), (names[2].as_str(), "1")];
    let function = "/api/advisers/attendances";
    david
        .post(page, function, &none)
        .await
        .has_status(422)
        .contains("Say who came to at least one conversation");
    let one = [none[0], none[1], (names[1].as_str(), "yes")];
    david
        .post(page, function, &one)
        .await
        .leads_to("/conversations/attendance?changed=recorded");
    david.get(page).await.lacks(&first).contains(&second);
    // Sent again, the first has been told of, and what was chosen stays.
    david
        .post(page, function, &one)
        .await
        .has_status(422)
        .contains("There is a problem");
}
