//! Reminders, written by the worker: each is decided once, in the transaction that puts its email into the outbox.

use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::reminder::{ReminderKind, ReminderOutcome};
use domain::kit::app_error::AppError;
use store::StoreError;

use crate::Service;
use crate::career_conversations::message;
use crate::work::{By, Work};

const IN_A_ROUND: i64 = 500;

/// Puts the reminders that are due into the outbox, and says how many there were.
pub async fn queue_due(service: &Service) -> Result<usize, AppError> {
    let mut queued = 0;
    for &kind in ReminderKind::ALL {
        for conversation in due(service, kind).await? {
            if decide(service, kind, &conversation).await? {
                queued += 1;
            }
        }
    }
    Ok(queued)
}

/// Asked on a reading connection, so that an idle worker never holds up those who write.
async fn due(service: &Service, kind: ReminderKind) -> Result<Vec<CareerConversation>, StoreError> {
    let now = service.now();
    let from = match kind {
        // Earlier ones are a day away: the other reminder is theirs. Two hours for the clocks.
        ReminderKind::Week => ReminderKind::Day.starts_due(now).plus_hours(-2),
        ReminderKind::Day => now,
    };
    let mut conn = service.store.read().await?;
    store::career_conversations::reminder::due(
        &mut conn,
        kind,
        from,
        kind.starts_due(now),
        IN_A_ROUND,
    )
    .await
}

/// Decides one reminder; says whether an email was queued. Another worker may have been quicker, or the conversation changed.
async fn decide(
    service: &Service,
    kind: ReminderKind,
    read: &CareerConversation,
) -> Result<bool, AppError> {
    // A conversation that is booked was last changed when it got its time.
    let Some(outcome) = kind.decide(read.interval.start, read.updated_at, service.now()) else {
        return Ok(false);
    };
    let decided = async {
        let mut work = Work::begin(service, By::NOBODY).await?;
        let now = work.now;
        store::career_conversations::reminder::decide(&mut work, read, kind, outcome, now).await?;
        if outcome == ReminderOutcome::Queued {
            message::queue_reminder(&mut work, read).await?;
        }
        work.commit().await
    };
    match decided.await {
        Ok(()) => Ok(outcome == ReminderOutcome::Queued),
        Err(StoreError::NotFound) => Ok(false),
        Err(error) if error.constraint() == Some("reminder_pk") => Ok(false),
        Err(error) => Err(error.into()),
    }
}
