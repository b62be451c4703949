//! Pages that hold an island: whole without it, and nothing in its props that the page doesn't show.

use domain::people::role::Role;
use serde_json::Value;

use crate::samples::OTHER_PERSON;
use crate::support::{Answer, TestApp};

const AMINA: &str = "Amina Yusuf";
/// Props that say where the island asks, or by which name a refusal is known, and nothing about anybody.
const OF_THE_PROGRAM: [&str; 3] = ["code", "told_at", "version"];

/// The islands of a page: name and props.
fn islands(page: &Answer) -> Vec<(String, Value)> {
    let islands = page.body.split("<leptos-island data-component=\"").skip(1);
    let island = islands.map(|rest| {
        let (name, rest) = rest.split_once('_').unwrap();
        let props = rest.split_once("data-props=\"").unwrap().1;
        let props = props.split_once('"').unwrap().0;
        let props = props.replace("&quot;", "\"").replace("&lt;", "<");
        let props = props.replace("&gt;", ">").replace("&amp;", "&");
        (name.to_owned(), serde_json::from_str(&props).unwrap())
    });
    island.collect()
}

/// The page without the props of its islands.
fn without_props(page: &Answer) -> String {
    let mut parts = page.body.split("data-props=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').unwrap().1)
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !OF_THE_PROGRAM.contains(&name.as_str()))
            .flat_map(|(_, value)| texts(value))
            .collect(),
        _ => Vec::new(),
    }
}

fn shows_its_props(page: &Answer, island: &str) {
    let found = islands(page);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, [island]);
    let shown = without_props(page);
    for (_, props) in &found {
        for text in texts(props) {
            assert!(
                shown.contains(text),
                "{island} knows '{text}', which nobody sees"
            );
        }
    }
}

#[tokio::test]
async fn lists_that_are_told_of_changes_are_whole_without_their_island() {
    let app = TestApp::init().start().await;
    app.person(OTHER_PERSON, Role::HubMember, None).await;
    app.person("David Okafor", Role::CareerAdviser, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    app.conversation_with("David Okafor").await;
    for (person, page) in [
        ("David Okafor", "/conversations/diary?week=2026-03-09"),
        (
            "Helen Marsh",
            "/conversations?from=2026-03-01&to=2026-03-31",
        ),
    ] {
        let browser = app.as_person(person).await;
        let page = browser.get(page).await;
        page.has_status(200)
            .contains(OTHER_PERSON)
            .contains("Update this list");
        shows_its_props(&page, "LiveList");
    }
}

#[tokio::test]
async fn moving_a_conversation_is_checked_and_shows_what_is_wrong_without_its_island() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let adviser = app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.pattern_of(OTHER_PERSON).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let page = format!("/conversations/{reference}/move/check?slot=2026-03-16T11:30:00Z~{adviser}");
    let amina = app.as_person(AMINA).await;
    let asked = amina.get(&page).await;
    asked
        .has_status(200)
        .contains("Monday 16 March 2026, 11:30am to 12pm with Other Test. Video call.");
    shows_its_props(&asked, "Booking");
    let slot = format!("2026-03-16T11:45:00Z~{adviser}");
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
        ("form[way]", "video"),
        ("form[slot]", slot.as_str()),
    ];
    let again = amina
        .post(&page, "/api/career-conversations/move", &inputs)
        .await;
    again
        .has_status(409)
        .contains("<title>Error: ")
        .contains("Choose another time")
        .contains("type=\"radio\"");
    shows_its_props(&again, "Booking");
}

/// The first time that a page offers.
fn first_time(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("value=\"2026-").unwrap();
    format!("2026-{}", rest.split_once('"').unwrap().0)
}

#[tokio::test]
async fn a_booking_is_whole_without_its_island() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.pattern_of(OTHER_PERSON).await;
    let amina = app.as_person(AMINA).await;
    let times = amina
        .get("/career-conversations/book/time?day=2026-03-09")
        .await;
    times.has_status(200).lacks("leptos-island");
    let slot = first_time(&times);
    for (question, input, answer) in [
        ("time", "form[slot]", slot.as_str()),
        ("way", "form[way]", "video"),
        ("topic", "form[topic]", "ideas"),
    ] {
        let function = format!("/api/career-conversations/{question}");
        amina
            .call(&function, &[(input, answer)])
            .await
            .has_status(200);
    }
    let check = amina.get("/career-conversations/book/check").await;
    check.has_status(200).contains("Book this conversation");
    shows_its_props(&check, "Booking");
}

#[tokio::test]
async fn most_pages_hold_none() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let amina = app.as_person(AMINA).await;
    for page in [
        "/",
        "/career-conversations/mine",
        "/career-conversations/book/day",
        "/account",
    ] {
        amina.get(page).await.has_status(200).lacks("leptos-island");
    }
}
