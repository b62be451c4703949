//! What advisers publish and members book, one thing at a time: the sequential model that a concurrent history must fit.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::career_conversations::career_conversation::{Reference, Status};
use domain::career_conversations::id::ExtraSlotId;
use domain::system::id::DraftId;

/// Quarters of an hour that a published time lasts.
pub const QUARTERS: usize = 2;

/// A time with an adviser: which adviser, and which quarter of the one day that all is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Which adviser.
    pub adviser: usize,
    /// When it starts.
    pub quarter: usize,
}

impl Place {
    fn is_at_the_time_of(self, other: Self) -> bool {
        self.quarter < other.quarter + QUARTERS && other.quarter < self.quarter + QUARTERS
    }

    /// Whether one adviser would be in both at once.
    pub fn clashes_with(self, other: Self) -> bool {
        self.adviser == other.adviser && self.is_at_the_time_of(other)
    }
}

/// Who acts for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// A member.
    Member(usize),
    /// A coordinator.
    Coordinator(usize),
}

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// An adviser publishes a time.
    Publish(Place),
    /// An adviser removes a time.
    Remove { adviser: usize, slot: ExtraSlotId },
    /// A booking for a member.
    Book {
        who: Who,
        member: usize,
        place: Place,
        submission: DraftId,
    },
    /// A move of the conversation as it was at this version.
    Move {
        who: Who,
        reference: Reference,
        version: i64,
        to: Place,
    },
    /// A cancellation of the conversation as it was at this version.
    Cancel {
        who: Who,
        reference: Reference,
        version: i64,
    },
    /// A member reads what they have booked.
    Mine { member: usize },
}

/// A conversation as somebody saw it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seen {
    /// What people call it by.
    pub reference: Reference,
    /// Whose.
    pub member: usize,
    /// With whom and when.
    pub place: Place,
    /// Counts its changes.
    pub version: i64,
    /// Its state.
    pub status: Status,
}

/// What the service answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The time is published.
    Published(ExtraSlotId),
    /// The time is removed.
    Removed,
    /// The conversation is booked, moved or cancelled.
    Conversation(Seen),
    /// The conversations that are booked.
    Mine(BTreeSet<Seen>),
    /// It can't be done.
    Refused,
}

/// How to take a step back.
#[derive(Debug)]
pub enum Undo {
    /// Nothing was changed.
    Nothing,
    /// This time was not published before.
    Unpublish(ExtraSlotId),
    /// This time was published before.
    Republish(ExtraSlotId, Place),
    /// There was no such conversation before.
    Unbook(Reference, DraftId),
    /// The conversation was like this before.
    Restore(Seen),
}

