//! Tiny instances of which every roster is tried.

use std::collections::HashMap;

use matching::checker::check;
use matching::generator::{Shape, lawful};
use matching::input::{AgeBand, Assignment, Instance, Line, Person, Roster, RuleSet, WeeklyRest};
use matching::random::Random;
use matching::solve::Options;

use crate::{instances, solved, text};

/// Places taken on each line, and what the person's lines are worth.
type Choice = (Vec<u16>, i64);

/// The value of the best legal roster.
pub(crate) fn optimum(instance: &Instance) -> i64 {
    let left: Vec<u16> = instance.lines().iter().map(|line| line.headcount).collect();
    let mut best = HashMap::from([(left, 0)]);
    for person in instance.people() {
        let choices = choices(instance, person);
        let mut next: HashMap<Vec<u16>, i64> = HashMap::new();
        for (left, value) in &best {
            for (taken, worth) in &choices {
                let after: Option<Vec<u16>> = left
                    .iter()
                    .zip(taken)
                    .map(|(left, taken)| left.checked_sub(*taken))
                    .collect();
                if let Some(after) = after {
                    let known = next.entry(after).or_insert(i64::MIN);
                    *known = (*known).max(value + worth);
                }
            }
        }
        best = next;
    }
    best.into_values().max().unwrap()
}

/// Every legal set of lines for this person, as if there were nobody else.
fn choices(instance: &Instance, person: &Person) -> Vec<Choice> {
    let lines = instance.lines().to_vec();
    let alone = Instance::new(vec![person.clone()], lines, instance.rules().clone()).unwrap();
    let mut choices = Vec::new();
    grow(&alone, &mut person.fixed.clone(), 0, &mut choices);
    choices
}

/// Taking a line away never breaks a rule, so only legal sets grow.
fn grow(
    alone: &Instance,
    ids: &mut Vec<matching::input::LineId>,
    from: usize,
    choices: &mut Vec<Choice>,
) {
    let person = alone.people()[0].id;
    let given = ids
        .iter()
        .map(|&line| Assignment { person, line })
        .collect();
    let verdict = check(alone, &Roster::new(given));
    if !verdict.is_legal() {
        return;
    }
    let taken = alone
        .lines()
        .iter()
        .map(|line| u16::from(ids.contains(&line.id)));
    choices.push((taken.collect(), verdict.value));
    for (at, line) in alone.lines().iter().enumerate().skip(from) {
        if !ids.contains(&line.id) {
            ids.push(line.id);
            grow(alone, ids, at + 1, choices);
            ids.pop();
        }
    }
}

pub(crate) fn tiny(seed: u64) -> Instance {
    let shape = Shape::tiny(&mut Random::new(seed));
    lawful(shape, seed).unwrap()
}

#[test]
fn no_roster_is_worth_more_than_the_bound_and_ours_is_within_the_stated_gap() {
    let seeds = 10 * instances();
    let (mut found, mut proved) = (0, 0);
    for seed in 0..seeds {
        let instance = tiny(seed);
        let best = optimum(&instance);
        let solution = solved(&instance, &Options::default());
        assert!(
            best <= solution.bound,
            "seed {seed}: {best} is above the bound {}\n{}",
            solution.bound,
            text(&instance)
        );
        assert!(
            solution.value <= best,
            "seed {seed}: {} is above the optimum {best}\n{}",
            solution.value,
            text(&instance)
        );
        found += u64::from(solution.value == best);
        proved += u64::from(solution.value == solution.bound);
    }
    println!("tiny instances: {seeds}, the optimum found in {found}, proved in {proved}");
    assert!(
        found * 100 >= seeds * 97,
        "the optimum was found in {found} of {seeds} only"
    );
}

type Relax = fn(&mut RuleSet, &mut [Person], &mut [Line]);

