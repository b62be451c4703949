//! Changes as a day of withdrawals and new wishes brings them.

use crate::input::{Assignment, LineId, SkillId};
use crate::random::Random;
use crate::rematch::{Change, Matcher};

/// One change, none of an instance without people or lines. Some are refused: somebody confirmed may be confirmed again.
#[must_use]
pub fn one_change(random: &mut Random, matcher: &Matcher) -> Option<Change> {
    let instance = matcher.instance();
    let person = random.one_of(instance.people())?;
    let line = random.one_of(instance.lines())?;
    Some(match random.within(0, 9) {
        0..=2 => Change::Withdrawn(person.id),
        3..=4 => Change::Available {
            person: person.id,
            intervals: vec![instance.rules().horizon],
        },
        5 => Change::Available {
            person: person.id,
            intervals: person
                .available
                .iter()
                .copied()
                .filter(|_| random.chance(0.7))
                .collect(),
        },
        6 => Change::Lapses {
            person: person.id,
            skill: SkillId(0),
            at: line.interval.start,
        },
        7 => {
            let roster = matcher.roster();
            let given = random.one_of(roster.assignments()).copied();
            Change::Fixed(given.unwrap_or(Assignment {
                person: person.id,
                line: line.id,
            }))
        }
        8 => {
            let mut added = line.clone();
            let last = instance
                .lines()
                .iter()
                .map(|line| line.id.0)
                .max()
                .unwrap_or(0);
            added.id = LineId(last + 1);
            Change::Line(Box::new(added))
        }
        _ => Change::Headcount {
            line: line.id,
            headcount: line.headcount + 1,
        },
    })
}
