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

/// What of the connections' own statements may be read from the first row to the last, as areas say it of theirs.
const READ_WHOLE: &[(&str, &[&str])] = &[(
    suite::areas::BROUGHT,
    &[
        "db::connection::APPLIED: _sqlx_migrations",
        "db::connection::MIGRATIONS_TABLE: sqlite_schema",
        "db::connection::NOTIFY: CONSTANT ROW",
        "db::privileges::GRANT: CONSTANT ROW",
        "db::privileges::MAY_REWRITE: CONSTANT ROW",
        "db::privileges::MAY_REWRITE_HERE: CONSTANT ROW",
        "db::privileges::REMEMBER: CONSTANT ROW",
    ],
)];

struct Step(String);

impl FromRow for Step {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        row.get("detail").map(Self)
    }
}

/// What SQLite does for a statement, in order.
async fn steps(store: &Store, statement: &Statement) -> Vec<Step> {
    let explained = Box::leak(Box::new(Statement {
        name: statement.name,
        sqlite: format!("EXPLAIN QUERY PLAN {}", statement.sqlite).leak(),
        postgres: "",
    }));
    let mut conn = store.read().await.unwrap();
    conn.q(explained).all().await.unwrap()
}

/// The tables, or their names in the statement, or indexes that SQLite reads from the first row to the last.
async fn read_whole(store: &Store, statement: &Statement) -> Vec<String> {
    let steps = steps(store, statement).await;
    let scans = steps.iter().filter_map(|step| step.0.strip_prefix("SCAN "));
    scans
        .map(|scan| match scan.split_once(" VIRTUAL TABLE ") {
            Some((table, _)) => table,
            None => scan.split_once("INDEX ").map_or(scan, |(_, index)| index),
        })
        .map(|what| format!("{}: {what}", statement.name))
        .collect()
}

/// An upgrade of a hundred thousand people would take an hour, and keep all others from writing, if each batch looked through all of them.
#[tokio::test]
async fn rows_without_a_key_are_found_by_their_identifiers() {
    let database = store::testing::sqlite().await;
    let all = store::statements().into_iter();
    let batches = all.filter(|statement| statement.sqlite.contains("search_key = r.value"));
    let mut tried = 0;
    for statement in batches {
        let steps = steps(&database.store, statement).await;
        assert!(steps[0].0.starts_with("SCAN r "), "{}", steps[0].0);
        assert!(steps[1].0.contains("(id=?)"), "{}", steps[1].0);
        tried += 1;
    }
    assert_eq!(tried, 3);
}

#[tokio::test]
async fn only_what_stays_small_is_read_from_the_first_row_to_the_last() {
    let database = store::testing::sqlite().await;
    let mut found = BTreeSet::new();
    for statement in store::statements() {
        found.extend(read_whole(&database.store, statement).await);
    }
    let may = READ_WHOLE.iter().chain(suite::areas::read_whole());
    let may = may.flat_map(|(_, what)| *what);
    let may: BTreeSet<String> = may.map(|what| format!("store::{what}")).collect();
    let more: Vec<_> = found.difference(&may).collect();
    assert!(more.is_empty(), "read whole: {more:#?}");
    let fewer: Vec<_> = may.difference(&found).collect();
    assert!(fewer.is_empty(), "no longer read whole: {fewer:#?}");
}
