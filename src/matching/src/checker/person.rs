//! The rules about all that one person works.

use std::collections::BTreeSet;

use domain::instant::{Instant, Interval};
use domain::london;
use jiff::civil::Date;

use super::{PersonBreach, Work};
use crate::input::{AgeBand, Line, Person, RuleSet};

/// A stretch of work, of whatever kind.
struct Stretch {
    work: Work,
    interval: Interval,
    /// Without unpaid breaks.
    minutes: i64,
    is_added: bool,
}

impl Stretch {
    fn day(&self) -> Date {
        london::day_of(self.interval.start)
    }

    fn starts_within(&self, first: Instant, after: Instant) -> bool {
        first <= self.interval.start && self.interval.start < after
    }
}

/// The rules about all of a person's work that are broken when these lines are added to the confirmed ones.
#[must_use]
pub fn breaches(
    rules: &RuleSet,
    person: &Person,
    added: &[&Line],
    confirmed: &[&Line],
) -> Vec<PersonBreach> {
    if added.is_empty() {
        return Vec::new();
    }
    let work = all_work(person, added, confirmed);
    let mut breaches = Vec::new();
    let shifts = added.len() + confirmed.len();
    if shifts > usize::from(person.maximum_shifts) {
        breaches.push(PersonBreach::TooManyShifts {
            shifts,
            most: person.maximum_shifts,
        });
    }
    breaches.extend(too_close(rules, person, &work));
    breaches.extend(too_little_weekly_rest(rules, person, &work));
    breaches.extend(too_long_days(rules, person, &work));
    breaches.extend(too_long_weeks(rules, person, &work));
    breaches.extend(too_high_averages(rules, person, &work));
    breaches
}

fn all_work(person: &Person, added: &[&Line], confirmed: &[&Line]) -> Vec<Stretch> {
    let of_line = |line: &Line, is_added| Stretch {
        work: Work::Line(line.id),
        interval: line.interval,
        minutes: line.interval.start.minutes_until(line.interval.end)
            - i64::from(line.unpaid_break_minutes),
        is_added,
    };
    let booked = person.booked.iter().map(|booking| Stretch {
        work: Work::Booking(booking.interval.start),
        interval: booking.interval,
        minutes: booking.interval.start.minutes_until(booking.interval.end)
            - i64::from(booking.unpaid_break_minutes),
        is_added: false,
    });
    added
        .iter()
        .map(|line| of_line(line, true))
        .chain(confirmed.iter().map(|line| of_line(line, false)))
        .chain(booked)
        .collect()
}

/// Overlap, and the rest between two shifts.
fn too_close(rules: &RuleSet, person: &Person, work: &[Stretch]) -> Vec<PersonBreach> {
    let least = i64::from(rules.working_time(person.age).daily_rest_minutes);
    let mut breaches = Vec::new();
    for (at, one) in work.iter().enumerate() {
        for other in &work[at + 1..] {
            if !one.is_added && !other.is_added {
                continue;
            }
            let (first, second) = if one.interval.start <= other.interval.start {
                (one, other)
            } else {
                (other, one)
            };
            let (before, after) = (first.work, second.work);
            let rest = first.interval.end.minutes_until(second.interval.start);
            if rest < 0 {
                breaches.push(PersonBreach::Overlap {
                    before,
                    after,
                    minutes: -rest,
                });
            } else if rest < least {
                breaches.push(PersonBreach::DailyRest {
                    before,
                    after,
                    minutes: rest,
                    least,
                });
            }
        }
    }
    breaches
}

/// Each week or fortnight in which something was added needs one long stretch without work.
fn too_little_weekly_rest(rules: &RuleSet, person: &Person, work: &[Stretch]) -> Vec<PersonBreach> {
    let rest = rules.working_time(person.age).weekly_rest;
    let (weeks, least) = (i32::from(rest.weeks), i64::from(rest.minutes));
    let origin = london::monday_of(london::day_of(rules.horizon.start));
    let period_of = |instant: Instant| {
        let monday = london::monday_of(london::day_of(instant));
        let since = (monday.duration_since(origin).as_hours() / 24 / 7) as i32;
        london::plus_days(origin, since.div_euclid(weeks) * weeks * 7)
    };
    let mut periods = BTreeSet::new();
    for added in work.iter().filter(|stretch| stretch.is_added) {
        periods.insert(period_of(added.interval.start));
        periods.insert(period_of(added.interval.end.plus_minutes(-1)));
    }
    periods
        .into_iter()
        .filter_map(|first_day| {
            let period = Interval {
                start: london::start_of_day(first_day),
                end: london::start_of_day(london::plus_days(first_day, weeks * 7)),
            };
            let minutes = longest_rest(period, work);
            (minutes < least).then_some(PersonBreach::WeeklyRest {
                first_day,
                weeks: rest.weeks,
                minutes,
                least,
            })
        })
        .collect()
}

