//! What ends with an account: its conversations to come, and its place on the waiting list.

use domain::career_conversations::career_conversation::{Event, Status};
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use serde_json::{Map, Value};
use store::Tx;
use uuid::Uuid;

use super::career_conversation::{cancel_in, lock_diaries};
use super::waiting_list::adviser_of_open_offer;
use crate::Service;

/// Locks the diaries that erasing a member changes. Gives their conversations to come.
pub(super) async fn erasing(
    service: &Service,
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<Uuid>, AppError> {
    let booked = store::career_conversations::career_conversation::upcoming_of_member(
        tx,
        person,
        service.now(),
    )
    .await?;
    let kept = adviser_of_open_offer(tx, person).await?;
    let advisers = booked.iter().map(|listed| listed.conversation.adviser);
    lock_diaries(tx, advisers.chain(kept)).await?;
    let booked = booked.iter().map(|listed| listed.conversation.id.uuid());
    Ok(booked.collect())
}

/// Cancels these conversations as their member does.
pub(super) async fn erased(
    service: &Service,
    actor: &Actor,
    tx: &mut Tx,
    booked: Vec<Uuid>,
    detail: &mut Map<String, Value>,
) -> Result<(), AppError> {
    let mut cancelled = 0;
    for id in booked {
        let read = store::career_conversations::career_conversation::by_id(tx, id.into()).await?;
        let status = read
            .status
            .after(Event::CancelByMember)
            .filter(|_| service.now() < read.interval.start);
        if let Some(status) = status {
            cancel_in(service, actor, tx, read, status, "").await?;
            cancelled += i64::from(status == Status::CancelledByMember);
        }
    }
    detail.insert("cancelled".to_owned(), cancelled.into());
    Ok(())
}
