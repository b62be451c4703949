//! The store suite on SQLite, and what only SQLite can get wrong.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

#[macro_use]
mod suite;

use std::collections::BTreeSet;

use store::db::{FromRow, Row, Statement};
use store::{Store, StoreError};

on_engine!(store::testing::sqlite, store::testing::empty_sqlite);

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_busy() {
    let opened = Store::open("sqlite:/nowhere/at/all/people-hub.db").await;
    assert!(matches!(opened, Err(StoreError::Busy)), "{opened:?}");
}

#[tokio::test]
async fn an_address_of_another_engine_is_refused() {
    let opened = Store::open("mysql://localhost/people_hub").await;
    assert!(matches!(opened, Err(StoreError::Internal(_))), "{opened:?}");
}

static SAFE: Statement = Statement {
    name: "SAFE",
    sqlite: "SELECT COUNT(*) AS n FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys
        WHERE journal_mode = 'wal' AND synchronous = 2 AND foreign_keys = 1",
    postgres: "",
};

#[tokio::test]
async fn what_is_committed_is_on_the_disk() {
    let database = store::testing::sqlite().await;
    let mut tx = database.store.write().await.unwrap();
    assert_eq!(tx.q(&SAFE).count().await.unwrap(), 1);
}

static TAKES_PAGES: Statement = Statement {
    name: "TAKES_PAGES",
    sqlite: "INSERT INTO heartbeat (name, at) VALUES (hex(zeroblob(65536)), '')",
    postgres: "",
};

static NO_MORE_PAGES: Statement = Statement {
    name: "NO_MORE_PAGES",
    sqlite: "PRAGMA max_page_count = 1",
    postgres: "",
};

/// A limit on its pages is a full disk to SQLite: it takes the transaction back by itself. The limit belongs to the connection, so
/// it is gone with it.
#[tokio::test]
async fn a_connection_whose_transaction_sqlite_took_back_is_replaced() {
    let database = store::testing::sqlite().await;
    let mut tx = database.store.write().await.unwrap();
    tx.q(&NO_MORE_PAGES).all::<Nothing>().await.unwrap();
    let refused = tx.q(&TAKES_PAGES).execute().await;
    assert!(
        matches!(refused, Err(StoreError::CannotWrite(_))),
        "{refused:?}"
    );
    assert!(matches!(tx.commit().await, Err(StoreError::Aborted)));

    let mut tx = database.store.write().await.unwrap();
    tx.q(&TAKES_PAGES).execute().await.unwrap();
    tx.commit().await.unwrap();
}

struct Nothing;

impl FromRow for Nothing {
    fn from_row(_: &Row) -> Result<Self, StoreError> {
        Ok(Self)
    }
}

