//! The waiting list as a member without scripts meets it.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const BEN: &str = "Ben Shaw";
const JOIN: &str = "/career-conversations/waiting/join";
const WAITING: &str = "/career-conversations/waiting";
const MINE: &str = "/career-conversations/mine";

/// The only adviser has one time on Mondays that is left, at 9am, and Ben has it on 9 March.
async fn stage() -> (TestApp, String) {
    let app = TestApp::init().start().await;
    for (name, role) in [
        (AMINA, Role::HubMember),
        (BEN, Role::HubMember),
        (OTHER_PERSON, Role::CareerAdviser),
        ("Helen Marsh", Role::HubCoordinator),
    ] {
        app.person(name, role, None).await;
    }
    app.pattern_of(OTHER_PERSON).await;
    let adviser = app.person_called(OTHER_PERSON).await;
    let slot = format!("2026-03-09T09:00:00Z~{adviser}");
    let inputs = [
        ("form[submission]", "0190f3b0-0000-7000-8000-000000000001"),
        ("form[topic]", "ideas"),
        ("form[way]", "video"),
        ("form[slot]", slot.as_str()),
    ];
    let ben = app.as_person(BEN).await;
    let answer = ben.call("/api/career-conversations/book", &inputs).await;
    let reference = serde_json::from_str(&answer.has_status(200).body).unwrap();
    (app, reference)
}

const WISH: [(&str, &str); 7] = [
    ("form[topic]", "ideas"),
    ("form[way]", "video"),
    ("form[monday]", "on"),
    ("form[last][day]", "31"),
    ("form[last][month]", "3"),
    ("form[last][year]", "2026"),
    ("form[adviser]", ""),
];

async fn ben_cancels(app: &TestApp, reference: &str) {
    let inputs = [("form[reference]", reference), ("form[version]", "1")];
    let ben = app.as_person(BEN).await;
    ben.call("/api/career-conversations/cancel", &inputs)
        .await
        .has_status(200);
}

/// The identifier in the page's first field with this name.
fn field(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, rest) = rest.split_once("value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn joining_keeps_what_was_chosen_and_says_what_is_missing() {
    let (app, _) = stage().await;
    let amina = app.as_person(AMINA).await;
    amina
        .get(JOIN)
        .await
        .has_status(200)
        .contains("Join the waiting list")
        .contains(OTHER_PERSON);
    let inputs = [
        ("form[way]", "phone"),
        ("form[friday]", "on"),
        ("form[last][day]", "1"),
        ("form[last][month]", "3"),
        ("form[last][year]", "2026"),
    ];
    amina
        .post(JOIN, "/api/waiting-list/join", &inputs)
        .await
        .has_status(422)
        .contains("Choose what you would like to talk about")
        .contains("The last day that suits you must be today or later")
        .lacks("Choose at least one day of the week");
    amina
        .get(WAITING)
        .await
        .contains("You are not on the waiting list");
    amina
        .post(JOIN, "/api/waiting-list/join", &WISH)
        .await
        .leads_to("/career-conversations/waiting?changed=joined");
    amina
        .get("/career-conversations/waiting?changed=joined")
        .await
        .contains("You have joined the waiting list")
        .contains("You are 1st on the list.")
        .contains("Any adviser")
        .contains("Tuesday 31 March 2026");
    amina
        .get(JOIN)
        .await
        .contains("You are on the waiting list already");
    amina
        .post(JOIN, "/api/waiting-list/join", &WISH)
        .await
        .has_status(409)
        .contains("You are on the waiting list already");
}

#[tokio::test]
async fn an_offer_is_accepted_from_my_conversations() {
    let (app, reference) = stage().await;
    let amina = app.as_person(AMINA).await;
    amina
        .post(JOIN, "/api/waiting-list/join", &WISH)
        .await
        .has_status(303);
    amina
        .get(MINE)
        .await
        .contains("You are 1st on the list.")
        .lacks("We are keeping");
    ben_cancels(&app, &reference).await;
    let page = amina.get(MINE).await;
    page.contains("We are keeping Monday 9 March, 9am for you. Answer by 9pm today")
        .contains("Monday 9 March 2026, 9am to 9:30am with Other Test. Video call.");
    // It is the first thing on the home page, with both answers.
    let home = amina.get("/").await;
    home.contains("We are keeping Monday 9 March, 9am for you. Answer by 9pm today")
        .contains("Accept this time")
        .contains("Decline this time");
    let (above, _) = home.body.split_once("We are keeping").unwrap();
    assert!(
        !above.contains("<h2>Your next career conversation"),
        "{above}"
    );
    app.as_person("Ben Shaw")
        .await
        .get("/")
        .await
        .lacks("We are keeping");
    let helen = app.as_person("Helen Marsh").await;
    helen
        .get("/conversations/waiting-list")
        .await
        .has_status(200)
        .contains("1 person is waiting")
        .contains(AMINA)
        .contains("Offered a time")
        .contains("Monday 9 March 2026, 9am. Kept until Monday 2 March 2026, 9pm");
    let offer = field(&page.body, "form[offer]");
    let inputs = [("form[offer]", offer.as_str())];
    let accepted = amina
        .post(WAITING, "/api/waiting-list/accept", &inputs)
        .await;
    let booked = accepted.has_status(303).header("location").to_owned();
    assert!(
        booked.starts_with("/career-conversations/booked/CC-"),
        "{booked}"
    );
    amina
        .get(&booked)
        .await
        .contains("Your conversation is booked");
    amina
        .get(MINE)
        .await
        .lacks("on the list")
        .contains("9am to 9:30am");
    // Sent again, it is the same booking; declining comes too late.
    amina
        .post(WAITING, "/api/waiting-list/accept", &inputs)
        .await
        .leads_to(&booked);
    amina
        .post(WAITING, "/api/waiting-list/decline", &inputs)
        .await
        .has_status(409)
        .contains("This offer is over");
}

