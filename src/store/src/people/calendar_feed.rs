//! The private links by which calendars read somebody's events.

use domain::kit::instant::Instant;
use domain::people::id::{CalendarFeedId, PersonId};

use crate::db::{Conn, StoreError, Tx, row, statements};

/// A link. Its token is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFeed {
    pub id: CalendarFeedId,
    pub person: PersonId,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    pub made_at: Instant,
}

row! { CalendarFeed { id, person: "person_id", token_hash, made_at } }

statements! {
    INSERT = "INSERT INTO calendar_feed (id, person_id, token_hash, made_at) VALUES ($1, $2, $3, $4)";
    LIVE = "SELECT * FROM calendar_feed WHERE person_id = $1 AND revoked_at IS NULL";
    BY_TOKEN = "SELECT f.* FROM calendar_feed f JOIN person p ON p.id = f.person_id
        WHERE f.token_hash = $1 AND f.revoked_at IS NULL AND p.closed_at IS NULL";
    FORGET = "DELETE FROM calendar_feed WHERE revoked_at < $1";
    REVOKE = "UPDATE calendar_feed SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL";
}

/// Keeps a new link.
///
/// # Errors
/// `Conflict(calendar_feed_live)` for who has one.
pub async fn insert(tx: &mut Tx, feed: &CalendarFeed) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(feed.id)
        .bind(feed.person)
        .bind(feed.token_hash.clone())
        .bind(feed.made_at)
        .one_changed()
        .await
}

pub async fn live(conn: &mut Conn, person: PersonId) -> Result<Option<CalendarFeed>, StoreError> {
    conn.q(&LIVE).bind(person).optional().await
}

/// The link of a token: not stopped, and of an account that is open.
pub async fn by_token(conn: &mut Conn, token_hash: Vec<u8>) -> Result<CalendarFeed, StoreError> {
    conn.q(&BY_TOKEN).bind(token_hash).one().await
}

/// Stops a person's link; says whether there was one.
pub async fn revoke(tx: &mut Tx, person: PersonId, at: Instant) -> Result<bool, StoreError> {
    Ok(tx.q(&REVOKE).bind(person).bind(at).execute().await? > 0)
}

/// Forgets links that were stopped before `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