/// What may be read from the first row to the last, and why. All else is looked for by an index: what one person asks for must not
/// take longer because there are more people, or because the past is longer.
const READ_WHOLE: [(&str, &[&str]); 7] = [
    (
        "a few rows for each adviser, hub, server or organisation",
        &[
            "career_conversations::adviser::ACTIVE: a",
            "career_conversations::adviser::ALL: a",
            "career_conversations::diary::READ: a",
            "career_conversations::diary::READ: extra_slot",
            "career_conversations::diary::READ: leave_period",
            "career_conversations::diary::READ: setting",
            "career_conversations::diary::READ: weekly_pattern",
            "career_conversations::extra_slot::ALL_FROM: extra_slot_by_adviser",
            "career_conversations::leave::ALL_FROM: leave_period_by_adviser",
            "career_conversations::weekly_pattern::ALL_FROM: weekly_pattern_by_adviser",
            "places::organisation::SEARCH: organisation_by_key",
            "places::organisation::SEARCH_COUNT: organisation_by_key",
            "places::school::ALL: school",
            "places::site::ALL: s",
            "places::site::WHERE_ADVISERS_MEET: extra_slot",
            "places::site::WHERE_ADVISERS_MEET: weekly_pattern",
            "system::heartbeat::FORGET: heartbeat",
            "system::heartbeat::SINCE: heartbeat",
            "system::job::ALL: sqlite_autoindex_job_1",
            "system::job::DUE: job",
            "system::personal_data::SETTINGS: setting",
            "system::search_key::ADVISERS: a",
            "system::search_key::SITES: sqlite_autoindex_site_1",
            "system::setting::ALL: setting",
            "system::setting::END: setting",
            "system::setting::REMOVE_FROM: setting",
        ],
    ),
    (
        "an index of only what is open",
        &[
            "career_conversations::diary::READ: waiting_offer_slot",
            "career_conversations::invitation::WAITING: invitation_line",
            "career_conversations::invitation::WAITING_COUNT: invitation_waiting",
            "system::outbox::ALL_DELIVERED: outbox_due",
            "system::outbox::QUEUE: outbox_due",
        ],
    ),
    (
        "what the statement brings with it, or what SQLite knows of itself",
        &[
            "career_conversations::diary::READ: CONSTANT ROW",
            "db::connection::APPLIED: _sqlx_migrations",
            "db::connection::MIGRATIONS_TABLE: sqlite_schema",
            "db::connection::NOTIFY: CONSTANT ROW",
            "db::privileges::GRANT: CONSTANT ROW",
            "db::privileges::MAY_REWRITE: CONSTANT ROW",
            "db::privileges::MAY_REWRITE_HERE: CONSTANT ROW",
            "db::privileges::REMEMBER: CONSTANT ROW",
            "people::person::SEARCH_IN: json_each",
            "people::person::SEARCH_IN_COUNT: json_each",
            "people::role_grant::OF_PEOPLE: json_each",
            "places::organisation::EXISTING: json_each",
            "places::organisation::UPSERT: json_each",
            "places::postcode::EXISTING: json_each",
            "places::postcode::UPSERT: json_each",
            "places::school::EXISTING: json_each",
            "places::school::UPSERT: json_each",
            "system::outbox::ANY_DUE: due",
            "system::search_key::KEEP_ORGANISATIONS: r",
            "system::search_key::KEEP_PEOPLE: r",
            "system::search_key::KEEP_SITES: r",
            "system::search_key::ONE_AT_A_TIME: CONSTANT ROW",
        ],
    ),
    (
        "work of the hour, and of an import",
        &[
            "people::address_change::FORGET: address_change",
            "people::calendar_feed::FORGET: calendar_feed",
            "people::known_browser::FORGET: known_browser",
            "people::session::FORGET: session",
            "people::sign_in_code::FORGET: sign_in_code",
            "places::organisation::UPSERT: audit",
            "places::organisation::UPSERT: role_grant",
            "system::rate_limit::FORGET: rate_limit",
        ],
    ),
    (
        "a search for a part of a name, or for everybody who fits, by few people",
        &[
            "career_conversations::invitation::CANDIDATES: p",
            "career_conversations::personal_data::REMOVE_EMAILS_ABOUT: o",
            "people::person::SEARCH: person_by_key",
            "people::person::SEARCH_COUNT: person_by_key",
            "people::person::SEARCH_IN: person_by_key",
            "people::person::SEARCH_IN_COUNT: person_by_key",
        ],
    ),
    (
        "what waits for its link for some seconds, the last link, and the whole log by who proves it",
        &[
            "system::audit_link::GONE: u",
            "system::audit_link::LAST: audit_link",
            "system::audit_link::UNKNOWN: sqlite_autoindex_audit_1",
            "system::audit_link::WAITING: sqlite_autoindex_audit_unlinked_1",
            "system::audit_link::WAITING_COUNT: audit_unlinked",
        ],
    ),
    (
        "asked by the tests and by the start of the demo only",
        &[
            "system::outbox::COUNTS: outbox",
            "people::person::COUNT: person_email",
        ],
    ),
];

struct Step(String);

impl FromRow for Step {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        row.get("detail").map(Self)
    }
}

/// The tables, or their names in the statement, or indexes that SQLite reads from the first row to the last.
async fn read_whole(store: &Store, statement: &Statement) -> Vec<String> {
    let explained = Box::leak(Box::new(Statement {
        name: statement.name,
        sqlite: format!("EXPLAIN QUERY PLAN {}", statement.sqlite).leak(),
        postgres: "",
    }));
    let mut conn = store.read().await.unwrap();
    let steps: Vec<Step> = conn.q(explained).all().await.unwrap();
    let scans = steps.iter().filter_map(|step| step.0.strip_prefix("SCAN "));
    scans
        .map(|scan| match scan.split_once(" VIRTUAL TABLE ") {
            Some((table, _)) => table,
            None => scan.split_once("INDEX ").map_or(scan, |(_, index)| index),
        })
        .map(|what| format!("{}: {what}", statement.name))
        .collect()
}

#[tokio::test]
async fn only_what_stays_small_is_read_from_the_first_row_to_the_last() {
    let database = store::testing::sqlite().await;
    let mut found = BTreeSet::new();
    for statement in store::statements() {
        found.extend(read_whole(&database.store, statement).await);
    }
    let may = READ_WHOLE.iter().flat_map(|(_, what)| *what);
    let may: BTreeSet<String> = may.map(|what| format!("store::{what}")).collect();
    let more: Vec<_> = found.difference(&may).collect();
    assert!(more.is_empty(), "read whole: {more:#?}");
    let fewer: Vec<_> = may.difference(&found).collect();
    assert!(fewer.is_empty(), "no longer read whole: {fewer:#?}");
}
