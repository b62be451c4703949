//! Whether a roster is legal, and what it is worth: written from the rules alone.
//!
//! It shares nothing with the solver but the types of the input, so that a mistake in one is not a mistake in both. Every
//! rule is looked at in the plainest way: each pair of shifts, each day, each week. What [`crate::input`] says is judged is
//! judged: what was added, together with all that the person has. Which lines the solver considers
//! ([`crate::input::RuleSet::nearest_lines`]) is not a rule of work and is not looked at.

mod pair;
mod person;
mod rest;
mod stretch;
#[cfg(test)]
mod tests;
mod violation;

pub use pair::{breaches as pair_breaches, value as pair_value};
pub use person::breaches as person_breaches;
pub use violation::{Compensation, PairBreach, PersonBreach, Violation, Work};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::input::{Assignment, Instance, Line, LineId, Person, PersonId, Roster, RuleSet};

/// What the checker found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Every breach of a rule by what was added; none when the roster is legal.
    pub violations: Vec<Violation>,
    /// What confirmed lines break by themselves, or beside work elsewhere. They stay all the same.
    pub standing: Vec<Violation>,
    /// Rest that makes up for rest that regulations 21 to 23 let be short.
    pub compensations: Vec<Compensation>,
    /// What the roster is worth, legal or not. Assignments that name nobody count for nothing.
    pub value: i64,
}

impl Verdict {
    /// Whether no rule is broken by what was added.
    #[must_use]
    pub fn is_legal(&self) -> bool {
        self.violations.is_empty()
    }
}

/// Checks a roster. Quadratic in the shifts of one person, linear in people and lines.
#[must_use]
pub fn check(instance: &Instance, roster: &Roster) -> Verdict {
    let lines: HashMap<LineId, &Line> = instance
        .lines()
        .iter()
        .map(|line| (line.id, line))
        .collect();
    let mut given: HashMap<PersonId, Vec<&Line>> = HashMap::new();
    let mut violations = Vec::new();
    let mut assigned: BTreeMap<LineId, usize> = BTreeMap::new();
    let people: BTreeSet<PersonId> = instance.people().iter().map(|person| person.id).collect();
    for &Assignment { person, line } in roster.assignments() {
        match (people.contains(&person), lines.get(&line)) {
            (false, _) => violations.push(Violation::UnknownPerson(person)),
            (true, None) => violations.push(Violation::UnknownLine(line)),
            (true, Some(known)) => {
                given.entry(person).or_default().push(known);
                *assigned.entry(line).or_default() += 1;
            }
        }
    }
    for (line, assigned) in assigned {
        let headcount = lines.get(&line).map_or(0, |line| line.headcount);
        if assigned > usize::from(headcount) {
            violations.push(Violation::TooManyPeople {
                line,
                assigned,
                headcount,
            });
        }
    }
    let mut verdict = Verdict {
        violations,
        standing: Vec::new(),
        compensations: Vec::new(),
        value: 0,
    };
    for person in instance.people() {
        let given = given.get(&person.id).map_or(&[][..], Vec::as_slice);
        let added = of_person(instance, person, given, &lines);
        let all = of_all(instance.rules(), person, given);
        let stands = all.into_iter().filter(|breach| !added.contains(breach));
        verdict.standing.extend(stands);
        verdict.violations.extend(added);
        let work = person::all_work(person, given, &[]);
        let rest = rest::rest_of(instance.rules(), person);
        verdict
            .compensations
            .extend(rest::compensations(rest, person, &work));
        verdict.value += worth(instance, person, given);
    }
    verdict
}

/// What is wrong if confirmed lines are judged like all others; nothing where none are confirmed.
fn of_all(rules: &RuleSet, person: &Person, given: &[&Line]) -> Vec<Violation> {
    if person.fixed.is_empty() {
        return Vec::new();
    }
    let pairs = given.iter().flat_map(|line| of_pair(rules, person, line));
    let sets = person::breaches(rules, person, given, &[]);
    pairs.chain(of_sets(person, sets)).collect()
}

fn of_pair(rules: &RuleSet, person: &Person, line: &Line) -> Vec<Violation> {
    let breaches = pair::breaches(rules, person, line).into_iter();
    breaches
        .map(|breach| Violation::Pair {
            person: person.id,
            line: line.id,
            breach,
        })
        .collect()
}

fn of_sets(person: &Person, breaches: Vec<PersonBreach>) -> impl Iterator<Item = Violation> {
    let person = person.id;
    breaches
        .into_iter()
        .map(move |breach| Violation::Person { person, breach })
}

fn of_person(
    instance: &Instance,
    person: &Person,
    given: &[&Line],
    lines: &HashMap<LineId, &Line>,
) -> Vec<Violation> {
    let has = |id: &LineId| given.iter().any(|line| line.id == *id);
    let left_out =
        person
            .fixed
            .iter()
            .filter(|id| !has(id))
            .map(|&line| Violation::ConfirmedLeftOut {
                person: person.id,
                line,
            });
    let added: Vec<&Line> = given
        .iter()
        .copied()
        .filter(|line| !person.fixed.contains(&line.id))
        .collect();
    let rules = instance.rules();
    let pairs = added.iter().flat_map(|line| of_pair(rules, person, line));
    let confirmed: Vec<&Line> = person
        .fixed
        .iter()
        .filter_map(|id| lines.get(id).copied())
        .collect();
    let sets = person::breaches(rules, person, &added, &confirmed);
    left_out.chain(pairs).chain(of_sets(person, sets)).collect()
}

/// What a person's lines bring, as the head of [`crate::input`] defines it.
fn worth(instance: &Instance, person: &Person, given: &[&Line]) -> i64 {
    let rules = instance.rules();
    let values = &rules.values;
    let pairs: i64 = given
        .iter()
        .map(|line| pair::value(rules, person, line))
        .sum();
    let cost_of = |shifts: i64| {
        i64::from(rules.fairness.quadratic) * shifts * shifts
            + i64::from(rules.fairness.linear) * shifts
    };
    let count = i64::try_from(given.len()).unwrap_or(i64::MAX);
    let worked = i64::from(person.worked_shifts);
    let fairness = cost_of(worked + count) - cost_of(worked);
    let credited = person.commitment.map_or(0, |commitment| {
        let promised = i64::from(commitment.pace.min(commitment.yearly));
        (promised - i64::from(commitment.done)).clamp(0, count)
    });
    let is_dropped = |id: &&LineId| !given.iter().any(|line| line.id == **id);
    let dropped = person.published.iter().filter(is_dropped).count();
    let changes = i64::from(values.change) * i64::try_from(dropped).unwrap_or(i64::MAX);
    pairs - fairness + i64::from(values.commitment) * credited - changes
}
