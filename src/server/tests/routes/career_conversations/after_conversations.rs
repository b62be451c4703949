//! What follows a conversation, as people without scripts meet it.

use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::TestApp;

const AMINA: &str = "Amina Yusuf";
const MAYA: &str = "Maya Khan";
const HELEN: &str = "Helen Marsh";
const PRIYA: &str = "Priya Nair";
const SECRET: &str = "Worried about money";
const NOTHING: &str = "Nothing waits for you.";
const WORDS: &str = "We talked about nursing.";

/// Amina has met the adviser; it is recorded that she came, and nothing is written.
async fn stage() -> (TestApp, String) {
    let app = TestApp::init().start().await;
    for (name, role) in [
        (AMINA, Role::HubMember),
        (OTHER_PERSON, Role::CareerAdviser),
        (MAYA, Role::CareerAdviser),
        (HELEN, Role::HubCoordinator),
        (PRIYA, Role::Administrator),
    ] {
        app.person(name, role, None).await;
    }
    let reference = app.conversation_of(AMINA).await.to_string();
    // It starts a week from the start.
    app.clock.set(app.service.now().plus_hours(7 * 24 + 2));
    let adviser = app.as_person(OTHER_PERSON).await;
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
        ("form[attended]", "yes"),
    ];
    adviser
        .call("/api/advisers/attendance", &inputs)
        .await
        .has_status(200);
    (app, reference)
}

fn written(reference: &str) -> String {
    format!("/conversations/{reference}/after")
}

fn mine(reference: &str) -> String {
    format!("/conversations/{reference}")
}

/// The identifier in the page's first field with this name.
fn field(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, rest) = rest.split_once("value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

const WRITE: &str = "/api/after-conversations/write";

/// What is sent by a button of the page after a conversation. The page's other inputs are as an adviser finds them who opens it first.
fn inputs<'a>(
    reference: &'a str,
    version: &'a str,
    press: &'a str,
    others: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let always = [
        ("form[reference]", reference),
        ("form[version]", version),
        ("form[press]", press),
    ];
    [&always[..], others].concat()
}

const ACTION: [(&str, &str); 4] = [
    ("form[action]", "Write a CV"),
    ("form[due][day]", "31"),
    ("form[due][month]", "3"),
    ("form[due][year]", "2026"),
];

async fn share(app: &TestApp, reference: &str) {
    let adviser = app.as_person(OTHER_PERSON).await;
    let typed = [("form[summary]", WORDS), ("form[training]", "on")];
    let typed = [&typed[..], &ACTION[..]].concat();
    adviser
        .call(WRITE, &inputs(reference, "0", "share", &typed))
        .await
        .has_status(200);
}

#[tokio::test]
async fn a_summary_is_kept_shared_and_corrected() {
    let (app, reference) = stage().await;
    let (here, theirs) = (written(&reference), mine(&reference));
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get(&format!("/conversations/{reference}"))
        .await
        .contains(&here);
    adviser
        .get(&here)
        .await
        .has_status(200)
        .contains("After your conversation with Amina Yusuf")
        .contains("There is no summary yet.");
    // What is missing is said, and what was chosen is kept.
    let chosen = [("form[summary]", ""), ("form[reserve]", "on")];
    adviser
        .post(&here, WRITE, &inputs(&reference, "0", "save", &chosen))
        .await
        .has_status(422)
        .contains("Write the summary");
    let draft = [("form[summary]", WORDS), ("form[training]", "on")];
    adviser
        .post(&here, WRITE, &inputs(&reference, "0", "save", &draft))
        .await
        .leads_to(&format!("{here}?changed=saved"));
    adviser
        .get(&format!("{here}?changed=saved"))
        .await
        .contains("Draft saved. Amina Yusuf cannot read it yet")
        .contains("Save and share with Amina Yusuf");
    let amina = app.as_person(AMINA).await;
    amina
        .get(&theirs)
        .await
        .has_status(200)
        .contains("Your adviser has not shared a summary yet.")
        .lacks(WORDS);

    adviser
        .post(&here, WRITE, &inputs(&reference, "1", "share", &draft))
        .await
        .leads_to(&format!("{here}?changed=shared"));
    adviser
        .get(&format!("{here}?changed=shared"))
        .await
        .contains("Amina Yusuf can read the summary now.")
        .contains("Save the correction and tell them");
    amina
        .get(&theirs)
        .await
        .contains(WORDS)
        .contains("Where it could lead")
        .contains("Training")
        .contains("You did not agree anything to do.");
}

