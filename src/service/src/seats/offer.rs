//! Offers of places, and what people answer.

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::seats::id::{ClaimId, OfferId, PlaceId};
use domain::seats::{
    Answer, Claim, ClaimEvent, ClaimState, Offer, OfferEvent, OfferState, conflict,
};
use store::{Conn, StoreError};

use super::{Asking, IfFull, Moved, Next, Released, fill, free_in, join, place_held, step};
use crate::Service;
use crate::work::Work;

const IN_A_ROUND: i64 = 50;

/// Keeps a place for somebody who waits. `None` when they no longer wait, or somebody else is just changing that.
///
/// # Errors
/// `Conflict(full)` where nothing is free.
pub async fn offer(
    work: &mut Work<'_>,
    claim: ClaimId,
    until: Instant,
) -> Result<Option<Offer>, AppError> {
    let now = work.now;
    if !store::seats::claim::take_turn(work, claim, ClaimState::Offered, now).await? {
        return Ok(None);
    }
    make(work, claim, until).await.map(Some)
}

/// Asks people whether they would come, more of them than there are places if need be: nothing is kept for them. Who has to do with
/// the place, or had and said no, is not asked again.
pub async fn ask(
    work: &mut Work<'_>,
    place: PlaceId,
    asking: &[Asking],
    until: Instant,
) -> Result<Vec<Moved>, AppError> {
    let place = place_held(work, place).await?;
    let mut asked = Vec::with_capacity(asking.len());
    for asking in asking {
        if store::seats::claim::was_ever(work, place.id, asking.holder).await? {
            continue;
        }
        let claim = join(work, place.id, *asking, ClaimState::Asked).await?;
        let offer = make(work, claim.id, until).await?;
        asked.push(Moved {
            claim,
            offer: Some(offer),
        });
    }
    Ok(asked)
}

/// What a yes achieves. Said twice, it is said once, and the answer is what holds now. Whose offer it is, the area has seen to.
///
/// # Errors
/// `NotFound`; `Conflict(offer_over)` when it was closed in the same moment.
pub async fn accept(work: &mut Work<'_>, id: OfferId, if_full: IfFull) -> Result<Answer, AppError> {
    let (place, offer, claim) = held(work, id).await?;
    match offer.state {
        OfferState::Open if offer.stands(work.now) => {}
        OfferState::Accepted => return Ok(standing_now(work, &claim).await?),
        _ => return Ok(Answer::Over),
    }
    let is_free = claim.state.holds() || free_in(work, &place).await? != Some(0);
    let event = match if_full {
        _ if is_free => ClaimEvent::Take,
        IfFull::Wait => ClaimEvent::Return,
        IfFull::Refuse => ClaimEvent::End,
    };
    let claim = settle(work, &offer, &claim, OfferEvent::Accept, event).await?;
    Ok(standing_now(work, &claim).await?)
}

/// Closes an offer that was not taken up, `then` for who had it. A place that was kept goes to the next, not to them. `None` when it
/// was closed before.
///
/// # Errors
/// `NotFound`; `Conflict(offer_over)` when it was closed in the same moment.
pub async fn turn_down(
    work: &mut Work<'_>,
    id: OfferId,
    event: OfferEvent,
    then: ClaimEvent,
    next: Next,
) -> Result<Option<Released>, AppError> {
    let (place, offer, read) = held(work, id).await?;
    if offer.state != OfferState::Open {
        return Ok(None);
    }
    let claim = settle(work, &offer, &read, event, then).await?;
    let moved = match read.state.holds() {
        true => fill(work, &place, next, Some(claim.id)).await?,
        false => Vec::new(),
    };
    Ok(Some(Released {
        claim,
        offer: Some(offer),
        moved,
    }))
}

/// Closes an open offer, and takes who had it on: once. The caller holds what they compete for.
///
/// # Errors
/// `Conflict(offer_over)` when it was closed before; `Conflict(changed_meanwhile)` when they are no longer where they were.
pub async fn settle(
    work: &mut Work<'_>,
    offer: &Offer,
    claim: &Claim,
    event: OfferEvent,
    then: ClaimEvent,
) -> Result<Claim, AppError> {
    close(work, offer, event).await?;
    step(work, *claim, then).await
}

/// Sees to offers whose deadline has passed, each by the area that made it. Says to how many.
pub async fn expire(service: &Service) -> Result<usize, AppError> {
    // Asked on a reading connection, so that an idle worker never holds up those who write.
    let mut conn = service.store.read().await?;
    let overdue = store::seats::offer::overdue(&mut conn, service.now(), IN_A_ROUND).await?;
    drop(conn);
    for offer in &overdue {
        let mut areas = service.areas.iter().flat_map(|area| area.ran_out);
        // Only a newer server knows what else there is.
        if let Some((_, ran_out)) = areas.find(|(kind, _)| *kind == offer.kind) {
            match ran_out(service, offer.id).await {
                // Somebody answered, or another worker was quicker.
                Err(AppError::Conflict(_)) => {}
                outcome => outcome?,
            }
        }
    }
    Ok(overdue.len())
}

pub(super) async fn make(
    work: &mut Work<'_>,
    claim: ClaimId,
    until: Instant,
) -> Result<Offer, AppError> {
    let offer = Offer {
        id: work.id(),
        claim,
        state: OfferState::Open,
        made_at: work.now,
        expires_at: until,
    };
    store::seats::offer::insert(work, &offer).await?;
    Ok(offer)
}

pub(super) async fn close(
    work: &mut Work<'_>,
    read: &Offer,
    event: OfferEvent,
) -> Result<Offer, AppError> {
    let Some(state) = read.state.after(event) else {
        return Err(AppError::conflict(conflict::OFFER_OVER));
    };
    let now = work.now;
    store::seats::offer::answer(work, read, state, now)
        .await
        .map_err(|error| match error {
            StoreError::NotFound => AppError::conflict(conflict::OFFER_OVER),
            error => error.into(),
        })?;
    Ok(Offer { state, ..*read })
}

/// An offer, whose it is and the place, which is held before they are read.
async fn held(
    work: &mut Work<'_>,
    id: OfferId,
) -> Result<(domain::seats::Place, Offer, Claim), StoreError> {
    let offer = store::seats::offer::by_id(work, id).await?;
    let claim = store::seats::claim::by_id(work, offer.claim).await?;
    let place = place_held(work, claim.place).await?;
    let offer = store::seats::offer::by_id(work, id).await?;
    let claim = store::seats::claim::by_id(work, offer.claim).await?;
    Ok((place, offer, claim))
}

/// What somebody who said yes has now.
async fn standing_now(conn: &mut Conn, claim: &Claim) -> Result<Answer, StoreError> {
    match claim.state {
        ClaimState::Taken | ClaimState::Served => Ok(Answer::Taken),
        ClaimState::Waiting | ClaimState::Asked | ClaimState::Offered => {
            let ahead = store::seats::claim::ahead_of(conn, claim).await?;
            Ok(Answer::StandsBy(ahead))
        }
        ClaimState::Ended => Ok(Answer::Filled),
        ClaimState::Left => Ok(Answer::Over),
    }
}
