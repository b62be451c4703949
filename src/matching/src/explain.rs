//! Why someone isn't on a line, what would let them do more, and why a line isn't filled.

use std::collections::BTreeMap;

use domain::kit::london;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::eligibility::{LineFacts, PersonFacts, Rejection, Rule};
use crate::input::{Line, LineId, PersonId, SkillId};
use crate::problem::SCALE;
use crate::rematch::Matcher;
use crate::solve::pricing::{At, Widest};
use crate::value::metres;

/// Why a person isn't on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// The person is on it.
    Assigned,
    /// A rule is against it.
    Rejected(Rejection),
    /// Nothing is against it, but the roster is better without.
    Worse(Worse),
}

/// What a roster with the pair could be worth, at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worse {
    /// Every roster with the pair is worth at least so much less than the one there is. At or below 0 within the gap: such
    /// a roster could be better by its opposite, at most, and it isn't known whether one is.
    pub at_least: i64,
    /// Every roster with the pair is worth at least so much less than the proven bound; never below 0.
    pub below_bound: i64,
    /// Lines of the person that the best set with the pair would give up.
    pub instead_of: Vec<LineId>,
    /// Whether all places of the line are taken.
    pub full: bool,
    /// What a place of the line is worth to others, in value units rounded down.
    pub price: i64,
}

/// One change that a person could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Gain or renew this.
    Skill(SkillId),
    /// Travel so many metres, a multiple of 5 km.
    Travel(u32),
    /// Work on this day, and the morning after a night.
    Available(Date),
}

/// A set of changes, and how many lines it opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlock {
    /// Every one is needed.
    pub steps: Vec<Step>,
    /// Lines that the person could do then, beside confirmed work, and can't now.
    pub lines: usize,
}

/// Why places of a line are open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyUnfilled {
    /// Places open.
    pub open: u16,
    /// How many people each rule ruled out first.
    pub ruled_out: BTreeMap<Rule, usize>,
    /// People who could do it but are worth more elsewhere, and aren't on it.
    pub elsewhere: usize,
    /// People with the role whom the fewest steps separate from the line, with those steps; the nearest first.
    pub nearest: Vec<(PersonId, Vec<Step>)>,
}

impl Matcher {
    /// Why the person isn't on the line. `None` when the instance doesn't have them. Runs one program of one person.
    #[must_use]
    pub fn why_not(&mut self, person: PersonId, line: LineId) -> Option<WhyNot> {
        let &number = self.by_id.get(&person)?;
        let &place = self.problem.number.get(&line)?;
        let someone = self.problem.person(&self.instance, number);
        if someone.fixed.contains(&line) {
            return Some(WhyNot::Assigned);
        }
        let held = self.state.held[number];
        let pair = self.problem.pair(number, place);
        if pair.is_some_and(|pair| held.has(pair)) {
            return Some(WhyNot::Assigned);
        }
        if pair.is_none()
            && let Some(rejection) = self.rejection(number, place)
        {
            return Some(WhyNot::Rejected(rejection));
        }
        let forced = self.forced(number, pair, place);
        let with = self.scaled_bound() - self.bests[number] + forced.bound;
        let scale = i64::from(SCALE);
        let constant: i64 = self.problem.constants.iter().sum();
        let most = with.div_euclid(scale) + constant;
        let mut lines = self.lines_of(number, held);
        lines.retain(|line| !forced.lines.contains(line));
        Some(WhyNot::Worse(Worse {
            // Headcounts alone may have proved a lower bound than these prices.
            below_bound: (self.bound() - most).max(0),
            at_least: self.value() - most,
            instead_of: lines.into_iter().map(|line| self.id(line)).collect(),
            full: !self.state.is_open(&self.problem, place),
            price: i64::from(self.prices[place as usize]) / scale,
        }))
    }

    /// The best set with the line in it, of all the lines that the person can do.
    fn forced(&mut self, person: usize, pair: Option<usize>, line: u32) -> Widest {
        let (Some(pair), true) = (pair, self.problem.rows[person].whole) else {
            let at = At {
                forced: Some(line),
                ..At::new(&[])
            };
            return self.widest(person, at);
        };
        self.gains_at_prices(person);
        let best = self.scratch.best(&self.problem, person, Some(pair));
        Widest {
            bound: best.bound,
            lines: self.lines_of(person, best.set),
        }
    }

