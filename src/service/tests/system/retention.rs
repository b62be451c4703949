//! What is kept for a time only, and that every table has its rule.

use std::collections::BTreeSet;

use crate::support::World;
use crate::support::diary::signed_in;
use domain::career_conversations::career_conversation::Answers;
use domain::kit::email_address::EmailAddress;
use domain::people::actor::Actor;
use domain::people::id::AddressChangeId;
use domain::people::role::Role;
use service::career_conversations::draft;
use service::people::calendar_feed;
use service::system::retention::{Kept, forget, rules};
use store::StoreError;
use store::db::{FromRow, Row, Statement};
use store::people::address_change::AddressChange;

crate::on_both_engines!(
    every_table_has_one_rule,
    a_rule_with_a_time_takes_away_what_is_over_and_nothing_else,
);

struct Table(String);

impl FromRow for Table {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        row.get("name").map(Self)
    }
}

static TABLES: Statement = Statement {
    name: "TABLES",
    sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'",
    postgres: "SELECT CAST(relname AS TEXT) AS name FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname NOT LIKE '\\_%'",
};

/// Whoever adds a table says here how long its rows are kept: in the KEPT of its area.
async fn every_table_has_one_rule(world: World) {
    let mut conn = world.service.store.read().await.unwrap();
    let tables: Vec<Table> = conn.q(&TABLES).all().await.unwrap();
    assert!(tables.len() > 30, "{} tables", tables.len());
    let there: BTreeSet<String> = tables.into_iter().map(|table| table.0).collect();
    let ruled: Vec<&str> = rules(&world.service)
        .iter()
        .flat_map(|rule| rule.tables)
        .copied()
        .collect();
    let once: BTreeSet<String> = ruled.iter().map(|table| (*table).to_owned()).collect();
    assert_eq!(once.len(), ruled.len(), "a table has two rules");
    assert_eq!(once, there);
}

static COUNTS: Statement = Statement {
    name: "COUNTS",
    sqlite: "SELECT 'draft' AS name, COUNT(*) AS n FROM draft
        UNION ALL SELECT 'outbox', COUNT(*) FROM outbox UNION ALL SELECT 'sign_in_code', COUNT(*) FROM sign_in_code
        UNION ALL SELECT 'session', COUNT(*) FROM session UNION ALL SELECT 'rate_limit', COUNT(*) FROM rate_limit
        UNION ALL SELECT 'address_change', COUNT(*) FROM address_change
        UNION ALL SELECT 'heartbeat', COUNT(*) FROM heartbeat UNION ALL SELECT 'calendar_feed', COUNT(*) FROM calendar_feed
        UNION ALL SELECT 'known_browser', COUNT(*) FROM known_browser",
    postgres: "SELECT CAST('draft' AS TEXT) AS name, COUNT(*) AS n FROM draft
        UNION ALL SELECT 'outbox', COUNT(*) FROM outbox UNION ALL SELECT 'sign_in_code', COUNT(*) FROM sign_in_code
        UNION ALL SELECT 'session', COUNT(*) FROM session UNION ALL SELECT 'rate_limit', COUNT(*) FROM rate_limit
        UNION ALL SELECT 'address_change', COUNT(*) FROM address_change
        UNION ALL SELECT 'heartbeat', COUNT(*) FROM heartbeat UNION ALL SELECT 'calendar_feed', COUNT(*) FROM calendar_feed
        UNION ALL SELECT 'known_browser', COUNT(*) FROM known_browser",
};

struct Count(String, i64);

impl FromRow for Count {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self(row.get("name")?, row.get("n")?))
    }
}

/// The tables that have rows and how many.
async fn filled(world: &World) -> Vec<(String, i64)> {
    let mut conn = world.service.store.read().await.unwrap();
    let mut counts: Vec<Count> = conn.q(&COUNTS).all().await.unwrap();
    counts.sort_by(|one, other| one.0.cmp(&other.0));
    let filled = counts.into_iter().filter(|count| count.1 > 0);
    filled.map(|count| (count.0, count.1)).collect()
}

