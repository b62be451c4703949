//! Leave.

use domain::career_conversations::audit::{LEAVE_ADDED, LEAVE_REMOVED};
use domain::career_conversations::availability::{Leave, LeaveForm, RemoveLeaveForm};
use domain::career_conversations::id::LeaveId;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use serde_json::json;

use super::{WithBooked, about, booked, lock, with_booked};
use crate::Service;
use crate::career_conversations::waiting_list::{self, Freed};
use crate::work::Work;

/// One of the adviser's leaves, with the conversations that are still booked in it.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when it isn't theirs, is over or is removed.
pub async fn leave(
    service: &Service,
    actor: &Actor,
    id: LeaveId,
) -> Result<WithBooked<Leave>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let today = london::day_of(service.now());
    let all =
        store::career_conversations::leave::of_adviser(&mut conn, actor.person, today).await?;
    let found = all.into_iter().find(|leave| leave.id == id);
    let leave = found.ok_or(AppError::NotFound)?;
    let booked = booked(&mut conn, actor.person, service.now()).await?;
    let days = leave.clone();
    Ok(with_booked(leave, &booked, |then| {
        days.covers(london::day_of(then.start))
    }))
}

/// Adds leave: no new bookings on those days. What is booked then stays booked until somebody moves or cancels it, and is
/// given back.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`, also when it overlaps other leave.
pub async fn add_leave(
    service: &Service,
    actor: &Actor,
    form: LeaveForm,
) -> Result<WithBooked<Leave>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse(london::day_of(service.now()))?;
    let mut work = Work::begin(service, actor).await?;
    let (now, today) = (work.now, london::day_of(work.now));
    let leave = Leave {
        id: work.id(),
        adviser: actor.person,
        first_day: request.first_day,
        last_day: request.last_day,
    };
    lock(&mut work, actor).await?;
    let others =
        store::career_conversations::leave::of_adviser(&mut work, actor.person, today).await?;
    let clash = others
        .iter()
        .find(|other| other.first_day <= leave.last_day && leave.first_day <= other.last_day);
    if let Some(other) = clash {
        let message = format!(
            "You already have leave from {} to {}. Choose days that do not overlap it",
            words::date(other.first_day),
            words::date(other.last_day)
        );
        return Err(AppError::invalid("first", message));
    }
    store::career_conversations::leave::insert(&mut work, &leave).await?;
    let booked = booked(&mut work, actor.person, now).await?;
    let days = leave.clone();
    let added = with_booked(leave, &booked, |then| {
        days.covers(london::day_of(then.start))
    });
    let about = about(actor, days.id.uuid());
    work.note(LEAVE_ADDED, about, detail(&days)).await?;
    waiting_list::withdraw_gone(&mut work, actor.person).await?;
    work.commit().await?;
    Ok(added)
}

/// Removes leave: its days can be booked again.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when it isn't theirs, is over or is removed.
pub async fn remove_leave(
    service: &Service,
    actor: &Actor,
    form: RemoveLeaveForm,
) -> Result<(), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let id = form.parse()?;
    let removed = leave(service, actor, id).await?;
    let mut work = Work::begin(service, actor).await?;
    lock(&mut work, actor).await?;
    let now = work.now;
    store::career_conversations::leave::remove(&mut work, id, actor.person, now).await?;
    let about = about(actor, id.uuid());
    work.note(LEAVE_REMOVED, about, detail(&removed.published))
        .await?;
    let freed = Freed::Days(&removed.published);
    waiting_list::offer_freed(&mut work, actor.person, freed).await?;
    Ok(work.commit().await?)
}

fn detail(leave: &Leave) -> serde_json::Value {
    json!({ "first_day": leave.first_day, "last_day": leave.last_day })
}
