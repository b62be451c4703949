//! What the member says to an offer.

use domain::career_conversations::audit::WAITING_LIST;
use domain::career_conversations::career_conversation::{BookRequest, CareerConversation};
use domain::career_conversations::permission::HAVE_CONVERSATIONS;
use domain::career_conversations::waiting_list::{
    AcceptForm, AcceptRequest, DeclineForm, WaitingEntry, WaitingOffer,
};
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::seats::conflict::OFFER_OVER;
use domain::seats::id::OfferId;
use domain::seats::{ClaimEvent, OfferEvent, OfferState};
use domain::system::id::DraftId;
use store::Conn;

use super::offer::{Freed, give_back, offer_freed, settle, wanted};
use crate::Service;
use crate::career_conversations::career_conversation::{
    Diaries, Doing, book_in, check_limit, lock_diaries, lock_member, or_alternatives,
};
use crate::system::audit;
use crate::work::Work;

/// Accepts an offer: the time is booked by the rules of every booking. Accepted twice, it is booked once.
///
/// # Errors
/// `Invalid`; `Forbidden`; `NotFound` for somebody else's offer; `Conflict` when the offer is over, or the member has another
/// conversation then or as many as they may.
pub async fn accept(
    service: &Service,
    actor: &Actor,
    form: AcceptForm,
) -> Result<CareerConversation, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    lock_member(&mut work, actor.person).await?;
    let (_, offer) = theirs(service, actor, &mut work, request.offer).await?;
    lock_diaries(&mut work, [offer.adviser].into_iter()).await?;
    // Read again: whoever held the diary may have answered it.
    let (entry, offer) = theirs(service, actor, &mut work, request.offer).await?;
    if offer.state == OfferState::Accepted {
        return booked_before(&mut work, &offer).await;
    }
    if !offer.offer().stands(work.now) {
        return Err(AppError::conflict(OFFER_OVER));
    }
    check_limit(work.now, &mut work, actor.person, Doing::Book).await?;
    let booked = take(&mut work, actor, &entry, &offer, request).await;
    if booked.is_err() {
        drop(work);
        return or_alternatives(service, booked, &wanted(&entry, &offer)).await;
    }
    work.commit().await?;
    booked
}

/// Declines an offer; it goes to the next person, and the member keeps their place in line. Declined twice, it is declined once.
///
/// # Errors
/// `Invalid`; `Forbidden`; `NotFound` for somebody else's offer; `Conflict` when the offer is over.
pub async fn decline(service: &Service, actor: &Actor, form: DeclineForm) -> Result<(), AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let (_, offer) = theirs(service, actor, &mut work, id).await?;
    lock_diaries(&mut work, [offer.adviser].into_iter()).await?;
    let (_, offer) = theirs(service, actor, &mut work, id).await?;
    if offer.state == OfferState::Declined {
        return Ok(());
    }
    let event = OfferEvent::Decline;
    give_back(&mut work, &offer, event).await?;
    let freed = Freed::Time(offer.interval);
    offer_freed(&mut work, offer.adviser, freed).await?;
    Ok(work.commit().await?)
}

/// An offer to the actor, and their place in line.
async fn theirs(
    service: &Service,
    actor: &Actor,
    conn: &mut Conn,
    id: OfferId,
) -> Result<(WaitingEntry, WaitingOffer), AppError> {
    let offer = store::career_conversations::waiting_list::offer(conn, id).await?;
    let entry = store::career_conversations::waiting_list::by_id(conn, offer.entry).await?;
    if entry.member == actor.person {
        Ok((entry, offer))
    } else {
        let (kind, object) = (WAITING_LIST, offer.id.uuid());
        Err(audit::not_theirs(
            service,
            actor,
            kind,
            object,
            entry.member,
        ))
    }
}

/// The submission of an offer's booking: an offer can't be booked twice, whatever happens.
fn submission(offer: &WaitingOffer) -> DraftId {
    DraftId::from(offer.id.uuid())
}

async fn booked_before(
    conn: &mut Conn,
    offer: &WaitingOffer,
) -> Result<CareerConversation, AppError> {
    let booked =
        store::career_conversations::career_conversation::by_submission(conn, submission(offer))
            .await?;
    booked.ok_or(AppError::NotFound)
}

/// Closes the offer, so that its time is no longer kept, and books it in the same breath.
async fn take(
    work: &mut Work<'_>,
    actor: &Actor,
    entry: &WaitingEntry,
    offer: &WaitingOffer,
    request: AcceptRequest,
) -> Result<CareerConversation, AppError> {
    let (event, then) = (OfferEvent::Accept, ClaimEvent::Serve);
    settle(work, entry, offer, event, then).await?;
    let wanted = wanted(entry, offer);
    let diaries = Diaries::about(work.service, work, wanted.slot.start, None).await?;
    let booking = BookRequest {
        submission: submission(offer),
        member: None,
        topic: entry.topic,
        way: wanted.way,
        site: wanted.site,
        slot: wanted.slot,
        preparation: request.preparation,
    };
    book_in(work, actor, &diaries, &wanted, &booking).await
}
