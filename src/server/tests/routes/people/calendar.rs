//! The page of one's own calendar.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const BEN: &str = "Ben Shaw";

async fn stage() -> TestApp {
    let app = TestApp::init().start().await;
    for member in [AMINA, BEN] {
        app.person(member, Role::HubMember, None).await;
    }
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app
}

#[tokio::test]
async fn a_day_a_week_and_a_month_show_what_is_ones_own() {
    let app = stage().await;
    let own = format!("/conversations/{}", app.conversation_of(AMINA).await);
    let other = format!("/conversations/{}", app.conversation_of(BEN).await);
    let amina = app.as_person(AMINA).await;
    for (address, title) in [
        ("/calendar?day=2026-03-09", "9 to 15 March 2026"),
        ("/calendar?view=day&day=2026-03-09", "Monday 9 March 2026"),
    ] {
        let page = amina.get(address).await;
        page.has_status(200)
            .contains(&format!("<title>Calendar, {title} - People Hub</title>"))
            .contains(&own)
            .lacks(&other)
            .lacks("You have nothing booked");
    }
    amina
        .get("/calendar?view=month&day=2026-03-31")
        .await
        .contains("<h2 class=\"nhsuk-heading-m\">March 2026</h2>")
        .contains("1 booked")
        .contains("/calendar?view=month&amp;day=2026-02-28")
        .contains("/calendar?view=month&amp;day=2026-04-30");
}

#[tokio::test]
async fn an_empty_week_says_what_to_do_and_nonsense_is_this_week() {
    let app = stage().await;
    let amina = app.as_person(AMINA).await;
    for address in ["/calendar", "/calendar?view=decade&day=yesterday"] {
        amina
            .get(address)
            .await
            .has_status(200)
            .contains("You have nothing booked from 2 to 8 March 2026.")
            .contains("go to your home page")
            .lacks(">Today</a>");
    }
    for day in ["0001-01-01", "1900-01-01", "2400-02-29", "9999-12-31"] {
        for view in ["day", "week", "month"] {
            let far = format!("/calendar?view={view}&day={day}");
            amina.get(&far).await.has_status(200);
        }
    }
    let later = amina.get("/calendar?day=2027-01-01").await;
    later
        .contains("28 December 2026 to 3 January 2027")
        .contains(">Today</a>");
}

#[tokio::test]
async fn the_ways_to_look_keep_the_day_and_an_area_adds_its_own_page() {
    let app = stage().await;
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get("/calendar?day=2026-03-12")
        .await
        .contains("href=\"/calendar?view=day&amp;day=2026-03-12\" class=\"app-views__link\">Day<")
        .contains("href=\"/calendar?view=week&amp;day=2026-03-12\" aria-current=\"page\" class=\"app-views__link\">Week<")
        .contains("href=\"/availability/week\" class=\"app-views__link\">My usual week<");
    let amina = app.as_person(AMINA).await;
    amina.get("/calendar").await.lacks("My usual week");
    for browser in [&adviser, &amina] {
        let home = browser.get("/").await;
        home.contains(">See your calendar</a>")
            .contains(">Calendar</a>");
    }
}