#[tokio::test]
async fn what_is_shared_is_what_is_in_the_box() {
    let (app, reference) = stage().await;
    let here = written(&reference);
    let adviser = app.as_person(OTHER_PERSON).await;
    let one = [("form[summary]", "Version one.")];
    adviser
        .post(&here, WRITE, &inputs(&reference, "0", "save", &one))
        .await
        .leads_to(&format!("{here}?changed=saved"));
    let two = [("form[summary]", "Version two, corrected.")];
    adviser
        .post(&here, WRITE, &inputs(&reference, "1", "share", &two))
        .await
        .leads_to(&format!("{here}?changed=shared"));
    let amina = app.as_person(AMINA).await;
    amina
        .get(&mine(&reference))
        .await
        .contains("Version two, corrected.")
        .lacks("Version one.");
}

#[tokio::test]
async fn of_two_windows_the_older_one_shares_and_saves_nothing_and_shows_both_texts() {
    let (app, reference) = stage().await;
    let here = written(&reference);
    let adviser = app.as_person(OTHER_PERSON).await;
    let note = "Ring again in May";
    let newer = [
        ("form[summary]", "From the newer window."),
        ("form[note]", note),
    ];
    adviser
        .post(&here, WRITE, &inputs(&reference, "0", "save", &newer))
        .await
        .leads_to(&format!("{here}?changed=saved"));
    let older = [("form[summary]", "From the older window.")];
    for press in ["share", "save", "agree"] {
        let others = if press == "agree" { &ACTION[..] } else { &[] };
        let typed = [&older[..], others].concat();
        let answer = adviser
            .post(&here, WRITE, &inputs(&reference, "0", press, &typed))
            .await;
        answer
            .has_status(409)
            .contains("This has changed since you opened the page")
            .contains("From the newer window.")
            .contains("From the older window.")
            .contains(note);
        // Who has seen both may go on.
        assert_eq!(field(&answer.body, "form[version]"), "1");
    }
    let amina = app.as_person(AMINA).await;
    let theirs = amina.get(&mine(&reference)).await;
    theirs.lacks("newer window").lacks("older window");
    adviser
        .get(&here)
        .await
        .contains("From the newer window.")
        .contains("Nothing is agreed yet.");
    // A window that was opened before the note was written doesn't empty it either.
    let unaware = [("form[summary]", "From the newer window.")];
    adviser
        .post(&here, WRITE, &inputs(&reference, "1", "save", &unaware))
        .await
        .has_status(409)
        .contains(note);
}

#[tokio::test]
async fn no_button_loses_what_another_would_have_kept() {
    let (app, reference) = stage().await;
    let here = written(&reference);
    let adviser = app.as_person(OTHER_PERSON).await;
    let typed = [("form[summary]", WORDS), ("form[note]", SECRET)];
    let with_action = [&typed[..], &ACTION[..]].concat();
    adviser
        .post(
            &here,
            WRITE,
            &inputs(&reference, "0", "agree", &with_action),
        )
        .await
        .leads_to(&format!("{here}?changed=agreed"));
    let page = adviser.get(&format!("{here}?changed=agreed")).await;
    page.contains("Action added. Your draft is saved too")
        .contains(WORDS)
        .contains(SECRET)
        .contains("Write a CV");
    // A half-typed action stays on the page, whichever button is pressed.
    let noted_at = field(&page.body, "form[noted_at]");
    let half = [
        ("form[summary]", "Other words."),
        ("form[note]", SECRET),
        ("form[noted_at]", noted_at.as_str()),
        ("form[action]", "Ask about the night course"),
    ];
    for press in ["save", "share", "note"] {
        adviser
            .post(&here, WRITE, &inputs(&reference, "1", press, &half))
            .await
            .has_status(422)
            .contains("Other words.")
            .contains("Ask about the night course")
            .contains("day by which it is done");
    }
    // A correction is never sent by another button, and stays in the box.
    let shared = [
        ("form[summary]", WORDS),
        ("form[note]", SECRET),
        ("form[noted_at]", noted_at.as_str()),
    ];
    adviser
        .post(&here, WRITE, &inputs(&reference, "1", "share", &shared))
        .await
        .leads_to(&format!("{here}?changed=shared"));
    let corrected = [
        ("form[summary]", "A correction."),
        ("form[note]", "Another note"),
        ("form[noted_at]", noted_at.as_str()),
    ];
    adviser
        .post(&here, WRITE, &inputs(&reference, "2", "note", &corrected))
        .await
        .has_status(422)
        .contains("You have changes to the summary that are not saved")
        .contains("A correction.")
        .contains("Another note");
    adviser
        .post(&here, WRITE, &inputs(&reference, "2", "save", &corrected))
        .await
        .leads_to(&format!("{here}?changed=corrected"));
    let amina = app.as_person(AMINA).await;
    amina.get(&mine(&reference)).await.contains("A correction.");
}