/// Each takes one rule away or widens it.
const RELAXATIONS: [(&str, Relax); 13] = [
    ("weekly minutes", |rules, _, _| {
        rules.adult.weekly_minutes = None;
        rules.average.opted_out_weekly_minutes = None;
        rules.under_18.weekly_minutes = None;
    }),
    ("daily minutes", |rules, _, _| {
        rules.adult.daily_minutes = None;
        rules.under_18.daily_minutes = None;
    }),
    ("an hour less of daily rest", |rules, _, _| {
        rules.adult.daily_rest_minutes -= 60;
        rules.under_18.daily_rest_minutes -= 60;
    }),
    ("weekly rest", |rules, _, _| {
        rules.adult.weekly_rest = WeeklyRest::NONE;
        rules.under_18.weekly_rest = WeeklyRest::NONE;
    }),
    ("breaks", |rules, _, _| {
        rules.adult.break_minutes = 0;
        rules.under_18.break_minutes = 0;
    }),
    ("nights of the young", |rules, _, _| {
        rules.under_18.nights = true
    }),
    ("long nights", |rules, _, _| {
        rules.night.longest_minutes = None
    }),
    ("opt-outs", |rules, people, _| {
        rules.average.opted_out_weekly_minutes = None;
        people.iter_mut().for_each(|person| person.opted_out = true)
    }),
    ("night workers", |_, people, _| {
        people
            .iter_mut()
            .for_each(|person| person.night_worker = false)
    }),
    ("one more shift", |_, people, _| {
        people
            .iter_mut()
            .for_each(|person| person.maximum_shifts += 1)
    }),
    ("travel", |_, people, _| {
        people
            .iter_mut()
            .for_each(|person| person.travel_limit_metres *= 2)
    }),
    ("one more place", |_, _, lines| {
        lines.iter_mut().for_each(|line| line.headcount += 1)
    }),
    ("required skills", |_, _, lines| {
        lines.iter_mut().for_each(|line| line.skills.clear())
    }),
];

#[test]
fn relaxing_a_rule_never_lowers_the_optimum() {
    let mut rises = HashMap::new();
    for seed in 0..instances() {
        let instance = tiny(1_000_000 + seed);
        let before = optimum(&instance);
        for (name, relax) in RELAXATIONS {
            let (mut people, mut lines, mut rules) = instance.clone().into_parts();
            relax(&mut rules, &mut people, &mut lines);
            let relaxed = Instance::new(people, lines, rules).unwrap();
            let after = optimum(&relaxed);
            assert!(
                before <= after,
                "without {name}: from {before} to {after}\n{}",
                text(&instance)
            );
            *rises.entry(name).or_insert(0) += u32::from(before < after);
            solved(&relaxed, &Options::default());
        }
    }
    for (name, _) in RELAXATIONS {
        println!(
            "{name}: raised the optimum of {} in {} instances",
            rises[name],
            instances()
        );
        assert!(
            instances() < 1_000 || rises[name] > 0,
            "{name} never mattered"
        );
    }
}

#[test]
fn growing_up_is_no_rule_that_binds_the_young_twice() {
    for seed in 0..instances() {
        let instance = tiny(2_000_000 + seed);
        let (mut people, lines, mut rules) = instance.into_parts();
        // With the same limits for both ages the age decides nothing but the average.
        rules.under_18 = rules.adult;
        rules.average.opted_out_weekly_minutes = rules.adult.weekly_minutes;
        people.iter_mut().for_each(|person| {
            person.exceptions.clear();
            person.opted_out = true;
            person.night_worker = false;
        });
        let young = Instance::new(people.clone(), lines.clone(), rules.clone()).unwrap();
        people
            .iter_mut()
            .for_each(|person| person.age = AgeBand::Adult);
        let adult = Instance::new(people, lines, rules).unwrap();
        assert_eq!(optimum(&young), optimum(&adult));
        let options = Options::default();
        assert_eq!(
            solved(&young, &options).value,
            solved(&adult, &options).value
        );
    }
}
