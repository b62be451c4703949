//! Places that can be taken, who has or waits for one, and offers that stand until a moment: the same for a time on a waiting list,
//! a careers day, a shift and a call-out. Who may ask, in which order and in which words is each area's.

pub mod conflict;
pub mod id;

use uuid::Uuid;

use crate::kit::instant::Instant;
use crate::people::id::PersonId;
use id::{ClaimId, OfferId, PlaceId};

/// Nobody is given less time than this to answer, in minutes: a place that is closer than that goes to whoever takes it.
pub const SHORTEST_OFFER_MINUTES: i64 = 30;

open_code! {
    /// What a place is of: its area answers for what becomes of offers of it.
    pub struct PlaceKind;
}

coded_enum! {
    pub enum ClaimState {
        Waiting = "waiting", "Waiting";
        /// Asked whether they would come, with others: nothing is kept for them.
        Asked = "asked", "Asked";
        /// In line, with a place kept for them.
        Offered = "offered", "Offered a time";
        /// The place is theirs.
        Taken = "taken", "Has a place";
        /// They have what they waited for.
        Served = "served", "Booked";
        /// They left it to others.
        Left = "left", "Left the list";
        /// It is over, or nothing was left for them.
        Ended = "ended", "Ended";
    }
}

coded_enum! {
    pub enum ClaimEvent {
        Offer = "offer", "Offered";
        /// They are in line again: the offer was not taken up, or they would come and nothing is free.
        Return = "return", "Back in line";
        Take = "take", "Take";
        Serve = "serve", "Booked";
        Leave = "leave", "Leave";
        End = "end", "End";
    }
}

coded_enum! {
    pub enum OfferState {
        /// It can be answered until the deadline.
        Open = "open", "Open";
        Accepted = "accepted", "Accepted";
        Declined = "declined", "Declined";
        Expired = "expired", "Ran out";
        /// There is no such place any more, or nobody to offer it to.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

coded_enum! {
    pub enum OfferEvent {
        Accept = "accept", "Accept";
        Decline = "decline", "Decline";
        Expire = "expire", "Run out";
        /// The place is gone, or they no longer want one.
        Withdraw = "withdraw", "Withdraw";
    }
}

impl ClaimState {
    #[must_use]
    pub const fn after(self, event: ClaimEvent) -> Option<Self> {
        match (self, event) {
            (Self::Waiting, ClaimEvent::Offer) => Some(Self::Offered),
            (Self::Asked | Self::Offered, ClaimEvent::Return) => Some(Self::Waiting),
            (Self::Waiting | Self::Asked | Self::Offered, ClaimEvent::Take) => Some(Self::Taken),
            (Self::Waiting | Self::Asked | Self::Offered, ClaimEvent::Serve) => Some(Self::Served),
            (Self::Waiting | Self::Asked | Self::Offered | Self::Taken, ClaimEvent::Leave) => {
                Some(Self::Left)
            }
            (Self::Waiting | Self::Asked | Self::Offered | Self::Taken, ClaimEvent::End) => {
                Some(Self::Ended)
            }
            (Self::Waiting, ClaimEvent::Return)
            | (Self::Asked | Self::Offered, ClaimEvent::Offer)
            | (Self::Taken | Self::Served | Self::Left | Self::Ended, _) => None,
        }
    }

    /// Whether they have a place or may still get one.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Asked | Self::Offered | Self::Taken
        )
    }

    /// Whether a place is theirs or kept for them, so that nobody else can have it.
    #[must_use]
    pub const fn holds(self) -> bool {
        matches!(self, Self::Offered | Self::Taken)
    }
}

impl OfferState {
    #[must_use]
    pub const fn after(self, event: OfferEvent) -> Option<Self> {
        match (self, event) {
            (Self::Open, OfferEvent::Accept) => Some(Self::Accepted),
            (Self::Open, OfferEvent::Decline) => Some(Self::Declined),
            (Self::Open, OfferEvent::Expire) => Some(Self::Expired),
            (Self::Open, OfferEvent::Withdraw) => Some(Self::Withdrawn),
            (Self::Accepted | Self::Declined | Self::Expired | Self::Withdrawn, _) => None,
        }
    }
}

/// Something with room for so many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub id: PlaceId,
    pub kind: PlaceKind,
    pub capacity: Option<i64>,
}

/// How full a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Occupancy {
    pub taken: i64,
    /// Places that are kept for somebody who was offered one.
    pub offered: i64,
    /// People who were asked and have not answered.
    pub asked: i64,
    pub waiting: i64,
}

impl Occupancy {
    /// How many more can have a place, `None` without end. Where a place was made smaller than what is in it, none.
    #[must_use]
    pub fn free(self, capacity: Option<i64>) -> Option<i64> {
        capacity.map(|capacity| (capacity - self.taken - self.offered).max(0))
    }
}

