//! What coordinators do for somebody in line: offer them a time that is free, or take them out of it.

use domain::career_conversations::conflict;
use domain::career_conversations::permission::COORDINATE_CONVERSATIONS;
use domain::career_conversations::waiting_list::{LeaveListForm, OfferTimeForm, WaitingOffer};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::audit::PERSON;
use domain::seats::id::ClaimId;
use domain::seats::{ClaimState, offer_until};
use store::people::person::Person;

use super::offer::{keep, suits};
use super::{Standing, about, standing, take_out};
use crate::Service;
use crate::career_conversations::career_conversation::{
    Diaries, OfferedSlot, lock_diaries, rules_at,
};
use crate::career_conversations::message;
use crate::seats;
use crate::system::audit;
use crate::work::Work;

/// Times shown that could be offered.
const TO_OFFER: usize = 6;

/// Somebody in line, as a coordinator sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub standing: Standing,
    pub member: Person,
    /// The first times that are free, suit them and weren't offered before; none while one is kept for them.
    pub free: Vec<OfferedSlot>,
}

/// Somebody in line.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator; `NotFound` for who isn't in line any more.
pub async fn one(service: &Service, actor: &Actor, id: ClaimId) -> Result<Waiting, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let now = service.now();
    let mut conn = service.store.read().await?;
    let entry = store::career_conversations::waiting_list::by_id(&mut conn, id).await?;
    if !entry.state.is_live() {
        return Err(AppError::NotFound);
    }
    let today = london::day_of(now);
    let line = store::career_conversations::waiting_list::candidates(&mut conn, today, now).await?;
    let candidate = line.into_iter().find(|candidate| candidate.entry.id == id);
    let free = match candidate.filter(|_| entry.state == ClaimState::Waiting) {
        Some(candidate) => {
            let diaries = Diaries::load(service, &mut conn, None).await?;
            let mut free = diaries.wished(now, entry.member, &entry.wish, usize::MAX);
            free.retain(|offered| suits(&candidate, &diaries, &offered.slot));
            free.truncate(TO_OFFER);
            free
        }
        None => Vec::new(),
    };
    let member = store::people::person::by_id(&mut conn, entry.member).await?;
    let standing = standing(service, &mut conn, entry).await?;
    audit::looked_at(service, actor, PERSON, member.id.uuid(), member.id);
    Ok(Waiting {
        standing,
        member,
        free,
    })
}

/// Keeps a time that is free for somebody in line, before whoever came first, and tells them.
///
/// # Errors
/// `Invalid`; `Forbidden` for who isn't a hub coordinator; `NotFound`; `Conflict` when the time isn't free any more, doesn't suit
/// them or was offered to them before, or when they are no longer waiting.
pub async fn offer(service: &Service, actor: &Actor, form: OfferTimeForm) -> Result<(), AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    lock_diaries(&mut work, [request.slot.adviser].into_iter()).await?;
    let today = london::day_of(now);
    let line = store::career_conversations::waiting_list::candidates(&mut work, today, now).await?;
    let candidate = line
        .into_iter()
        .find(|candidate| candidate.entry.id == request.entry)
        .ok_or(AppError::conflict(ConflictCode::CHANGED_MEANWHILE))?;
    let gone = || AppError::conflict(conflict::SLOT_UNAVAILABLE);
    let usual_hours = rules_at(now, &mut work).await?.offer_hours;
    let diaries = Diaries::load(service, &mut work, None).await?;
    let (slots, rules) = diaries
        .free_with(now, request.slot.adviser)
        .ok_or_else(gone)?;
    let at_that_time = slots
        .iter()
        .find(|slot| slot.interval.start == request.slot.start);
    let slot = at_that_time
        .filter(|slot| suits(&candidate, &diaries, slot))
        .ok_or_else(gone)?;
    let closes = slot.interval.start.plus_minutes(-rules.notice_minutes);
    let until = offer_until(now, closes, usual_hours).ok_or_else(gone)?;
    let entry = candidate.entry;
    let made = seats::offer(&mut work, entry.id, until)
        .await?
        .ok_or(AppError::conflict(ConflictCode::CHANGED_MEANWHILE))?;
    let made = WaitingOffer::of(made, slot.adviser, slot.interval);
    let about = about(made.id.uuid(), entry.member);
    keep(&mut work, &entry, &made, about).await?;
    Ok(work.commit().await?)
}

/// Takes somebody out of the line, and tells them. A time that was kept goes to the next person. Done twice, it is done once.
///
/// # Errors
/// `Invalid`; `Forbidden` for who isn't a hub coordinator; `NotFound`; `Conflict` for who has a conversation by now.
pub async fn remove(service: &Service, actor: &Actor, form: LeaveListForm) -> Result<(), AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let read = store::career_conversations::waiting_list::by_id(&mut work, id).await?;
    if take_out(&mut work, &read).await? {
        message::queue_removed(&mut work, &read).await?;
    }
    Ok(work.commit().await?)
}
