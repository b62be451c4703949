//! What a pair, a number of shifts and a whole roster are worth, by the definition in [`crate::input`].

use std::collections::HashMap;

use domain::kit::grid_reference::GridReference;

use crate::input::{Instance, Line, LineId, Person, PersonId, Roster, RuleSet};

/// Straight-line distance in whole metres, rounded down.
#[must_use]
pub fn metres(from: GridReference, to: GridReference) -> u32 {
    let east = i64::from(from.easting) - i64::from(to.easting);
    let north = i64::from(from.northing) - i64::from(to.northing);
    u32::try_from((east * east + north * north).isqrt()).unwrap_or(u32::MAX)
}

/// The value of one assignment before fairness, commitment and change, in value units.
#[must_use]
pub fn pair_value(rules: &RuleSet, person: &Person, line: &Line) -> i64 {
    let values = &rules.values;
    let travel = travel_cost(rules, metres(person.home, line.location));
    let kind = match person.preferred.is_empty() || person.preferred.contains(&line.kind) {
        true => 0,
        false => i64::from(values.other_kind),
    };
    i64::from(line.priority) * i64::from(values.priority) - travel - kind
}

/// What is lost for so many metres of travel, in value units.
pub(crate) fn travel_cost(rules: &RuleSet, metres: u32) -> i64 {
    i64::from(rules.values.km) * i64::from(metres) / 1_000
}

/// What `lines` lines cost a person in fairness, less what they earn towards a commitment, in value units.
#[must_use]
pub fn cost_of_shifts(rules: &RuleSet, person: &Person, lines: usize) -> i64 {
    let lines = i64::try_from(lines).unwrap_or(i64::MAX);
    let worked = i64::from(person.worked_shifts);
    let curve =
        |n: i64| i64::from(rules.fairness.quadratic) * n * n + i64::from(rules.fairness.linear) * n;
    let credited = person.commitment.map_or(0, |promise| {
        let owed = i64::from(promise.pace.min(promise.yearly)) - i64::from(promise.done);
        lines.min(owed.max(0))
    });
    curve(worked + lines) - curve(worked) - credited * i64::from(rules.values.commitment)
}

/// The value of `roster`, in value units. Pairs that name no person or line of the instance count nothing. Linear.
#[must_use]
pub fn value_of(instance: &Instance, roster: &Roster) -> i64 {
    let rules = instance.rules();
    let lines: HashMap<LineId, &Line> = instance.lines().iter().map(|l| (l.id, l)).collect();
    let mut chosen: HashMap<PersonId, Vec<LineId>> = HashMap::new();
    for assignment in roster.assignments() {
        if lines.contains_key(&assignment.line) {
            chosen
                .entry(assignment.person)
                .or_default()
                .push(assignment.line);
        }
    }
    let none = Vec::new();
    instance
        .people()
        .iter()
        .map(|person| {
            let mine = chosen.get(&person.id).unwrap_or(&none);
            let worth: i64 = mine
                .iter()
                .map(|line| pair_value(rules, person, lines[line]))
                .sum();
            let dropped = person.published.iter().filter(|l| !mine.contains(l));
            let changes = i64::try_from(dropped.count()).unwrap_or(0);
            worth
                - cost_of_shifts(rules, person, mine.len())
                - changes * i64::from(rules.values.change)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Assignment, Commitment, ShiftKind};
    use crate::testing::{line, person, rules};

    #[test]
    fn distance_is_rounded_down() {
        let from = line(1).location;
        let mut to = from;
        to.easting += 3_000;
        to.northing += 4_001;
        assert_eq!(metres(from, to), 5_000);
    }

    #[test]
    fn value_counts_priority_travel_kind_fairness_commitment_and_changes() {
        let mut someone = person(1);
        someone.home.easting += 2_550;
        someone.preferred = vec![ShiftKind::Late];
        someone.worked_shifts = 1;
        someone.commitment = Some(Commitment {
            yearly: 30,
            done: 4,
            pace: 5,
        });
        let mut next = line(7);
        next.priority = 3;
        next.interval = crate::testing::monday(31, 39);
        someone.published = vec![LineId(8)];
        let mut dropped = line(8);
        dropped.interval = crate::testing::monday(55, 63);
        let instance = Instance::new(vec![someone], vec![line(6), next, dropped], rules()).unwrap();
        let roster = Roster::new(
            [6, 7]
                .map(|id| Assignment {
                    person: PersonId(1),
                    line: LineId(id),
                })
                .to_vec(),
        );
        let pairs = 1_000 - 25 - 60 + 3_000 - 25 - 60;
        let fairness = (20 * 9 + 20 * 3) - (20 + 20);
        assert_eq!(value_of(&instance, &roster), pairs - fairness + 100 - 20);
    }
}
