//! The pairs and the model as the rivals get them, made from the checker's rules and not from the solver's.

use std::cmp::Reverse;
use std::collections::HashMap;

use domain::kit::london;
use matching::checker::{pair_breaches, pair_value};
use matching::input::{Instance, RoleId};
use serde_json::{Value, json};

/// Somebody who may be given a line.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub person: usize,
    pub line: usize,
    pub value: i64,
}

/// The eligible pairs, at most the nearest lines of each person.
pub fn pairs(instance: &Instance) -> Vec<Pair> {
    let (lines, rules) = (instance.lines(), instance.rules());
    let mut by_role: HashMap<RoleId, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        by_role.entry(line.role).or_default().push(at);
    }
    let mut pairs = Vec::new();
    for (person, someone) in instance.people().iter().enumerate() {
        let limit = i64::from(someone.travel_limit_metres);
        let mut near = Vec::new();
        for &line in someone
            .roles
            .iter()
            .filter_map(|role| by_role.get(role))
            .flatten()
        {
            let wanted = &lines[line];
            let east = i64::from(someone.home.easting) - i64::from(wanted.location.easting);
            let north = i64::from(someone.home.northing) - i64::from(wanted.location.northing);
            // A metre more than the checker's rounding allows.
            if east * east + north * north > (limit + 1) * (limit + 1) {
                continue;
            }
            if pair_breaches(rules, someone, wanted).is_empty() {
                let metres = (east * east + north * north).isqrt();
                near.push((metres, wanted.interval.start, wanted.id, line));
            }
        }
        near.sort_unstable();
        near.truncate(rules.nearest_lines.map_or(usize::MAX, usize::from));
        pairs.extend(near.into_iter().map(|(.., line)| Pair {
            person,
            line,
            value: pair_value(rules, someone, &lines[line]),
        }));
    }
    pairs
}

/// The model of the families without other limits than rest and the week's hours.
pub fn of(instance: &Instance, pairs: &[Pair]) -> Value {
    let rules = instance.rules();
    let first = rules.horizon.start;
    let lines = instance.lines().iter().map(|line| {
        let monday = london::monday_of(london::day_of(line.interval.start));
        json!([
            line.headcount,
            first.minutes_until(line.interval.start),
            first.minutes_until(line.interval.end),
            line.paid_minutes(),
            first.minutes_until(london::start_of_day(monday)) / (7 * 24 * 60),
        ])
    });
    let people = instance
        .people()
        .iter()
        .map(|person| json!([person.worked_shifts, person.maximum_shifts]));
    json!({
        "lines": lines.collect::<Vec<_>>(),
        "people": people.collect::<Vec<_>>(),
        "pairs": pairs.iter().map(|pair| json!([pair.person, pair.line, pair.value])).collect::<Vec<_>>(),
        "rest": rules.adult.daily_rest_minutes,
        "weekly": rules.adult.weekly_minutes,
        "linear": rules.fairness.linear,
        "quadratic": rules.fairness.quadratic,
    })
}

/// The most valuable first; of equal ones the earlier person, then the earlier line.
pub fn by_value(pairs: &[Pair]) -> Vec<Pair> {
    let mut sorted = pairs.to_vec();
    sorted.sort_unstable_by_key(|pair| (Reverse(pair.value), pair.person, pair.line));
    sorted
}
