use std::cell::Cell;
use std::collections::HashMap;

use super::*;
use crate::checker::check;
use crate::generator::{WARD, crowded};
use crate::input::{HeldSkill, Person, PersonId, SkillId};
use crate::testing::{line, monday, person, rules, town};
use crate::value::value_of;

fn quietly(instance: &Instance, options: &Options) -> Solution {
    solve(instance, options, &mut |_| {}, &|| false)
}

fn consistent(instance: &Instance, solution: &Solution) {
    let verdict = check(instance, &solution.roster);
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
    assert_eq!(solution.value, verdict.value);
    assert_eq!(solution.value, value_of(instance, &solution.roster));
    assert!(solution.value <= solution.bound);
    let mut filled: HashMap<LineId, u16> = HashMap::new();
    for assignment in solution.roster.assignments() {
        *filled.entry(assignment.line).or_default() += 1;
    }
    for fill in &solution.fill {
        assert_eq!(fill.filled, filled.get(&fill.line).copied().unwrap_or(0));
        assert!(fill.filled <= fill.headcount);
    }
}

#[test]
fn the_only_place_goes_to_who_is_nearer_and_that_is_proved() {
    let (mut far, near) = (person(1), person(2));
    far.home.easting += 5_000;
    let instance = Instance::new(vec![far, near], vec![line(1)], rules()).unwrap();
    let solution = quietly(&instance, &Options::default());
    let people: Vec<u64> = solution
        .roster
        .assignments()
        .iter()
        .map(|a| a.person.0)
        .collect();
    assert_eq!(people, [2]);
    assert_eq!((solution.value, solution.bound), (960, 960));
    assert_eq!(solution.stopped, Stopped::TargetGap);
}

#[test]
fn a_week_holds_six_shifts_of_eight_hours() {
    let lines = (0..7).map(|day| {
        let mut wanted = line(day);
        let from = 24 * day as i64 + 7;
        wanted.interval = monday(from, from + 8);
        wanted
    });
    let instance = Instance::new(vec![person(1)], lines.collect(), rules()).unwrap();
    let solution = quietly(&instance, &Options::default());
    assert_eq!(solution.roster.assignments().len(), 6);
    assert_eq!(solution.value, solution.bound);
    assert!(solution.work.with_hours > 0);
}

#[test]
fn certificates_that_follow_each_other_hold_a_skill() {
    let skill = SkillId(1);
    let held = |from: i64, until: i64| HeldSkill {
        skill,
        from: Some(monday(from, from + 1).start),
        until: Some(monday(until, until + 1).start),
    };
    let mut wanted = line(1);
    wanted.skills = vec![skill];
    let mut renewed = person(1);
    let filled = |someone: &Person| {
        let instance = Instance::new(vec![someone.clone()], vec![wanted.clone()], rules()).unwrap();
        let solution = quietly(&instance, &Options::default());
        consistent(&instance, &solution);
        let all = [Assignment {
            person: PersonId(1),
            line: LineId(1),
        }];
        let legal = check(&instance, &Roster::new(all.to_vec()))
            .violations
            .is_empty();
        assert_eq!(legal, solution.fill[0].filled == 1);
        legal
    };
    renewed.skills = vec![held(10, 20), held(-48, 10)];
    assert!(filled(&renewed));
    // An hour without.
    renewed.skills = vec![held(11, 20), held(-48, 10)];
    assert!(!filled(&renewed));
}

#[test]
fn confirmed_lines_stay_and_fill_their_places() {
    let mut far = person(1);
    far.home.easting += 5_000;
    far.available.clear();
    far.fixed = vec![LineId(1)];
    let instance = Instance::new(vec![far, person(2)], vec![line(1)], rules()).unwrap();
    let solution = quietly(&instance, &Options::default());
    consistent(&instance, &solution);
    assert_eq!(solution.roster.assignments()[0].person.0, 1);
    assert_eq!(solution.fill[0].filled, 1);
}

#[test]
fn nobody_bids_for_a_line_that_confirmed_people_fill() {
    let mut far = person(1);
    far.fixed = vec![LineId(1)];
    let instance = Instance::new(vec![far, person(2)], vec![line(1)], rules()).unwrap();
    let watch = Watch::new(None, &Default::default, &|| false);
    let problem = Problem::new(&instance, WIDEST, &watch);
    let mut scratch = Scratch::default();
    let state = auction::run(&problem, &[0], SCALE, 30, &mut scratch, &watch);
    assert_eq!(state.filled, [0]);
}

