//! Reminders that are done with.

use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::reminder::{ReminderKind, ReminderOutcome};
use domain::kit::instant::Instant;

use crate::db::{Conn, StoreError, Tx, statements};

statements! {
    DUE = "SELECT c.* FROM career_conversation c
        WHERE c.status = 'booked' AND c.starts_at > $1 AND c.starts_at <= $2
            AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.conversation_id = c.id AND r.kind = $3 AND r.starts_at = c.starts_at)
        ORDER BY c.starts_at, c.id LIMIT $4";
    INSERT = "INSERT INTO reminder (conversation_id, kind, starts_at, outcome, decided_at) VALUES ($1, $2, $3, $4, $5)";
    STILL_BOOKED = "UPDATE career_conversation SET version = version WHERE id = $1 AND version = $2 AND status = 'booked'";
}

/// Booked conversations that start after `from`, up to `until`, and have no reminder of this kind for that time yet.
pub async fn due(
    conn: &mut Conn,
    kind: ReminderKind,
    from: Instant,
    until: Instant,
    limit: i64,
) -> Result<Vec<CareerConversation>, StoreError> {
    conn.q(&DUE)
        .bind(from)
        .bind(until)
        .bind(kind)
        .bind(limit)
        .all()
        .await
}

/// Notes what was decided. Whoever would change the conversation waits until the transaction ends.
///
/// # Errors
/// `NotFound` when the conversation has changed since it was read; `Conflict(reminder_pk)` when it was decided before.
pub async fn decide(
    tx: &mut Tx,
    read: &CareerConversation,
    kind: ReminderKind,
    outcome: ReminderOutcome,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&STILL_BOOKED)
        .bind(read.id)
        .bind(read.version)
        .one_changed()
        .await?;
    tx.q(&INSERT)
        .bind(read.id)
        .bind(kind)
        .bind(read.interval.start)
        .bind(outcome)
        .bind(at)
        .one_changed()
        .await
}
