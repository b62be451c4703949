//! Who to ask first for one line.

use crate::eligibility::Work;
use crate::input::{LineId, PersonId};
use crate::rematch::Matcher;
use crate::value::{cost_of_shifts, metres};

/// A person who could take the line beside all they have, and what that would add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Who.
    pub person: PersonId,
    /// What the roster gains, in value units: the sum of the parts.
    pub value: i64,
    /// For the line's priority.
    pub priority: i64,
    /// For travel, at most 0.
    pub travel: i64,
    /// For the kind of shift, at most 0.
    pub kind: i64,
    /// For shifts the person has already, at most 0: who had fewer comes first, so that offers are fair over time.
    pub fairness: i64,
    /// For a promise that the person is behind with, at least 0.
    pub commitment: i64,
    /// Shifts worked, confirmed and assigned.
    pub shifts: u32,
}

impl Matcher {
    /// Everyone who is eligible for the line, isn't on it, and could take it without giving anything up: the greatest gain
    /// first; among equals who has fewer shifts, then who is nearer, then the lower number. Linear in who is eligible, and
    /// in people where not all pairs are kept.
    #[must_use]
    pub fn offer_order(&self, line: LineId) -> Vec<Offer> {
        let Some(&number) = self.problem.number.get(&line) else {
            return Vec::new();
        };
        let inside = self.problem.by_line[number as usize].iter();
        let inside = inside
            .filter(|&&(person, pair)| !self.state.held[person as usize].has(usize::from(pair)))
            .map(|&(person, _)| person as usize);
        let outside =
            (0..self.problem.people.len()).filter(|&person| self.is_outside(person, number));
        let mut offers: Vec<(Offer, u32)> = inside
            .chain(outside)
            .filter_map(|person| self.offer(person, number))
            .collect();
        offers.sort_by_key(|(offer, distance)| {
            (
                std::cmp::Reverse(offer.value),
                offer.shifts,
                *distance,
                offer.person,
            )
        });
        offers.into_iter().map(|(offer, _)| offer).collect()
    }

    /// Whether the person is eligible for a line that there was no room for in their row.
    fn is_outside(&self, person: usize, line: u32) -> bool {
        !self.problem.rows[person].whole
            && self.problem.pair(person, line).is_none()
            && self.problem.is_possible(&self.instance, person, line)
    }

    fn offer(&self, person: usize, line: u32) -> Option<(Offer, u32)> {
        let someone = self.problem.person(&self.instance, person);
        let wanted = self.problem.line_of(&self.instance, line);
        let rules = self.instance.rules();
        let held = self.lines_of(person, self.state.held[person]);
        let count = someone.fixed.len() + held.len();
        if count >= usize::from(someone.maximum_shifts) {
            return None;
        }
        let about = self.problem.facts_of(&self.instance, someone);
        let shift = self.problem.shift(line);
        let work = |&l: &u32| (self.problem.shift(l), Work::Line(self.id(l)));
        let others: Vec<_> = held.iter().map(work).collect();
        if about.clash(&shift, &others).is_some() {
            return None;
        }
        let mut all: Vec<_> = others.iter().map(|(shift, _)| *shift).collect();
        all.insert(all.partition_point(|s| s.start < shift.start), shift);
        if about
            .limits
            .break_of(&self.problem.calendar, &all)
            .is_some()
        {
            return None;
        }
        let distance = metres(someone.home, wanted.location);
        let priority = i64::from(wanted.priority) * i64::from(rules.values.priority);
        let travel = -(i64::from(rules.values.km) * i64::from(distance) / 1_000);
        let liked = someone.preferred.is_empty() || someone.preferred.contains(&wanted.kind);
        let kind = if liked {
            0
        } else {
            -i64::from(rules.values.other_kind)
        };
        let without = crate::input::Person {
            commitment: None,
            ..someone.clone()
        };
        let step = |person| {
            cost_of_shifts(rules, person, count) - cost_of_shifts(rules, person, count + 1)
        };
        let fairness = step(&without);
        let commitment = step(someone) - fairness;
        let offer = Offer {
            person: someone.id,
            value: priority + travel + kind + fairness + commitment,
            priority,
            travel,
            kind,
            fairness,
            commitment,
            shifts: u32::from(someone.worked_shifts) + u32::try_from(count).unwrap_or(u32::MAX),
        };
        Some((offer, distance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Commitment, Instance};
    use crate::rematch::{Change, Matcher};
    use crate::solve::Options;
    use crate::testing::{line, monday, person, rules};

    #[test]
    fn who_worked_less_comes_first_and_who_is_behind_with_a_promise_before_them() {
        let mut busy = person(1);
        busy.worked_shifts = 4;
        let fresh = person(2);
        let mut promised = person(3);
        promised.commitment = Some(Commitment {
            yearly: 30,
            done: 1,
            pace: 3,
        });
        let people = vec![busy, fresh, promised];
        let instance = Instance::new(people, vec![], rules()).unwrap();
        let mut matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false);
        let mut wanted = line(1);
        wanted.priority = 1;
        matcher.apply(Change::Line(Box::new(wanted))).unwrap();
        let taken = matcher.roster().assignments()[0].person;
        assert_eq!(taken, PersonId(3));
        let offers = matcher.offer_order(LineId(1));
        let people: Vec<u64> = offers.iter().map(|offer| offer.person.0).collect();
        assert_eq!(people, [2, 1]);
        assert_eq!(offers[0].value, 1_000 - 40);
        assert_eq!((offers[1].fairness, offers[1].shifts), (-200, 4));
        for offer in offers {
            let parts = offer.priority + offer.travel + offer.kind + offer.fairness;
            assert_eq!(offer.value, parts + offer.commitment);
        }
    }

    #[test]
    fn who_would_have_to_give_something_up_is_not_asked() {
        let mut close = line(2);
        close.interval = monday(20, 28);
        close.priority = 3;
        let people = vec![person(1)];
        let instance = Instance::new(people, vec![line(1), close], rules()).unwrap();
        let matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false);
        assert!(matcher.offer_order(LineId(1)).is_empty());
    }
}
