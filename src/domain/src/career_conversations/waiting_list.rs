//! The waiting list of career conversations: who waits for what, and the offers of places that became free.

use jiff::civil::Date;

use crate::career_conversations::availability::Slot;
use crate::career_conversations::career_conversation::{Topic, Way};
use crate::career_conversations::id::{WaitingEntryId, WaitingOfferId};
use crate::kit::instant::{Instant, Interval};
use crate::kit::london;
use crate::kit::weekdays::Weekdays;
use crate::people::id::PersonId;
use crate::places::id::SiteId;

mod forms;

pub use forms::{AcceptForm, AcceptRequest, DeclineForm, JoinForm, JoinRequest, LeaveListForm};

/// Nobody is given less time than this to answer, in minutes: a place that is closer than that goes to whoever books it.
pub const SHORTEST_OFFER_MINUTES: i64 = 30;
/// The farthest last day that somebody can wait for, in days from today.
pub const LONGEST_WAIT_DAYS: i32 = 365;

coded_enum! {
    /// Where somebody stands who joined the list.
    pub enum EntryState {
        /// In line.
        Waiting = "waiting", "Waiting";
        /// In line, with a place kept for them.
        Offered = "offered", "Offered a time";
        /// They have a conversation now.
        Booked = "booked", "Booked";
        /// They left the list.
        Left = "left", "Left the list";
        /// Their last day passed, or their account was closed.
        Ended = "ended", "Ended";
    }
}

coded_enum! {
    /// What can happen to somebody on the list.
    pub enum EntryEvent {
        /// A place is kept for them.
        Offer = "offer", "Offered a time";
        /// The offer was declined, ran out or was taken back.
        Return = "return", "Back in line";
        /// They accepted an offer, or booked by themselves.
        Book = "book", "Booked";
        /// They leave the list.
        Leave = "leave", "Leave the list";
        /// Their last day passed, or their account was closed.
        End = "end", "End";
    }
}

coded_enum! {
    /// What became of an offer.
    pub enum OfferState {
        /// The place is kept until the deadline.
        Open = "open", "Open";
        /// The place is booked.
        Accepted = "accepted", "Accepted";
        /// Not wanted.
        Declined = "declined", "Declined";
        /// Not answered in time.
        Expired = "expired", "Ran out";
        /// There is no such place any more, or nobody to offer it to.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

coded_enum! {
    /// What can happen to an offer.
    pub enum OfferEvent {
        /// The member takes the place.
        Accept = "accept", "Accept";
        /// The member does not want it.
        Decline = "decline", "Decline";
        /// The deadline passes.
        Expire = "expire", "Run out";
        /// The place is gone, or the member no longer waits.
        Withdraw = "withdraw", "Withdraw";
    }
}

impl EntryState {
    /// The state after an event, `None` where the event is refused. Who declines keeps their place in line.
    #[must_use]
    pub const fn after(self, event: EntryEvent) -> Option<Self> {
        match (self, event) {
            (Self::Waiting, EntryEvent::Offer) => Some(Self::Offered),
            (Self::Offered, EntryEvent::Return) => Some(Self::Waiting),
            (Self::Waiting | Self::Offered, EntryEvent::Book) => Some(Self::Booked),
            (Self::Waiting | Self::Offered, EntryEvent::Leave) => Some(Self::Left),
            (Self::Waiting | Self::Offered, EntryEvent::End) => Some(Self::Ended),
            (Self::Waiting, EntryEvent::Return)
            | (Self::Offered, EntryEvent::Offer)
            | (Self::Booked | Self::Left | Self::Ended, _) => None,
        }
    }

    /// Whether they are in line.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Waiting | Self::Offered)
    }
}

impl OfferState {
    /// The state after an event, `None` where the event is refused. An offer is answered once.
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

/// What somebody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// With whom; anyone if `None`.
    pub adviser: Option<PersonId>,
    /// How.
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
    /// On which days of the week.
    pub weekdays: Weekdays,
    /// The last day that suits.
    pub last_day: Date,
}

impl Wish {
    /// Whether a place is what is waited for.
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

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingEntry {
    /// Its identifier.
    pub id: WaitingEntryId,
    /// Who.
    pub member: PersonId,
    /// What they wait for.
    pub wish: Wish,
    /// What they would like to talk about.
    pub topic: Topic,
    /// Where they stand.
    pub state: EntryState,
    /// Since when: who came first is asked first.
    pub joined_at: Instant,
}

/// A place that is kept for somebody until the deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOffer {
    /// Its identifier, and that of the booking it can become: it is accepted once.
    pub id: WaitingOfferId,
    /// Whose.
    pub entry: WaitingEntryId,
    /// With whom.
    pub adviser: PersonId,
    /// When.
    pub interval: Interval,
    /// What became of it.
    pub state: OfferState,
    /// When it was made.
    pub made_at: Instant,
    /// The first moment at which it can no longer be accepted.
    pub expires_at: Instant,
}

impl WaitingOffer {
    /// Whether it can be accepted at `now`. At the deadline it can't, whether or not anybody has noted so.
    #[must_use]
    pub fn stands(&self, now: Instant) -> bool {
        self.state == OfferState::Open && now < self.expires_at
    }
}

/// Until when an offer stands that is made `now` for a place which can be booked until `closes`: for the usual time, but for half
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
        let offer = WaitingOffer {
            id: uuid::Uuid::nil().into(),
            entry: uuid::Uuid::nil().into(),
            adviser: uuid::Uuid::nil().into(),
            interval: Interval::lasting(made_at.plus_hours(48), 30),
            state: OfferState::Open,
            made_at,
            expires_at: made_at.plus_hours(12),
        };
        assert!(offer.stands(made_at.plus_minutes(719)));
        assert!(!offer.stands(offer.expires_at));
        let declined = WaitingOffer {
            state: OfferState::Declined,
            ..offer
        };
        assert!(!declined.stands(made_at));
    }
}
