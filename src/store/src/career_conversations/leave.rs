//! Days on which advisers are away.

use domain::career_conversations::availability::Leave;
use domain::career_conversations::id::LeaveId;
use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use jiff::civil::Date;

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { Leave { id, adviser: "adviser_id", first_day, last_day } }

statements! {
    ALL_FROM = "SELECT * FROM leave_period WHERE removed_at IS NULL AND last_day >= $1 ORDER BY adviser_id, first_day, id";
    OF_ADVISER = "SELECT * FROM leave_period WHERE adviser_id = $1 AND removed_at IS NULL AND last_day >= $2 ORDER BY first_day, id";
    DURING = "SELECT * FROM leave_period WHERE adviser_id = $1 AND removed_at IS NULL AND last_day >= $2 AND first_day <= $3
        ORDER BY first_day, id";
    INSERT = "INSERT INTO leave_period (id, adviser_id, first_day, last_day) VALUES ($1, $2, $3, $4)";
    REMOVE = "UPDATE leave_period SET removed_at = $3 WHERE id = $1 AND adviser_id = $2 AND removed_at IS NULL";
}

/// All leave that ends on `day` or later.
pub async fn all_from(conn: &mut Conn, day: Date) -> Result<Vec<Leave>, StoreError> {
    conn.q(&ALL_FROM).bind(day).all().await
}

/// One adviser's leave that ends on `day` or later.
pub async fn of_adviser(
    conn: &mut Conn,
    adviser: PersonId,
    day: Date,
) -> Result<Vec<Leave>, StoreError> {
    conn.q(&OF_ADVISER).bind(adviser).bind(day).all().await
}

/// One adviser's leave on any day from the first to the last.
pub async fn during(
    conn: &mut Conn,
    adviser: PersonId,
    first: Date,
    last: Date,
) -> Result<Vec<Leave>, StoreError> {
    conn.q(&DURING)
        .bind(adviser)
        .bind(first)
        .bind(last)
        .all()
        .await
}

/// Adds leave.
///
/// # Errors
/// `Conflict(leave_period_days)` when it ends before it begins.
pub async fn insert(tx: &mut Tx, leave: &Leave) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(leave.id)
        .bind(leave.adviser)
        .bind(leave.first_day)
        .bind(leave.last_day)
        .one_changed()
        .await
}

/// Removes an adviser's leave.
///
/// # Errors
/// `NotFound` when it isn't theirs or is removed already.
pub async fn remove(
    tx: &mut Tx,
    id: LeaveId,
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
