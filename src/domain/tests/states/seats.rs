//! Places, and offers of them.

use domain::seats::{ClaimEvent, ClaimState, OfferEvent, OfferState};

use super::Area;

pub fn area() -> Area {
    Area {
        name: "seats",
        document: include_str!("../../../../docs/states/seats.md"),
        also_first: &["asked"],
        coded: vec![
            ("place", machine!(ClaimState, ClaimEvent)),
            ("offer", machine!(OfferState, OfferEvent)),
        ],
    }
}
