//! What must not change the answer.

use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::date;
use matching::generator::{Shape, TIGHT, benchmark, lawful};
use matching::input::{Instance, LineId, PersonId};
use matching::random::Random;
use matching::solve::Options;

use crate::{instances, solved};

fn middling(seed: u64) -> Instance {
    let shape = Shape::middling(&mut Random::new(seed));
    lawful(shape, seed).unwrap()
}

#[test]
fn the_same_bytes_come_out_at_1_2_and_8_threads() {
    let mut all: Vec<Instance> = (0..instances() / 20).map(middling).collect();
    all.push(benchmark(TIGHT, 400, 1).unwrap());
    for instance in all {
        let [one, two, eight] = [1, 2, 8].map(|threads| {
            let options = Options {
                threads,
                ..Options::default()
            };
            let solution = solved(&instance, &options);
            let roster = serde_json::to_vec(&solution.roster).unwrap();
            (roster, solution.value, solution.bound)
        });
        assert!(one == two && two == eight);
    }
}

#[test]
fn the_order_of_the_input_does_not_change_the_roster() {
    for seed in 0..instances() / 10 {
        let instance = middling(seed);
        let before = solved(&instance, &Options::default());
        let (mut people, mut lines, rules) = instance.into_parts();
        let mut random = Random::new(seed);
        random.shuffle(&mut people);
        random.shuffle(&mut lines);
        let shuffled = Instance::new(people, lines, rules).unwrap();
        let after = solved(&shuffled, &Options::default());
        assert_eq!(before.roster, after.roster);
        assert_eq!((before.value, before.bound), (after.value, after.bound));
    }
}

/// The same instance under other numbers.
fn renamed(instance: Instance, person: impl Fn(u64) -> u64, line: impl Fn(u64) -> u64) -> Instance {
    let (mut people, mut lines, rules) = instance.into_parts();
    let line = |id: &mut LineId| id.0 = line(id.0);
    for someone in &mut people {
        someone.id = PersonId(person(someone.id.0));
        let lists = [
            &mut someone.fixed,
            &mut someone.published,
            &mut someone.excluded_lines,
        ];
        lists.into_iter().flatten().for_each(line);
    }
    lines.iter_mut().for_each(|it| line(&mut it.id));
    Instance::new(people, lines, rules).unwrap()
}

#[test]
fn other_numbers_for_people_and_lines_give_the_same_value() {
    for seed in 0..instances() / 10 {
        let instance = middling(seed);
        let before = solved(&instance, &Options::default()).value;
        // Keeps their order, as names that sort alike do.
        let renamed = renamed(instance, |person| 3 * person + 5, |line| 7 * line + 1_000);
        let after = solved(&renamed, &Options::default()).value;
        assert_eq!(before, after, "seed {seed}");
    }
}

#[test]
fn names_in_any_order_prove_the_same() {
    let mut equal = 0;
    for seed in 0..instances() / 10 {
        let (people, lines, mut rules) = middling(seed).into_parts();
        // Of lines that are as near the lower numbers are considered first, so all are considered.
        rules.nearest_lines = None;
        let instance = Instance::new(people, lines, rules).unwrap();
        let before = solved(&instance, &Options::default());
        let mut random = Random::new(seed);
        let mut new_people: Vec<u64> = (0..instance.people().len() as u64).collect();
        let mut new_lines: Vec<u64> = (0..instance.lines().len() as u64).collect();
        random.shuffle(&mut new_people);
        random.shuffle(&mut new_lines);
        let person = |id: u64| new_people[id as usize];
        let renamed = renamed(instance, person, |id| new_lines[id as usize]);
        let after = solved(&renamed, &Options::default());
        assert!(
            before.value <= after.bound && after.value <= before.bound,
            "seed {seed}"
        );
        if before.value == before.bound && after.value == after.bound {
            assert_eq!(before.value, after.value, "seed {seed}");
            equal += 1;
        }
    }
    assert!(equal > 0);
}

#[test]
fn the_same_weeks_later_give_the_same_value() {
    let summer =
        |instance: &Instance| london::day_of(instance.rules().horizon.start) == date(2026, 6, 1);
    let mut moved = 0;
    for seed in 0..instances() / 4 {
        let instance = middling(seed);
        if !summer(&instance) {
            continue;
        }
        moved += 1;
        let before = solved(&instance, &Options::default()).value;
        // Four weeks at most: then neither end of the reference period crosses a clock change.
        let later = later(&instance, 1 + seed as i32 % 4);
        assert_eq!(
            before,
            solved(&later, &Options::default()).value,
            "seed {seed}"
        );
    }
    assert!(moved > 0);
}

fn later(instance: &Instance, weeks: i32) -> Instance {
    let (mut people, mut lines, mut rules) = instance.clone().into_parts();
    let moment = |instant: &mut Instant| *instant = instant.plus_hours(i64::from(weeks) * 7 * 24);
    let interval = |interval: &mut Interval| {
        moment(&mut interval.start);
        moment(&mut interval.end);
    };
    interval(&mut rules.horizon);
    rules.average.first_day = london::plus_days(rules.average.first_day, weeks * 7);
    lines
        .iter_mut()
        .for_each(|line| interval(&mut line.interval));
    for person in &mut people {
        person.available.iter_mut().for_each(interval);
        person
            .booked
            .iter_mut()
            .for_each(|booking| interval(&mut booking.interval));
        for held in &mut person.skills {
            held.from.iter_mut().chain(&mut held.until).for_each(moment);
        }
    }
    Instance::new(people, lines, rules).unwrap()
}
