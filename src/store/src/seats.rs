//! Places that can be taken, who has or waits for one, and offers.

pub mod claim;
pub mod offer;
pub mod place;

use domain::kit::app_error::ConflictCode;
use domain::seats::conflict;

crate::db::ids!(
    domain::seats::id::ClaimId,
    domain::seats::id::OfferId,
    domain::seats::id::PlaceId,
);
crate::db::codes!(domain::seats::ClaimState, domain::seats::OfferState);
crate::db::kept_as! {
    domain::seats::PlaceKind as String: |kind| kind.code().to_owned(), |code| Some(domain::seats::PlaceKind::of_code(code));
}

/// What a unique index is called, by its columns.
pub(crate) const UNIQUE: &[(&str, &str)] = &[
    (
        "seat_claim.place_id, seat_claim.holder_id",
        "seat_claim_live",
    ),
    ("seat_offer.claim_id", "seat_offer_claim"),
    (
        "seat_offer.id, seat_offer.claim_id, seat_offer.state, seat_offer.expires_at",
        "seat_offer_followed",
    ),
];

/// What a refused constraint means to a person.
pub(crate) const MEANINGS: &[(&str, ConflictCode)] = &[
    ("seat_capacity", conflict::FULL),
    ("seat_claim_live", ConflictCode::ALREADY_EXISTS),
    // Two servers offered at once.
    ("seat_offer_claim", ConflictCode::CHANGED_MEANWHILE),
];

pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [claim::STATEMENTS, offer::STATEMENTS, place::STATEMENTS].concat()
}
