//! The store suite on SQLite, and what only SQLite can get wrong.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

#[macro_use]
mod suite;

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
