//! What a member's pages say about a conversation.

use domain::career_conversations::career_conversation::Answers;
use domain::people::role::Role;

use crate::samples::OTHER_PERSON;
use crate::support::{Browser, TestApp};

const AMINA: &str = "Amina Yusuf";
const BOOK: &str = "/career-conversations/book";
const CANCEL: &str = "/api/career-conversations/cancel";

/// After the cut-off every page says whom to contact and how, and none offers what would be refused.
#[tokio::test]
async fn after_the_cut_off_the_pages_say_whom_to_contact() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let here = format!("/conversations/{reference}");
    let (move_it, cancel_it) = (format!("{here}/move"), format!("{here}/cancel"));
    let contact = format!(
        "contact {OTHER_PERSON} at {}",
        crate::support::email_of(OTHER_PERSON)
    );
    let amina = app.as_person(AMINA).await;
    amina
        .get(&here)
        .await
        .has_status(200)
        .contains(&move_it)
        .contains(&cancel_it)
        .lacks(&contact);
    amina.get(&cancel_it).await.contains("Yes, cancel it");

    // It starts a week from the start: two hours from now.
    app.clock.set(app.service.now().plus_hours(7 * 24 - 2));
    let amina = app.as_person(AMINA).await;
    amina
        .get(&here)
        .await
        .has_status(200)
        .contains(&contact)
        .lacks(&move_it)
        .lacks(&cancel_it);
    for page in [&move_it, &cancel_it] {
        amina
            .get(page)
            .await
            .has_status(200)
            .contains(&contact)
            .lacks("Yes, cancel it")
            .lacks("type=\"radio\"");
    }
    // Who had the page open all along is told the same.
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
    ];
    amina
        .post(&cancel_it, CANCEL, &inputs)
        .await
        .has_status(409)
        .contains(&contact);
    amina.get(&here).await.contains("Booked");
}

/// A page that asks about something that is done says that it is done, and leads to it.
#[tokio::test]
async fn pages_about_what_is_cancelled_say_so_and_ask_nothing() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let here = format!("/conversations/{reference}");
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
    ];
    let amina = app.as_person(AMINA).await;
    amina
        .post(&format!("{here}/cancel"), CANCEL, &inputs)
        .await
        .has_status(303);
    let helen = app.as_person("Helen Marsh").await;
    for (browser, page) in [(&amina, &here), (&helen, &here)] {
        for question in ["cancel", "move"] {
            browser
                .get(&format!("{page}/{question}"))
                .await
                .has_status(200)
                .contains("<title>This conversation is cancelled")
                .contains(&format!("href=\"{page}\""))
                .contains("See the conversation")
                .lacks("Do you want to cancel")
                .lacks("type=\"radio\"");
        }
    }
}

/// Whoever goes back after booking hears what happened.
#[tokio::test]
async fn going_back_after_booking_says_what_was_booked() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let amina = app.as_person(AMINA).await;
    let answer = amina.get(&format!("{BOOK}/check")).await;
    assert_eq!(answer.header("location"), format!("{BOOK}/day"));
    let reference = app.conversation_of(AMINA).await;
    for question in ["way", "topic", "check"] {
        amina
            .get(&format!("{BOOK}/{question}"))
            .await
            .has_status(200)
            .contains("You have booked this conversation")
            .contains(&format!("/conversations/{reference}"))
            .lacks("Some answers are missing");
    }
    amina
        .get(&format!("{BOOK}/day"))
        .await
        .contains("What day suits you?");
}

/// A member and an adviser with times on Mondays from 9am to noon, by video.
async fn with_times() -> (TestApp, String) {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let adviser = app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.pattern_of(OTHER_PERSON).await;
    let slot = format!("2026-03-09T09:00:00Z~{adviser}");
    (app, slot)
}

