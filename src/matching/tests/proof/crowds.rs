//! One site, homes in one town, and rows without room for every pair.

use matching::checker::check;
use matching::explain::WhyNot;
use matching::generator::{CITY, HOSPITAL, Shape, WARD, crowded, lawful};
use matching::input::{Instance, LineId};
use matching::random::Random;
use matching::rematch::{Change, Matcher};
use matching::solve::{Options, Solution, Stopped, solve};

use crate::brute_force::{optimum, tiny};
use crate::{instances, solved, text};

fn filled(solution: &Solution) -> u32 {
    let filled = solution.fill.iter();
    filled.map(|fill| u32::from(fill.filled)).sum()
}

/// Fifty people and three hundred lines of one place each.
fn fifty_and_three_hundred() -> Instance {
    let (people, mut lines, mut rules) = crowded(WARD, 50, 75, 1).unwrap().into_parts();
    lines.truncate(300);
    lines.iter_mut().for_each(|line| line.headcount = 1);
    rules.horizon.end = rules.horizon.start.plus_hours(75 * 24);
    Instance::new(people, lines, rules).unwrap()
}

#[test]
fn at_one_hospital_people_fill_as_much_as_when_its_lines_are_spread() {
    let together = fifty_and_three_hundred();
    let (people, mut lines, rules) = together.clone().into_parts();
    for (line, metres) in lines.iter_mut().zip((0..).step_by(37)) {
        line.location.easting += metres % 9_000;
    }
    let spread = Instance::new(people, lines, rules).unwrap();
    for instance in [together, spread] {
        let solution = solved(&instance, &Options::default());
        assert!(filled(&solution) >= 295, "{}", filled(&solution));
    }
}

#[test]
fn no_roster_of_any_pairs_is_worth_more_than_the_bound_when_few_are_kept() {
    let seeds = 4 * instances();
    let mut found = 0;
    for seed in 0..seeds {
        let instance = tiny(5_000_000 + seed);
        let best = optimum(&instance);
        for pairs in [1, 2, 3] {
            let options = Options {
                pairs,
                ..Options::default()
            };
            let solution = solved(&instance, &options);
            assert!(
                best <= solution.bound && solution.value <= best,
                "seed {seed}, {pairs} pairs: {} {best} {}\n{}",
                solution.value,
                solution.bound,
                text(&instance)
            );
            found += u64::from(solution.value == best);
        }
    }
    println!(
        "with one to three pairs kept the optimum was found in {found} of {}",
        3 * seeds
    );
}

#[test]
fn prices_bring_in_the_pairs_that_a_roster_needs() {
    let instance = crowded(HOSPITAL, 60, 14, 1).unwrap();
    let all = solved(&instance, &Options::default());
    let options = Options {
        pairs: 32,
        ..Options::default()
    };
    let some = solved(&instance, &options);
    assert!(some.work.pairs <= 60 * 32 && 2 * some.work.pairs < all.work.pairs);
    assert!(all.value <= some.bound && some.value <= all.bound);
    // 0.3%; without prices the bound is three times the value.
    assert!(
        1_000 * some.value >= 997 * all.value && 1_000 * some.bound <= 1_003 * all.bound,
        "{} to {}, {} to {}",
        some.value,
        some.bound,
        all.value,
        all.bound
    );
}

#[test]
fn with_room_for_a_fifth_of_the_pairs_and_one_round_little_is_lost() {
    let (people, mut lines, rules) = crowded(HOSPITAL, 200, 28, 1).unwrap().into_parts();
    // All are needed, and a third of them everybody would rather have.
    for line in &mut lines {
        line.priority = 1 + (line.id.0 % 3) as u8;
    }
    let instance = Instance::new(people, lines, rules).unwrap();
    let all = Options {
        effort: 1,
        ..Options::default()
    };
    let some = solved(&instance, &Options { pairs: 48, ..all });
    let all = solved(&instance, &all);
    assert!(4 * some.work.pairs < all.work.pairs);
    // 95.0%; 92.2% where prices don't begin at one level, 91.8% where everybody's row has the best lines alone.
    assert!(
        100 * some.value >= 94 * all.value && some.gap() < 0.1,
        "{} to {}, {}",
        some.value,
        some.bound,
        all.value
    );
}

#[test]
fn one_more_pair_never_lowers_the_value_by_more_than_the_gap() {
    for seed in 0..instances() / 8 {
        let shape = Shape::middling(&mut Random::new(seed));
        let (mut people, lines, rules) = lawful(shape, seed).unwrap().into_parts();
        // The person had excluded the line.
        let person = seed as usize % people.len();
        let with = people.clone();
        let pair = lines[seed as usize % lines.len()].id;
        people[person].excluded_lines.push(pair);
        let without = Instance::new(people, lines.clone(), rules.clone()).unwrap();
        let with = Instance::new(with, lines, rules).unwrap();
        for pairs in [8, 1_024] {
            let options = Options {
                pairs,
                ..Options::default()
            };
            let (less, more) = (solved(&without, &options), solved(&with, &options));
            assert!(less.value <= more.bound, "seed {seed}");
            assert!(
                more.value >= less.value - (more.bound - more.value),
                "seed {seed}"
            );
        }
    }
}

