//! Places that became free go to who waits for them, in order; offers that are not answered in time pass on.

use domain::career_conversations::audit::{
    OFFER_ACCEPTED, OFFER_DECLINED, OFFER_EXPIRED, OFFER_MADE, OFFER_WITHDRAWN, WAITING_LIST_ENDED,
};
use domain::career_conversations::availability::{BookingRules, Leave, Slot, WeeklyPattern};
use domain::career_conversations::career_conversation::SlotChoice;
use domain::career_conversations::conflict;
use domain::career_conversations::waiting_list::{WaitingEntry, WaitingOffer};
use domain::kit::app_error::AppError;
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use domain::people::id::PersonId;
use domain::seats::id::OfferId;
use domain::seats::{ClaimEvent, ClaimState, OfferEvent, offer_until};
use serde_json::json;
use store::StoreError;
use store::career_conversations::waiting_list::Candidate;

use super::about;
use crate::Service;
use crate::career_conversations::career_conversation::{Diaries, Wanted, lock_diaries, rules_at};
use crate::career_conversations::message;
use crate::seats::{self, Next};
use crate::work::{About, By, Work};

const IN_A_ROUND: i64 = 50;

/// What became free in an adviser's diary.
pub(crate) enum Freed<'a> {
    /// A time that was booked or kept, or that is new.
    Time(Interval),
    /// Days that were leave.
    Days(&'a Leave),
    /// Weekly times that are new.
    Weekly(&'a [WeeklyPattern]),
}

impl Freed<'_> {
    /// Whether a slot is free because of it. A conversation also blocks what comes closer to it than the buffer.
    fn includes(&self, slot: &Slot, rules: BookingRules) -> bool {
        match self {
            Self::Time(interval) => slot
                .interval
                .overlaps(interval.widened(rules.buffer_minutes.max(0))),
            Self::Days(leave) => leave.covers(london::day_of(slot.interval.start)),
            Self::Weekly(patterns) => patterns
                .iter()
                .any(|pattern| pattern.contains(slot.interval)),
        }
    }
}

/// Offers what became free with an adviser to who waits for it, each place to the first in line whom it suits, in the transaction
/// that frees it. What nobody waits for is free for everyone.
pub(crate) async fn offer_freed(
    work: &mut Work<'_>,
    adviser: PersonId,
    freed: Freed<'_>,
) -> Result<(), AppError> {
    let now = work.now;
    let mut line =
        store::career_conversations::waiting_list::candidates(work, london::day_of(now), now)
            .await?;
    if line.is_empty() {
        return Ok(());
    }
    lock_diaries(work, [adviser].into_iter()).await?;
    let usual_hours = rules_at(now, work).await?.offer_hours;
    let diaries = Diaries::load(work.service, work, None).await?;
    let Some((slots, rules)) = diaries.free_with(now, adviser) else {
        return Ok(());
    };
    for slot in slots.into_iter().filter(|slot| freed.includes(slot, rules)) {
        let closes = slot.interval.start.plus_minutes(-rules.notice_minutes);
        let Some(until) = offer_until(now, closes, usual_hours) else {
            continue;
        };
        let first = first_in_line(work, &mut line, &diaries, &slot, until).await?;
        if let Some((entry, offer)) = first {
            let about = about(offer.id.uuid(), entry.member).by_nobody();
            keep(work, &entry, &offer, about).await?;
        }
    }
    Ok(())
}

/// The first in line whom a place suits, taken out of the line, and what they can answer.
async fn first_in_line(
    work: &mut Work<'_>,
    line: &mut Vec<Candidate>,
    diaries: &Diaries,
    slot: &Slot,
    until: Instant,
) -> Result<Option<(WaitingEntry, WaitingOffer)>, AppError> {
    let is_for = |candidate: &Candidate| suits(candidate, diaries, slot);
    while let Some(at) = line.iter().position(is_for) {
        let entry = line.remove(at).entry;
        if let Some(offer) = seats::offer(work, entry.id, until).await? {
            let offer = WaitingOffer::of(offer, slot.adviser, slot.interval);
            return Ok(Some((entry, offer)));
        }
    }
    Ok(None)
}

/// Whether a time that is free is for somebody: what they wish for, not offered to them before, and they have nothing else then.
pub(super) fn suits(candidate: &Candidate, diaries: &Diaries, slot: &Slot) -> bool {
    let entry = &candidate.entry;
    let asked = (slot.adviser, slot.interval.start);
    entry.member != slot.adviser
        && entry.wish.is_met_by(slot)
        && !candidate.was_asked.contains(&asked)
        && !diaries.is_busy(Some(entry.member), slot.interval)
}

pub(super) async fn keep(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
    offer: &WaitingOffer,
    about: About,
) -> Result<(), StoreError> {
    store::career_conversations::waiting_list::insert_offer(work, offer).await?;
    let detail =
        json!({ "starts": offer.interval.start, "with": offer.adviser, "until": offer.expires_at });
    work.note(OFFER_MADE, about, detail).await?;
    message::queue_offer(work, entry, offer).await
}

