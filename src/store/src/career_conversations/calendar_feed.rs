//! The private links by which calendars read somebody's conversations.

use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::id::CalendarFeedId;
use domain::kit::instant::Instant;
use domain::people::id::PersonId;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

/// A link. Its token is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFeed {
    /// Its identifier.
    pub id: CalendarFeedId,
    /// Whose conversations it shows.
    pub person: PersonId,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// When it was made.
    pub made_at: Instant,
}

impl FromRow for CalendarFeed {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person_id")?,
            token_hash: row.get("token_hash")?,
            made_at: row.get("made_at")?,
        })
    }
}

/// A conversation with what a calendar says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The conversation.
    pub conversation: CareerConversation,
    /// The site's name and address in one line, if in person.
    pub place: Option<String>,
}

impl FromRow for Shown {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            conversation: CareerConversation::from_row(row)?,
            place: row.get("place")?,
        })
    }
}

statements! {
    INSERT = "INSERT INTO calendar_feed (id, person_id, token_hash, made_at) VALUES ($1, $2, $3, $4)";
    LIVE = "SELECT * FROM calendar_feed WHERE person_id = $1 AND revoked_at IS NULL";
    BY_TOKEN = "SELECT f.* FROM calendar_feed f JOIN person p ON p.id = f.person_id
        WHERE f.token_hash = $1 AND f.revoked_at IS NULL AND p.closed_at IS NULL
            AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.revoked_at IS NULL
                AND (g.role = 'hub_member' OR (g.role = 'career_adviser' AND g.organisation_id IS NULL)))";
    FORGET = "DELETE FROM calendar_feed WHERE revoked_at < $1";
    REVOKE = "UPDATE calendar_feed SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL";
    SHOWN = "SELECT c.*, s.name || ', ' || s.address || ', ' || s.town || ', ' || s.postcode AS place
        FROM career_conversation c LEFT JOIN site s ON s.id = c.site_id
        WHERE (c.member_id = $1 OR c.adviser_id = $1) AND c.starts_at >= $2 AND c.status IN ('booked', 'attended', 'did_not_attend')
        ORDER BY c.starts_at, c.id LIMIT $3";
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

/// A person's link, if they have one.
///
/// # Errors
/// As the database says.
pub async fn live(conn: &mut Conn, person: PersonId) -> Result<Option<CalendarFeed>, StoreError> {
    conn.q(&LIVE).bind(person).optional().await
}

/// The link of a token: not stopped, and of an account that is open and still has or gives conversations.
///
/// # Errors
/// `NotFound`.
pub async fn by_token(conn: &mut Conn, token_hash: Vec<u8>) -> Result<CalendarFeed, StoreError> {
    conn.q(&BY_TOKEN).bind(token_hash).one().await
}

/// Stops a person's link; says whether there was one.
///
/// # Errors
/// As the database says.
pub async fn revoke(tx: &mut Tx, person: PersonId, at: Instant) -> Result<bool, StoreError> {
    Ok(tx.q(&REVOKE).bind(person).bind(at).execute().await? > 0)
}

/// A person's conversations from `from` on that were not cancelled, as member or as adviser, by time.
///
/// # Errors
/// As the database says.
pub async fn shown(
    conn: &mut Conn,
    person: PersonId,
    from: Instant,
    limit: i64,
) -> Result<Vec<Shown>, StoreError> {
    conn.q(&SHOWN)
        .bind(person)
        .bind(from)
        .bind(limit)
        .all()
        .await
}

/// Forgets links that were stopped before `before`.
///
/// # Errors
/// As the database says.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