/// Sends a step of a booking, and gives where that leads.
async fn step(amina: &Browser<'_>, question: &str, inputs: &[(&str, &str)]) -> String {
    let (page, function) = (
        format!("{BOOK}/{question}"),
        format!("/api/career-conversations/{question}"),
    );
    let answer = amina.post(&page, &function, inputs).await;
    answer.has_status(303).header("location").to_owned()
}

#[tokio::test]
async fn days_say_how_many_times_they_have_and_lead_to_them() {
    let (app, slot) = with_times().await;
    let amina = app.as_person(AMINA).await;
    let days = amina.get(&format!("{BOOK}/day")).await;
    days.has_status(200)
        .contains("Step 1 of 4")
        .contains("Video call, any adviser. All times are in UK time.")
        .contains("Monday 9 March")
        .contains("6 times, from 9am");
    let times = amina.get(&format!("{BOOK}/time?day=2026-03-09")).await;
    times
        .has_status(200)
        .contains("Step 2 of 4")
        .contains("Monday 9 March: what time?")
        .contains("Morning")
        .contains(&format!("value=\"{slot}\""))
        .contains("Other Test, 30 minutes")
        .lacks("Afternoon");
    assert_eq!(times.body.matches("name=\"form[slot]\"").count(), 6);
    // A choice that is in the address, or was made before, goes along.
    let adviser = slot.split_once('~').unwrap().1;
    amina
        .get(&format!("{BOOK}/day?way=phone&adviser={adviser}"))
        .await
        .contains("Phone call, Other Test. All times are in UK time.")
        .contains("There are no free times up to Monday 13 April 2026.")
        .contains("See the days of every adviser");
}

#[tokio::test]
async fn a_day_without_times_says_why_and_leads_back_to_the_days() {
    let (app, _) = with_times().await;
    let amina = app.as_person(AMINA).await;
    for (day, why) in [
        ("2026-03-01", "That day is over."),
        ("1900-01-01", "That day is over."),
        ("2026-03-10", "Nothing is free on that day any more."),
        ("2026-04-14", "You can book up to Monday 13 April 2026."),
        ("2199-12-31", "You can book up to Monday 13 April 2026."),
    ] {
        amina
            .get(&format!("{BOOK}/time?day={day}"))
            .await
            .has_status(200)
            .contains(why)
            .contains("See the days with free times");
    }
    for odd in ["", "?day=", "?day=tomorrow", "?day=9999-12-31"] {
        let answer = amina.get(&format!("{BOOK}/time{odd}")).await;
        assert_eq!(answer.header("location"), format!("{BOOK}/day"));
    }
}

#[tokio::test]
async fn each_answer_leads_to_the_first_that_is_missing_and_a_change_back_to_the_check() {
    let (app, slot) = with_times().await;
    let amina = app.as_person(AMINA).await;
    let at = |question: &str| format!("{BOOK}/{question}");
    let time = [("form[way]", "video"), ("form[slot]", slot.as_str())];
    let topic = [("form[topic]", "ideas"), ("form[preparation]", "Nights")];
    assert_eq!(step(&amina, "time", &time).await, at("topic"));
    amina
        .post(
            &at("topic"),
            "/api/career-conversations/topic",
            &[("form[preparation]", "Nights")],
        )
        .await
        .has_status(422)
        .contains("Choose what you would like to talk about")
        .contains("Nights</textarea>");
    assert_eq!(step(&amina, "topic", &topic).await, at("check"));
    assert_eq!(step(&amina, "topic", &topic).await, at("check"));
    assert_eq!(step(&amina, "time", &time).await, at("check"));
    assert_eq!(
        step(&amina, "way", &[("form[way]", "video")]).await,
        at("check")
    );
    amina
        .get(&at("time?day=2026-03-09"))
        .await
        .contains("Other Test, 30 minutes, chosen");
    // By phone the adviser meets nobody: the time is a question again, and the other answers stay.
    let gone = step(&amina, "way", &[("form[way]", "phone")]).await;
    assert_eq!(gone, at("day?changed=time-gone"));
    amina
        .get(&gone)
        .await
        .contains("The time you chose is not offered in that way. Choose another one.")
        .contains("Phone call, any adviser");
    assert_eq!(step(&amina, "time", &time).await, at("check"));
    amina.get(&at("check")).await.contains("Nights");
}

