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

    let gone = store::people::person::insert(&mut tx, &suite::build::person("Ben Cole")).await;
    assert!(matches!(gone, Err(StoreError::Busy)), "{gone:?}");
    assert!(tx.commit().await.is_err());
    assert_eq!(store::people::person::count(&mut conn).await.unwrap(), 0);
    let mut back = database.store.read().await.unwrap();
    assert_eq!(store::people::person::count(&mut back).await.unwrap(), 0);
    let mut tx = database.store.write().await.unwrap();
    suite::build::member(&mut tx, "Cara Diaz").await;
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_away_is_busy() {
    let opened = Store::open("postgres://nobody@127.0.0.1:1/nothing").await;
    assert!(matches!(opened, Err(StoreError::Busy)), "{opened:?}");
}

/// A server that is claiming holds nobody up: the other one takes the next message.
#[tokio::test]
async fn a_server_passes_over_what_another_is_claiming() {
    let database = store::testing::postgres().await;
    let mut tx = database.store.write().await.unwrap();
    for number in 1..=2 {
        let message = suite::servers::message(number);
        store::system::outbox::insert(&mut tx, &message)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();

    let other = Store::open(&database.url).await.unwrap();
    let (now, until) = (suite::build::nine(), suite::build::nine().plus_minutes(5));
    let mut claiming = database.store.write().await.unwrap();
    let first = store::system::outbox::claim(&mut claiming, now, until, 1)
        .await
        .unwrap();
    let mut tx = other.write().await.unwrap();
    let second = store::system::outbox::claim(&mut tx, now, until, 1)
        .await
        .unwrap();
    assert_ne!(first[0].id, second[0].id);
    tx.commit().await.unwrap();
    claiming.commit().await.unwrap();
    other.close().await;
}

/// What only the owner of the tables may do.
const OWNERS: [&str; 10] = [
    "TRUNCATE audit",
    "DELETE FROM audit",
    "UPDATE audit SET action = 'signed_out'",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "TRUNCATE audit_link",
    "DELETE FROM audit_link",
    "UPDATE audit_link SET ordinal = ordinal + 1",
    "DELETE FROM _sqlx_migrations",
    "CREATE TABLE anything (id BIGINT)",
    "DROP TABLE draft",
];

#[tokio::test]
async fn the_role_that_serves_changes_neither_the_tables_nor_the_audit_log() {
    let database = store::testing::postgres_as_service().await;
    for sql in OWNERS {
        let statement = Box::leak(Box::new(Statement {
            name: "OWNERS",
            sqlite: "",
            postgres: sql,
        }));
        let mut tx = database.store.write().await.unwrap();
        let refused = tx.q(statement).execute().await;
        assert!(
            matches!(refused, Err(StoreError::NotAllowed(_))),
            "{sql}: {refused:?}"
        );
    }
    assert!(!database.store.may_rewrite_audit().await.unwrap());

    // The owner itself is no role to serve as, and nothing is granted to who is refused.
    let owner = Store::open(&database.url).await.unwrap();
    assert!(owner.may_rewrite_audit().await.unwrap());
    assert!(owner.grant_to("postgres").await.is_err());
    assert!(owner.grant_to("nobody called so").await.is_err());
    owner.close().await;
}

static FORGET_A_MIGRATION: Statement = Statement {
    name: "FORGET_A_MIGRATION",
    sqlite: "",
    postgres: "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
};

#[tokio::test]
async fn a_role_that_may_not_migrate_serves_what_is_up_to_date_and_else_says_so() {
    let database = store::testing::postgres_as_service().await;
    database.store.migrate().await.unwrap();
    let owner = Store::open(&database.url).await.unwrap();
    let mut tx = owner.write().await.unwrap();
    tx.q(&FORGET_A_MIGRATION).execute().await.unwrap();
    tx.commit().await.unwrap();
    owner.close().await;
    let refused = database.store.migrate().await;
    assert!(
        matches!(refused, Err(StoreError::NotAllowed(_))),
        "{refused:?}"
    );
}
