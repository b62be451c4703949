//! Extra times.

use domain::career_conversations::audit::{EXTRA_SLOT_ADDED, EXTRA_SLOT_REMOVED};
use domain::career_conversations::availability::{ExtraSlot, ExtraSlotForm, RemoveExtraSlotForm};
use domain::career_conversations::id::ExtraSlotId;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use serde_json::json;

use super::{WithBooked, booked, check_site, lock, record, with_booked};
use crate::Service;
use crate::career_conversations::waiting_list::{self, Freed};

/// One of the adviser's extra times, with the conversation booked in it.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when it isn't theirs, is over or is removed.
pub async fn extra_slot(
    service: &Service,
    actor: &Actor,
    id: ExtraSlotId,
) -> Result<WithBooked<ExtraSlot>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let slots =
        store::career_conversations::extra_slot::of_adviser(&mut conn, actor.person, service.now())
            .await?;
    let found = slots.into_iter().find(|slot| slot.id == id);
    let slot = found.ok_or(AppError::NotFound)?;
    let booked = booked(&mut conn, actor.person, service.now()).await?;
    let interval = slot.interval;
    Ok(with_booked(slot, &booked, |then| then.overlaps(interval)))
}

/// Publishes one extra time.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`, also when it overlaps another extra time or what is booked, is on leave, or its
/// place is closed.
pub async fn add_extra_slot(
    service: &Service,
    actor: &Actor,
    form: ExtraSlotForm,
) -> Result<ExtraSlot, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let now = service.now();
    let request = form.parse(now)?;
    let slot = ExtraSlot {
        id: ExtraSlotId::new(now, service.random()),
        adviser: actor.person,
        interval: request.interval,
        ways: request.ways,
        site: request.site,
    };
    let mut tx = service.store.write().await?;
    lock(&mut tx, actor).await?;
    check_site(&mut tx, slot.site).await?;
    let others =
        store::career_conversations::extra_slot::of_adviser(&mut tx, actor.person, now).await?;
    let clash = others
        .iter()
        .find(|other| other.interval.overlaps(slot.interval));
    if let Some(other) = clash {
        let message = format!(
            "You already have an extra time from {}. Choose a time that does not overlap it",
            words::time_range(other.interval)
        );
        return Err(AppError::invalid("starts", message));
    }
    let taken = store::career_conversations::career_conversation::taken_of_adviser(
        &mut tx,
        actor.person,
        slot.interval,
    )
    .await?;
    if let Some(taken) = taken.first() {
        let message = format!(
            "You have a conversation booked from {}. Choose a time that does not overlap it",
            words::time_range(taken.interval)
        );
        return Err(AppError::invalid("starts", message));
    }
    let day = london::day_of(slot.interval.start);
    let leave = store::career_conversations::leave::of_adviser(&mut tx, actor.person, day).await?;
    if leave.iter().any(|leave| leave.covers(day)) {
        let message = "You are on leave that day. Choose another day, or remove the leave first";
        return Err(AppError::invalid("day", message));
    }
    store::career_conversations::extra_slot::insert(&mut tx, &slot).await?;
    let (object, detail) = (slot.id.uuid(), detail(&slot));
    record(service, &mut tx, actor, EXTRA_SLOT_ADDED, object, detail).await?;
    let freed = Freed::Time(slot.interval);
    waiting_list::offer_freed(service, &mut tx, actor.person, freed).await?;
    tx.commit().await?;
    Ok(slot)
}

/// Removes an extra time. What is booked in it stays booked, and is given back.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when it isn't theirs, is over or is removed.
pub async fn remove_extra_slot(
    service: &Service,
    actor: &Actor,
    form: RemoveExtraSlotForm,
) -> Result<WithBooked<ExtraSlot>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let id = form.parse()?;
    let removed = extra_slot(service, actor, id).await?;
    let mut tx = service.store.write().await?;
    lock(&mut tx, actor).await?;
    store::career_conversations::extra_slot::remove(&mut tx, id, actor.person, service.now())
        .await?;
    let (object, detail) = (id.uuid(), detail(&removed.published));
    record(service, &mut tx, actor, EXTRA_SLOT_REMOVED, object, detail).await?;
    waiting_list::withdraw_gone(service, &mut tx, actor.person).await?;
    tx.commit().await?;
    Ok(removed)
}

fn detail(slot: &ExtraSlot) -> serde_json::Value {
    json!({ "starts": slot.interval.start, "ends": slot.interval.end, "ways": slot.ways.codes() })
}
