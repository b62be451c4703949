//! Career conversations: a hub member's one-to-one with a careers adviser.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::career_conversations::id::CareerConversationId;
use crate::kit::instant::{Instant, Interval};
use crate::people::id::PersonId;
use crate::places::id::SiteId;
use crate::system::id::DraftId;

mod forms;
mod limit;

pub(crate) use forms::parse_topic;
pub use forms::{
    Answers, AttendanceForm, AttendanceRequest, AttendancesForm, BookForm, BookRequest, CancelForm,
    CancelRequest, MoveForm, MoveRequest, PREPARATION_LIMIT, SlotChoice, TimeForm, TimeRequest,
    TopicForm, WayForm, WayRequest, parse_preparation,
};
pub use limit::{Doing, limit_reached};

coded_enum! {
    pub enum Way {
        Video = "video", "Video call";
        Phone = "phone", "Phone call";
        InPerson = "in_person", "In person";
    }
}

coded_enum! {
    pub enum Topic {
        Ideas = "ideas", "I am not sure what I want to do next";
        PermanentPost = "permanent_post", "Finding a permanent job in health and care";
        Apprenticeship = "apprenticeship", "Apprenticeships and learning while I work";
        Training = "training", "Training for a different role";
        Registration = "registration", "Becoming a registered professional";
        Reserves = "reserves", "Joining the reserves";
        Applying = "applying", "Help with an application or interview";
        WorkAndLife = "work_and_life", "Working around my health or caring for someone";
    }
}

coded_enum! {
    /// Cancelled and did not attend are different and stay so.
    pub enum Status {
        Booked = "booked", "Booked";
        Attended = "attended", "Attended";
        DidNotAttend = "did_not_attend", "Did not attend";
        CancelledByMember = "cancelled_by_member", "Cancelled by member";
        CancelledByAdviser = "cancelled_by_adviser", "Cancelled by adviser";
        CancelledByCoordinator = "cancelled_by_coordinator", "Cancelled by coordinator";
    }
}

coded_enum! {
    pub enum Event {
        /// Another time, way or place.
        Move = "move", "Move";
        MarkAttended = "mark_attended", "Mark as attended";
        MarkDidNotAttend = "mark_did_not_attend", "Mark as did not attend";
        CancelByMember = "cancel_by_member", "Member cancels";
        CancelByAdviser = "cancel_by_adviser", "Adviser cancels";
        CancelByCoordinator = "cancel_by_coordinator", "Coordinator cancels";
    }
}

impl Status {
    /// `None` where the event is refused. Attendance can be corrected; a cancelled conversation has no attendance and
    /// stays cancelled.
    #[must_use]
    pub const fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Booked, Event::Move) => Some(Self::Booked),
            (Self::Booked | Self::DidNotAttend, Event::MarkAttended) => Some(Self::Attended),
            (Self::Booked | Self::Attended, Event::MarkDidNotAttend) => Some(Self::DidNotAttend),
            (Self::Booked, Event::CancelByMember) => Some(Self::CancelledByMember),
            (Self::Booked, Event::CancelByAdviser) => Some(Self::CancelledByAdviser),
            (Self::Booked, Event::CancelByCoordinator) => Some(Self::CancelledByCoordinator),
            (Self::Attended | Self::DidNotAttend, _)
            | (
                Self::CancelledByMember | Self::CancelledByAdviser | Self::CancelledByCoordinator,
                _,
            ) => None,
        }
    }

    #[must_use]
    pub const fn is_cancelled(self) -> bool {
        matches!(
            self,
            Self::CancelledByMember | Self::CancelledByAdviser | Self::CancelledByCoordinator
        )
    }
}

/// A reference that people read out: `CC-7K4M-9QXD`, forty random bits in letters and digits that can't be mistaken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

/// Crockford's base 32: no I, L, O or U.
const REFERENCE_LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Reference {
    #[must_use]
    pub fn new(random: [u8; 5]) -> Self {
        let bits = random
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letters: String = (0..8)
            .rev()
            .map(|place| {
                char::from(
                    REFERENCE_LETTERS[usize::try_from(bits >> (place * 5) & 31).unwrap_or(0)],
                )
            })
            .collect();
        Self(format!("CC-{}-{}", &letters[..4], &letters[4..]))
    }

    /// As [`Self::parse`].
    ///
    /// # Errors
    /// What to tell the person.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        Self::parse(text).ok_or("Choose a conversation")
    }

    /// Reads a reference in any case, with or without hyphens; I and L are read as 1, O as 0.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .trim()
            .to_ascii_uppercase()
            .chars()
            .filter(|c| *c != '-' && *c != ' ')
            .collect();
        let letters: String = plain
            .strip_prefix("CC")?
            .chars()
            .map(|c| match c {
                'I' | 'L' => '1',
                'O' => '0',
                c => c,
            })
            .collect();
        let is_good = letters.len() == 8 && letters.bytes().all(|b| REFERENCE_LETTERS.contains(&b));
        is_good.then(|| Self(format!("CC-{}-{}", &letters[..4], &letters[4..])))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareerConversation {
    pub id: CareerConversationId,
    pub reference: Reference,
    pub member: PersonId,
    pub adviser: PersonId,
    pub interval: Interval,
    pub way: Way,
    /// Where, if in person.
    pub site: Option<SiteId>,
    pub topic: Topic,
    /// What the member would like to talk about; may be empty.
    pub preparation: String,
    pub status: Status,
    /// The submission that made it: a second one with the same identifier is the same booking.
    pub submission: DraftId,
    /// The calendar event's identifier; never changes.
    pub calendar_uid: String,
    /// The calendar event's sequence; rises with every change.
    pub calendar_sequence: i64,
    /// Who booked it: the member or a coordinator.
    pub booked_by: PersonId,
    pub booked_at: Instant,
    pub updated_at: Instant,
    /// Counts changes, for compare-and-swap.
    pub version: i64,
}

impl CareerConversation {
    /// The last moment at which the member can move or cancel it.
    #[must_use]
    pub fn cut_off(&self, cut_off_hours: i64) -> Instant {
        self.interval.start.plus_hours(-cut_off_hours)
    }

    /// Whether the member can move or cancel it at `now`. At the cut-off itself it is still possible.
    #[must_use]
    pub fn member_can_change(&self, now: Instant, cut_off_hours: i64) -> bool {
        self.status == Status::Booked && now <= self.cut_off(cut_off_hours)
    }

    /// Whether attendance can be recorded: from the start on, unless it was cancelled.
    #[must_use]
    pub fn attendance_can_be_recorded(&self, now: Instant) -> bool {
        !self.status.is_cancelled() && now >= self.interval.start
    }
}
