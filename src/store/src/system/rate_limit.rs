//! How often something was tried.

use domain::kit::instant::Instant;

use crate::db::{Conn, StoreError, Tx, statements};

statements! {
    COUNT = "INSERT INTO rate_limit (bucket, window_start, tries) VALUES ($1, $2, 1)
        ON CONFLICT (bucket, window_start) DO UPDATE SET tries = rate_limit.tries + 1 RETURNING tries AS n";
    SO_FAR = "SELECT COALESCE(MAX(tries), 0) AS n FROM rate_limit WHERE bucket = $1 AND window_start = $2";
    FORGET = "DELETE FROM rate_limit WHERE window_start < $1";
}

/// Counts a try in a window and gives the tries so far.
pub async fn count(tx: &mut Tx, bucket: &str, window_start: Instant) -> Result<i64, StoreError> {
    tx.q(&COUNT).bind(bucket).bind(window_start).count().await
}

pub async fn so_far(
    conn: &mut Conn,
    bucket: &str,
    window_start: Instant,
) -> Result<i64, StoreError> {
    conn.q(&SO_FAR)
        .bind(bucket)
        .bind(window_start)
        .count()
        .await
}

/// Forgets windows that started before `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