#[test]
fn the_bound_is_never_above_what_headcounts_alone_allow() {
    for seed in 0..20 {
        let instance = crowded(WARD, 40, 28, seed).unwrap();
        let values = instance.rules().values;
        let most: i64 = instance
            .lines()
            .iter()
            .map(|line| {
                i64::from(line.headcount) * i64::from(line.priority) * i64::from(values.priority)
            })
            .sum();
        let told = solve(&instance, &Options::default(), &mut |_| {}, &|| true);
        assert_eq!(told.stopped, Stopped::Cancelled);
        assert!(
            told.value <= told.bound && told.bound <= most,
            "seed {seed}"
        );
    }
}

#[test]
fn making_pairs_ends_when_told_to_with_a_bound_that_holds() {
    let instance = crowded(CITY, 1_500, 28, 1).unwrap();
    let told = solve(&instance, &Options::default(), &mut |_| {}, &|| true);
    assert!(check(&instance, &told.roster).is_legal());
    let places: i64 = instance
        .lines()
        .iter()
        .map(|line| i64::from(line.headcount) * i64::from(line.priority))
        .sum();
    assert!(told.value <= told.bound && told.bound <= 1_000 * places + 20 * places);
    assert!(told.work.pairs < 2_000_000, "{}", told.work.pairs);
}

#[test]
fn the_same_effort_gives_the_same_roster_at_any_number_of_threads_and_more_gives_no_worse_one() {
    let instance = crowded(WARD, 24, 28, 3).unwrap();
    let with = |effort, threads| {
        let options = Options {
            effort,
            threads,
            target_gap: 0.0,
            pairs: 40,
            ..Options::default()
        };
        let solution = solved(&instance, &options);
        (solution.roster, solution.value, solution.bound)
    };
    let few = with(3, 1);
    let many = with(9, 1);
    assert_eq!(many, with(9, 3));
    assert_eq!(many, with(9, 100_000));
    assert!(few.1 <= many.1);
}

#[test]
fn reasons_and_changes_are_about_lines_that_there_was_no_room_for_as_well() {
    for seed in 0..instances() / 4 {
        let instance = tiny(6_000_000 + seed);
        let options = Options {
            pairs: 2,
            ..Options::default()
        };
        let mut matcher = Matcher::new(instance.clone(), &options, &mut |_| {}, &|| false);
        let best = optimum(&instance);
        assert!(best <= matcher.bound(), "seed {seed}");
        for person in instance.people() {
            for line in instance.lines() {
                let Some(WhyNot::Worse(worse)) = matcher.why_not(person.id, line.id) else {
                    continue;
                };
                let (mut people, lines, rules) = instance.clone().into_parts();
                let at = people.iter().position(|other| other.id == person.id);
                let someone = &mut people[at.unwrap()];
                someone.fixed.push(line.id);
                someone.published.retain(|&published| published != line.id);
                let forced = optimum(&Instance::new(people, lines, rules).unwrap());
                let told = matcher.value() - worse.at_least;
                assert!(
                    forced <= told.min(matcher.bound() - worse.below_bound),
                    "seed {seed}, {} {}\n{}",
                    person.id,
                    line.id,
                    text(&instance)
                );
            }
        }
        let mut random = Random::new(seed);
        for _ in 0..4 {
            let Some(line) = random.one_of(instance.lines()) else {
                break;
            };
            let number = matcher.instance().lines().len() as u64;
            let change = match random.within(0, 2) {
                0 => Change::Headcount {
                    line: line.id,
                    headcount: line.headcount + 1,
                },
                1 => {
                    let mut added = line.clone();
                    added.id = LineId(1_000 + number);
                    Change::Line(Box::new(added))
                }
                _ => {
                    Change::Withdrawn(instance.people()[seed as usize % instance.people().len()].id)
                }
            };
            let Ok(rematched) = matcher.apply(change) else {
                continue;
            };
            let verdict = check(matcher.instance(), &matcher.roster());
            assert!(verdict.is_legal() && verdict.value == rematched.value);
            let best = optimum(matcher.instance());
            assert!(
                best <= rematched.bound,
                "seed {seed}: {best} {}\n{}",
                rematched.bound,
                text(matcher.instance())
            );
        }
    }
}

#[test]
fn half_a_year_of_a_ward_is_matched_close_to_its_bound() {
    let instance = crowded(WARD, 12, 182, 1).unwrap();
    let options = Options {
        target_gap: 0.02,
        ..Options::default()
    };
    let solution = solved(&instance, &options);
    assert_eq!(solution.stopped, Stopped::TargetGap, "{}", solution.gap());
}