/// Half a booking of before: topic and way were asked first, and nobody had looked for an adviser.
#[tokio::test]
async fn a_draft_and_addresses_of_before_lead_on() {
    let (app, slot) = with_times().await;
    let actor = app.actor_called(AMINA).await;
    let before = |answers: &mut Answers| {
        *answers = serde_json::from_str(r#"{"topic":"ideas","way":"video"}"#).unwrap();
    };
    service::career_conversations::draft::save(&app.service, &actor, "", before)
        .await
        .unwrap();
    let amina = app.as_person(AMINA).await;
    for (question, next) in [
        ("topic", "day"),
        ("way", "day"),
        ("check", "day"),
        ("preparation", "topic"),
    ] {
        let answer = amina.get(&format!("{BOOK}/{question}")).await;
        assert_eq!(answer.header("location"), format!("{BOOK}/{next}"));
    }
    let next = step(&amina, "time", &[("form[slot]", &slot)]).await;
    assert_eq!(next, format!("{BOOK}/check"));
    amina.get(&next).await.has_status(200);
}

/// The same adviser is looked for first, the time that it has already is not offered, and nothing moves before it is checked.
#[tokio::test]
async fn a_conversation_is_moved_to_the_same_adviser_first_and_checked() {
    let (app, slot) = with_times().await;
    app.person("Ruth Bailey", Role::CareerAdviser, None).await;
    app.pattern_of("Ruth Bailey").await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    let amina = app.as_person(AMINA).await;
    let inputs = [
        ("form[submission]", "0190f3b0-0000-7000-8000-000000000001"),
        ("form[topic]", "ideas"),
        ("form[way]", "video"),
        ("form[slot]", slot.as_str()),
    ];
    let answer = amina.call("/api/career-conversations/book", &inputs).await;
    let reference: String = serde_json::from_str(&answer.has_status(200).body).unwrap();
    let adviser = slot.split_once('~').unwrap().1;
    let helen = app.as_person("Helen Marsh").await;
    for browser in [&amina, &helen] {
        let here = format!("/conversations/{reference}/move");
        let days = browser.get(&here).await;
        days.contains("Video call, Other Test. All times")
            .contains("5 times, from 9:30am")
            .contains(&format!("{here}/time?day=2026-03-09&amp;way=video"));
        browser
            .get(&format!("{here}?adviser=any"))
            .await
            .contains("Video call, any adviser")
            .contains("11 times, from 9am");
        browser
            .get(&format!("{here}/time?day=2026-03-16"))
            .await
            .contains(&format!("value=\"2026-03-16T09:00:00Z~{adviser}\""))
            .lacks("Ruth Bailey, 30 minutes");
        for odd in ["time", "check", "check?slot=x"] {
            let answer = browser.get(&format!("{here}/{odd}")).await;
            assert_eq!(answer.header("location"), here);
        }
        browser
            .get(&format!("{here}/check?slot=2026-03-16T09:00:00Z~{adviser}"))
            .await
            .contains("Monday 9 March 2026, 9am to 9:30am with Other Test. Video call.")
            .contains("Monday 16 March 2026, 9am to 9:30am with Other Test. Video call.")
            .contains("Move this conversation");
        browser
            .get(&format!("{here}/check?slot=2026-03-16T09:10:00Z~{adviser}"))
            .await
            .contains("Choose another time");
    }
}

#[tokio::test]
async fn a_conversation_can_be_added_to_a_calendar_by_its_member_alone() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person("Ben Shaw", Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let reference = app.conversation_of(AMINA).await;
    let file = format!("/download/conversation/{reference}");
    let amina = app.as_person(AMINA).await;
    for page in ["/career-conversations/booked", "/conversations"] {
        amina
            .get(&format!("{page}/{reference}"))
            .await
            .contains(&format!("href=\"{file}\""))
            .contains("Add to calendar");
    }
    let got = amina.get(&file).await;
    got.has_status(200)
        .contains("METHOD:PUBLISH")
        .contains("STATUS:CONFIRMED")
        .contains(reference.as_str());
    assert_eq!(got.body.matches("BEGIN:VEVENT").count(), 1);
    for (name, value) in [
        ("content-type", "text/calendar; charset=utf-8"),
        (
            "content-disposition",
            "attachment; filename=\"career-conversation.ics\"",
        ),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(got.header(name), value);
    }
    let inputs = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
    ];
    app.as_person("Ben Shaw")
        .await
        .get(&file)
        .await
        .has_status(404);
    amina.call(CANCEL, &inputs).await.has_status(200);
    amina.get(&file).await.contains("STATUS:CANCELLED");
}

