//! The calendar feed says what the emails say, to the minute, and only to who has the link.

use crate::support::diary::{book_at, publish, signed_in};
use crate::support::{World, statements_of};
use domain::career_conversations::career_conversation::{CancelForm, MoveForm, SlotChoice};
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::role::Role;
use service::career_conversations::career_conversation::{cancel, move_to};
use service::people::calendar_feed::{made_at, make, read, revoke};

crate::on_both_engines!(
    the_feed_and_the_emails_agree_over_both_clock_changes,
    a_moved_conversation_moves_and_a_cancelled_one_goes,
    a_link_works_until_it_is_replaced_or_stopped,
    only_members_and_advisers_can_make_a_link,
    a_wrong_link_is_only_looked_up,
    a_link_asked_too_often_is_only_looked_up,
    a_link_can_be_asked_only_so_often,
);

const ADDRESS: &str = "192.0.2.7";

async fn people(world: &World) -> (Actor, Actor) {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    for weekday in 1..=5 {
        publish(world, &david, weekday, "9:30am", "12pm").await;
    }
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    (david, amina)
}

/// The parts of a calendar with this name, each as its lines.
fn parts(calendar: &str, name: &str) -> Vec<Vec<String>> {
    let unfolded = calendar.replace("\r\n ", "");
    let (begin, end) = (format!("BEGIN:{name}"), format!("END:{name}"));
    let mut found = Vec::new();
    for part in unfolded.split(&begin).skip(1) {
        let inside = part.split(&end).next().unwrap();
        found.push(inside.lines().map(str::to_owned).collect());
    }
    found
}

/// Nobody is invited by a feed: that line is the email's own.
fn without_attendee(event: &[String]) -> Vec<String> {
    let lines = event.iter().filter(|line| !line.starts_with("ATTENDEE"));
    lines.cloned().collect()
}

async fn the_feed_and_the_emails_agree_over_both_clock_changes(world: World) {
    let (david, amina) = people(&world).await;
    for (now, starts) in [
        ("2026-03-20T09:00:00Z", "2026-03-27T09:30:00Z"),
        ("2026-03-20T09:01:00Z", "2026-03-30T08:30:00Z"),
        ("2026-10-20T09:00:00Z", "2026-10-23T08:30:00Z"),
        ("2026-10-20T09:01:00Z", "2026-10-26T09:30:00Z"),
    ] {
        world.clock.set(now.parse().unwrap());
        book_at(&world, &amina, amina.person, david.person, starts)
            .await
            .unwrap();
    }
    world.clock.set("2026-04-01T09:00:00Z".parse().unwrap());
    for (actor, email) in [
        (&amina, "amina@example.nhs.uk"),
        (&david, "david@example.nhs.uk"),
    ] {
        let token = make(&world.service, actor).await.unwrap();
        let feed = read(&world.service, &token, ADDRESS).await.unwrap();
        assert!(feed.contains("METHOD:PUBLISH\r\n"));
        assert!(!feed.contains("ATTENDEE"));
        let events = parts(&feed, "VEVENT");
        let messages = world.messages_to(email).await;
        assert_eq!((events.len(), messages.len()), (4, 4));
        for (event, message) in events.iter().zip(&messages) {
            let calendar = message.calendar.as_ref().unwrap();
            let sent = without_attendee(&parts(calendar, "VEVENT")[0]);
            assert_eq!(*event, sent);
            assert_eq!(parts(&feed, "VTIMEZONE"), parts(calendar, "VTIMEZONE"));
            let starts = event.iter().find(|line| line.starts_with("DTSTART"));
            assert!(starts.unwrap().ends_with("T093000"), "{starts:?}");
        }
    }
}

async fn a_moved_conversation_moves_and_a_cancelled_one_goes(world: World) {
    let (david, amina) = people(&world).await;
    let token = make(&world.service, &amina).await.unwrap();
    let starts = "2026-03-12T09:30:00Z";
    let booked = book_at(&world, &amina, amina.person, david.person, starts)
        .await
        .unwrap();
    world.pass_minutes(5);
    let slot = SlotChoice {
        start: "2026-03-13T09:30:00Z".parse().unwrap(),
        adviser: david.person,
    };
    let form = MoveForm {
        reference: booked.reference.to_string(),
        version: booked.version.to_string(),
        way: "phone".to_owned(),
        slot: slot.to_string(),
        ..MoveForm::default()
    };
    let moved = move_to(&world.service, &amina, form).await.unwrap();
    let feed = read(&world.service, &token, ADDRESS).await.unwrap();
    let emails = world.messages_to("amina@example.nhs.uk").await;
    let calendar = emails.last().unwrap().calendar.clone().unwrap();
    let events = parts(&feed, "VEVENT");
    assert_eq!(events, [without_attendee(&parts(&calendar, "VEVENT")[0])]);
    assert!(feed.contains(&format!("UID:{}\r\nSEQUENCE:1\r\n", booked.calendar_uid)));
    assert!(feed.contains("LOCATION:Phone call\r\n"));
    assert!(!feed.contains("working with"), "not what they wrote");
    let form = CancelForm {
        reference: moved.reference.to_string(),
        version: moved.version.to_string(),
    };
    cancel(&world.service, &amina, form).await.unwrap();
    let feed = read(&world.service, &token, ADDRESS).await.unwrap();
    assert!(parts(&feed, "VEVENT").is_empty());
}

