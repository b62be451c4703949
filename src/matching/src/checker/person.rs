//! The rules about all that one person works.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::Date;

use super::rest::{rest_of, too_close};
use super::stretch::Stretch;
use super::{PersonBreach, Work};
use crate::input::{AgeBand, Line, Person, RuleSet};

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
    breaches.extend(too_close(rest_of(rules, person), &work));
    breaches.extend(too_little_weekly_rest(rules, person, &work));
    breaches.extend(too_long_days(rules, person, &work));
    breaches.extend(too_long_weeks(rules, person, &work));
    breaches.extend(too_high_averages(rules, person, &work));
    breaches
}

pub(super) fn all_work(person: &Person, added: &[&Line], confirmed: &[&Line]) -> Vec<Stretch> {
    let of_line = |line: &Line, is_added| Stretch {
        work: Work::Line(line.id),
        interval: line.interval,
        minutes: line.interval.start.minutes_until(line.interval.end)
            - i64::from(line.unpaid_break_minutes),
        kind: Some(line.kind),
        is_added,
    };
    let booked = person.booked.iter().map(|booking| Stretch {
        work: Work::Booking(booking.interval.start),
        interval: booking.interval,
        minutes: booking.interval.start.minutes_until(booking.interval.end)
            - i64::from(booking.unpaid_break_minutes),
        kind: None,
        is_added: false,
    });
    added
        .iter()
        .map(|line| of_line(line, true))
        .chain(confirmed.iter().map(|line| of_line(line, false)))
        .chain(booked)
        .collect()
}

/// Each week or fortnight in which something was added needs one or two long stretches without work.
fn too_little_weekly_rest(rules: &RuleSet, person: &Person, work: &[Stretch]) -> Vec<PersonBreach> {
    let limits = rules.working_time(person.age);
    let rest = limits.weekly_rest;
    if rest.minutes == 0 {
        return Vec::new();
    }
    // Daily rest is no part of it: regulation 11(7).
    let beside = if rest.adds_daily_rest {
        limits.daily_rest_minutes
    } else {
        0
    };
    let (weeks, least) = (i32::from(rest.weeks), i64::from(rest.minutes + beside));
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
            let mut free = rests(period, work, least);
            free.sort_unstable_by_key(|&minutes| Reverse(minutes));
            let minutes = free.get(usize::from(rest.times) - 1).copied().unwrap_or(0);
            (minutes < least).then_some(PersonBreach::WeeklyRest {
                first_day,
                weeks: rest.weeks,
                times: rest.times,
                minutes,
                least,
            })
        })
        .collect()
}

/// The stretches of elapsed minutes in the period without any work. What is twice as long as asked for is two of them.
fn rests(period: Interval, work: &[Stretch], asked: i64) -> Vec<i64> {
    let mut intervals: Vec<Interval> = work.iter().map(|stretch| stretch.interval).collect();
    intervals.sort_unstable();
    let mut free = Vec::new();
    let mut rested_from = period.start;
    for interval in intervals {
        free.push(rested_from.minutes_until(interval.start.min(period.end)));
        rested_from = rested_from.max(interval.end);
    }
    free.push(rested_from.minutes_until(period.end));
    let mut rests = Vec::new();
    for mut minutes in free {
        while minutes >= asked {
            rests.push(asked);
            minutes -= asked;
        }
        rests.push(minutes.max(0));
    }
    rests
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
    // An opt-out lifts the cap that stands in for the average: regulation 5.
    let cap = if person.age == AgeBand::Adult && person.opted_out {
        rules.average.opted_out_weekly_minutes
    } else {
        rules.working_time(person.age).weekly_minutes
    };
    let Some(most) = cap.map(i64::from) else {
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

/// The average over each reference period in which something was added, for those who have not opted out, and the one for
/// night workers. The young have no averaging.
fn too_high_averages(rules: &RuleSet, person: &Person, work: &[Stretch]) -> Vec<PersonBreach> {
    if person.age == AgeBand::Under18 {
        return Vec::new();
    }
    let average = &rules.average;
    let weeks = i64::from(average.weeks);
    let days = i32::from(average.weeks) * 7;
    let period_of = |day: Date| {
        let since = (day.duration_since(average.first_day).as_hours() / 24) as i32;
        london::plus_days(average.first_day, since.div_euclid(days) * days)
    };
    let added = work.iter().filter(|stretch| stretch.is_added);
    let periods: BTreeSet<Date> = added.map(|added| period_of(added.day())).collect();
    let with_the_past = period_of(london::day_of(rules.horizon.start));
    let mut breaches = Vec::new();
    for first_day in periods {
        let mut minutes = minutes_from(work, first_day, days);
        if first_day == with_the_past {
            minutes += i64::from(person.reference_minutes);
        }
        let most = weeks * i64::from(average.weekly_minutes);
        if !person.opted_out && minutes > most {
            breaches.push(PersonBreach::Average {
                first_day,
                minutes,
                most,
            });
        }
        // One day in seven is left out as rest (Working Time Regulations 1998, regulation 6(5)).
        let most = weeks * 6 * i64::from(rules.night.average_minutes);
        if person.night_worker && minutes > most {
            breaches.push(PersonBreach::NightAverage {
                first_day,
                minutes,
                most,
            });
        }
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
