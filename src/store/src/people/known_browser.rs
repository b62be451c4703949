//! Browsers in which somebody has signed in before.

use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, Tx, statements};

statements! {
    IS_OF = "SELECT COUNT(*) AS n FROM known_browser k JOIN person p ON p.id = k.person_id
        WHERE k.token_hash = $1 AND p.email = $2 AND p.closed_at IS NULL";
    RENEW = "UPDATE known_browser SET token_hash = $2 WHERE token_hash = $1";
    KNOW = "INSERT INTO known_browser (token_hash, person_id, known_since, last_used_at) VALUES ($1, $2, $3, $3)
        ON CONFLICT (token_hash, person_id) DO UPDATE SET last_used_at = excluded.last_used_at";
    FORGET_ALL_OF = "DELETE FROM known_browser WHERE person_id = $1";
    FORGET = "DELETE FROM known_browser WHERE last_used_at < $1";
}

/// Whether the person with this address has signed in before in the browser with this token.
pub async fn is_of(
    conn: &mut Conn,
    token_hash: Vec<u8>,
    email: &EmailAddress,
) -> Result<bool, StoreError> {
    let known = conn.q(&IS_OF).bind(token_hash).bind(email.clone());
    Ok(known.count().await? > 0)
}

/// Gives a browser another token: whoever was known there still is.
pub async fn renew(tx: &mut Tx, old_hash: Vec<u8>, new_hash: Vec<u8>) -> Result<u64, StoreError> {
    tx.q(&RENEW).bind(old_hash).bind(new_hash).execute().await
}

/// Notes that somebody signs in in a browser, for the first time or again.
pub async fn know(
    tx: &mut Tx,
    token_hash: Vec<u8>,
    person: PersonId,
    at: Instant,
) -> Result<(), StoreError> {
    let known = tx.q(&KNOW).bind(token_hash).bind(person).bind(at);
    known.one_changed().await
}

pub async fn forget_all_of(tx: &mut Tx, person: PersonId) -> Result<u64, StoreError> {
    tx.q(&FORGET_ALL_OF).bind(person).execute().await
}

/// Forgets browsers that were last used before `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
