//! The demo's clock and what it sent: in the demo only.

use std::sync::Arc;

use domain::people::role::Role;
use scraper::{Html, Selector};
use server::jobs::{self, Jobs};
use server::mail::Mail;
use service::system::outbox::{Transport, deliver_due};
use tempfile::TempDir;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const MESSAGES: &str = "/demo/messages";
const STEP: &str = "/api/demo/step";
const GO_TO_DAY: &str = "/api/demo/go-to-day";

fn day<'a>(day: &'a str, month: &'a str, year: &'a str) -> [(&'static str, &'a str); 3] {
    [
        ("form[day][day]", day),
        ("form[day][month]", month),
        ("form[day][year]", year),
    ]
}

/// Where its email goes.
fn post(app: &TestApp, folder: &TempDir) -> Arc<dyn Transport> {
    let setting = format!("file:{}", folder.path().display());
    let config = &app.service.config;
    let mail = Mail::read(&setting, &config.mail_from, &config.controller);
    mail.unwrap().open().unwrap()
}

fn work(app: &TestApp, folder: &TempDir) -> Jobs {
    jobs::start(app.service.clone(), post(app, folder), app.instance.clone())
}

/// Where the links of the messages lead, as paths of this service.
fn links(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let links = Selector::parse(".nhsuk-details__text a").unwrap();
    let addresses = page.select(&links).filter_map(|link| link.attr("href"));
    let paths = addresses.filter(|address| address.starts_with('/'));
    paths.map(str::to_owned).collect()
}

#[tokio::test]
async fn nothing_but_the_demo_has_a_clock_to_move_or_shows_what_was_sent() {
    let app = TestApp::init().start().await;
    let before = app.service.now();
    let visitor = app.visitor();
    visitor.get(MESSAGES).await.has_status(404);
    let step = [("form[step]", "day")];
    visitor.call(STEP, &step).await.has_status(404);
    let later = day("1", "4", "2026");
    visitor.call(GO_TO_DAY, &later).await.has_status(404);
    assert_eq!(app.service.now(), before);
}

#[tokio::test]
async fn the_clock_is_moved_by_an_hour_by_a_day_and_to_a_date() {
    let app = TestApp::init().demo(true).start().await;
    let visitor = app.visitor();
    visitor
        .get(MESSAGES)
        .await
        .has_status(200)
        .contains("<strong>Monday 2 March 2026, 9am</strong>")
        .contains("No email has been written yet");
    let moved = "/demo/messages?changed=time";
    for (function, inputs, now) in [
        (
            STEP,
            &[("form[step]", "hour")][..],
            "Monday 2 March 2026, 10am",
        ),
        (STEP, &[("form[step]", "day")], "Tuesday 3 March 2026, 10am"),
        (
            GO_TO_DAY,
            &day("1", "April", "2026"),
            "Wednesday 1 April 2026, 9am",
        ),
    ] {
        visitor
            .post("/demo", function, inputs)
            .await
            .leads_to(moved);
        visitor
            .get(moved)
            .await
            .contains("The time has moved on")
            .contains(&format!("<strong>{now}</strong>"));
    }
}

#[tokio::test]
async fn the_clock_goes_neither_back_nor_very_far() {
    let app = TestApp::init().demo(true).start().await;
    let before = app.service.now();
    let visitor = app.visitor();
    for page in ["/demo", MESSAGES] {
        for (year, why) in [
            ("2025", "The date must be after Monday 2 March 2026"),
            ("2029", "The date must be 2 March 2028 or earlier"),
        ] {
            visitor
                .post(page, GO_TO_DAY, &day("27", "3", year))
                .await
                .has_status(422)
                .contains(why)
                .contains("href=\"#day-day\"")
                .contains(&format!("value=\"{year}\""))
                .contains("<details open");
        }
        visitor
            .post(page, STEP, &[("form[step]", "week")])
            .await
            .has_status(422)
            .contains("Choose an hour or a day");
    }
    assert_eq!(app.service.now(), before);
}

/// The day before a conversation, six days on: by the time the page is there the reminder has been sent.
#[tokio::test]
async fn what_is_due_is_done_before_the_page_comes_back() {
    let app = TestApp::init().demo(true).start().await;
    let folder = tempfile::tempdir().unwrap();
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let jobs = work(&app, &folder);
    let visitor = app.visitor();
    visitor.get(MESSAGES).await.lacks("Reminder");
    visitor
        .post(MESSAGES, GO_TO_DAY, &day("9", "3", "2026"))
        .await
        .has_status(303);
    let page = visitor.get(MESSAGES).await;
    page.contains("Reminder")
        .contains("nhsuk-tag--green\">Sent")
        .contains("amina@example.nhs.uk");
    jobs.stop().await;
    let link = links(&page.body)
        .into_iter()
        .find(|link| link.contains(&reference));
    let amina = app.as_person(AMINA).await;
    amina.get(&link.unwrap()).await.has_status(200);
}

/// Its text is kept here although it opens an account: everyone in the demo is open to anybody.
#[tokio::test]
async fn a_sign_in_link_that_was_sent_leads_to_its_page() {
    let app = TestApp::init().demo(true).start().await;
    let folder = tempfile::tempdir().unwrap();
    app.person(AMINA, Role::HubMember, None).await;
    let visitor = app.visitor();
    visitor
        .post(
            "/sign-in",
            "/api/sign-in/request-code",
            &[("form[email]", "amina@example.nhs.uk")],
        )
        .await
        .has_status(303);
    let transport = post(&app, &folder);
    let sent = deliver_due(&app.service, &*transport, 20).await;
    assert_eq!(sent.unwrap().sent, 1);
    let page = visitor.get(MESSAGES).await;
    let link = links(&page.body)
        .into_iter()
        .find(|link| link.starts_with("/sign-in/link/"));
    visitor
        .get(&link.unwrap())
        .await
        .has_status(200)
        .contains("Sign in");
}

#[tokio::test]
async fn a_demo_that_starts_again_goes_on_from_where_it_stopped() {
    let app = TestApp::init().demo(true).start().await;
    let last = app.service.now().plus_hours(30 * 24);
    app.kept(async |tx| store::system::heartbeat::beat(tx, "before", last).await)
        .await;
    service::system::demo::go_on(&app.service).await.unwrap();
    assert_eq!(app.service.now(), last);
}

/// The components of `ui`, as its own files declare them.
fn components() -> Vec<String> {
    fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let files = paths.flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        });
        files.collect()
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src");
    let texts = files(&folder)
        .into_iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    let names = texts.flat_map(|text| {
        let declared = text.split("#[component]\npub fn ").skip(1);
        let names = declared.map(|rest| rest.split(['(', '<']).next().unwrap().to_owned());
        names.collect::<Vec<_>>()
    });
    names.collect()
}

#[tokio::test]
async fn every_component_is_on_the_page_of_components() {
    let app = TestApp::init().demo(true).start().await;
    let page = app.visitor().get("/demo/components").await;
    page.has_status(200);
    let missing: Vec<_> = components()
        .into_iter()
        .filter(|name| !page.body.contains(&format!(">{name}<")))
        .collect();
    assert!(missing.is_empty(), "not on the page: {missing:?}");
    assert!(components().len() > 30, "the files are read");
}
