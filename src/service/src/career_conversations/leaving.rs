//! What ends with an account: its conversations to come, and its place on the waiting list.

use domain::career_conversations::career_conversation::{Event, Status};
use domain::kit::app_error::AppError;
use domain::people::id::PersonId;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::career_conversation::{cancel_in, lock_diaries};
use super::waiting_list::adviser_of_open_offer;
use crate::work::Work;

/// Locks the diaries that erasing a member changes. Gives their conversations to come.
pub(super) async fn erasing(work: &mut Work<'_>, person: PersonId) -> Result<Vec<Uuid>, AppError> {
    let now = work.now;
    let booked =
        store::career_conversations::career_conversation::upcoming_of_member(work, person, now)
            .await?;
    let kept = adviser_of_open_offer(work, person).await?;
    let advisers = booked.iter().map(|listed| listed.conversation.adviser);
    lock_diaries(work, advisers.chain(kept)).await?;
    let booked = booked.iter().map(|listed| listed.conversation.id.uuid());
    Ok(booked.collect())
}

/// Cancels these conversations as their member does.
pub(super) async fn erased(
    work: &mut Work<'_>,
    booked: Vec<Uuid>,
    detail: &mut Map<String, Value>,
) -> Result<(), AppError> {
    let mut cancelled = 0;
    for id in booked {
        let read = store::career_conversations::career_conversation::by_id(work, id.into()).await?;
        let status = read
            .status
            .after(Event::CancelByMember)
            .filter(|_| work.now < read.interval.start);
        if let Some(status) = status {
            cancel_in(work, read, status, "").await?;
            cancelled += i64::from(status == Status::CancelledByMember);
        }
    }
    detail.insert("cancelled".to_owned(), cancelled.into());
    Ok(())
}
