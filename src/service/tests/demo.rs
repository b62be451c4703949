//! The demo is alive, and the same each time.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use domain::career_conversations::audit::{
    ACTION_AGREED, ACTION_CHANGED, CONVERSATION_BOOKED, FEEDBACK_GIVEN, LEAVE_ADDED,
    OUTCOME_RECORDED, PATTERN_ADDED, PRIVATE_NOTE_SAVED, SUMMARY_SAVED, SUMMARY_SHARED,
    TEMPLATE_ADDED,
};
use domain::career_conversations::career_conversation::Status;
use domain::kit::email_address::EmailAddress;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::audit::{PERSON_ADDED, ROLE_GRANTED};
use domain::people::id::SessionId;
use domain::people::role::{Grant, Role};
use domain::places::audit::SITE_ADDED;
use jiff::civil::Date;
use service::career_conversations::career_conversation::{Search, available};
use service::demo;
use service::people::demo::MEMBERS;
use store::career_conversations::career_conversation::{ListQuery, Listed, Order};
use support::World;

async fn demo_on(day: &str) -> World {
    let world = World::new(store::testing::sqlite().await);
    world.clock.set(format!("{day}T09:00:00Z").parse().unwrap());
    demo::load(&world.demo()).await.unwrap();
    world
}

async fn conversations(world: &World) -> Vec<Listed> {
    let today = london::day_of(world.now());
    let query = ListQuery {
        from: london::start_of_day(london::plus_days(today, -100)),
        until: london::start_of_day(london::plus_days(today, 100)),
        adviser: None,
        status: None,
        text: String::new(),
        order: Order::Time,
        asked: store::AskedPage::first(100_000),
    };
    let mut conn = world.service.store.read().await.unwrap();
    store::career_conversations::career_conversation::list(&mut conn, &query)
        .await
        .unwrap()
        .rows
}

async fn amina(world: &World) -> Actor {
    let email = EmailAddress::parse("amina.yusuf@example.nhs.uk").unwrap();
    let mut conn = world.service.store.read().await.unwrap();
    let person = store::people::person::by_email(&mut conn, &email)
        .await
        .unwrap()
        .unwrap();
    Actor {
        person: person.id,
        name: person.name,
        email,
        session: SessionId::from(uuid::Uuid::nil()),
        grants: vec![Grant {
            role: Role::HubMember,
            organisation: None,
        }],
        address: None,
    }
}

/// Working days of the next two weeks on which nothing is free.
async fn full_days(world: &World) -> Vec<Date> {
    let today = london::day_of(world.now());
    let amina = amina(world).await;
    let mut full = Vec::new();
    for days in 2..=14 {
        let day = london::plus_days(today, days);
        let search = Search {
            from: Some(day),
            ..Search::default()
        };
        let found = available(&world.service, &amina, search).await.unwrap();
        let is_free = found.days.iter().any(|found| found.day == day);
        if !is_free && day.weekday().to_monday_zero_offset() < 5 {
            full.push(day);
        }
    }
    full
}

#[tokio::test]
async fn there_are_people_places_advisers_and_conversations_of_every_kind() {
    let world = demo_on("2026-03-02").await;
    let mut conn = world.service.store.read().await.unwrap();
    let mut total = async |role: Role| {
        store::people::person::search(&mut conn, "", role.code(), store::AskedPage::first(2_000))
            .await
            .unwrap()
    };
    let members = total(Role::HubMember).await;
    assert_eq!((MEMBERS, members.total), (1_200, 1_200));
    assert_eq!(total(Role::CareerAdviser).await.total, 8);
    let backgrounds: BTreeSet<&str> = members
        .rows
        .iter()
        .filter_map(|person| person.background)
        .map(|background| background.code())
        .collect();
    assert!(backgrounds.len() >= 8, "{backgrounds:?}");
    assert!(
        members
            .rows
            .iter()
            .all(|person| person.email.as_str().ends_with("@example.nhs.uk"))
    );
    let sites = store::places::site::all(&mut conn).await.unwrap();
    assert_eq!(sites.len(), 12);
    assert!(sites.iter().all(|site| site.grid_reference.is_some()));
    drop(conn);

    let made = conversations(&world).await;
    let mut count = BTreeMap::<Status, usize>::new();
    for listed in &made {
        *count.entry(listed.conversation.status).or_default() += 1;
    }
    for status in [
        Status::Booked,
        Status::Attended,
        Status::DidNotAttend,
        Status::CancelledByMember,
    ] {
        assert!(count.get(&status).is_some_and(|n| *n >= 10), "{count:?}");
    }
    // Nothing that is over waits for a mark, and nothing to come has one.
    for listed in &made {
        let conversation = &listed.conversation;
        let is_over = conversation.interval.end < world.now();
        assert!(
            !is_over || conversation.status != Status::Booked,
            "{conversation:?}"
        );
    }
    assert_eq!(full_days(&world).await.len(), 2);
}

#[tokio::test]
async fn it_goes_through_the_use_cases_so_the_log_knows_of_everything() {
    let world = demo_on("2026-03-02").await;
    let mut conn = world.service.store.read().await.unwrap();
    for (action, least) in [
        (PERSON_ADDED, 1_200),
        (ROLE_GRANTED, 1_200),
        (SITE_ADDED, 12),
        (PATTERN_ADDED, 20),
        (LEAVE_ADDED, 1),
        (CONVERSATION_BOOKED, 100),
        (SUMMARY_SAVED, 60),
        (SUMMARY_SHARED, 50),
        (PRIVATE_NOTE_SAVED, 5),
        (ACTION_AGREED, 50),
        (ACTION_CHANGED, 20),
        (OUTCOME_RECORDED, 5),
        (FEEDBACK_GIVEN, 20),
        (TEMPLATE_ADDED, 2),
    ] {
        let query = store::system::audit::ListQuery {
            from: world.now().plus_hours(-24 * 100),
            until: world.now().plus_hours(1),
            actor: String::new(),
            action: action.code().to_owned(),
            object_kind: String::new(),
            asked: store::AskedPage::first(1),
        };
        let found = store::system::audit::list(&mut conn, &query).await.unwrap();
        assert!(found.total >= least, "{action:?}: {}", found.total);
    }
}

#[tokio::test]
async fn it_is_the_same_each_time() {
    let one = conversations(&demo_on("2026-03-02").await).await;
    let other = conversations(&demo_on("2026-03-02").await).await;
    assert!(!one.is_empty());
    assert_eq!(one, other);
}

/// Weekends and bank holidays must not swallow the full days.
#[tokio::test]
async fn people_see_full_days_on_whichever_day_it_is_made() {
    for day in ["2026-03-05", "2026-03-07", "2026-12-23"] {
        let world = demo_on(day).await;
        assert!(!full_days(&world).await.is_empty(), "{day}");
    }
}
