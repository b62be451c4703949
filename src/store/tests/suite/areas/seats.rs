//! Places, who has or wants one, and offers.

use domain::people::id::PersonId;
use domain::seats::{Claim, ClaimState, Holder, Offer, OfferState, Place, PlaceKind};
use store::Tx;

use super::super::build::{nine, uuid};
use super::{Cast, NOTHING, Proof};

/// What a place of these tests is of.
pub const WORKSHOP: PlaceKind = PlaceKind::new("workshop", "A workshop");

pub fn place(capacity: Option<i64>) -> Place {
    Place {
        id: uuid().into(),
        kind: WORKSHOP,
        capacity,
    }
}

pub fn claim(place: &Place, holder: Holder, state: ClaimState) -> Claim {
    Claim {
        id: uuid().into(),
        place: place.id,
        holder,
        state,
        standing: 0,
        joined_at: nine(),
    }
}

/// An offer that is open for an hour.
pub fn offer(claim: &Claim) -> Offer {
    Offer {
        id: uuid().into(),
        claim: claim.id,
        state: OfferState::Open,
        made_at: nine(),
        expires_at: nine().plus_hours(1),
    }
}

pub async fn rows(tx: &mut Tx, cast: &Cast) {
    for person in [cast.amina, cast.ben] {
        full(tx, person).await;
    }
}

/// A place for two: one is somebody's, one is kept for somebody else, and a third waits.
async fn full(tx: &mut Tx, person: PersonId) {
    let place = place(Some(2));
    store::seats::place::insert(tx, &place, nine())
        .await
        .unwrap();
    let taken = claim(&place, Holder::Person(person), ClaimState::Taken);
    let offered = claim(&place, Holder::Other(uuid()), ClaimState::Offered);
    let waiting = claim(&place, Holder::Other(uuid()), ClaimState::Waiting);
    for claim in [&taken, &offered, &waiting] {
        store::seats::claim::insert(tx, claim).await.unwrap();
    }
    store::seats::offer::insert(tx, &offer(&offered))
        .await
        .unwrap();
}

pub static PROOF: Proof = Proof {
    refused: "
        seat_place_kind: UPDATE seat_place SET kind = ''
        seat_place_capacity: UPDATE seat_place SET capacity = -1
        seat_claim_state: UPDATE seat_claim SET state = 'dreamt'
        seat_claim_holder: UPDATE seat_claim SET holder_id = id WHERE person_id IS NOT NULL
        seat_claim_live: UPDATE seat_claim SET holder_id = (SELECT holder_id FROM seat_claim WHERE state = 'taken' ORDER BY id LIMIT 1), place_id = (SELECT place_id FROM seat_claim WHERE state = 'taken' ORDER BY id LIMIT 1), person_id = NULL WHERE state = 'waiting'
        seat_capacity: UPDATE seat_claim SET state = 'taken' WHERE state = 'waiting'
        seat_capacity: INSERT INTO seat_claim (id, place_id, holder_id, state, standing, joined_at, changed_at) SELECT p.id, p.id, p.id, 'offered', 0, p.opened_at, p.opened_at FROM seat_place p WHERE p.capacity = 2
        seat_offer_pk: UPDATE seat_offer SET state = 'declined', answered_at = made_at, id = (SELECT id FROM seat_offer ORDER BY id LIMIT 1)
        seat_offer_state: UPDATE seat_offer SET state = 'lost', answered_at = made_at
        seat_offer_deadline: UPDATE seat_offer SET expires_at = made_at
        seat_offer_answered: UPDATE seat_offer SET answered_at = made_at
        seat_offer_claim: UPDATE seat_offer SET claim_id = (SELECT claim_id FROM seat_offer WHERE state = 'open' ORDER BY id LIMIT 1)
        seat_claim_person: UPDATE seat_claim SET person_id = id, holder_id = id
        seat_offer_claim_fk: UPDATE seat_offer SET claim_id = id WHERE id NOT IN (SELECT id FROM waiting_offer)
    ",
    implied: &["seat_offer_followed"],
    ..NOTHING
};