    /// The first rule against a pair that isn't in the person's row; `None` if there is just no room for it.
    /// Whether no rule keeps a person from a line that isn't theirs, and forcing it takes a look at all their lines, because not
    /// all of them are kept.
    pub(crate) fn is_long_to_force(&self, person: PersonId, line: LineId) -> bool {
        let number = self.by_id.get(&person);
        let place = self.problem.number.get(&line);
        let (Some(&number), Some(&place)) = (number, place) else {
            return false;
        };
        let someone = self.problem.person(&self.instance, number);
        if self.problem.rows[number].whole || someone.fixed.contains(&line) {
            return false;
        }
        match self.problem.pair(number, place) {
            Some(pair) => !self.state.held[number].has(pair),
            None => self.rejection(number, place).is_none(),
        }
    }

    fn rejection(&self, person: usize, line: u32) -> Option<Rejection> {
        let someone = self.problem.person(&self.instance, person);
        let rules = self.instance.rules();
        let wanted = self.problem.line_of(&self.instance, line);
        let facts = &self.problem.facts[line as usize];
        self.problem
            .facts_of(&self.instance, someone)
            .rejection(&self.problem.calendar, rules, wanted, facts)
            .or_else(|| rules.nearest_lines.map(Rejection::NotNearest))
    }

    /// What a person could change, at most three things together, to be able to do most further lines: the fewest changes
    /// first, then the most lines; at most `count`. Linear in lines, and quadratic in different sets of missing things.
    #[must_use]
    pub fn unlock(&self, person: PersonId, count: usize) -> Vec<Unlock> {
        let Some(&number) = self.by_id.get(&person) else {
            return Vec::new();
        };
        let someone = self.problem.person(&self.instance, number);
        let about = self.problem.facts_of(&self.instance, someone);
        let mut missing: BTreeMap<Vec<Step>, usize> = BTreeMap::new();
        for (facts, &at) in self.problem.facts.iter().zip(&self.problem.lines) {
            let line = &self.instance.lines()[at as usize];
            match self.steps(&about, line, facts) {
                Some(steps) if !steps.is_empty() && steps.len() <= 3 => {
                    *missing.entry(steps).or_default() += 1;
                }
                _ => {}
            }
        }
        let opened = |steps: &[Step]| -> usize {
            let open = missing.iter().filter(|(needed, _)| covers(steps, needed));
            open.map(|(_, lines)| lines).sum()
        };
        let mut unlocks: Vec<Unlock> = missing
            .keys()
            .map(|steps| Unlock {
                steps: steps.clone(),
                lines: opened(steps),
            })
            .collect();
        unlocks.sort_by_key(|unlock| {
            let lines = std::cmp::Reverse(unlock.lines);
            (unlock.steps.len(), lines, unlock.steps.clone())
        });
        // A longer set is only of use where it opens more than every shorter one.
        let (mut size, mut shorter, mut most) = (1, 0, 0);
        unlocks.retain(|unlock| {
            if unlock.steps.len() > size {
                (size, shorter) = (unlock.steps.len(), most);
            }
            most = most.max(unlock.lines);
            unlock.lines > shorter
        });
        unlocks.truncate(count);
        unlocks
    }

    /// What a person lacks for a line and could change; `None` if something else is against it.
    fn steps(&self, about: &PersonFacts<'_>, line: &Line, facts: &LineFacts) -> Option<Vec<Step>> {
        let person = about.person;
        let out = !facts.active
            || !person.roles.contains(&line.role)
            || person.fixed.contains(&line.id)
            || person.excluded_sites.contains(&line.site)
            || person.excluded_lines.contains(&line.id)
            || about.hours_of(self.instance.rules(), line, facts).is_some()
            || about.beside(&self.problem.calendar, line, facts).is_some();
        if out {
            return None;
        }
        let mut steps: Vec<Step> = about.lacking(line).map(Step::Skill).collect();
        let distance = metres(person.home, line.location);
        if distance > person.travel_limit_metres {
            steps.push(Step::Travel(distance.next_multiple_of(5_000)));
        }
        if about.not_available(&facts.shift).is_some() {
            steps.push(Step::Available(london::day_of(line.interval.start)));
        }
        steps.sort_unstable();
        steps.dedup();
        Some(steps)
    }

