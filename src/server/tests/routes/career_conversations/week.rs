//! The usual week, as an adviser without scripts changes it.

use domain::people::role::Role;

use crate::support::{Answer, Browser, TestApp};

const DAVID: &str = "David Okafor";
const PAGE: &str = "/availability/week";

async fn stage() -> TestApp {
    let app = TestApp::init().start().await;
    app.person(DAVID, Role::CareerAdviser, None).await;
    app
}

/// What is in a hidden field of the page.
fn hidden<'a>(page: &'a Answer, name: &str) -> &'a str {
    let (_, after) = page
        .body
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    after.split_once('"').unwrap().0
}

async fn post(david: &Browser<'_>, seen: &str, inputs: &[(&str, &str)]) -> Answer {
    let mut all = vec![
        ("form[seen]", seen),
        ("form[hours][monday-0][slot_minutes]", "30"),
        ("form[hours][monday-0][video]", "on"),
    ];
    all.extend(inputs);
    david.post(PAGE, "/api/advisers/change-week", &all).await
}

#[tokio::test]
async fn a_day_is_copied_and_the_week_saved() {
    let app = stage().await;
    let david = app.as_person(DAVID).await;
    david
        .get("/availability")
        .await
        .contains("Fill in your usual week");
    let page = david.get(PAGE).await;
    page.contains("You have no weekly hours yet");
    let seen = hidden(&page, "form[seen]");
    let times = ("form[hours][monday-0][times]", "9am to 5pm");
    let copied = post(
        &david,
        seen,
        &[times, ("form[press]", "copy-monday-weekdays")],
    )
    .await;
    copied
        .has_status(200)
        .contains("Monday’s hours are copied to every weekday. They are not saved yet.")
        .contains("<title>Not saved yet: Change your usual week");
    assert_eq!(copied.body.matches("value=\"9am to 5pm\"").count(), 5);
    david.get("/availability").await.lacks("9am to 5pm");
    let more = post(&david, seen, &[times, ("form[press]", "more-monday")]).await;
    more.has_status(200).contains("Monday, other hours");
    post(&david, seen, &[times])
        .await
        .leads_to("/availability?changed=week-saved");
    david
        .get("/availability?changed=week-saved")
        .await
        .contains("Your week is saved")
        .contains("Mondays, 9am to 5pm");
}

#[tokio::test]
async fn errors_lead_to_their_days_and_keep_what_was_typed() {
    let app = stage().await;
    let david = app.as_person(DAVID).await;
    let inputs = [
        ("form[hours][monday-0][times]", "9 to 5"),
        ("form[hours][tuesday-0][times]", "9am to 5pm"),
        ("form[from][day]", "31"),
    ];
    post(&david, "", &inputs)
        .await
        .has_status(422)
        .contains("href=\"#hours-monday-0\"")
        .contains("Say am or pm for Monday, like 9am to 5pm")
        .contains("value=\"9 to 5\"")
        .contains("href=\"#ways-tuesday-0\"")
        .contains("<details open class=\"nhsuk-details\">")
        .contains("value=\"31\"");
}

#[tokio::test]
async fn a_week_that_was_changed_meanwhile_is_kept_and_can_be_saved_then() {
    let app = stage().await;
    let david = app.as_person(DAVID).await;
    let page = david.get(PAGE).await;
    let seen = hidden(&page, "form[seen]");
    app.pattern_of(DAVID).await;
    let times = [("form[hours][monday-0][times]", "10am to 4pm")];
    let refused = post(&david, seen, &times).await;
    refused
        .has_status(409)
        .contains("Your hours were changed in another window")
        .contains("Mondays, 9am to 12pm")
        .contains("value=\"10am to 4pm\"");
    let now = hidden(&refused, "form[seen]");
    post(&david, now, &times)
        .await
        .leads_to("/availability?changed=week-saved");
}

#[tokio::test]
async fn what_would_no_longer_fit_is_said_before() {
    let app = stage().await;
    app.person(crate::samples::OTHER_PERSON, Role::HubMember, None)
        .await;
    app.pattern_of(DAVID).await;
    // On Monday at 9am.
    app.conversation_with(DAVID).await;
    let david = app.as_person(DAVID).await;
    let page = david.get(PAGE).await;
    let seen = hidden(&page, "form[seen]");
    let times = ("form[hours][monday-0][times]", "11am to 12pm");
    let warned = post(&david, seen, &[times]).await;
    warned
        .has_status(200)
        .contains("Your week is not saved yet")
        .contains("1 conversation is booked outside these hours")
        .contains("value=\"11am to 12pm\"");
    assert_eq!(hidden(&warned, "form[clashes]"), "1");
    post(&david, seen, &[times, ("form[clashes]", "1")])
        .await
        .leads_to("/conversations/clashes?changed=week-saved");
}

#[tokio::test]
async fn where_one_weekly_time_was_changed_leads_to_the_week() {
    let app = stage().await;
    let id = app.pattern_of(DAVID).await;
    let david = app.as_person(DAVID).await;
    for (before, now) in [
        ("/availability/pattern".to_owned(), PAGE.to_owned()),
        (
            format!("/availability/pattern/{id}/change"),
            PAGE.to_owned(),
        ),
        (
            format!("/availability/pattern/{id}/end"),
            format!("{PAGE}/{id}/end"),
        ),
    ] {
        let answer = david.get(&before).await;
        answer.has_status(308);
        assert_eq!(answer.header("location"), now);
    }
}