async fn a_link_works_until_it_is_replaced_or_stopped(world: World) {
    let (_, amina) = people(&world).await;
    assert_eq!(made_at(&world.service, &amina).await, Ok(None));
    let unknown = read(&world.service, &"0a".repeat(32), ADDRESS).await;
    assert_eq!(unknown, Err(AppError::NotFound));
    let first = make(&world.service, &amina).await.unwrap();
    assert!(read(&world.service, &first, ADDRESS).await.is_ok());
    let second = make(&world.service, &amina).await.unwrap();
    let replaced = read(&world.service, &first, ADDRESS).await;
    assert_eq!(replaced, Err(AppError::NotFound));
    assert!(read(&world.service, &second, ADDRESS).await.is_ok());
    for _ in 0..2 {
        revoke(&world.service, &amina).await.unwrap();
    }
    let stopped = read(&world.service, &second, ADDRESS).await;
    assert_eq!(stopped, Err(AppError::NotFound));
    assert_eq!(made_at(&world.service, &amina).await, Ok(None));
    let third = make(&world.service, &amina).await.unwrap();
    world.close_account(amina.person).await;
    let closed = read(&world.service, &third, ADDRESS).await;
    assert_eq!(closed, Err(AppError::NotFound));
    let audited = world.audited().await;
    let made = |code| audited.iter().filter(|action| **action == code).count();
    assert_eq!(made("calendar_feed_made"), 3);
    assert_eq!(made("calendar_feed_revoked"), 1);
}

async fn only_members_and_advisers_can_make_a_link(world: World) {
    let helen = signed_in(&world, "Helen Marsh", Role::HubCoordinator).await;
    assert_eq!(make(&world.service, &helen).await, Err(AppError::Forbidden));
    assert_eq!(made_at(&world.service, &helen).await, Ok(None));
    assert_eq!(revoke(&world.service, &helen).await, Ok(()));
}

/// Whoever tries links makes the database read, and never wait for a writer.
async fn a_wrong_link_is_only_looked_up(world: World) {
    let wrong = "0a".repeat(32);
    let (refused, statements) = statements_of(read(&world.service, &wrong, ADDRESS)).await;
    assert_eq!(refused, Err(AppError::NotFound));
    assert_eq!(statements.len(), 1, "{statements:?}");
    assert!(statements[0].contains("calendar_feed::BY_TOKEN"));
    let (refused, statements) = statements_of(read(&world.service, "x", ADDRESS)).await;
    assert_eq!((refused, statements.len()), (Err(AppError::NotFound), 0));
}

/// Who is refused leaves nothing behind, and does not wait for a writer either.
async fn a_link_asked_too_often_is_only_looked_up(world: World) {
    let (_, amina) = people(&world).await;
    let token = make(&world.service, &amina).await.unwrap();
    for _ in 0..30 {
        assert!(read(&world.service, &token, ADDRESS).await.is_ok());
    }
    let (refused, statements) = statements_of(read(&world.service, &token, ADDRESS)).await;
    assert!(matches!(refused, Err(AppError::TooMany { .. })));
    let counts = |statement: &String| statement.contains("rate_limit::COUNT");
    assert!(!statements.iter().any(counts), "{statements:?}");
}

async fn a_link_can_be_asked_only_so_often(world: World) {
    let (_, amina) = people(&world).await;
    let token = make(&world.service, &amina).await.unwrap();
    for _ in 0..30 {
        assert!(read(&world.service, &token, ADDRESS).await.is_ok());
    }
    let refused = read(&world.service, &token, "192.0.2.8").await;
    assert!(
        matches!(refused, Err(AppError::TooMany { .. })),
        "{refused:?}"
    );
    world.pass_minutes(10);
    assert!(read(&world.service, &token, ADDRESS).await.is_ok());
}
