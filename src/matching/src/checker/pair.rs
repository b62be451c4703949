//! The rules about one person on one line, whatever else the person has.

use domain::kit::grid_reference::GridReference;
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::Time;

use super::PairBreach;
use super::rest::rest_of;
use crate::input::{AgeBand, HeldSkill, Line, Person, RuleSet, SkillId};

/// The rules about the pair alone that it breaks.
#[must_use]
pub fn breaches(rules: &RuleSet, person: &Person, line: &Line) -> Vec<PairBreach> {
    let mut breaches = Vec::new();
    if let Some(scenario) = line.scenario
        && !rules.scenarios.contains(&scenario)
    {
        breaches.push(PairBreach::ScenarioInactive(scenario));
    }
    if !person.roles.contains(&line.role) {
        breaches.push(PairBreach::RoleMissing(line.role));
    }
    for &skill in &line.skills {
        if !is_covered(line.interval, &validity(&person.skills, skill)) {
            breaches.push(PairBreach::SkillMissing(skill));
        }
    }
    let metres = metres_between(person.home, line.location);
    let limit = i64::from(person.travel_limit_metres);
    if metres > limit {
        breaches.push(PairBreach::TooFar { metres, limit });
    }
    if person.excluded_sites.contains(&line.site) {
        breaches.push(PairBreach::SiteExcluded(line.site));
    }
    if person.excluded_lines.contains(&line.id) {
        breaches.push(PairBreach::LineExcluded);
    }
    if !is_covered(line.interval, &person.available) {
        breaches.push(PairBreach::Unavailable);
    }
    breaches.extend(of_the_shift(rules, person, line));
    breaches
}

fn of_the_shift(rules: &RuleSet, person: &Person, line: &Line) -> Vec<PairBreach> {
    let mut breaches = Vec::new();
    let limits = rules.working_time(person.age);
    let minutes = line.interval.start.minutes_until(line.interval.end);
    let unpaid = i64::from(line.unpaid_break_minutes);
    if minutes > i64::from(limits.break_after_minutes) && unpaid < i64::from(limits.break_minutes) {
        breaches.push(PairBreach::BreakTooShort {
            minutes: unpaid,
            least: i64::from(limits.break_minutes),
            shift: minutes,
        });
    }
    let most = rest_of(rules, person).longest_shift();
    if minutes > most {
        breaches.push(PairBreach::ShiftTooLong { minutes, most });
    }
    let night = &rules.night;
    let restricted = match person.age {
        AgeBand::Adult => longest_night(night.starts, night.ends, line.interval),
        AgeBand::Under18 => longest_night(night.young_starts, night.young_ends, line.interval),
    };
    if !limits.nights && restricted > 0 {
        breaches.push(PairBreach::AtNight {
            minutes: restricted,
        });
    }
    let longest_night = longest_night(night.starts, night.ends, line.interval);
    let paid = minutes - unpaid;
    if let Some(most) = rules.night.longest_minutes
        && longest_night >= i64::from(rules.night.shift_from_minutes)
        && paid > i64::from(most)
    {
        breaches.push(PairBreach::NightTooLong {
            minutes: paid,
            most: i64::from(most),
        });
    }
    breaches
}

/// Value of the pair without fairness, commitment and changes.
#[must_use]
pub fn value(rules: &RuleSet, person: &Person, line: &Line) -> i64 {
    let values = &rules.values;
    let metres = metres_between(person.home, line.location);
    let travel = i64::from(values.km) * metres / 1_000;
    let is_preferred = person.preferred.is_empty() || person.preferred.contains(&line.kind);
    let other_kind = if is_preferred {
        0
    } else {
        i64::from(values.other_kind)
    };
    i64::from(line.priority) * i64::from(values.priority) - travel - other_kind
}

/// Whole metres in a straight line, rounded down.
fn metres_between(one: GridReference, other: GridReference) -> i64 {
    let east = i64::from(one.easting) - i64::from(other.easting);
    let north = i64::from(one.northing) - i64::from(other.northing);
    (east * east + north * north).isqrt()
}

/// When any holding of the skill counts.
fn validity(held: &[HeldSkill], skill: SkillId) -> Vec<Interval> {
    let always = (
        Instant::from_unix_microseconds(i64::MIN),
        Instant::from_unix_microseconds(i64::MAX),
    );
    held.iter()
        .filter(|held| held.skill == skill)
        .map(|held| Interval {
            start: held.from.unwrap_or(always.0),
            end: held.until.unwrap_or(always.1),
        })
        .collect()
}

/// Whether every moment of `interval` lies in one of `within`.
fn is_covered(interval: Interval, within: &[Interval]) -> bool {
    let mut covered = interval.start;
    while covered < interval.end {
        let further = within
            .iter()
            .filter(|within| within.start <= covered)
            .map(|within| within.end)
            .max();
        match further {
            Some(further) if further > covered => covered = further,
            _ => return false,
        }
    }
    true
}

/// The most elapsed minutes that the interval has in one night.
fn longest_night(starts: Time, ends: Time, interval: Interval) -> i64 {
    let mut longest = 0;
    let mut evening = london::plus_days(london::day_of(interval.start), -1);
    while london::start_of_day(evening) < interval.end {
        let morning = london::plus_days(evening, 1);
        let night = Interval {
            start: london::at(evening, starts),
            end: london::at(morning, ends),
        };
        let start = interval.start.max(night.start);
        let end = interval.end.min(night.end);
        longest = longest.max(start.minutes_until(end));
        evening = morning;
    }
    longest
}