    /// Why places of a line are open, with at most `count` of the people nearest to it. `None` when the instance doesn't
    /// have the line. Linear in people.
    #[must_use]
    pub fn why_unfilled(&self, line: LineId, count: usize) -> Option<WhyUnfilled> {
        let &number = self.problem.number.get(&line)?;
        let wanted = self.problem.line_of(&self.instance, number);
        let facts = &self.problem.facts[number as usize];
        let rules = self.instance.rules();
        let open = self.problem.places[number as usize] - self.state.filled[number as usize];
        let mut why = WhyUnfilled {
            open: u16::try_from(open).unwrap_or(0),
            ruled_out: BTreeMap::new(),
            elsewhere: 0,
            nearest: Vec::new(),
        };
        let mut near = Vec::new();
        for person in 0..self.problem.people.len() {
            let someone = self.problem.person(&self.instance, person);
            if someone.fixed.contains(&line) {
                continue;
            }
            if let Some(pair) = self.problem.pair(person, number) {
                why.elsewhere += usize::from(!self.state.held[person].has(pair));
                continue;
            }
            let about = self.problem.facts_of(&self.instance, someone);
            let rejection = about.rejection(&self.problem.calendar, rules, wanted, facts);
            let nearest = rules.nearest_lines.map(Rejection::NotNearest);
            let Some(rejection) = rejection.or(nearest) else {
                why.elsewhere += 1;
                continue;
            };
            *why.ruled_out.entry(rejection.rule()).or_default() += 1;
            match self.steps(&about, wanted, facts) {
                Some(steps) if !steps.is_empty() => {
                    let distance = metres(someone.home, wanted.location);
                    near.push((steps.len(), distance, someone.id, steps));
                }
                _ => {}
            }
        }
        near.sort_unstable();
        let nearest = near.into_iter().take(count);
        why.nearest = nearest
            .map(|(_, _, person, steps)| (person, steps))
            .collect();
        Some(why)
    }
}