/// Past the last page of people there is the last page, not nobody.
#[tokio::test]
async fn past_the_last_page_is_the_last_page() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    let helen = app.as_person("Helen Marsh").await;
    helen
        .get("/conversations/book?page=7")
        .await
        .has_status(200)
        .contains("1 member")
        .contains(AMINA)
        .lacks("Nobody is found");
}

/// What a form says by its code, the coordinator's page says in words; what isn't so is not said.
#[tokio::test]
async fn a_coordinators_page_says_what_was_done() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    let reference = app.conversation_of(AMINA).await;
    let helen = app.as_person("Helen Marsh").await;
    let after = async |code: &str| {
        let here = format!("/conversations/{reference}?changed={code}");
        helen.get(&here).await
    };
    after("booked").await.contains("The conversation is booked");
    after("moved")
        .await
        .contains("The conversation has been moved");
    after("cancelled")
        .await
        .lacks("The conversation has been cancelled");
    after("dreamt").await.lacks("nhsuk-notification-banner");
}

/// One address a thing: a link that one of them sends is the others' too.
#[tokio::test]
async fn a_conversation_has_one_address_for_all_who_may_see_it() {
    let (app, slot) = with_times().await;
    app.person("Ben Shaw", Role::HubMember, None).await;
    app.person("Ruth Bailey", Role::CareerAdviser, None).await;
    app.person("Helen Marsh", Role::HubCoordinator, None).await;
    app.person("Priya Nair", Role::Administrator, None).await;
    let inputs = [
        ("form[submission]", "0190f3b0-0000-7000-8000-000000000001"),
        ("form[topic]", "ideas"),
        ("form[way]", "video"),
        ("form[slot]", slot.as_str()),
    ];
    let amina = app.as_person(AMINA).await;
    let answer = amina.call("/api/career-conversations/book", &inputs).await;
    let reference: String = serde_json::from_str(&answer.has_status(200).body).unwrap();
    let here = format!("/conversations/{reference}");
    for (name, theirs) in [
        (AMINA, "What your adviser should know"),
        (OTHER_PERSON, "What they want you to know"),
        ("Helen Marsh", "What the adviser should know"),
    ] {
        let page = app.as_person(name).await.get(&here).await;
        page.has_status(200)
            .contains(theirs)
            .contains("What happened")
            .contains("Booked a career conversation");
    }
    for (name, status) in [("Ben Shaw", 404), ("Ruth Bailey", 404), ("Priya Nair", 403)] {
        let browser = app.as_person(name).await;
        browser.get(&here).await.has_status(status);
    }
    let adviser = app.as_person(OTHER_PERSON).await;
    for question in ["move", "move/time", "move/check", "cancel"] {
        let led = adviser.get(&format!("{here}/{question}")).await;
        assert_eq!(led.header("location"), format!("{here}/decide"));
    }
    let before = format!("/adviser/conversation/{reference}?week=1");
    let moved = adviser.get(&before).await;
    assert_eq!(
        moved.has_status(308).header("location"),
        format!("{here}?week=1")
    );
}
