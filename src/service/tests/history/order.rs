//! Whether what several people did at once could have happened one after the other.
//!
//! The search of Wing and Gong: something may come next if it was called before anything else still to come had returned, and
//! if the model would have answered as the service did. Dead ends are remembered, and what changes nothing is placed as soon
//! as it fits, for no later place could suit better.

use std::collections::HashSet;

use super::model::{Answered, Asked, Model, Undo, digest_of};

/// One thing that was asked and answered. `called` and `returned` count moments of the whole history.
#[derive(Debug, Clone)]
pub struct Done {
    /// What was asked for.
    pub asked: Asked,
    /// What was answered.
    pub answered: Answered,
    /// When it was asked.
    pub called: u64,
    /// When it was answered.
    pub returned: u64,
}

/// The history fits no order.
#[derive(Debug)]
pub struct NoOrder {
    /// How many things fitted.
    pub fitted: usize,
    /// The one that had returned and fitted nowhere, and those that were under way with it.
    pub around: Vec<Done>,
}

/// An order in which the model answers as the service did, leaving the model as it is at the end; the positions in `history`
/// of what changed something, in that order.
pub fn order_of(history: &[Done], model: &mut Model) -> Result<Vec<usize>, NoOrder> {
    Search::new(history).run(model)
}

#[derive(Clone, Copy)]
enum Moment {
    Called(usize),
    Returned(usize),
}

struct Placed {
    done: usize,
    undo: Undo,
}

struct Search<'a> {
    history: &'a [Done],
    moments: Vec<Moment>,
    /// The next and previous moment that is still to come, by position; the last entry is the head of the list.
    next: Vec<usize>,
    previous: Vec<usize>,
    called_at: Vec<usize>,
    returned_at: Vec<usize>,
    placed: Vec<Placed>,
    placed_digest: u64,
    dead_ends: HashSet<(u64, u64)>,
}

impl<'a> Search<'a> {
    fn new(history: &'a [Done]) -> Self {
        let mut moments: Vec<(u64, Moment)> = Vec::new();
        for (done, entry) in history.iter().enumerate() {
            moments.push((entry.called, Moment::Called(done)));
            moments.push((entry.returned, Moment::Returned(done)));
        }
        moments.sort_by_key(|(at, _)| *at);
        let moments: Vec<Moment> = moments.into_iter().map(|(_, moment)| moment).collect();
        let (mut called_at, mut returned_at) = (vec![0; history.len()], vec![0; history.len()]);
        for (at, moment) in moments.iter().enumerate() {
            match moment {
                Moment::Called(done) => called_at[*done] = at,
                Moment::Returned(done) => returned_at[*done] = at,
            }
        }
        let head = moments.len();
        let next = (0..=head).map(|at| if at == head { 0 } else { at + 1 });
        let previous = (0..=head).map(|at| if at == 0 { head } else { at - 1 });
        Self {
            history,
            next: next.collect(),
            previous: previous.collect(),
            moments,
            called_at,
            returned_at,
            placed: Vec::new(),
            placed_digest: 0,
            dead_ends: HashSet::new(),
        }
    }

    fn run(mut self, model: &mut Model) -> Result<Vec<usize>, NoOrder> {
        let head = self.moments.len();
        let mut deepest = NoOrder {
            fitted: 0,
            around: Vec::new(),
        };
        let mut at = self.next[head];
        while self.next[head] != head {
            match self.moments[at] {
                Moment::Called(done) => {
                    at = if self.place(done, model) {
                        self.next[head]
                    } else {
                        self.next[at]
                    };
                }
                Moment::Returned(_) => {
                    if deepest.around.is_empty() || self.placed.len() > deepest.fitted {
                        deepest = self.stuck_at(at);
                    }
                    let Some(done) = self.step_back(model) else {
                        return Err(deepest);
                    };
                    at = self.next[self.called_at[done]];
                }
            }
        }
        let changes = self
            .placed
            .iter()
            .filter(|placed| placed.undo.is_a_change());
        Ok(changes.map(|placed| placed.done).collect())
    }

    /// Puts it next if the model agrees and this was not found to be a dead end.
    fn place(&mut self, done: usize, model: &mut Model) -> bool {
        let entry = &self.history[done];
        let Some(undo) = model.step(&entry.asked, &entry.answered) else {
            return false;
        };
        let placed_digest = self.placed_digest ^ digest_of(&done);
        if undo.is_a_change() && !self.dead_ends.insert((placed_digest, model.digest())) {
            model.undo(undo);
            return false;
        }
        self.placed_digest = placed_digest;
        self.take_out(self.called_at[done]);
        self.take_out(self.returned_at[done]);
        self.placed.push(Placed { done, undo });
        true
    }

