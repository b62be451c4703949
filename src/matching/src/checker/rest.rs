//! Rest between two shifts, and where it may be short: whether the rest after it makes up for it.

use domain::kit::instant::Interval;

use super::stretch::Stretch;
use super::{Compensation, PersonBreach, Work};
use crate::input::{AgeBand, Exception, Person, RuleSet, ShiftKind};

const DAY: i64 = 24 * 60;

/// Daily rest as a person has it, in elapsed minutes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rest {
    /// Regulation 10.
    whole: i64,
    /// The least by regulation 21 or 23, between any two shifts.
    anywhere: i64,
    /// The least by regulation 22, between two kinds of shift.
    at_changeovers: i64,
}

pub(super) fn rest_of(rules: &RuleSet, person: &Person) -> Rest {
    let whole = i64::from(rules.working_time(person.age).daily_rest_minutes);
    let by = |exception: Exception, minutes: u32| {
        let holds = person.age == AgeBand::Adult && person.exceptions.contains(&exception);
        if holds {
            i64::from(minutes).min(whole)
        } else {
            whole
        }
    };
    let exceptions = &rules.exceptions;
    let continuity = by(Exception::Continuity, exceptions.continuity_rest_minutes);
    let agreed = by(Exception::Agreement, exceptions.agreed_rest_minutes);
    let changeover = by(Exception::Changeover, exceptions.changeover_rest_minutes);
    Rest {
        whole,
        anywhere: continuity.min(agreed),
        at_changeovers: changeover,
    }
}

impl Rest {
    /// The longest shift that leaves enough rest in the 24 hours from its start.
    pub(super) fn longest_shift(self) -> i64 {
        DAY - self.anywhere
    }

    fn is_always_whole(self) -> bool {
        self.anywhere == self.whole && self.at_changeovers == self.whole
    }
}

/// Overlap, and rest that is too short.
pub(super) fn too_close(rest: Rest, work: &[Stretch]) -> Vec<PersonBreach> {
    let mut breaches = Vec::new();
    for (at, one) in work.iter().enumerate() {
        for other in &work[at + 1..] {
            if !one.is_added && !other.is_added {
                continue;
            }
            let (first, second) = if one.interval.start <= other.interval.start {
                (one, other)
            } else {
                (other, one)
            };
            let (before, after) = (first.work, second.work);
            let minutes = first.interval.end.minutes_until(second.interval.start);
            if minutes < 0 {
                breaches.push(PersonBreach::Overlap {
                    before,
                    after,
                    minutes: -minutes,
                });
            } else if minutes < rest.whole && rest.is_always_whole() {
                breaches.push(PersonBreach::DailyRest {
                    before,
                    after,
                    minutes,
                    least: rest.whole,
                });
            }
        }
    }
    if !rest.is_always_whole() {
        breaches.extend(
            gaps(rest, work)
                .into_iter()
                .filter_map(|gap| gap.breach(rest)),
        );
    }
    breaches
}

/// The rests that are longer than daily rest for what was missing before (regulation 24), if one of the shifts that it was
/// missing at was added.
pub(super) fn compensations(rest: Rest, person: &Person, work: &[Stretch]) -> Vec<Compensation> {
    if rest.is_always_whole() {
        return Vec::new();
    }
    let blocks = blocks(work);
    (0..blocks.len())
        .filter_map(|at| {
            let (missed, is_added) = missed(rest, &blocks, at);
            let end = blocks[at].interval.end;
            (missed > 0 && is_added).then_some(Compensation {
                person: person.id,
                after: blocks[at].last,
                minutes: missed,
                rest: Interval::lasting(end, rest.whole + missed),
            })
        })
        .collect()
}

/// Work at one time, or one piece of it.
struct Block {
    interval: Interval,
    first: Work,
    last: Work,
    kind: Option<ShiftKind>,
    is_added: bool,
}

fn blocks(work: &[Stretch]) -> Vec<Block> {
    let mut sorted: Vec<&Stretch> = work.iter().collect();
    sorted.sort_by_key(|stretch| stretch.interval);
    let mut blocks: Vec<Block> = Vec::new();
    for stretch in sorted {
        match blocks.last_mut() {
            Some(block) if stretch.interval.start < block.interval.end => {
                if stretch.interval.end > block.interval.end {
                    block.interval.end = stretch.interval.end;
                    block.last = stretch.work;
                }
                block.kind = None;
                block.is_added |= stretch.is_added;
            }
            _ => blocks.push(Block {
                interval: stretch.interval,
                first: stretch.work,
                last: stretch.work,
                kind: stretch.kind,
                is_added: stretch.is_added,
            }),
        }
    }
    blocks
}

/// The rest that was missing before the block at `at` and in the 24 hours from its start, and whether anything that was added
/// is to blame.
fn missed(rest: Rest, blocks: &[Block], at: usize) -> (i64, bool) {
    let block = &blocks[at];
    let before = at.checked_sub(1).map(|before| &blocks[before]);
    let short = before.map_or(0, |before| {
        let had = before.interval.end.minutes_until(block.interval.start);
        (rest.whole - had).max(0)
    });
    let worked = block.interval.start.minutes_until(block.interval.end);
    let within = (worked - (DAY - rest.whole)).max(0);
    let by_the_one_before = short > 0 && before.is_some_and(|before| before.is_added);
    (short + within, block.is_added || by_the_one_before)
}

/// Rest between two blocks.
struct Gap {
    before: Work,
    after: Work,
    minutes: i64,
    missed: i64,
    is_changeover: bool,
    is_judged: bool,
}

fn gaps(rest: Rest, work: &[Stretch]) -> Vec<Gap> {
    let blocks = blocks(work);
    (1..blocks.len())
        .map(|at| {
            let (before, after) = (&blocks[at - 1], &blocks[at]);
            let (missed, is_added) = missed(rest, &blocks, at - 1);
            let kinds = before.kind.zip(after.kind);
            Gap {
                before: before.last,
                after: after.first,
                minutes: before.interval.end.minutes_until(after.interval.start),
                missed,
                is_changeover: kinds.is_some_and(|(one, other)| one != other),
                is_judged: is_added || after.is_added,
            }
        })
        .collect()
}

impl Gap {
    fn breach(self, rest: Rest) -> Option<PersonBreach> {
        let Self {
            before,
            after,
            minutes,
            ..
        } = self;
        if !self.is_judged {
            return None;
        }
        if self.missed > 0 {
            let least = rest.whole + self.missed;
            return (minutes < least).then_some(PersonBreach::CompensatoryRest {
                before,
                after,
                minutes,
                least,
                missed: self.missed,
            });
        }
        let least = if self.is_changeover {
            rest.anywhere.min(rest.at_changeovers)
        } else {
            rest.anywhere
        };
        (minutes < least).then_some(PersonBreach::DailyRest {
            before,
            after,
            minutes,
            least,
        })
    }
}
