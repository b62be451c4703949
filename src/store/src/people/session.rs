//! Signed-in browsers.

use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::people::id::{PersonId, SessionId};
use domain::people::role::{Grant, Role};

use crate::db::{Conn, FromRow, Row, StoreError, Tx, row, statements};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    pub person: PersonId,
    pub created_at: Instant,
    /// When it was last used, to about five minutes.
    pub last_seen_at: Instant,
    /// When it ends in any case.
    pub expires_at: Instant,
    /// The browser's own description, cut to 200 characters.
    pub browser: String,
    pub revoked_at: Option<Instant>,
}

row! {
    Session {
        id, token_hash, person: "person_id", created_at, last_seen_at, expires_at, browser,
        revoked_at,
    }
}

/// A session with what a page must know of whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Live or not.
    pub session: Session,
    pub name: String,
    pub email: EmailAddress,
    pub closed_at: Option<Instant>,
    pub grants: Vec<Grant>,
}

impl FromRow for SignedIn {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let role: Option<Role> = row.get("role")?;
        let organisation = row.get("organisation_id")?;
        Ok(Self {
            session: Session::from_row(row)?,
            name: row.get("name")?,
            email: row.get("email")?,
            closed_at: row.get("closed_at")?,
            grants: role
                .map(|role| Grant { role, organisation })
                .into_iter()
                .collect(),
        })
    }
}

statements! {
    INSERT = "INSERT INTO session (id, token_hash, person_id, created_at, last_seen_at, expires_at, browser) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    BY_TOKEN = "SELECT * FROM session WHERE token_hash = $1";
    SIGNED_IN = "SELECT s.*, p.name, p.email, p.closed_at, g.role, g.organisation_id
        FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN role_grant g ON g.person_id = p.id AND g.revoked_at IS NULL
        WHERE s.token_hash = $1 ORDER BY g.role, g.organisation_id";
    TOUCH = "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND revoked_at IS NULL AND last_seen_at < $2";
    LIVE = "SELECT * FROM session WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND last_seen_at > $3 ORDER BY last_seen_at DESC, id";
    REVOKE = "UPDATE session SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL";
    REVOKE_ALL = "UPDATE session SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL";
    FORGET = "DELETE FROM session WHERE expires_at < $1";
}

/// Keeps a new session.
///
/// # Errors
/// `Conflict(session_token)` for a token that exists.
pub async fn insert(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(session.id)
        .bind(session.token_hash.clone())
        .bind(session.person)
        .bind(session.created_at)
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .bind(session.browser.as_str())
        .one_changed()
        .await
}

/// Live or not.
pub async fn by_token(conn: &mut Conn, token_hash: Vec<u8>) -> Result<Option<Session>, StoreError> {
    conn.q(&BY_TOKEN).bind(token_hash).optional().await
}

/// The session of a token, live or not, whose it is and what they may do now.
pub async fn signed_in(
    conn: &mut Conn,
    token_hash: Vec<u8>,
) -> Result<Option<SignedIn>, StoreError> {
    // A row for each role that the person holds.
    let rows: Vec<SignedIn> = conn.q(&SIGNED_IN).bind(token_hash).all().await?;
    Ok(rows.into_iter().reduce(|mut one, other| {
        one.grants.extend(other.grants);
        one
    }))
}

pub async fn touch(tx: &mut Tx, id: SessionId, at: Instant) -> Result<(), StoreError> {
    tx.q(&TOUCH).bind(id).bind(at).execute().await.map(|_| ())
}

/// A person's live sessions: not signed out, not over at `now`, used since `used_since`; latest first.
pub async fn live(
    conn: &mut Conn,
    person: PersonId,
    now: Instant,
    used_since: Instant,
) -> Result<Vec<Session>, StoreError> {
    conn.q(&LIVE)
        .bind(person)
        .bind(now)
        .bind(used_since)
        .all()
        .await
}

/// Signs out one of a person's browsers.
///
/// # Errors
/// `NotFound` when it isn't theirs or is signed out already.
pub async fn revoke(
    tx: &mut Tx,
    id: SessionId,
    person: PersonId,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&REVOKE)
        .bind(id)
        .bind(person)
        .bind(at)
        .one_changed()
        .await
}

/// Signs out all of a person's browsers and counts them.
pub async fn revoke_all(tx: &mut Tx, person: PersonId, at: Instant) -> Result<u64, StoreError> {
    tx.q(&REVOKE_ALL).bind(person).bind(at).execute().await
}

/// Forgets sessions that were over before `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