/// Notes what became of an offer.
pub(super) async fn closed(
    work: &mut Work<'_>,
    about: About,
    offer: &WaitingOffer,
    event: OfferEvent,
) -> Result<(), StoreError> {
    let action = match event {
        OfferEvent::Accept => OFFER_ACCEPTED,
        OfferEvent::Decline => OFFER_DECLINED,
        OfferEvent::Expire => OFFER_EXPIRED,
        OfferEvent::Withdraw => OFFER_WITHDRAWN,
    };
    let detail = json!({ "starts": offer.interval.start });
    work.note(action, about, detail).await
}

/// Closes an open offer, once, and takes its member on. The caller has locked the adviser's diary.
///
/// # Errors
/// `Conflict(offer_over)` when it was closed before.
pub(super) async fn settle(
    work: &mut Work<'_>,
    entry: &WaitingEntry,
    read: &WaitingOffer,
    event: OfferEvent,
    then: ClaimEvent,
) -> Result<WaitingEntry, AppError> {
    let (offer, claim) = (read.offer(), entry.claim());
    let claim = seats::settle(work, &offer, &claim, event, then).await?;
    let about = about(read.id.uuid(), entry.member);
    let about = match event {
        OfferEvent::Accept | OfferEvent::Decline => about,
        OfferEvent::Expire | OfferEvent::Withdraw => about.by_nobody(),
    };
    closed(work, about, read, event).await?;
    Ok(WaitingEntry {
        state: claim.state,
        ..entry.clone()
    })
}

/// Closes an open offer that did not become a booking: the member is back in line.
pub(super) async fn give_back(
    work: &mut Work<'_>,
    read: &WaitingOffer,
    event: OfferEvent,
) -> Result<WaitingEntry, AppError> {
    let entry = store::career_conversations::waiting_list::by_id(work, read.entry).await?;
    let then = ClaimEvent::Return;
    settle(work, &entry, read, event, then).await
}

/// Withdraws offers of places with an adviser that there are no longer. Who had one is told, and is back in line.
pub(crate) async fn withdraw_gone(work: &mut Work<'_>, adviser: PersonId) -> Result<(), AppError> {
    let open = store::career_conversations::waiting_list::open_with(work, adviser).await?;
    if open.is_empty() {
        return Ok(());
    }
    lock_diaries(work, [adviser].into_iter()).await?;
    let mut diaries = Diaries::load(work.service, work, None).await?;
    for offer in &open {
        diaries.release(adviser, offer.interval);
    }
    for offer in &open {
        let entry = store::career_conversations::waiting_list::by_id(work, offer.entry).await?;
        let wanted = wanted(&entry, offer);
        let is_gone = diaries
            .offered(work.now, &wanted)
            .is_err_and(|code| code == conflict::SLOT_UNAVAILABLE);
        if is_gone {
            let entry = give_back(work, offer, OfferEvent::Withdraw).await?;
            message::queue_withdrawn(work, &entry, offer).await?;
        }
    }
    Ok(())
}

/// What is booked when an offer is accepted.
pub(super) fn wanted(entry: &WaitingEntry, offer: &WaitingOffer) -> Wanted {
    Wanted {
        member: entry.member,
        slot: SlotChoice {
            start: offer.interval.start,
            adviser: offer.adviser,
        },
        way: entry.wish.way,
        site: entry.wish.site,
        moving: None,
    }
}

/// Passes on the time of an offer whose deadline has passed.
pub(crate) async fn ran_out(service: &Service, id: OfferId) -> Result<(), AppError> {
    let mut work = Work::begin(service, By::NOBODY).await?;
    let read = store::career_conversations::waiting_list::offer(&mut work, id).await?;
    lock_diaries(&mut work, [read.adviser].into_iter()).await?;
    let entry = give_back(&mut work, &read, OfferEvent::Expire).await?;
    message::queue_expired(&mut work, &entry, &read).await?;
    let freed = Freed::Time(read.interval);
    offer_freed(&mut work, read.adviser, freed).await?;
    Ok(work.commit().await?)
}

/// Ends the wait of who waited until a day that is over. Says how many were seen to.
pub async fn end_over(service: &Service) -> Result<usize, AppError> {
    let today = london::day_of(service.now());
    // Asked on a reading connection, so that an idle worker never holds up those who write.
    let mut conn = service.store.read().await?;
    let over =
        store::career_conversations::waiting_list::over(&mut conn, today, IN_A_ROUND).await?;
    drop(conn);
    for entry in &over {
        match end(service, entry).await {
            // They left, or another worker was quicker.
            Err(AppError::Conflict(_)) => {}
            outcome => outcome?,
        }
    }
    Ok(over.len())
}

async fn end(service: &Service, read: &WaitingEntry) -> Result<(), AppError> {
    let mut work = Work::begin(service, By::NOBODY).await?;
    let (event, next) = (ClaimEvent::End, Next::Nobody);
    let released = seats::release(&mut work, read.id, event, next).await?;
    if released.offer.is_some() {
        // Just now somebody kept a time for them: it is not over.
        return Ok(());
    }
    let detail = json!({ "state": ClaimState::Ended, "last_day": read.wish.last_day });
    let about = about(read.id.uuid(), read.member);
    work.note(WAITING_LIST_ENDED, about, detail).await?;
    message::queue_wait_ended(&mut work, read).await?;
    Ok(work.commit().await?)
}