impl Undo {
    /// Whether the step changed anything.
    pub fn is_a_change(&self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

/// The state of everything.
#[derive(Debug, Default)]
pub struct Model {
    published: HashMap<ExtraSlotId, Place>,
    conversations: HashMap<Reference, Seen>,
    booked: BTreeSet<Reference>,
    submissions: HashMap<DraftId, Reference>,
    digest: u64,
}

impl Model {
    /// Tells states apart: equal states have equal digests.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// Every conversation, booked or not.
    pub fn conversations(&self) -> impl Iterator<Item = &Seen> {
        self.conversations.values()
    }

    /// Takes the step if this is what the service must answer now; `None` where it could not have answered so.
    ///
    /// A refusal must have a reason, though not the one that was given: a reason is looked for in several reads.
    pub fn step(&mut self, asked: &Asked, answered: &Answered) -> Option<Undo> {
        match self.outcome(asked) {
            Outcome::Refused => (*answered == Answered::Refused).then_some(Undo::Nothing),
            Outcome::Is(answer) => (*answered == answer).then_some(Undo::Nothing),
            Outcome::Publishes(place) => {
                let Answered::Published(slot) = answered else {
                    return None;
                };
                self.publish(*slot, place);
                Some(Undo::Unpublish(*slot))
            }
            Outcome::Removes(slot) => {
                let place = (*answered == Answered::Removed).then(|| self.unpublish(slot))?;
                Some(Undo::Republish(slot, place?))
            }
            Outcome::Books(seen, submission) => {
                let Answered::Conversation(given) = answered else {
                    return None;
                };
                // The service alone chooses the reference, and never twice the same.
                let seen = Seen {
                    reference: given.reference.clone(),
                    ..seen
                };
                let is_new = !self.conversations.contains_key(&seen.reference);
                (is_new && *given == seen).then(|| self.book(seen, submission))
            }
            Outcome::Changes(seen) => {
                (*answered == Answered::Conversation(seen.clone())).then(|| self.change(seen))
            }
        }
    }

    fn outcome(&self, asked: &Asked) -> Outcome {
        match asked {
            Asked::Publish(place) => {
                let published = self.published.values().copied();
                let booked = self.booked.iter().map(|at| self.conversations[at].place);
                if published
                    .chain(booked)
                    .any(|other| other.clashes_with(*place))
                {
                    Outcome::Refused
                } else {
                    Outcome::Publishes(*place)
                }
            }
            Asked::Remove { adviser, slot } => match self.published.get(slot) {
                Some(place) if place.adviser == *adviser => Outcome::Removes(*slot),
                _ => Outcome::Refused,
            },
            Asked::Book {
                member,
                place,
                submission,
                ..
            } => self.booking(*member, *place, *submission),
            Asked::Move {
                who,
                reference,
                version,
                to,
            } => self.moving(*who, reference, *version, *to),
            Asked::Cancel {
                who,
                reference,
                version,
            } => self.cancelling(*who, reference, *version),
            Asked::Mine { member } => {
                let booked = self.booked.iter().map(|at| &self.conversations[at]);
                let mine = booked.filter(|seen| seen.member == *member);
                Outcome::Is(Answered::Mine(mine.cloned().collect()))
            }
        }
    }

    fn booking(&self, member: usize, place: Place, submission: DraftId) -> Outcome {
        if let Some(before) = self.submissions.get(&submission) {
            let before = &self.conversations[before];
            return if before.member == member {
                Outcome::Is(Answered::Conversation(before.clone()))
            } else {
                Outcome::Refused
            };
        }
        if !self.is_free(member, place, None) {
            return Outcome::Refused;
        }
        let seen = Seen {
            reference: Reference::new([0; 5]),
            member,
            place,
            version: 1,
            status: Status::Booked,
        };
        Outcome::Books(seen, submission)
    }

    fn moving(&self, who: Who, reference: &Reference, version: i64, to: Place) -> Outcome {
        let Some(seen) = self.theirs(who, reference) else {
            return Outcome::Refused;
        };
        if seen.status != Status::Booked {
            return Outcome::Refused;
        }
        if seen.version == version + 1 && seen.place == to {
            return Outcome::Is(Answered::Conversation(seen.clone()));
        }
        if seen.version != version || seen.place == to {
            return Outcome::Refused;
        }
        if !self.is_free(seen.member, to, Some(reference)) {
            return Outcome::Refused;
        }
        Outcome::Changes(Seen {
            place: to,
            version: version + 1,
            ..seen.clone()
        })
    }

    fn cancelling(&self, who: Who, reference: &Reference, version: i64) -> Outcome {
        let Some(seen) = self.theirs(who, reference) else {
            return Outcome::Refused;
        };
        if seen.status.is_cancelled() && seen.version == version + 1 {
            return Outcome::Is(Answered::Conversation(seen.clone()));
        }
        if seen.status != Status::Booked || seen.version != version {
            return Outcome::Refused;
        }
        Outcome::Changes(Seen {
            version: version + 1,
            status: match who {
                Who::Member(_) => Status::CancelledByMember,
                Who::Coordinator(_) => Status::CancelledByCoordinator,
            },
            ..seen.clone()
        })
    }

    fn theirs(&self, who: Who, reference: &Reference) -> Option<&Seen> {
        let seen = self.conversations.get(reference)?;
        match who {
            Who::Member(member) if member != seen.member => None,
            _ => Some(seen),
        }
    }

    /// Whether the time is published, and neither the adviser nor the member has another conversation then.
    fn is_free(&self, member: usize, place: Place, except: Option<&Reference>) -> bool {
        let mut others = self
            .booked
            .iter()
            .filter(|at| Some(*at) != except)
            .map(|at| &self.conversations[at]);
        self.published.values().any(|other| *other == place)
            && !others.any(|other| {
                other.place.clashes_with(place)
                    || (other.member == member && other.place.is_at_the_time_of(place))
            })
    }

    fn publish(&mut self, slot: ExtraSlotId, place: Place) {
        self.published.insert(slot, place);
        self.digest ^= digest_of(&slot);
    }

    fn unpublish(&mut self, slot: ExtraSlotId) -> Option<Place> {
        self.digest ^= digest_of(&slot);
        self.published.remove(&slot)
    }

    fn book(&mut self, seen: Seen, submission: DraftId) -> Undo {
        let reference = seen.reference.clone();
        self.submissions.insert(submission, reference.clone());
        self.put(seen);
        Undo::Unbook(reference, submission)
    }

    fn change(&mut self, seen: Seen) -> Undo {
        let before = self.take(&seen.reference);
        self.put(seen);
        before.map_or(Undo::Nothing, Undo::Restore)
    }

    fn put(&mut self, seen: Seen) {
        self.digest ^= digest_of(&seen);
        if seen.status == Status::Booked {
            self.booked.insert(seen.reference.clone());
        }
        self.conversations.insert(seen.reference.clone(), seen);
    }

    fn take(&mut self, reference: &Reference) -> Option<Seen> {
        let seen = self.conversations.remove(reference)?;
        self.booked.remove(reference);
        self.digest ^= digest_of(&seen);
        Some(seen)
    }

    /// Takes a step back.
    pub fn undo(&mut self, undo: Undo) {
        match undo {
            Undo::Nothing => {}
            Undo::Unpublish(slot) => {
                self.unpublish(slot);
            }
            Undo::Republish(slot, place) => self.publish(slot, place),
            Undo::Unbook(reference, submission) => {
                self.submissions.remove(&submission);
                self.take(&reference);
            }
            Undo::Restore(seen) => {
                self.take(&seen.reference);
                self.put(seen);
            }
        }
    }
}

/// What must happen when something is asked for now.
enum Outcome {
    Refused,
    /// This answer, and nothing changes.
    Is(Answered),
    Publishes(Place),
    Removes(ExtraSlotId),
    Books(Seen, DraftId),
    Changes(Seen),
}

/// A number that is the same for the same thing.
pub fn digest_of(thing: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}