#[tokio::test]
async fn a_private_note_is_on_nobody_elses_page() {
    let (app, reference) = stage().await;
    share(&app, &reference).await;
    let here = written(&reference);
    let adviser = app.as_person(OTHER_PERSON).await;
    let typed = [
        ("form[summary]", WORDS),
        ("form[training]", "on"),
        ("form[note]", SECRET),
    ];
    let note = inputs(&reference, "2", "note", &typed);
    adviser
        .post(&here, WRITE, &note)
        .await
        .leads_to(&format!("{here}?changed=note"));
    adviser.get(&here).await.contains(SECRET);

    for (person, status) in [(MAYA, 404), (AMINA, 403), (HELEN, 403), (PRIYA, 403)] {
        let browser = app.as_person(person).await;
        browser.get(&here).await.has_status(status).lacks(SECRET);
        browser.call(WRITE, &note).await.has_status(status);
    }
    // The pages that others do see say nothing of it, whatever else they show.
    let coordinated = format!("/conversations/{reference}");
    for (person, page, shown) in [
        (AMINA, mine(&reference), WORDS),
        (AMINA, "/career-conversations/mine".to_owned(), OTHER_PERSON),
        (HELEN, coordinated, "After the conversation"),
        (HELEN, "/conversations".to_owned(), AMINA),
        (PRIYA, "/audit".to_owned(), "Changed a private note"),
        (PRIYA, "/work".to_owned(), "work"),
        (MAYA, "/conversations/follow-ups".to_owned(), "follow up"),
    ] {
        let browser = app.as_person(person).await;
        browser
            .get(&page)
            .await
            .has_status(200)
            .contains(shown)
            .lacks(SECRET);
    }
}

#[tokio::test]
async fn a_member_reads_does_and_tells() {
    let (app, reference) = stage().await;
    share(&app, &reference).await;
    let theirs = mine(&reference);
    let amina = app.as_person(AMINA).await;
    let page = amina.get(&theirs).await;
    page.has_status(200)
        .contains(WORDS)
        .contains("Write a CV")
        .contains("By 31 March 2026.")
        .contains("Mark as done")
        .lacks("No longer needed");
    let action = field(&page.body, "form[action]");
    let change = "/api/after-conversations/change-my-action";
    let finish = [("form[action]", action.as_str()), ("form[event]", "finish")];
    amina
        .post(&theirs, change, &finish)
        .await
        .leads_to(&format!("{theirs}?changed=action"));
    amina
        .get(&format!("{theirs}?changed=action"))
        .await
        .contains("Thank you. Your adviser sees it too")
        .contains("Mark as not done");

    let say = "/api/after-conversations/say-outcome";
    let job = |day: &'static str| {
        [
            ("form[reference]", reference.clone()),
            ("form[kind]", "got_job".to_owned()),
            ("form[happened][day]", day.to_owned()),
            ("form[happened][month]", "3".to_owned()),
            ("form[happened][year]", "2026".to_owned()),
        ]
    };
    let inputs = job("8");
    let inputs: Vec<_> = inputs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    amina
        .post(&theirs, say, &inputs)
        .await
        .has_status(422)
        .contains("the day of your conversation")
        .contains("value=\"8\"");
    let inputs = job("9");
    let inputs: Vec<_> = inputs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    amina
        .post(&theirs, say, &inputs)
        .await
        .leads_to(&format!("{theirs}?changed=outcome"));
    amina
        .get(&theirs)
        .await
        .contains("Got a job, 9 March 2026")
        .lacks("Nothing yet");

    let feedback = [
        ("form[reference]", reference.as_str()),
        ("form[usefulness]", "useful"),
        ("form[next_step]", "yes"),
    ];
    let give = "/api/after-conversations/give-feedback";
    amina
        .post(&theirs, give, &feedback[..2])
        .await
        .has_status(422)
        .contains("Choose whether you know what to do next");
    amina
        .post(&theirs, give, &feedback)
        .await
        .leads_to(&format!("{theirs}?changed=feedback"));
    amina
        .get(&theirs)
        .await
        .contains("You have told us what you thought of this conversation.")
        .lacks("Send your answers");

    // The adviser sees what was done and what came of it, and not what she thought; the coordinator sees no words.
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get(&written(&reference))
        .await
        .contains("Got a job, 9 March 2026")
        .contains("Mark as not done")
        .lacks("Knows what to do next");
    let helen = app.as_person(HELEN).await;
    helen
        .get(&format!("/conversations/{reference}"))
        .await
        .contains("Something else, by 31 March 2026: done")
        .contains("Got a job, 9 March 2026")
        .contains("Knows what to do next: yes")
        .lacks("Write a CV")
        .lacks(WORDS);
}

