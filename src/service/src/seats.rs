//! The core of every place that can be taken: a time on a waiting list, a careers day, a shift, a call-out.
//!
//! A place has room for so many, or no end. A freed place goes to who waits, in the transaction that frees it. What this core
//! changes it gives back: permission, the log and what people are told are the area's, in the same transaction. Whoever changes who
//! is in a place that has an end holds its lock, so that the count before is the count that counts.

mod offer;

use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::instant::Instant;
use domain::seats::id::{ClaimId, PlaceId};
use domain::seats::{
    Claim, ClaimEvent, ClaimState, Holder, Occupancy, Offer, OfferEvent, Place, PlaceKind, conflict,
};
use store::{Conn, StoreError, changed_meanwhile};

use crate::area::Area;
use crate::system::retention::{Kept, kept};
use crate::work::Work;

pub use offer::{accept, ask, expire, offer, settle, turn_down};

pub const AREA: Area = Area {
    due: &[("passing on offers", |service| Box::pin(expire(service)))],
    kept: &[kept(
        "Places on lists, and offers of them",
        &["seat_place", "seat_claim", "seat_offer"],
        Kept::UntilErased,
        "So that each goes to whose turn it is",
    )],
    ..Area::NONE
};

/// People looked at beyond what is free: somebody who is just leaving is passed over.
const LEAVING_AT_ONCE: i64 = 20;

/// Somebody who wants a place. Who has a lower number goes first, of equal numbers who came first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    pub holder: Holder,
    pub standing: i64,
}

/// What becomes of somebody for whom nothing is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfFull {
    /// They get no place, and do not wait.
    Refuse,
    Wait,
}

/// What becomes of a place that is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is kept for the first in line until then.
    Offer(Instant),
    /// The first in line has it: they have said yes before.
    Give,
    /// The area sees to it, or it is free for everyone.
    Nobody,
}

/// Somebody who got further, as they stand now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub claim: Claim,
    /// What they can answer, if they are to.
    pub offer: Option<Offer>,
}

/// What a place that was given up led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// The claim of who gave it up.
    pub claim: Claim,
    /// Their offer that was open.
    pub offer: Option<Offer>,
    /// Who came after them.
    pub moved: Vec<Moved>,
}

/// Opens a place with room for `capacity`, or without end.
pub async fn open(
    work: &mut Work<'_>,
    kind: PlaceKind,
    capacity: Option<i64>,
) -> Result<Place, AppError> {
    let place = Place {
        id: work.id(),
        kind,
        capacity,
    };
    let now = work.now;
    store::seats::place::insert(work, &place, now).await?;
    Ok(place)
}

pub async fn occupancy(conn: &mut Conn, place: PlaceId) -> Result<Occupancy, AppError> {
    Ok(store::seats::place::occupancy(conn, place).await?)
}

/// Makes a place larger or smaller. What is free by that goes on at once; who is in it stays, however small it gets.
pub async fn set_capacity(
    work: &mut Work<'_>,
    place: PlaceId,
    capacity: Option<i64>,
    next: Next,
) -> Result<Vec<Moved>, AppError> {
    let locked = lock(work, place).await?;
    store::seats::place::set_capacity(work, place, capacity).await?;
    let place = Place { capacity, ..locked };
    fill(work, &place, next, None).await
}

/// Gives places to all of these, in their order, as far as they go. Who has one keeps it, who was offered one takes it, and who waits
/// gets one where one is free.
///
/// # Errors
/// `Conflict(full)` where nothing is free for somebody who isn't to wait: then none of them gets anything, once the transaction is
/// rolled back.
pub async fn claim(
    work: &mut Work<'_>,
    place: PlaceId,
    asking: &[Asking],
    if_full: IfFull,
) -> Result<Vec<Claim>, AppError> {
    let place = place_held(work, place).await?;
    let mut free = free_in(work, &place).await?;
    let mut claims = Vec::with_capacity(asking.len());
    for asking in asking {
        let live = store::seats::claim::live(work, place.id, asking.holder).await?;
        let has_one = has_one(work, live.as_ref()).await?;
        let is_to_take = has_one || free != Some(0);
        if !is_to_take && if_full == IfFull::Refuse {
            return Err(AppError::conflict(conflict::FULL));
        }
        if !has_one && is_to_take {
            free = free.map(|free| free - 1);
        }
        let claim = match live {
            Some(claim) if is_to_take => take(work, claim).await?,
            Some(claim) => claim,
            None => {
                let state = if is_to_take {
                    ClaimState::Taken
                } else {
                    ClaimState::Waiting
                };
                join(work, place.id, *asking, state).await?
            }
        };
        claims.push(claim);
    }
    Ok(claims)
}

/// Puts somebody in line, whether or not anything is free.
///
/// # Errors
/// `Conflict(already_exists)` for who is in line already.
pub async fn wait(work: &mut Work<'_>, place: PlaceId, asking: Asking) -> Result<Claim, AppError> {
    join(work, place, asking, ClaimState::Waiting).await
}

