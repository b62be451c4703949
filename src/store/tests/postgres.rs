//! The store suite on PostgreSQL, and what only PostgreSQL can get wrong.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

#[macro_use]
mod suite;

use store::db::Statement;
use store::{Store, StoreError};

on_engine!(store::testing::postgres, store::testing::empty_postgres);

static END_THE_OTHERS: Statement = Statement {
    name: "END_THE_OTHERS",
    sqlite: "",
    postgres: "SELECT COUNT(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
};

#[tokio::test]
async fn a_connection_that_is_gone_is_busy_and_keeps_nothing() {
    let database = store::testing::postgres().await;
    let mut tx = database.store.write().await.unwrap();
    suite::build::member(&mut tx, "Amina Yusuf").await;

    let other = Store::open(&database.url).await.unwrap();
    let mut conn = other.read().await.unwrap();
    assert!(conn.q(&END_THE_OTHERS).count().await.unwrap() > 0);

    let gone = store::person::insert(&mut tx, &suite::build::person("Ben Cole")).await;
    assert!(matches!(gone, Err(StoreError::Busy)), "{gone:?}");
    assert!(tx.commit().await.is_err());
    assert_eq!(store::person::count(&mut conn).await.unwrap(), 0);
    let mut back = database.store.read().await.unwrap();
    assert_eq!(store::person::count(&mut back).await.unwrap(), 0);
}

#[tokio::test]
async fn a_server_that_is_away_is_busy() {
    let opened = Store::open("postgres://nobody@127.0.0.1:1/nothing").await;
    assert!(matches!(opened, Err(StoreError::Busy)), "{opened:?}");
}
