//! Sign-in codes and links.

use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::people::id::{PersonId, SignInCodeId};

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

/// A code and link that were sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInCode {
    /// Its identifier, which the browser keeps; not a secret.
    pub id: SignInCodeId,
    /// Whose; `None` when nobody has the address.
    pub person: Option<PersonId>,
    pub email: EmailAddress,
    /// SHA-256 of the identifier and the code.
    pub code_hash: Vec<u8>,
    /// SHA-256 of the link's token.
    pub link_hash: Vec<u8>,
    pub created_at: Instant,
    pub expires_at: Instant,
    /// Wrong tries so far.
    pub attempts: i64,
    pub used_at: Option<Instant>,
    pub replaced_at: Option<Instant>,
    /// The page to go to afterwards.
    pub return_to: String,
    /// Whether it was asked for in a browser in which the person has signed in before.
    pub from_known_browser: bool,
}

impl FromRow for SignInCode {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person_id")?,
            email: row.get("email")?,
            code_hash: row.get("code_hash")?,
            link_hash: row.get("link_hash")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            attempts: row.get("attempts")?,
            used_at: row.get("used_at")?,
            replaced_at: row.get("replaced_at")?,
            return_to: row.get("return_to")?,
            from_known_browser: row.get::<i64>("from_known_browser")? == 1,
        })
    }
}

statements! {
    INSERT = "INSERT INTO sign_in_code (id, person_id, email, code_hash, link_hash, created_at, expires_at, attempts, return_to,
            from_known_browser)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)";
    REPLACE = "UPDATE sign_in_code SET replaced_at = $2
        WHERE email = $1 AND used_at IS NULL AND replaced_at IS NULL AND from_known_browser <= $3";
    BY_ID = "SELECT * FROM sign_in_code WHERE id = $1";
    BY_LINK = "SELECT * FROM sign_in_code WHERE link_hash = $1";
    COUNT_TRY = "UPDATE sign_in_code SET attempts = attempts + 1 WHERE id = $1 AND attempts < $2";
    USE = "UPDATE sign_in_code SET used_at = $2
        WHERE id = $1 AND used_at IS NULL AND replaced_at IS NULL AND expires_at > $2 AND attempts < $3";
    FORGET = "DELETE FROM sign_in_code WHERE expires_at < $1";
}

/// Keeps a new code.
///
/// # Errors
/// `Conflict(sign_in_code_link)` for a token that exists.
pub async fn insert(tx: &mut Tx, code: &SignInCode) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(code.id)
        .bind(code.person)
        .bind(code.email.clone())
        .bind(code.code_hash.clone())
        .bind(code.link_hash.clone())
        .bind(code.created_at)
        .bind(code.expires_at)
        .bind(code.return_to.as_str())
        .bind(i64::from(code.from_known_browser))
        .one_changed()
        .await
}

/// Replaces the live codes of an address: every one when a known browser asks, else those that known browsers did not ask for.
pub async fn replace_earlier(
    tx: &mut Tx,
    email: &EmailAddress,
    at: Instant,
    from_known_browser: bool,
) -> Result<u64, StoreError> {
    tx.q(&REPLACE)
        .bind(email.clone())
        .bind(at)
        .bind(i64::from(from_known_browser))
        .execute()
        .await
}

pub async fn by_id(conn: &mut Conn, id: SignInCodeId) -> Result<Option<SignInCode>, StoreError> {
    conn.q(&BY_ID).bind(id).optional().await
}

pub async fn by_link(
    conn: &mut Conn,
    link_hash: Vec<u8>,
) -> Result<Option<SignInCode>, StoreError> {
    conn.q(&BY_LINK).bind(link_hash).optional().await
}

/// Counts a wrong try.
///
/// # Errors
/// `NotFound` when `most` tries have been made.
pub async fn count_try(tx: &mut Tx, id: SignInCodeId, most: i64) -> Result<(), StoreError> {
    tx.q(&COUNT_TRY).bind(id).bind(most).one_changed().await
}

/// Uses a live code, once.
///
/// # Errors
/// `NotFound` when it is used, replaced, over or exhausted.
pub async fn use_once(
    tx: &mut Tx,
    id: SignInCodeId,
    at: Instant,
    most_tries: i64,
) -> Result<(), StoreError> {
    tx.q(&USE)
        .bind(id)
        .bind(at)
        .bind(most_tries)
        .one_changed()
        .await
}

/// Forgets codes that ended before `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