#[tokio::test]
async fn an_offer_can_be_declined_and_the_list_left() {
    let (app, reference) = stage().await;
    let amina = app.as_person(AMINA).await;
    amina
        .post(JOIN, "/api/waiting-list/join", &WISH)
        .await
        .has_status(303);
    ben_cancels(&app, &reference).await;
    let page = amina.get(WAITING).await;
    page.contains("A time is kept for you")
        .contains("Decline this time");
    let (offer, entry) = (
        field(&page.body, "form[offer]"),
        field(&page.body, "form[entry]"),
    );
    amina
        .post(
            WAITING,
            "/api/waiting-list/decline",
            &[("form[offer]", &offer)],
        )
        .await
        .leads_to("/career-conversations/waiting?changed=declined");
    amina
        .get(WAITING)
        .await
        .lacks("A time is kept for you")
        .contains("You are 1st on the list.")
        .contains("These times are free now");
    amina
        .post(
            WAITING,
            "/api/waiting-list/leave",
            &[("form[entry]", &entry)],
        )
        .await
        .leads_to("/career-conversations/waiting?changed=left");
    amina
        .get("/career-conversations/waiting?changed=left")
        .await
        .contains("You have left the waiting list")
        .contains("You are not on the waiting list.");
}

#[tokio::test]
async fn after_the_deadline_the_pages_offer_nothing() {
    let (app, reference) = stage().await;
    let amina = app.as_person(AMINA).await;
    amina
        .post(JOIN, "/api/waiting-list/join", &WISH)
        .await
        .has_status(303);
    ben_cancels(&app, &reference).await;
    let offer = field(&amina.get(WAITING).await.body, "form[offer]");
    app.clock.set(app.service.now().plus_hours(12));
    let amina = app.as_person(AMINA).await;
    amina.get(MINE).await.lacks("We are keeping");
    amina
        .post(
            WAITING,
            "/api/waiting-list/accept",
            &[("form[offer]", &offer)],
        )
        .await
        .has_status(409)
        .contains("This offer is over")
        .contains("You are 1st on the list.");
}

#[tokio::test]
async fn the_page_of_days_leads_to_the_waiting_list() {
    let (app, _) = stage().await;
    let amina = app.as_person(AMINA).await;
    amina
        .get("/career-conversations/book/day?way=phone")
        .await
        .contains("If no day suits you, join the waiting list")
        .contains("/career-conversations/waiting/join?way=phone");
}

/// Where the first link to somebody in line leads.
fn first_entry(page: &str) -> String {
    let (_, rest) = page
        .split_once("href=\"/conversations/waiting-list/")
        .unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    format!("/conversations/waiting-list/{id}")
}

#[tokio::test]
async fn a_coordinator_offers_a_time_and_takes_somebody_off_the_list() {
    let (app, reference) = stage().await;
    ben_cancels(&app, &reference).await;
    let amina = app.as_person(AMINA).await;
    amina
        .post(JOIN, "/api/waiting-list/join", &WISH)
        .await
        .has_status(303);
    let helen = app.as_person("Helen Marsh").await;
    let list = helen.get("/conversations/waiting-list").await;
    let entry = first_entry(&list.contains(AMINA).body);
    let page = helen.get(&entry).await;
    page.has_status(200)
        .contains("Offer a time")
        .contains("Monday 9 March 2026, 9am to 9:30am with Other Test")
        .contains("Book for them")
        .contains("href=\"mailto:amina@example.nhs.uk\"");
    let id = field(&page.body, "form[entry]");
    let adviser = app.person_called(OTHER_PERSON).await;
    let slot = format!("2026-03-09T09:00:00Z~{adviser}");
    let offered = [("form[entry]", id.as_str()), ("form[slot]", slot.as_str())];
    helen
        .post(&entry, "/api/waiting-list/offer", &offered)
        .await
        .leads_to(&format!("{entry}?changed=offered"));
    helen
        .get(&format!("{entry}?changed=offered"))
        .await
        .contains("The time is kept for them")
        .contains("Kept until")
        .lacks("Offer a time");
    amina.get(WAITING).await.contains("A time is kept for you");
    helen
        .post(&entry, "/api/waiting-list/offer", &offered)
        .await
        .has_status(409);
    helen
        .get(&format!("{entry}/remove"))
        .await
        .contains("Do you want to remove Amina Yusuf from the waiting list?")
        .contains("It goes to the next person.");
    helen
        .post(
            &format!("{entry}/remove"),
            "/api/waiting-list/remove",
            &[("form[entry]", id.as_str())],
        )
        .await
        .leads_to("/conversations/waiting-list?changed=removed");
    helen
        .get("/conversations/waiting-list?changed=removed")
        .await
        .contains("They are no longer on the waiting list")
        .contains("Nobody is waiting.");
    helen.get(&entry).await.has_status(404);
}
