//! Several programs on one database.

use store::testing::TestDatabase;
use store::{Store, StoreError};

use super::build::{adviser, member};

pub async fn what_another_server_holds_is_busy(database: &TestDatabase) {
    let mut tx = database.store.write().await.unwrap();
    let david = adviser(&mut tx, "David Okafor").await;
    tx.commit().await.unwrap();
    let other = Store::open(&database.url).await.unwrap();

    let mut holding = database.store.write().await.unwrap();
    store::adviser::lock(&mut holding, david).await.unwrap();
    let waiting = async {
        let mut tx = other.write().await?;
        store::adviser::lock(&mut tx, david).await?;
        tx.commit().await
    };
    let refused = waiting.await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");

    holding.commit().await.unwrap();
    let mut tx = other.write().await.unwrap();
    store::adviser::lock(&mut tx, david).await.unwrap();
    tx.commit().await.unwrap();
    other.close().await;
}

pub async fn readers_see_what_is_kept_while_somebody_writes(database: &TestDatabase) {
    let mut writing = database.store.write().await.unwrap();
    member(&mut writing, "Amina Yusuf").await;
    let mut conn = database.store.read().await.unwrap();
    assert_eq!(store::person::count(&mut conn).await.unwrap(), 0);
    drop(conn);
    writing.commit().await.unwrap();
    let mut conn = database.store.read().await.unwrap();
    assert_eq!(store::person::count(&mut conn).await.unwrap(), 1);
}

pub async fn servers_that_migrate_at_once_wait_for_one_another(database: &TestDatabase) {
    assert!(!database.store.is_migrated().await.unwrap());
    let pending = database.store.pending_migrations().await.unwrap();
    assert_eq!(pending[0], "0001 organisations");

    let mut servers = Vec::new();
    for _ in 0..4 {
        let url = database.url.clone();
        servers.push(tokio::spawn(async move {
            let store = Store::open(&url).await?;
            store.migrate().await?;
            store.close().await;
            Ok::<_, StoreError>(())
        }));
    }
    for server in servers {
        server.await.unwrap().unwrap();
    }
    assert_eq!(
        database.store.pending_migrations().await.unwrap(),
        Vec::<String>::new()
    );
}
