//! Signs of life of background work.

use domain::kit::instant::Instant;

use crate::db::{Conn, StoreError, Tx, row, statements};

struct At(Instant);

row! { At("at") }

statements! {
    BEAT = "INSERT INTO heartbeat (name, at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = $2";
    LAST = "SELECT at FROM heartbeat WHERE name = $1";
    SINCE = "SELECT at FROM heartbeat WHERE at >= $1 ORDER BY at DESC";
    FORGET = "DELETE FROM heartbeat WHERE at < $1";
}

pub async fn beat(tx: &mut Tx, name: &str, at: Instant) -> Result<(), StoreError> {
    tx.q(&BEAT).bind(name).bind(at).one_changed().await
}

pub async fn last(conn: &mut Conn, name: &str) -> Result<Option<Instant>, StoreError> {
    Ok(conn
        .q(&LAST)
        .bind(name)
        .optional::<At>()
        .await?
        .map(|at| at.0))
}

/// When each that was alive at `since` or later was last alive, the latest first.
pub async fn since(conn: &mut Conn, since: Instant) -> Result<Vec<Instant>, StoreError> {
    let found: Vec<At> = conn.q(&SINCE).bind(since).all().await?;
    Ok(found.into_iter().map(|at| at.0).collect())
}

/// Forgets who was last alive before `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