/// Ends what somebody has to do with a place. What they had, or was kept for them, goes on at once.
///
/// # Errors
/// `Conflict(changed_meanwhile)` where that can't happen any more.
pub async fn release(
    work: &mut Work<'_>,
    id: ClaimId,
    event: ClaimEvent,
    next: Next,
) -> Result<Released, AppError> {
    let read = store::seats::claim::by_id(work, id).await?;
    let place = place_held(work, read.place).await?;
    // Read again: whoever held the place may have changed it.
    let read = store::seats::claim::by_id(work, id).await?;
    let offer = withdraw(work, &read, OfferEvent::Withdraw).await?;
    let claim = step(work, read, event).await?;
    let moved = match read.state.holds() {
        true => fill(work, &place, next, None).await?,
        false => Vec::new(),
    };
    Ok(Released {
        claim,
        offer,
        moved,
    })
}

/// Whether a place is theirs, or kept for them until a moment that is still to come.
async fn has_one(work: &mut Work<'_>, live: Option<&Claim>) -> Result<bool, StoreError> {
    let Some(claim) = live.filter(|claim| claim.state.holds()) else {
        return Ok(false);
    };
    let offer = store::seats::offer::open(work, claim.id).await?;
    Ok(offer.is_none_or(|offer| offer.stands(work.now)))
}

async fn join(
    work: &mut Work<'_>,
    place: PlaceId,
    asking: Asking,
    state: ClaimState,
) -> Result<Claim, AppError> {
    let claim = Claim {
        id: work.id(),
        place,
        holder: asking.holder,
        state,
        standing: asking.standing,
        joined_at: work.now,
    };
    store::seats::claim::insert(work, &claim).await?;
    Ok(claim)
}

/// Makes a place theirs, whichever way they came to it.
async fn take(work: &mut Work<'_>, claim: Claim) -> Result<Claim, AppError> {
    if claim.state == ClaimState::Taken {
        return Ok(claim);
    }
    withdraw(work, &claim, OfferEvent::Accept).await?;
    step(work, claim, ClaimEvent::Take).await
}

/// Closes the open offer of a claim, if there is one.
async fn withdraw(
    work: &mut Work<'_>,
    claim: &Claim,
    event: OfferEvent,
) -> Result<Option<Offer>, AppError> {
    match store::seats::offer::open(work, claim.id).await? {
        Some(offer) => offer::close(work, &offer, event).await.map(Some),
        None => Ok(None),
    }
}

/// The claim after an event.
async fn step(work: &mut Work<'_>, read: Claim, event: ClaimEvent) -> Result<Claim, AppError> {
    let Some(state) = read.state.after(event) else {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    };
    let now = work.now;
    store::seats::claim::set_state(work, &read, state, now)
        .await
        .map_err(changed_meanwhile)?;
    Ok(Claim { state, ..read })
}

/// A place, locked where it has an end: who joins once it is had stands behind whoever had it before.
async fn place_held(work: &mut Work<'_>, id: PlaceId) -> Result<Place, StoreError> {
    let place = store::seats::place::by_id(work, id).await?;
    if place.capacity.is_none() {
        return Ok(place);
    }
    lock(work, id).await
}

async fn lock(work: &mut Work<'_>, id: PlaceId) -> Result<Place, StoreError> {
    let place = store::seats::place::lock(work, id).await?;
    work.waited();
    Ok(place)
}

async fn free_in(conn: &mut Conn, place: &Place) -> Result<Option<i64>, StoreError> {
    match place.capacity {
        Some(_) => {
            let occupancy = store::seats::place::occupancy(conn, place.id).await?;
            Ok(occupancy.free(place.capacity))
        }
        None => Ok(None),
    }
}

/// What is free goes to who waits, in order; `not_to` has just said no.
async fn fill(
    work: &mut Work<'_>,
    place: &Place,
    next: Next,
    not_to: Option<ClaimId>,
) -> Result<Vec<Moved>, AppError> {
    let state = match next {
        Next::Offer(_) => ClaimState::Offered,
        Next::Give => ClaimState::Taken,
        Next::Nobody => return Ok(Vec::new()),
    };
    let now = work.now;
    let mut free = free_in(work, place).await?.unwrap_or(i64::MAX);
    let mut moved = Vec::new();
    if free == 0 {
        return Ok(moved);
    }
    let most = free.saturating_add(LEAVING_AT_ONCE);
    for claim in store::seats::claim::line(work, place.id, most).await? {
        if free == 0 {
            break;
        }
        if Some(claim.id) == not_to
            || !store::seats::claim::take_turn(work, claim.id, state, now).await?
        {
            continue;
        }
        free -= 1;
        let claim = Claim { state, ..claim };
        let offer = match next {
            Next::Offer(until) => Some(offer::make(work, claim.id, until).await?),
            Next::Give | Next::Nobody => None,
        };
        moved.push(Moved { claim, offer });
    }
    Ok(moved)
}