/// Who has a place or waits for one: somebody with an account, or whoever an area knows by another name (a pass, a school's student).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    Person(PersonId),
    Other(Uuid),
}

impl Holder {
    /// The identifier by which one place is theirs once.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Person(person) => person.uuid(),
            Self::Other(uuid) => uuid,
        }
    }

    #[must_use]
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Other(_) => None,
        }
    }
}

/// That somebody has, or wants, a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub id: ClaimId,
    pub place: PlaceId,
    pub holder: Holder,
    pub state: ClaimState,
    /// Who has a lower number goes first, of equal numbers who came first.
    pub standing: i64,
    pub joined_at: Instant,
}

/// What somebody can say yes to until the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub id: OfferId,
    pub claim: ClaimId,
    pub state: OfferState,
    pub made_at: Instant,
    /// The first moment at which it can no longer be accepted.
    pub expires_at: Instant,
}

impl Offer {
    /// Whether it can be accepted at `now`. At the deadline it can't, whether or not anybody has noted so.
    #[must_use]
    pub fn stands(&self, now: Instant) -> bool {
        self.state == OfferState::Open && now < self.expires_at
    }
}

/// What a yes achieved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The place is theirs.
    Taken,
    /// Nothing is free now; so many would come before them.
    StandsBy(i64),
    /// All places are taken, and nobody stands by. They have lost nothing by saying yes.
    Filled,
    /// The offer ran out, was answered before or was taken back.
    Over,
}

/// Until when an offer stands that is made `now` for a place which can be taken until `closes`: for the usual time, but for half
/// of what is left when that is less, so that somebody else still gets a turn. `None` when too little is left for anyone to answer.
#[must_use]
pub fn offer_until(now: Instant, closes: Instant, usual_hours: i64) -> Option<Instant> {
    let left = now.minutes_until(closes);
    let minutes = (usual_hours * 60).min(left / 2).max(SHORTEST_OFFER_MINUTES);
    (minutes <= left).then(|| now.plus_minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn an_offer_stands_for_the_usual_time_and_shorter_when_the_place_is_near() {
        let now = at("2026-03-02T09:00:00Z");
        let until = |closes: &str| offer_until(now, at(closes), 12);
        assert_eq!(
            until("2026-03-09T09:00:00Z"),
            Some(at("2026-03-02T21:00:00Z"))
        );
        assert_eq!(
            until("2026-03-02T13:00:00Z"),
            Some(at("2026-03-02T11:00:00Z"))
        );
        assert_eq!(
            until("2026-03-02T09:40:00Z"),
            Some(at("2026-03-02T09:30:00Z"))
        );
        assert_eq!(until("2026-03-02T09:29:00Z"), None);
        assert_eq!(until("2026-03-01T09:00:00Z"), None);
    }

    #[test]
    fn at_the_deadline_an_offer_no_longer_stands() {
        let made_at = at("2026-03-02T09:00:00Z");
        let offer = Offer {
            id: Uuid::nil().into(),
            claim: Uuid::nil().into(),
            state: OfferState::Open,
            made_at,
            expires_at: made_at.plus_hours(12),
        };
        assert!(offer.stands(made_at.plus_minutes(719)));
        assert!(!offer.stands(offer.expires_at));
        let declined = Offer {
            state: OfferState::Declined,
            ..offer
        };
        assert!(!declined.stands(made_at));
    }

    #[test]
    fn a_place_made_smaller_has_nothing_free_and_one_without_end_no_number() {
        let full = Occupancy {
            taken: 3,
            offered: 1,
            ..Occupancy::default()
        };
        assert_eq!(full.free(Some(6)), Some(2));
        assert_eq!(full.free(Some(2)), Some(0));
        assert_eq!(full.free(None), None);
    }

    /// What holds a place is in line or has it, and what is over holds none.
    #[test]
    fn only_what_is_live_holds_a_place() {
        for state in ClaimState::ALL {
            assert!(state.is_live() || !state.holds(), "{state}");
            let goes_on = ClaimEvent::ALL
                .iter()
                .any(|event| state.after(*event).is_some());
            assert_eq!(goes_on, state.is_live(), "{state}");
        }
        let holding = ClaimState::ALL.iter().filter(|state| state.holds());
        let holding: Vec<_> = holding.copied().collect();
        assert_eq!(holding, [ClaimState::Offered, ClaimState::Taken]);
    }

    #[test]
    fn a_place_is_a_persons_or_something_elses() {
        let id = Uuid::from_u128(7);
        let person = PersonId::from(id);
        assert_eq!(Holder::Person(person).person(), Some(person));
        assert_eq!(Holder::Other(id).person(), None);
        assert_eq!(Holder::Person(person).uuid(), Holder::Other(id).uuid());
    }
}