#[tokio::test]
async fn actions_whose_day_has_come_are_followed_up() {
    let (app, reference) = stage().await;
    share(&app, &reference).await;
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get("/conversations/diary")
        .await
        .contains("Follow-ups (0)");
    adviser.get("/").await.contains(NOTHING);
    adviser
        .get("/conversations/follow-ups")
        .await
        .has_status(200)
        .contains("There is nothing to follow up.");
    app.clock.set("2026-03-31T08:00:00Z".parse().unwrap());
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get("/conversations/diary")
        .await
        .contains("Follow-ups (1)");
    adviser
        .get("/")
        .await
        .contains("Follow up 1 action")
        .lacks(NOTHING);
    let amina = app.as_person(AMINA).await;
    amina
        .get("/")
        .await
        .contains("Write a CV")
        .contains("You agreed this for Tuesday 31 March 2026")
        .contains(&mine(&reference))
        .lacks("Late");
    app.clock.set("2026-03-31T23:30:00Z".parse().unwrap());
    let amina = app.as_person(AMINA).await;
    amina.get("/").await.contains("Late");
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get("/conversations/follow-ups")
        .await
        .contains("Amina Yusuf: Write a CV")
        .contains("By 31 March 2026")
        .contains(&written(&reference));
    let here = written(&reference);
    let page = adviser.get(&here).await;
    page.contains("Time to do this")
        .contains("No longer needed");
    let finish = page.body.split_once("value=\"finish:").unwrap().1;
    let press = format!("drop:{}", finish.split('"').next().unwrap());
    let typed = [("form[summary]", WORDS), ("form[training]", "on")];
    adviser
        .post(&here, WRITE, &inputs(&reference, "2", &press, &typed))
        .await
        .leads_to(&format!("{here}?changed=action"));
    adviser
        .get("/conversations/follow-ups")
        .await
        .contains("There is nothing to follow up.");
    adviser.get("/").await.contains(NOTHING);
    amina.get("/").await.contains(NOTHING).lacks("Write a CV");
}

#[tokio::test]
async fn a_summary_begins_with_a_template() {
    let (app, reference) = stage().await;
    let adviser = app.as_person(OTHER_PERSON).await;
    let templates = "/conversations/templates";
    adviser
        .get(templates)
        .await
        .has_status(200)
        .contains("You have no templates.");
    let add = "/api/after-conversations/add-template";
    let template = [
        ("form[name]", "First conversation"),
        ("form[words]", "We talked about your plans."),
    ];
    adviser
        .post(templates, add, &template[..1])
        .await
        .has_status(422)
        .contains("Write the template")
        .contains("value=\"First conversation\"");
    adviser
        .post(templates, add, &template)
        .await
        .leads_to("/conversations/templates?changed=added");
    let page = adviser.get(templates).await;
    page.contains("We talked about your plans.");
    let id = field(&page.body, "form[template]");
    let here = written(&reference);
    let press = format!("template:{id}");
    adviser
        .get(&here)
        .await
        .contains(&press)
        .lacks("We talked about your plans.");
    let typed = [("form[summary]", "Amina was early.")];
    adviser
        .post(&here, WRITE, &inputs(&reference, "0", &press, &typed))
        .await
        .leads_to(&format!("{here}?changed=begun"));
    adviser
        .get(&here)
        .await
        .contains("Amina was early.\n\nWe talked about your plans.");
    // Another adviser has neither the template nor its words.
    let maya = app.as_person(MAYA).await;
    maya.get(templates)
        .await
        .lacks("We talked about your plans.");
    let inputs = [("form[template]", id.as_str())];
    let remove = "/api/after-conversations/remove-template";
    maya.call(remove, &inputs).await.has_status(404);
    adviser
        .post(templates, remove, &inputs)
        .await
        .leads_to("/conversations/templates?changed=removed");
    adviser
        .get(templates)
        .await
        .contains("You have no templates.");
}

#[tokio::test]
async fn before_they_came_there_is_nothing_to_write_and_nothing_to_tell() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let adviser = app.as_person(OTHER_PERSON).await;
    adviser
        .get(&written(&reference))
        .await
        .has_status(200)
        .contains("You can write a summary once you have recorded that they came.")
        .lacks("Save as a draft");
    let note = inputs(&reference, "0", "note", &[("form[note]", "x")]);
    adviser
        .post(&written(&reference), WRITE, &note)
        .await
        .has_status(409)
        .contains("You can do this once it is recorded that they came");
    let amina = app.as_person(AMINA).await;
    amina
        .get(&mine(&reference))
        .await
        .has_status(200)
        .lacks("What came of it")
        .lacks("Send your answers");
}