    /// Takes back the last change that was placed, and what was placed after it.
    fn step_back(&mut self, model: &mut Model) -> Option<usize> {
        loop {
            let Placed { done, undo } = self.placed.pop()?;
            let is_a_change = undo.is_a_change();
            model.undo(undo);
            self.placed_digest ^= digest_of(&done);
            self.put_back(self.returned_at[done]);
            self.put_back(self.called_at[done]);
            if is_a_change {
                return Some(done);
            }
        }
    }

    fn take_out(&mut self, at: usize) {
        let (next, previous) = (self.next[at], self.previous[at]);
        self.next[previous] = next;
        self.previous[next] = previous;
    }

    fn put_back(&mut self, at: usize) {
        let (next, previous) = (self.next[at], self.previous[at]);
        self.next[previous] = at;
        self.previous[next] = at;
    }

    fn stuck_at(&self, returned: usize) -> NoOrder {
        let mut around = Vec::new();
        let mut at = self.next[self.moments.len()];
        while at != returned {
            if let Moment::Called(done) = self.moments[at] {
                around.push(self.history[done].clone());
            }
            at = self.next[at];
        }
        NoOrder {
            fitted: self.placed.len(),
            around,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::career_conversations::career_conversation::{Reference, Status};
    use domain::career_conversations::id::ExtraSlotId;
    use domain::system::id::DraftId;
    use uuid::Uuid;

    use super::*;
    use crate::model::{Place, Seen, Who};

    const NINE: Place = Place {
        adviser: 0,
        quarter: 4,
    };

    fn done(at: u64, lasting: u64, asked: Asked, answered: Answered) -> Done {
        Done {
            asked,
            answered,
            called: at * 10,
            returned: at * 10 + lasting,
        }
    }

    fn published(number: u128, place: Place) -> Done {
        let slot = ExtraSlotId::from(Uuid::from_u128(number));
        done(0, 1, Asked::Publish(place), Answered::Published(slot))
    }

    fn seen(reference: u8, member: usize) -> Seen {
        Seen {
            reference: Reference::new([reference; 5]),
            member,
            place: NINE,
            version: 1,
            status: Status::Booked,
        }
    }

    fn booking(member: usize, submission: u128) -> Asked {
        Asked::Book {
            who: Who::Member(member),
            member,
            place: NINE,
            submission: DraftId::from(Uuid::from_u128(submission)),
        }
    }

    fn fits(history: &[Done]) -> bool {
        order_of(history, &mut Model::default()).is_ok()
    }

    #[test]
    fn one_time_for_two_people_fits_no_order() {
        let history = [
            published(1, NINE),
            done(1, 99, booking(1, 1), Answered::Conversation(seen(1, 1))),
            done(2, 99, booking(2, 2), Answered::Conversation(seen(2, 2))),
        ];
        assert!(!fits(&history));
        assert!(fits(&history[..2]));
    }

    #[test]
    fn a_refusal_needs_a_reason() {
        let refused = done(1, 1, booking(1, 1), Answered::Refused);
        assert!(!fits(&[published(1, NINE), refused.clone()]));
        assert!(fits(&[refused]));
    }

    #[test]
    fn what_was_acknowledged_is_read_by_who_asks_later() {
        let booked = done(1, 20, booking(1, 1), Answered::Conversation(seen(1, 1)));
        let mine = |at, found: &[Seen]| {
            let found = Answered::Mine(found.iter().cloned().collect());
            done(at, 1, Asked::Mine { member: 1 }, found)
        };
        // While it is being booked either answer may be given, but not first the new one and then the old one.
        assert!(fits(&[published(1, NINE), booked.clone(), mine(2, &[])]));
        assert!(fits(&[
            published(1, NINE),
            booked.clone(),
            mine(2, &[seen(1, 1)])
        ]));
        assert!(!fits(&[
            published(1, NINE),
            booked.clone(),
            mine(2, &[seen(1, 1)]),
            mine(3, &[]),
        ]));
        assert!(!fits(&[published(1, NINE), booked, mine(5, &[])]));
    }

    #[test]
    fn a_submission_that_is_sent_twice_is_one_booking() {
        let first = done(1, 50, booking(1, 1), Answered::Conversation(seen(1, 1)));
        let again = |reference| {
            let answered = Answered::Conversation(seen(reference, 1));
            done(2, 50, booking(1, 1), answered)
        };
        assert!(fits(&[published(1, NINE), first.clone(), again(1)]));
        assert!(!fits(&[published(1, NINE), first, again(2)]));
    }

    #[test]
    fn the_order_is_found_whichever_was_called_first() {
        // Called first, and refused because of what was called after it.
        let history = [
            published(1, NINE),
            done(1, 99, booking(1, 1), Answered::Refused),
            done(2, 9, booking(2, 2), Answered::Conversation(seen(2, 2))),
        ];
        let mut model = Model::default();
        assert_eq!(order_of(&history, &mut model).unwrap(), [0, 2]);
        assert_eq!(model.conversations().count(), 1);
    }
}
