//! Copies of an SQLite database: whole, private, proved, and never put where they do harm.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is wrong"
)]

#[path = "suite/build.rs"]
#[expect(dead_code, reason = "these tests use a part of it")]
mod build;

use std::fs;
use std::path::Path;

use store::Store;
use store::backup::{BackupError, file_of, put_back, verify};
use store::db::Statement;
use store::testing::TestDatabase;

async fn with_people(names: &[&str]) -> TestDatabase {
    let database = store::testing::sqlite().await;
    let mut tx = database.store.write().await.unwrap();
    for name in names {
        build::member(&mut tx, name).await;
    }
    tx.commit().await.unwrap();
    database
}

async fn people_in(file: &Path) -> i64 {
    let store = Store::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let count = store::people::person::count(&mut conn).await.unwrap();
    drop(conn);
    store.close().await;
    count
}

#[tokio::test]
async fn a_copy_has_what_was_kept_when_it_was_begun_and_only_its_owner_reads_it() {
    let database = with_people(&["Amina Yusuf", "Ben Cole"]).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    // Somebody is writing meanwhile.
    let mut writing = database.store.write().await.unwrap();
    build::member(&mut writing, "Chloe Evans").await;
    database.store.back_up(&copy).await.unwrap();
    writing.commit().await.unwrap();

    let contents = verify(&copy).await.unwrap();
    assert_eq!(contents.pending, 0);
    assert!(
        contents.tables.contains(&("person".to_owned(), 2)),
        "{contents:?}"
    );
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "nothing else is left: {files:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = database.store.back_up(&copy).await;
    assert!(matches!(again, Err(BackupError::Exists(_))), "{again:?}");
}

#[tokio::test]
async fn a_copy_is_put_back_only_where_nothing_is_or_where_it_may() {
    let database = with_people(&["Amina Yusuf", "Ben Cole"]).await;
    let folder = tempfile::tempdir().unwrap();
    let (copy, place) = (
        folder.path().join("copy.db"),
        folder.path().join("place.db"),
    );
    database.store.back_up(&copy).await.unwrap();

    put_back(&copy, &place, false).await.unwrap();
    assert_eq!(people_in(&place).await, 2);
    let refused = put_back(&copy, &place, false).await;
    assert!(
        matches!(refused, Err(BackupError::Exists(_))),
        "{refused:?}"
    );

    let used = Store::open(&format!("sqlite:{}", place.display()))
        .await
        .unwrap();
    let mut tx = used.write().await.unwrap();
    build::member(&mut tx, "Chloe Evans").await;
    tx.commit().await.unwrap();
    let in_use = put_back(&copy, &place, true).await;
    assert!(matches!(in_use, Err(BackupError::InUse(_))), "{in_use:?}");
    used.close().await;
    assert_eq!(people_in(&place).await, 3);

    put_back(&copy, &place, true).await.unwrap();
    assert_eq!(people_in(&place).await, 2);
}

/// What a database that is gone wrote ahead is not applied to the one that takes its place.
#[tokio::test]
async fn what_was_written_ahead_by_another_database_goes() {
    let database = with_people(&["Amina Yusuf"]).await;
    let folder = tempfile::tempdir().unwrap();
    let (copy, place) = (
        folder.path().join("copy.db"),
        folder.path().join("place.db"),
    );
    database.store.back_up(&copy).await.unwrap();
    fs::write(folder.path().join("place.db-wal"), b"left over").unwrap();
    put_back(&copy, &place, false).await.unwrap();
    assert!(!folder.path().join("place.db-wal").exists());
    assert_eq!(people_in(&place).await, 1);
}

#[tokio::test]
async fn what_cannot_be_relied_upon_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.db");
    assert!(matches!(verify(&file).await, Err(BackupError::Missing(_))));

    fs::write(&file, b"People Hub ".repeat(1_000)).unwrap();
    let no_database = verify(&file).await;
    assert!(
        matches!(no_database, Err(BackupError::Damaged(_))),
        "{no_database:?}"
    );

    // Bytes that changed on the disk.
    let database = with_people(&["Amina Yusuf"]).await;
    fs::remove_file(&file).unwrap();
    database.store.back_up(&file).await.unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let length = bytes.len();
    bytes[8_192..length]
        .iter_mut()
        .for_each(|byte| *byte ^= 0x55);
    fs::write(&file, bytes).unwrap();
    let damaged = verify(&file).await;
    assert!(
        matches!(damaged, Err(BackupError::Damaged(_))),
        "{damaged:?}"
    );
}

static FROM_THE_FUTURE: Statement = Statement {
    name: "FROM_THE_FUTURE",
    sqlite: "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        SELECT 9000, description, success, checksum, execution_time FROM _sqlx_migrations LIMIT 1",
    postgres: "",
};

#[tokio::test]
async fn a_copy_made_by_a_newer_version_or_by_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (newer, empty) = (
        folder.path().join("newer.db"),
        folder.path().join("empty.db"),
    );
    let database = with_people(&[]).await;
    let mut tx = database.store.write().await.unwrap();
    tx.q(&FROM_THE_FUTURE).execute().await.unwrap();
    tx.commit().await.unwrap();
    database.store.back_up(&newer).await.unwrap();
    let refused = verify(&newer).await;
    assert!(
        matches!(&refused, Err(BackupError::TooNew(versions)) if *versions == [9000]),
        "{refused:?}"
    );

    let other = store::testing::empty_sqlite().await;
    other.store.back_up(&empty).await.unwrap();
    let refused = verify(&empty).await;
    assert!(matches!(refused, Err(BackupError::NotOurs)), "{refused:?}");
}

#[tokio::test]
async fn postgresql_is_not_copied_like_this() {
    assert!(matches!(
        file_of("postgres://people_hub@localhost/people_hub"),
        Err(BackupError::NotSqlite)
    ));
    let folder = tempfile::tempdir().unwrap();
    let database = store::testing::postgres().await;
    let refused = database.store.back_up(&folder.path().join("copy.db")).await;
    assert!(
        matches!(refused, Err(BackupError::NotSqlite)),
        "{refused:?}"
    );
}
