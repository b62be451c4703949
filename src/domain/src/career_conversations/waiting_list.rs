//! The waiting list of career conversations: who waits for what, and the offers of places that became free.

use jiff::civil::Date;

use crate::career_conversations::availability::Slot;
use crate::career_conversations::career_conversation::{Topic, Way};
use crate::kit::instant::{Instant, Interval};
use crate::kit::london;
use crate::kit::weekdays::Weekdays;
use crate::people::id::PersonId;
use crate::places::id::SiteId;
use crate::seats::id::{ClaimId, OfferId, PlaceId};
use crate::seats::{Claim, ClaimState, Holder, Offer, OfferState, PlaceKind};

mod forms;

pub use forms::{
    AcceptForm, AcceptRequest, DeclineForm, JoinForm, JoinRequest, LeaveListForm, OfferTimeForm,
    OfferTimeRequest,
};

/// The waiting list as a place: it has no end.
pub const LIST: PlaceId = PlaceId::of(uuid::Uuid::from_u128(
    0x019a_cf00_0000_7000_8000_0000_0000_0001,
));
pub const WAITING_LIST: PlaceKind = PlaceKind::new("waiting_list", "The waiting list");

/// The farthest last day that somebody can wait for, in days from today.
pub const LONGEST_WAIT_DAYS: i32 = 365;

/// What somebody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Anyone if `None`.
    pub adviser: Option<PersonId>,
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
    pub weekdays: Weekdays,
    pub last_day: Date,
}

impl Wish {
    #[must_use]
    pub fn is_met_by(&self, slot: &Slot) -> bool {
        let day = london::day_of(slot.interval.start);
        self.adviser.is_none_or(|adviser| adviser == slot.adviser)
            && slot.ways.contains(self.way)
            && (self.way != Way::InPerson || self.site == slot.site)
            && self.weekdays.contains(day.weekday())
            && day <= self.last_day
    }
}

/// Somebody on the list: their claim to it, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingEntry {
    pub id: ClaimId,
    pub member: PersonId,
    pub wish: Wish,
    pub topic: Topic,
    pub state: ClaimState,
    /// Since when: who came first is asked first.
    pub joined_at: Instant,
}

impl WaitingEntry {
    /// Their place in line, as the core of seats knows it.
    #[must_use]
    pub const fn claim(&self) -> Claim {
        Claim {
            id: self.id,
            place: LIST,
            holder: Holder::Person(self.member),
            state: self.state,
            standing: 0,
            joined_at: self.joined_at,
        }
    }
}

/// A time that is kept for somebody until the deadline: an offer, and what of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOffer {
    /// Of the offer, and of the booking it can become: it is accepted once.
    pub id: OfferId,
    pub entry: ClaimId,
    pub adviser: PersonId,
    pub interval: Interval,
    pub state: OfferState,
    pub made_at: Instant,
    /// The first moment at which it can no longer be accepted.
    pub expires_at: Instant,
}

impl WaitingOffer {
    #[must_use]
    pub const fn of(offer: Offer, adviser: PersonId, interval: Interval) -> Self {
        Self {
            id: offer.id,
            entry: offer.claim,
            adviser,
            interval,
            state: offer.state,
            made_at: offer.made_at,
            expires_at: offer.expires_at,
        }
    }

    /// What can be answered, as the core of seats knows it.
    #[must_use]
    pub const fn offer(&self) -> Offer {
        Offer {
            id: self.id,
            claim: self.entry,
            state: self.state,
            made_at: self.made_at,
            expires_at: self.expires_at,
        }
    }
}