#[test]
fn a_town_is_matched_within_the_target() {
    for seed in 0..5 {
        let instance = town(120, 200, seed);
        let options = Options {
            target_gap: 0.001,
            effort: 10,
            ..Options::default()
        };
        let solution = quietly(&instance, &options);
        consistent(&instance, &solution);
        assert!(
            solution.gap() <= 0.005,
            "seed {seed}: gap {}",
            solution.gap()
        );
    }
}

#[test]
fn the_answer_is_the_same_at_any_number_of_threads() {
    let instance = town(100, 150, 7);
    let with = |threads| {
        let options = Options {
            threads,
            ..Options::default()
        };
        let solution = quietly(&instance, &options);
        (
            solution.roster,
            solution.value,
            solution.bound,
            solution.work.programs,
        )
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(8));
}

#[test]
fn the_answer_does_not_depend_on_the_order_of_the_input() {
    let (mut people, mut lines, rules) = town(100, 150, 8).into_parts();
    let first = Instance::new(people.clone(), lines.clone(), rules.clone()).unwrap();
    people.reverse();
    lines.rotate_left(40);
    let second = Instance::new(people, lines, rules).unwrap();
    let options = Options::default();
    assert_eq!(
        quietly(&first, &options).roster,
        quietly(&second, &options).roster
    );
}

#[test]
fn no_time_gives_a_legal_roster_with_an_honest_gap() {
    let instance = town(100, 150, 9);
    let options = Options {
        time_limit: Some(Duration::ZERO),
        ..Options::default()
    };
    let solution = quietly(&instance, &options);
    consistent(&instance, &solution);
    assert_eq!(solution.stopped, Stopped::Time);
    assert!(!solution.roster.assignments().is_empty());
}

#[test]
fn solving_stops_when_told_to() {
    let instance = town(100, 150, 9);
    let solution = solve(&instance, &Options::default(), &mut |_| {}, &|| true);
    consistent(&instance, &solution);
    assert_eq!(solution.stopped, Stopped::Cancelled);
}

#[test]
fn progress_never_gets_worse() {
    let mut last = (i64::MAX, i64::MIN);
    let mut tell = |progress: &Progress| {
        assert!(progress.bound <= last.0 && progress.value >= last.1);
        assert!(progress.value <= progress.bound);
        last = (progress.bound, progress.value);
    };
    solve(&town(100, 150, 10), &Options::default(), &mut tell, &|| {
        false
    });
}

/// A ward over half a year with all the limits of the law, hours of the reference period among them.
fn half_a_year(people: u32) -> Instance {
    let ward = crowded(WARD, people, 70, 3).unwrap();
    let (people, lines, benchmark) = ward.into_parts();
    let mut rules = rules();
    rules.horizon = benchmark.horizon;
    rules.nearest_lines = None;
    rules.adult.break_minutes = 0;
    rules.average.weeks = 5;
    rules.average.weekly_minutes = 24 * 60;
    Instance::new(people, lines, rules).unwrap()
}

#[test]
fn pieces_of_a_long_horizon_gain_and_stay_legal() {
    let instance = half_a_year(6);
    let rounds = |effort| {
        let options = Options {
            target_gap: 0.0,
            effort,
            ..Options::default()
        };
        quietly(&instance, &options)
    };
    let (one, eight) = (rounds(1), rounds(8));
    consistent(&instance, &one);
    consistent(&instance, &eight);
    assert!(one.value < eight.value, "{} {}", one.value, eight.value);
}

#[test]
fn the_work_ends_when_the_time_does() {
    let instance = half_a_year(30);
    for limit in [2, 20, 200, 1_000] {
        // A second is a look at the clock.
        let looks = Cell::new(0);
        let clock = || {
            looks.set(looks.get() + 1);
            Duration::from_secs(looks.get())
        };
        let options = Options {
            target_gap: 0.0,
            effort: u32::MAX,
            time_limit: Some(Duration::from_secs(limit)),
            pairs: 64,
            ..Options::default()
        };
        let solution = solve_by(&instance, &options, &clock, &mut |_| {}, &|| false);
        consistent(&instance, &solution);
        assert_eq!(solution.stopped, Stopped::Time);
        assert!(
            looks.get() <= limit + limit / 10 + 4,
            "{} of {limit}",
            looks.get()
        );
        let most = 2 * instance.people().len() as u64;
        assert!(
            solution.work.programs <= most * looks.get(),
            "{} programs in {limit} looks",
            solution.work.programs
        );
    }
}
