//! Larger random instances: the checker finds nothing, whenever solving ends.

use std::time::Duration;

use matching::checker::{PairBreach, PersonBreach, Violation, check};
use matching::generator::{Shape, TIGHT, benchmark, lawful};
use matching::input::{Instance, WeeklyRest};
use matching::random::Random;
use matching::solve::{Options, solve};

use crate::{instances, solved};

fn middling(seed: u64) -> Instance {
    let shape = Shape::middling(&mut Random::new(seed));
    lawful(shape, seed).unwrap()
}

#[test]
fn rosters_of_random_instances_break_no_rule() {
    let (mut programs, mut with_hours, mut assigned) = (0, 0, 0);
    for seed in 0..instances() {
        let solution = solved(&middling(seed), &Options::default());
        programs += solution.work.programs;
        with_hours += solution.work.with_hours;
        assigned += solution.roster.assignments().len();
    }
    println!(
        "{} instances, {assigned} assignments; limits of hours and weekly rest decided in {with_hours} of {programs} programs",
        instances()
    );
    assert!(
        with_hours * 200 > programs,
        "limits of hours decide too seldom to be tested"
    );
}

#[test]
fn rosters_are_legal_when_time_is_up_or_someone_says_stop() {
    for seed in 0..instances() / 4 {
        let instance = middling(seed);
        let limit = Duration::from_micros(seed * 50);
        let options = Options {
            time_limit: Some(limit),
            ..Options::default()
        };
        solved(&instance, &options);
        let asked = std::cell::Cell::new(0);
        let cancelled = || {
            asked.set(asked.get() + 1);
            asked.get() > seed
        };
        let stopped = solve(&instance, &Options::default(), &mut |_| {}, &cancelled);
        let verdict = check(&instance, &stopped.roster);
        assert!(verdict.is_legal() && verdict.value <= stopped.bound);
    }
}

#[test]
fn without_a_rule_its_violations_appear() {
    // So the rules bite on these instances, and the checker sees it.
    let mut broken = std::collections::BTreeMap::new();
    for seed in 0..instances() {
        let instance = middling(seed);
        let (people, lines, mut rules) = instance.clone().into_parts();
        for limits in [&mut rules.adult, &mut rules.under_18] {
            limits.daily_rest_minutes = 0;
            limits.weekly_rest = WeeklyRest::NONE;
            limits.weekly_minutes = None;
            limits.daily_minutes = None;
        }
        rules.average.weekly_minutes = 7 * 24 * 60;
        rules.night.average_minutes = 24 * 60;
        let lax = Instance::new(people, lines, rules).unwrap();
        let solution = solved(&lax, &Options::default());
        for violation in check(&instance, &solution.roster).violations {
            let breach = match violation {
                Violation::Person { breach, .. } => breach,
                // The young have 12 hours of rest.
                Violation::Pair {
                    breach: PairBreach::ShiftTooLong { .. },
                    ..
                } => {
                    *broken.entry("shift length").or_insert(0) += 1;
                    continue;
                }
                other => panic!("{other}"),
            };
            let name = match breach {
                PersonBreach::Overlap { .. } => "overlap",
                PersonBreach::DailyRest { .. } => "daily rest",
                PersonBreach::CompensatoryRest { .. } => "compensatory rest",
                PersonBreach::WeeklyRest { .. } => "weekly rest",
                PersonBreach::DailyMinutes { .. } => "daily minutes",
                PersonBreach::WeeklyMinutes { .. } => "weekly minutes",
                PersonBreach::Average { .. } => "average",
                PersonBreach::NightAverage { .. } => "average of night workers",
                PersonBreach::TooManyShifts { .. } => "most shifts",
            };
            *broken.entry(name).or_insert(0) += 1;
        }
    }
    println!("rosters made without the rules break them: {broken:?}");
    assert_eq!(
        broken.keys().copied().collect::<Vec<_>>(),
        [
            "average",
            "average of night workers",
            "compensatory rest",
            "daily minutes",
            "daily rest",
            "shift length",
            "weekly minutes",
            "weekly rest"
        ]
    );
}

#[test]
fn a_tight_town_is_matched_within_the_goal() {
    let instance = benchmark(TIGHT, 300, 1).unwrap();
    let solution = solved(&instance, &Options::default());
    assert!(solution.gap() <= 0.002, "{}", solution.gap());
    let filled: u32 = solution
        .fill
        .iter()
        .map(|fill| u32::from(fill.filled))
        .sum();
    assert_eq!(filled as usize, solution.roster.assignments().len());
}

/// A confirmed day that overlaps other work: the two are work at one time, of no kind, so no rest before them is one between two kinds.
const OVERLAPPED: &str = r#"{
    "format": "people-hub-match", "version": 1,
    "rules": {
        "horizon": { "start": "2026-10-19T00:00:00Z", "end": "2026-10-26T00:00:00Z" },
        "exceptions": { "changeover_rest_minutes": 0 }
    },
    "people": [{
        "id": 1, "roles": [1], "exceptions": [22], "fixed": [12], "travel_limit_metres": 1000, "maximum_shifts": 9,
        "home": { "easting": 385845, "northing": 333732 },
        "available": [{ "start": "2026-10-19T00:00:00Z", "end": "2026-10-26T00:00:00Z" }],
        "booked": [{
            "interval": { "start": "2026-10-19T09:45:00Z", "end": "2026-10-19T14:45:00Z" }, "unpaid_break_minutes": 0
        }]
    }],
    "lines": [
        {
            "id": 11, "site": 1, "role": 1, "headcount": 1, "priority": 1, "kind": "night", "unpaid_break_minutes": 60,
            "location": { "easting": 385845, "northing": 333732 },
            "interval": { "start": "2026-10-19T01:00:00Z", "end": "2026-10-19T07:30:00Z" }
        },
        {
            "id": 12, "site": 1, "role": 1, "headcount": 1, "priority": 1, "kind": "day", "unpaid_break_minutes": 60,
            "location": { "easting": 385845, "northing": 333732 },
            "interval": { "start": "2026-10-19T08:00:00Z", "end": "2026-10-19T19:45:00Z" }
        }
    ]
}"#;

#[test]
fn work_at_one_time_is_of_no_kind() {
    let instance = matching::format::read_json(OVERLAPPED).unwrap();
    let solution = solved(&instance, &Options::default());
    assert_eq!(solution.roster.assignments().len(), 1);
}
