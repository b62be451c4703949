//! Offers of places.

use domain::kit::instant::Instant;
use domain::seats::id::{ClaimId, OfferId};
use domain::seats::{Offer, OfferState, PlaceKind};

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { Offer { id, claim: "claim_id", state, made_at, expires_at } }

/// An offer whose deadline has passed, and what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub id: OfferId,
    pub kind: PlaceKind,
}

row! { Overdue { id, kind } }

statements! {
    INSERT = "INSERT INTO seat_offer (id, claim_id, state, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    BY_ID = "SELECT * FROM seat_offer WHERE id = $1";
    OPEN = "SELECT * FROM seat_offer WHERE claim_id = $1 AND state = 'open'";
    OVERDUE = "SELECT o.id, p.kind FROM seat_offer o CROSS JOIN seat_claim c CROSS JOIN seat_place p
        WHERE o.state = 'open' AND o.expires_at <= $1 AND c.id = o.claim_id AND p.id = c.place_id
        ORDER BY o.expires_at, o.id LIMIT $2";
    ANSWER = "UPDATE seat_offer SET state = $3, answered_at = $4 WHERE id = $1 AND state = $2";
}

/// Makes an offer.
///
/// # Errors
/// `Conflict(seat_offer_claim)` when they have another one that is open.
pub async fn insert(tx: &mut Tx, offer: &Offer) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(offer.id)
        .bind(offer.claim)
        .bind(offer.state)
        .bind(offer.made_at)
        .bind(offer.expires_at)
        .one_changed()
        .await
}

pub async fn by_id(conn: &mut Conn, id: OfferId) -> Result<Offer, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

pub async fn open(conn: &mut Conn, claim: ClaimId) -> Result<Option<Offer>, StoreError> {
    conn.q(&OPEN).bind(claim).optional().await
}

/// Open offers whose deadline has passed, the longest ago first.
pub async fn overdue(
    conn: &mut Conn,
    now: Instant,
    limit: i64,
) -> Result<Vec<Overdue>, StoreError> {
    conn.q(&OVERDUE).bind(now).bind(limit).all().await
}

/// Answers an offer as it was read: once.
///
/// # Errors
/// `NotFound` when it has been answered since.
pub async fn answer(
    tx: &mut Tx,
    read: &Offer,
    state: OfferState,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&ANSWER)
        .bind(read.id)
        .bind(read.state)
        .bind(state)
        .bind(at)
        .one_changed()
        .await
}
