//! The store suite on SQLite, and what only SQLite can get wrong.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

#[macro_use]
mod suite;

use store::db::Statement;
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
