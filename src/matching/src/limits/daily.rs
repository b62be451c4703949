//! Rest from one day's work to the next, and what makes up for it where it is short.

use crate::calendar::Shift;
use crate::eligibility::Rejection;
use crate::input::{AgeBand, Exception, Person, RuleSet};

const DAY: i32 = 24 * 60;

/// The daily rest of one person (Working Time Regulations 1998, regulation 10), and how much of it regulations 21 to 23 let go.
/// All in elapsed minutes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DailyRest {
    whole: i32,
    /// The least between any two shifts.
    short: i32,
    /// The least between two of different kinds; at most `short`.
    changeover: i32,
}

/// Work without rest in it.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    shift: Shift,
    is_added: bool,
    /// What the rest before it fell short of.
    owed: i32,
    /// Whether something that was added is on the other side of that rest.
    owes_added: bool,
}

impl DailyRest {
    pub(crate) fn new(rules: &RuleSet, person: &Person) -> Self {
        let least = |minutes: u32| i32::try_from(minutes).unwrap_or(DAY).min(DAY);
        let whole = least(rules.working_time(person.age).daily_rest_minutes);
        let mut rest = Self {
            whole,
            short: whole,
            changeover: whole,
        };
        let exceptions = match person.age {
            AgeBand::Adult => person.exceptions.as_slice(),
            AgeBand::Under18 => &[],
        };
        for exception in exceptions {
            let (rest, minutes) = match exception {
                Exception::Continuity => {
                    (&mut rest.short, rules.exceptions.continuity_rest_minutes)
                }
                Exception::Agreement => (&mut rest.short, rules.exceptions.agreed_rest_minutes),
                Exception::Changeover => (
                    &mut rest.changeover,
                    rules.exceptions.changeover_rest_minutes,
                ),
            };
            *rest = (*rest).min(least(minutes));
        }
        rest.changeover = rest.changeover.min(rest.short);
        rest
    }

    /// The least between any two shifts at all.
    pub(crate) const fn least(&self) -> i32 {
        self.changeover
    }

    /// The longest shift that leaves enough of the 24 hours from its start.
    pub(crate) const fn longest_shift(&self) -> i32 {
        DAY - self.short
    }

    /// Whether a rest may be shorter than whole, so that more than the least between two shifts must be looked at.
    pub(crate) const fn can_be_short(&self) -> bool {
        self.changeover < self.whole
    }

    /// How much more than whole the rest is from `shift` to what starts at `next`: what it makes up for.
    pub(crate) fn makes_up(&self, shift: &Shift, next: i32) -> i32 {
        (next - shift.end - self.whole).max(0)
    }

    /// The first rest that is too short, among added work and work that is there already, each sorted by start. A rest after
    /// a short one, or after a shift too long to leave it within 24 hours, is whole and longer by what was missing (regulation
    /// 24). Rest between two pieces of work that are there already is judged only where what was added makes it owe something.
    pub(crate) fn break_of(&self, there: &[Shift], added: &[Shift]) -> Option<Rejection> {
        if !self.can_be_short() {
            return None;
        }
        let (mut there, mut added) = (there.iter().peekable(), added.iter().peekable());
        let mut last: Option<Stretch> = None;
        loop {
            let is_added = match (there.peek(), added.peek()) {
                (None, None) => return None,
                (Some(there), Some(added)) => added.start < there.start,
                (there, _) => there.is_none(),
            };
            let next = if is_added { added.next() } else { there.next() };
            let mut shift = *next?;
            // Work at one time is of no kind.
            let overlaps = |other: Option<&&Shift>| other.is_some_and(|it| it.start < shift.end);
            if overlaps(there.peek()) || overlaps(added.peek()) {
                shift.kind = None;
            }
            let Some(before) = &mut last else {
                last = Some(Stretch {
                    shift,
                    is_added,
                    owed: 0,
                    owes_added: false,
                });
                continue;
            };
            if shift.start < before.shift.end {
                before.shift.end = before.shift.end.max(shift.end);
                before.shift.kind = None;
                before.is_added |= is_added;
                continue;
            }
            let rest = shift.start - before.shift.end;
            let needed = self.needed(before, &shift);
            let is_judged = is_added || before.is_added || (before.owed > 0 && before.owes_added);
            if rest < needed && is_judged {
                return Some(Rejection::ShortRest {
                    minutes: rest.unsigned_abs(),
                    needed: needed.unsigned_abs(),
                });
            }
            last = Some(Stretch {
                shift,
                is_added,
                owed: (self.whole - rest).max(0),
                owes_added: before.is_added,
            });
        }
    }

    fn needed(&self, before: &Stretch, next: &Shift) -> i32 {
        let worked = before.shift.end - before.shift.start;
        let owed = before.owed + (worked - (DAY - self.whole)).max(0);
        if owed > 0 {
            return self.whole + owed;
        }
        match (before.shift.kind, next.kind) {
            (Some(one), Some(other)) if one != other => self.changeover,
            _ => self.short,
        }
    }
}
