//! Extra times of advisers.

use domain::career_conversations::availability::ExtraSlot;
use domain::career_conversations::id::ExtraSlotId;
use domain::kit::instant::{Instant, Interval};
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, Tx, row, statements};

row! {
    ExtraSlot {
        id, adviser: "adviser_id", interval: Interval { start: "starts_at", end: "ends_at" }, ways,
        site: "site_id",
    }
}

statements! {
    ALL_FROM = "SELECT * FROM extra_slot WHERE removed_at IS NULL AND starts_at >= $1 ORDER BY adviser_id, starts_at, id";
    OF_ADVISER = "SELECT * FROM extra_slot WHERE adviser_id = $1 AND removed_at IS NULL AND starts_at >= $2 ORDER BY starts_at, id";
    INSERT = "INSERT INTO extra_slot (id, adviser_id, starts_at, ends_at, ways, site_id) VALUES ($1, $2, $3, $4, $5, $6)";
    REMOVE = "UPDATE extra_slot SET removed_at = $3 WHERE id = $1 AND adviser_id = $2 AND removed_at IS NULL";
}

pub async fn all_from(conn: &mut Conn, from: Instant) -> Result<Vec<ExtraSlot>, StoreError> {
    conn.q(&ALL_FROM).bind(from).all().await
}

pub async fn of_adviser(
    conn: &mut Conn,
    adviser: PersonId,
    from: Instant,
) -> Result<Vec<ExtraSlot>, StoreError> {
    conn.q(&OF_ADVISER).bind(adviser).bind(from).all().await
}

pub async fn insert(tx: &mut Tx, slot: &ExtraSlot) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(slot.id)
        .bind(slot.adviser)
        .bind(slot.interval.start)
        .bind(slot.interval.end)
        .bind(slot.ways)
        .bind(slot.site)
        .one_changed()
        .await
}

/// Removes an adviser's extra time.
///
/// # Errors
/// `NotFound` when it isn't theirs or is removed already.
pub async fn remove(
    tx: &mut Tx,
    id: ExtraSlotId,
    adviser: PersonId,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&REMOVE)
        .bind(id)
        .bind(adviser)
        .bind(at)
        .one_changed()
        .await
}