/// The longest stretch of elapsed minutes in the period without any work.
fn longest_rest(period: Interval, work: &[Stretch]) -> i64 {
    let mut intervals: Vec<Interval> = work.iter().map(|stretch| stretch.interval).collect();
    intervals.sort_unstable();
    let mut longest = 0;
    let mut rested_from = period.start;
    for interval in intervals {
        let until = interval.start.min(period.end);
        longest = longest.max(rested_from.minutes_until(until));
        rested_from = rested_from.max(interval.end);
    }
    longest.max(rested_from.minutes_until(period.end))
}

fn too_long_days(rules: &RuleSet, person: &Person, work: &[Stretch]) -> Vec<PersonBreach> {
    let Some(most) = rules.working_time(person.age).daily_minutes.map(i64::from) else {
        return Vec::new();
    };
    let added = work.iter().filter(|stretch| stretch.is_added);
    let days: BTreeSet<Date> = added.map(Stretch::day).collect();
    days.into_iter()
        .filter_map(|day| {
            let minutes = minutes_from(work, day, 1);
            (minutes > most).then_some(PersonBreach::DailyMinutes { day, minutes, most })
        })
        .collect()
}

fn too_long_weeks(rules: &RuleSet, person: &Person, work: &[Stretch]) -> Vec<PersonBreach> {
    let Some(most) = rules.working_time(person.age).weekly_minutes.map(i64::from) else {
        return Vec::new();
    };
    let added = work.iter().filter(|stretch| stretch.is_added);
    let weeks: BTreeSet<Date> = added.map(|added| london::monday_of(added.day())).collect();
    weeks
        .into_iter()
        .filter_map(|monday| {
            let minutes = minutes_from(work, monday, 7);
            (minutes > most).then_some(PersonBreach::WeeklyMinutes {
                monday,
                minutes,
                most,
            })
        })
        .collect()
}

/// The average over the reference period, for those who have not opted out, and the one for night workers. The young have
/// no averaging.
fn too_high_averages(rules: &RuleSet, person: &Person, work: &[Stretch]) -> Vec<PersonBreach> {
    let average = &rules.average;
    let weeks = i64::from(average.weeks);
    let days = i32::from(average.weeks) * 7;
    let first = london::start_of_day(average.first_day);
    let after = london::start_of_day(london::plus_days(average.first_day, days));
    let is_inside = |stretch: &&Stretch| stretch.starts_within(first, after);
    if !work
        .iter()
        .any(|stretch| stretch.is_added && is_inside(&stretch))
    {
        return Vec::new();
    }
    let known: i64 = work
        .iter()
        .filter(is_inside)
        .map(|stretch| stretch.minutes)
        .sum();
    let minutes = known + i64::from(person.reference_minutes);
    let mut breaches = Vec::new();
    let most = weeks * i64::from(average.weekly_minutes);
    if person.age == AgeBand::Adult && !person.opted_out && minutes > most {
        breaches.push(PersonBreach::Average { minutes, most });
    }
    // One day in seven is left out as rest (Working Time Regulations 1998, regulation 6(5)).
    let most = weeks * 6 * i64::from(rules.night.average_minutes);
    if person.age == AgeBand::Adult && person.night_worker && minutes > most {
        breaches.push(PersonBreach::NightAverage { minutes, most });
    }
    breaches
}

/// Minutes of the work that starts on one of `days` days from `first_day`.
fn minutes_from(work: &[Stretch], first_day: Date, days: i32) -> i64 {
    let first = london::start_of_day(first_day);
    let after = london::start_of_day(london::plus_days(first_day, days));
    work.iter()
        .filter(|stretch| stretch.starts_within(first, after))
        .map(|stretch| stretch.minutes)
        .sum()
}
