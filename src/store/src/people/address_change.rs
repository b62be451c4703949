//! New email addresses that wait to be confirmed from their mailbox.

use domain::kit::email_address::EmailAddress;
use domain::kit::instant::Instant;
use domain::people::id::{AddressChangeId, PersonId};

use crate::db::{Conn, StoreError, Tx, row, statements};

/// A new address, and the link that was sent to it. The link's token is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressChange {
    pub id: AddressChangeId,
    pub person: PersonId,
    pub email: EmailAddress,
    /// SHA-256 of the link's token.
    pub link_hash: Vec<u8>,
    /// The administrator who asked for it.
    pub asked_by: PersonId,
    pub asked_at: Instant,
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
    pub replaced_at: Option<Instant>,
}

row! {
    AddressChange {
        id, person: "person_id", email, link_hash, asked_by, asked_at, expires_at, used_at,
        replaced_at,
    }
}

statements! {
    INSERT = "INSERT INTO address_change (id, person_id, email, link_hash, asked_by, asked_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REPLACE = "UPDATE address_change SET replaced_at = $2 WHERE person_id = $1 AND used_at IS NULL AND replaced_at IS NULL";
    LIVE = "SELECT * FROM address_change WHERE person_id = $1 AND used_at IS NULL AND replaced_at IS NULL AND expires_at > $2";
    IS_LIVE = "SELECT COUNT(*) AS n FROM address_change WHERE id = $1 AND used_at IS NULL AND replaced_at IS NULL AND expires_at > $2";
    BY_LINK = "SELECT * FROM address_change WHERE link_hash = $1";
    USE = "UPDATE address_change SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND replaced_at IS NULL AND expires_at > $2";
    FORGET = "DELETE FROM address_change WHERE expires_at < $1";
}

/// Keeps a new address until it is confirmed.
///
/// # Errors
/// `Conflict(address_change_live)` for who has one waiting already.
pub async fn insert(tx: &mut Tx, change: &AddressChange) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(change.id)
        .bind(change.person)
        .bind(change.email.clone())
        .bind(change.link_hash.clone())
        .bind(change.asked_by)
        .bind(change.asked_at)
        .bind(change.expires_at)
        .one_changed()
        .await
}

/// Ends what waits for a person; says whether anything did.
pub async fn replace(tx: &mut Tx, person: PersonId, at: Instant) -> Result<bool, StoreError> {
    Ok(tx.q(&REPLACE).bind(person).bind(at).execute().await? > 0)
}

/// What waits for a person at `now`.
pub async fn live(
    conn: &mut Conn,
    person: PersonId,
    now: Instant,
) -> Result<Option<AddressChange>, StoreError> {
    conn.q(&LIVE).bind(person).bind(now).optional().await
}

pub async fn is_live(
    conn: &mut Conn,
    id: AddressChangeId,
    now: Instant,
) -> Result<bool, StoreError> {
    Ok(conn.q(&IS_LIVE).bind(id).bind(now).count().await? > 0)
}

/// The change whose link has this hash, live or not.
pub async fn by_link(
    conn: &mut Conn,
    link_hash: Vec<u8>,
) -> Result<Option<AddressChange>, StoreError> {
    conn.q(&BY_LINK).bind(link_hash).optional().await
}

/// Confirms a live change, once.
///
/// # Errors
/// `NotFound` when it is used, replaced or over.
pub async fn use_once(tx: &mut Tx, id: AddressChangeId, at: Instant) -> Result<(), StoreError> {
    tx.q(&USE).bind(id).bind(at).one_changed().await
}

/// Forgets changes that ended before `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    tx.q(&FORGET).bind(before).execute().await
}
