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

use super::{WithBooked, about, booked, check_site, lock, with_booked};
use crate::Service;
use crate::career_conversations::waiting_list::{self, Freed};
use crate::work::Work;

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
    let request = form.parse(service.now())?;
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    let slot = ExtraSlot {
        id: work.id(),
        adviser: actor.person,
        interval: request.interval,
        ways: request.ways,
        site: request.site,
    };
    lock(&mut work, actor).await?;
    check_site(&mut work, slot.site).await?;
    let others =
        store::career_conversations::extra_slot::of_adviser(&mut work, actor.person, now).await?;
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
        &mut work,
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
    let leave =
        store::career_conversations::leave::of_adviser(&mut work, actor.person, day).await?;
    if leave.iter().any(|leave| leave.covers(day)) {
        let message = "You are on leave that day. Choose another day, or remove the leave first";
        return Err(AppError::invalid("day", message));
    }
    store::career_conversations::extra_slot::insert(&mut work, &slot).await?;
    let about = about(actor, slot.id.uuid());
    work.note(EXTRA_SLOT_ADDED, about, detail(&slot)).await?;
    let freed = Freed::Time(slot.interval);
    waiting_list::offer_freed(&mut work, actor.person, freed).await?;
    work.commit().await?;
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
    let mut work = Work::begin(service, actor).await?;
    lock(&mut work, actor).await?;
    let now = work.now;
    store::career_conversations::extra_slot::remove(&mut work, id, actor.person, now).await?;
    let detail = detail(&removed.published);
    work.note(EXTRA_SLOT_REMOVED, about(actor, id.uuid()), detail)
        .await?;
    waiting_list::withdraw_gone(&mut work, actor.person).await?;
    work.commit().await?;
    Ok(removed)
}

fn detail(slot: &ExtraSlot) -> serde_json::Value {
    json!({ "starts": slot.interval.start, "ends": slot.interval.end, "ways": slot.ways.codes() })
}