/// Whether `steps` are all that is `needed`.
fn covers(steps: &[Step], needed: &[Step]) -> bool {
    needed.iter().all(|need| {
        steps.iter().any(|step| match (step, need) {
            (Step::Travel(far), Step::Travel(metres)) => far >= metres,
            _ => step == need,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{HeldSkill, Instance};
    use crate::solve::{Options, solve};
    use crate::testing::{Dice, line, monday, person, rules, town};

    fn matcher(instance: Instance) -> Matcher {
        Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false)
    }

    #[test]
    fn every_pair_has_a_reason_and_forcing_it_proves_how_much_worse_it_is() {
        let instance = town(40, 60, 4);
        let mut matcher = matcher(instance.clone());
        let (value, bound) = (matcher.value(), matcher.bound());
        let mut dice = Dice::new(1);
        for (a, b) in (1..=40).flat_map(|a| (1..=60).map(move |b| (a, b))) {
            let why = matcher.why_not(PersonId(a), LineId(b)).unwrap();
            let WhyNot::Worse(worse) = why else { continue };
            assert!(worse.at_least >= value - bound);
            assert!(worse.below_bound >= 0);
            if dice.roll(10) > 0 {
                continue;
            }
            let (mut people, lines, rules) = instance.clone().into_parts();
            people[a as usize - 1].fixed = vec![LineId(b)];
            let forced = Instance::new(people, lines, rules).unwrap();
            let answer = solve(&forced, &Options::default(), &mut |_| {}, &|| false);
            assert!(
                answer.value <= value - worse.at_least && answer.value <= bound - worse.below_bound,
                "person {a}, line {b}"
            );
        }
    }

    #[test]
    fn the_first_failing_rule_comes_with_its_numbers() {
        let mut someone = person(1);
        someone.travel_limit_metres = 3_000;
        let mut far = line(1);
        far.location.easting += 5_000;
        let mut other_role = line(2);
        other_role.role = crate::input::RoleId(9);
        let mut trained = line(3);
        trained.skills = vec![SkillId(5)];
        let mut late = line(4);
        late.interval = monday(24 * 13 + 20, 24 * 14 + 8);
        let lines = vec![far, other_role, trained, late];
        someone.available = vec![monday(0, 24 * 14)];
        let instance = Instance::new(vec![someone], lines, rules()).unwrap();
        let mut matcher = matcher(instance);
        let mut why = |line| matcher.why_not(PersonId(1), LineId(line)).unwrap();
        let rejected = WhyNot::Rejected;
        assert_eq!(
            why(1),
            rejected(Rejection::TooFar {
                metres: 5_000,
                limit: 3_000
            })
        );
        assert_eq!(why(2), rejected(Rejection::Role(crate::input::RoleId(9))));
        assert_eq!(why(3), rejected(Rejection::SkillMissing(SkillId(5))));
        assert_eq!(
            why(4),
            rejected(Rejection::NotAvailable(monday(0, 24 * 14).end))
        );
    }

    #[test]
    fn who_is_taken_up_is_worse_with_another_line_by_what_the_lines_differ() {
        let mut dear = line(1);
        dear.priority = 3;
        let instance = Instance::new(vec![person(1)], vec![dear, line(2)], rules()).unwrap();
        let mut matcher = matcher(instance);
        assert_eq!(
            matcher.why_not(PersonId(1), LineId(1)),
            Some(WhyNot::Assigned)
        );
        let Some(WhyNot::Worse(worse)) = matcher.why_not(PersonId(1), LineId(2)) else {
            panic!("the person could do it");
        };
        assert_eq!(worse.at_least, 2_000);
        assert_eq!(worse.instead_of, [LineId(1)]);
        assert!(!worse.full);
    }

    #[test]
    fn the_training_that_opens_most_lines_comes_first() {
        let mut lines = Vec::new();
        for (id, skills) in [(1, vec![5]), (2, vec![6]), (3, vec![6]), (4, vec![5, 6])] {
            let mut wanted = line(id);
            wanted.skills = skills.into_iter().map(SkillId).collect();
            let day = 24 * id as i64;
            wanted.interval = monday(day + 7, day + 15);
            lines.push(wanted);
        }
        let matcher = matcher(Instance::new(vec![person(1)], lines, rules()).unwrap());
        let unlocks = matcher.unlock(PersonId(1), 5);
        let found: Vec<(Vec<Step>, usize)> =
            unlocks.into_iter().map(|u| (u.steps, u.lines)).collect();
        let skill = |id| Step::Skill(SkillId(id));
        assert_eq!(
            found,
            [
                (vec![skill(6)], 2),
                (vec![skill(5)], 1),
                (vec![skill(5), skill(6)], 4)
            ]
        );
    }

    #[test]
    fn an_unfilled_line_counts_who_each_rule_ruled_out_and_names_the_nearest() {
        let mut wanted = line(1);
        wanted.skills = vec![SkillId(5)];
        wanted.headcount = 3;
        let mut lapsed = person(1);
        lapsed.skills = vec![HeldSkill {
            skill: SkillId(5),
            from: None,
            until: Some(monday(0, 1).end),
        }];
        let mut nurse = person(2);
        nurse.roles = vec![crate::input::RoleId(2)];
        let mut away = person(3);
        away.available.clear();
        let instance = Instance::new(vec![lapsed, nurse, away], vec![wanted], rules()).unwrap();
        let why = matcher(instance).why_unfilled(LineId(1), 5).unwrap();
        assert_eq!(why.open, 3);
        assert_eq!(why.ruled_out[&Rule::Skill], 2);
        assert_eq!(why.ruled_out[&Rule::Role], 1);
        let skill = Step::Skill(SkillId(5));
        let day = Step::Available(jiff::civil::date(2026, 6, 1));
        assert_eq!(
            why.nearest,
            [(PersonId(1), vec![skill]), (PersonId(3), vec![skill, day])]
        );
    }
}
