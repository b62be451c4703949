//! What somebody typed when their session ran out, on every form that the pages have.

use std::collections::{BTreeMap, BTreeSet};

use domain::career_conversations::career_conversation::{Answers, SlotChoice, Topic, Way};
use domain::people::role::Role;
use scraper::{ElementRef, Html, Selector};

use crate::authorisation::{Entry, Outcome, Scope, Stage, name_of, promise};
use crate::samples::{self, OTHER_PERSON, Sample};
use crate::support::{Answer, TestApp};

/// Longer than a session lives without being used.
const AWAY_MINUTES: i64 = 121;
const TEXT: &str =
    "We talked about nursing.\nShe will ring the college, and I will ring her in May.";
const LINE: &str = "Typed before the session ran out";

/// A form of a page, filled in as far as it can be.
struct Filled {
    /// Where it is sent.
    path: String,
    function: String,
    inputs: Vec<(String, String)>,
    /// What was typed into it, as it must come back.
    typed: Vec<(String, String)>,
    has_text: bool,
}

fn all<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element
        .select(&Selector::parse(selector).unwrap())
        .collect()
}

fn attribute(element: ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

/// The page's forms that change something.
fn forms(page: &str, path: &str) -> Vec<Filled> {
    let page = Html::parse_document(page);
    let forms = all(page.root_element(), "form[method=post]");
    forms.into_iter().map(|form| fill(form, path)).collect()
}

fn fill(form: ElementRef<'_>, path: &str) -> Filled {
    let action = attribute(form, "action");
    let mut filled = Filled {
        path: if action.is_empty() {
            path.to_owned()
        } else {
            action
        },
        function: String::new(),
        inputs: Vec::new(),
        typed: Vec::new(),
        has_text: false,
    };
    for input in all(form, "input") {
        let (name, value) = (attribute(input, "name"), attribute(input, "value"));
        match input.attr("type").unwrap_or("text") {
            "hidden" if name == web::forms::SERVER_FUNCTION => filled.function = value,
            // Of several answers a browser sends one.
            "radio" if filled.inputs.iter().any(|(other, _)| *other == name) => {}
            "hidden" | "radio" | "checkbox" => filled.inputs.push((name, value)),
            _ => filled.type_into(name, LINE),
        }
    }
    for area in all(form, "textarea") {
        filled.has_text = true;
        filled.type_into(attribute(area, "name"), TEXT);
    }
    filled
}

impl Filled {
    fn type_into(&mut self, name: String, text: &str) {
        self.inputs.push((name.clone(), text.to_owned()));
        self.typed.push((name, text.to_owned()));
    }

    fn inputs(&self) -> Vec<(&str, &str)> {
        let inputs = self.inputs.iter();
        inputs
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }
}

/// The value that an input has on the page.
fn value_on(page: &str, name: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let named = all(page.root_element(), &format!("[name='{name}']"));
    named
        .into_iter()
        .map(|input| match input.value().name() {
            // The parser keeps the line break that HTML drops after the tag.
            "textarea" => input.text().collect::<String>().trim().to_owned(),
            _ => attribute(input, "value"),
        })
        .collect()
}

/// Who may see the page: role and scope.
fn reader(entry: &Entry) -> Option<(Role, Scope)> {
    let scopes = [Scope::Own, Scope::System, Scope::Same];
    let mut pairs = scopes
        .into_iter()
        .flat_map(|scope| Role::ALL.iter().map(move |role| (*role, scope)));
    pairs.find(|(role, scope)| entry.for_role(*role).to(*scope) == Outcome::Yes)
}

/// Half of a booking, so that every question of it is asked.
async fn begin_booking(app: &TestApp, person: &str, subject: &str) {
    let actor = app.actor_called(person).await;
    let slot = SlotChoice {
        start: app.service.now().plus_hours(48),
        adviser: app.adviser(OTHER_PERSON).await,
    };
    let answers = |answers: &mut Answers| {
        answers.topic = Topic::ALL[0].code().to_owned();
        answers.way = Way::Video.code().to_owned();
        answers.slot = slot.to_string();
    };
    service::career_conversations::draft::save(&app.service, &actor, subject, answers)
        .await
        .unwrap();
}

#[tokio::test]
async fn signing_in_again_brings_back_what_was_typed_into_any_form() {
    let stage = Stage::of(TestApp::init()).await;
    let app = &stage.app;
    let (promise, start) = (promise(), app.service.now());
    let needs_session = |function: &str| promise[function].visitor == Outcome::SignIn;
    let mut seen: BTreeMap<String, bool> = BTreeMap::new();
    let mut lost = Vec::new();
    let has_forms = |address: &str| !NO_PAGES.iter().any(|start| address.starts_with(start));
    for (address, entry) in promise.iter().filter(|(address, _)| has_forms(address)) {
        let Some((role, scope)) = reader(entry) else {
            continue;
        };
        // Who is offered a time is somebody else than who is still asked whether to join the list.
        let is_waiting = address == "/career-conversations/waiting";
        let person = name_of(role, if is_waiting { Scope::System } else { scope });
        let mut sample = Sample::of(app, &person);
        if is_waiting {
            sample.fill("{offer}").await;
        }
        let path = entry.page(address, &mut sample).await;
        let subject = path
            .strip_prefix("/conversations/book/")
            .unwrap_or_default();
        begin_booking(app, &person, subject.split('/').next().unwrap()).await;
        let page = app.as_person(&person).await.get(&path).await;
        for form in forms(&page.body, &path) {
            if !needs_session(&form.function) || seen.contains_key(&form.function) {
                continue;
            }
            let open = app.as_person(&person).await;
            app.clock.set(app.service.now().plus_minutes(AWAY_MINUTES));
            let answer = open.post(&form.path, &form.function, &form.inputs()).await;
            let kept = if form.inputs.is_empty() {
                ""
            } else {
                "&kept=yes"
            };
            if answer.header("location") != sign_in(&form.path, kept) {
                app.clock.set(start);
                let status = answer.status;
                lost.push(format!("{address} {}: {status}", form.function));
                continue;
            }
            let others = app.as_person(OTHER_PERSON).await.get(&form.path).await;
            let again = app.as_person(&person).await.get(&form.path).await;
            app.clock.set(start);
            lost.extend(missing(&form, &again, &others));
            seen.insert(form.function.clone(), form.has_text);
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    // Every form with a box for text was met, so that a new one that can't be reached from here is noticed.
    let with_text: BTreeSet<&str> = seen
        .iter()
        .filter(|(_, has_text)| **has_text)
        .map(|(function, _)| function.as_str())
        .collect();
    assert_eq!(with_text, samples::with_text());
    assert!(seen.len() > 30, "{seen:?}");
}

/// What is no page of the app.
const NO_PAGES: [&str; 5] = ["/api/", "/calendar/", "/download/", "/health/", "/live/"];

fn sign_in(path: &str, kept: &str) -> String {
    format!("/sign-in?return_to={path}{kept}")
}

fn missing(form: &Filled, again: &Answer, others: &Answer) -> Vec<String> {
    let mut missing = Vec::new();
    for (name, text) in &form.typed {
        if !value_on(&again.body, name).contains(text) {
            missing.push(format!("{} {name} of {}", form.path, form.function));
        }
    }
    if !form.typed.is_empty() && (others.body.contains(LINE) || others.body.contains("nursing")) {
        missing.push(format!(
            "{} of {} is shown to others",
            form.path, form.function
        ));
    }
    missing
}

#[tokio::test]
async fn what_nobody_can_be_told_to_have_typed_is_shown_to_be_copied() {
    let app = TestApp::init().start().await;
    let path = "/conversations/templates";
    let function = "/api/after-conversations/add-template";
    let typed = "A <b>long</b> text\nof two lines";
    let inputs = [("form[name]", "First"), ("form[words]", typed)];
    let answer = app.visitor().post(path, function, &inputs).await;
    answer
        .has_status(401)
        .contains("You have been signed out")
        .contains("A &lt;b&gt;long&lt;/b&gt; text\nof two lines")
        .contains("href=\"/sign-in?return_to=/conversations/templates\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    // A line is soon typed again.
    let answer = app.visitor().post(path, function, &inputs[..1]).await;
    assert_eq!(answer.header("location"), sign_in(path, ""));
    // Whoever signed out by themselves left nothing behind for anybody, and loses nothing that is in front of them.
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .call("/api/account/sign-out", &[])
        .await
        .has_status(200);
    adviser
        .post(path, function, &inputs)
        .await
        .has_status(401)
        .contains("of two lines");
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser.get(path).await.lacks("of two lines");
}

#[tokio::test]
async fn what_is_typed_for_a_page_that_is_no_more_is_shown_to_be_copied() {
    let app = TestApp::init().start().await;
    app.person("Amina Yusuf", Role::HubMember, None).await;
    let amina = app.as_person("Amina Yusuf").await;
    let inputs = [("form[words]", "One line,\nand another")];
    amina
        .post(
            "/conversations/templates",
            "/api/after-conversations/add-template",
            &inputs,
        )
        .await
        .has_status(403)
        .contains("We could not save what you typed")
        .contains("One line,\nand another");
}

#[tokio::test]
async fn what_is_kept_while_it_is_typed_is_there_again_until_it_is_sent() {
    let app = TestApp::init().start().await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.adviser(OTHER_PERSON).await;
    let adviser = app.as_person(OTHER_PERSON).await;
    let (page, function) = (
        "/conversations/templates",
        "/api/after-conversations/add-template",
    );
    let fields = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("server_function", function),
            ("form[name]", "First"),
            ("form[words]", TEXT),
        ])
        .finish();
    let typed = [
        ("page", page),
        ("function", function),
        ("fields", fields.as_str()),
    ];
    let answer = adviser.call("/api/typed/keep", &typed).await;
    assert_eq!(answer.has_status(200).body, "\"9am\"");
    adviser
        .get(page)
        .await
        .contains("What you typed at 9am is filled in below")
        .contains(TEXT);
    adviser
        .post(page, "/api/typed/forget", &[])
        .await
        .leads_to(page);
    adviser.get(page).await.lacks("filled in below").lacks(TEXT);
    // What was sent is not typed any more.
    adviser
        .call("/api/typed/keep", &typed)
        .await
        .has_status(200);
    let inputs = [("form[name]", "First"), ("form[words]", TEXT)];
    adviser.post(page, function, &inputs).await.has_status(303);
    adviser.get(page).await.lacks("filled in below");
    // After a week it is forgotten.
    adviser
        .call("/api/typed/keep", &typed)
        .await
        .has_status(200);
    app.clock.set(app.service.now().plus_hours(7 * 24 + 1));
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser.get(page).await.lacks("filled in below");
    // Nothing but a page of ours is kept, and no more than a form can have.
    let long = format!("form[words]={}", "x".repeat(40_000));
    for wrong in [
        [
            ("page", "adviser"),
            ("function", function),
            ("fields", fields.as_str()),
        ],
        [("page", page), ("function", function), ("fields", "7")],
        [
            ("page", page),
            ("function", function),
            ("fields", long.as_str()),
        ],
    ] {
        adviser
            .call("/api/typed/keep", &wrong)
            .await
            .has_status(400);
    }
}