async fn deliver_one(world: &World) {
    let waiting = world.messages_to("amina@example.nhs.uk").await;
    let mut tx = world.service.store.write().await.unwrap();
    store::system::outbox::mark_delivered(&mut tx, waiting[0].id, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// One row of everything that is kept for a time only, and what is never over: a message that waits, a link in use.
async fn fill(world: &World) -> Actor {
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    let (service, demo) = (&world.service, world.demo());
    let visitor = service::people::session::Visitor::default();
    service::people::sign_in::as_persona(&demo, "amina@example.nhs.uk", &visitor)
        .await
        .unwrap();
    let form = domain::people::sign_in::EmailForm {
        email: "amina@example.nhs.uk".to_owned(),
        ..Default::default()
    };
    for _ in 0..2 {
        let asked = service::people::sign_in::request_code(service, form.clone(), &visitor).await;
        asked.unwrap();
    }
    deliver_one(world).await;
    draft::save(service, &amina, "", |answers: &mut Answers| {
        "I like people".clone_into(&mut answers.preparation);
    })
    .await
    .unwrap();
    for _ in 0..2 {
        calendar_feed::make(service, &amina).await.unwrap();
    }
    let change = AddressChange {
        id: AddressChangeId::new(world.now(), service.random()),
        person: amina.person,
        email: EmailAddress::parse("amina.yusuf@example.nhs.uk").unwrap(),
        link_hash: vec![1; 32],
        asked_by: amina.person,
        asked_at: world.now(),
        expires_at: world.now().plus_hours(24),
        used_at: None,
        replaced_at: None,
    };
    let mut tx = service.store.write().await.unwrap();
    store::people::address_change::insert(&mut tx, &change)
        .await
        .unwrap();
    store::people::known_browser::know(&mut tx, vec![1; 32], amina.person, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    service::system::health::show_life(service, "a server")
        .await
        .unwrap();
    amina
}

async fn a_rule_with_a_time_takes_away_what_is_over_and_nothing_else(world: World) {
    fill(&world).await;
    let tables = |filled: Vec<(String, i64)>| -> Vec<String> {
        filled.into_iter().map(|(table, _)| table).collect()
    };
    let with_a_time: BTreeSet<String> = rules(&world.service)
        .iter()
        .filter(|rule| matches!(rule.kept, Kept::For(..)))
        .flat_map(|rule| rule.tables)
        .map(|table| (*table).to_owned())
        .collect();
    let all: BTreeSet<String> = tables(filled(&world).await).into_iter().collect();
    assert_eq!(all, with_a_time, "each has a row to begin with");

    forget(&world.service).await.unwrap();
    assert_eq!(tables(filled(&world).await).len(), with_a_time.len());
    world.pass_minutes(29 * 24 * 60);
    forget(&world.service).await.unwrap();
    let kept = [
        ("calendar_feed", 2),
        ("draft", 1),
        ("known_browser", 1),
        ("outbox", 2),
    ];
    let kept = kept.map(|(table, count)| (table.to_owned(), count));
    assert_eq!(filled(&world).await, kept);
    world.pass_minutes(2 * 24 * 60);
    forget(&world.service).await.unwrap();
    let kept = [("calendar_feed", 2), ("known_browser", 1), ("outbox", 2)];
    let kept = kept.map(|(table, count)| (table.to_owned(), count));
    assert_eq!(filled(&world).await, kept);
    world.pass_minutes(60 * 24 * 60);
    forget(&world.service).await.unwrap();
    // The link in use, and the message that still waits.
    let kept = [("calendar_feed", 1), ("known_browser", 1), ("outbox", 1)];
    let kept = kept.map(|(table, count)| (table.to_owned(), count));
    assert_eq!(filled(&world).await, kept);
    world.pass_minutes(310 * 24 * 60);
    forget(&world.service).await.unwrap();
    assert_eq!(tables(filled(&world).await), ["calendar_feed", "outbox"]);
}
