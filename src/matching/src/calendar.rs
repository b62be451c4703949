//! London's days, weeks and nights as small numbers, counted from the Monday of the horizon's first week.

use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use jiff::civil::{Date, Time};

use crate::input::{Line, RuleSet, ShiftKind};

/// Whole minutes since 1970.
pub(crate) fn minute(instant: Instant) -> i32 {
    i32::try_from(instant.unix_microseconds().div_euclid(60_000_000)).unwrap_or(i32::MAX)
}

/// The instant at `minute`.
pub(crate) fn instant(minute: i32) -> Instant {
    Instant::from_unix_microseconds(i64::from(minute) * 60_000_000)
}

/// Work of a person, in minutes since 1970, with where its hours count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift {
    pub start: i32,
    pub end: i32,
    pub paid: i32,
    /// The day it starts on; negative before the first Monday.
    pub day: i32,
    /// The week it starts in.
    pub week: i32,
    /// The reference period it starts in: 0 is that in which the horizon starts.
    pub period: i16,
    /// What it is known by; nothing of work elsewhere.
    pub kind: Option<ShiftKind>,
}

impl Shift {
    pub(crate) fn of_kind(self, kind: ShiftKind) -> Self {
        Self {
            kind: Some(kind),
            ..self
        }
    }
}

#[derive(Debug)]
pub(crate) struct Calendar {
    monday: Date,
    /// First minute of each week from the first Monday; enough to hold every line.
    weeks: Vec<i32>,
    /// The day on which the reference period 0 begins.
    reference: i32,
    /// Days of a reference period.
    period: i32,
    /// Reference periods that the horizon touches.
    pub periods: i16,
}

impl Calendar {
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let monday = london::monday_of(london::day_of(rules.horizon.start));
        let after = minute(rules.horizon.end) + 4 * 7 * 24 * 60;
        let weeks = (0..)
            .map(|week| minute(london::start_of_day(london::plus_days(monday, 7 * week))))
            .take_while(|&start| start < after)
            .collect();
        let average = &rules.average;
        let period = 7 * i32::from(average.weeks);
        let first = london::day_of(rules.horizon.start);
        let last = london::day_of(rules.horizon.end.plus_minutes(-1));
        let since = |day: Date| (day - average.first_day).get_days();
        let reference = (first - monday).get_days() - since(first).rem_euclid(period);
        let periods = since(last).div_euclid(period) - since(first).div_euclid(period) + 1;
        Self {
            monday,
            weeks,
            reference,
            period,
            periods: i16::try_from(periods).unwrap_or(i16::MAX),
        }
    }

    /// The first minute of block `block` of `weeks` weeks.
    pub(crate) fn block(&self, block: i32, weeks: i32) -> i32 {
        let week = block * weeks;
        let known = usize::try_from(week).ok().and_then(|w| self.weeks.get(w));
        match known {
            Some(&start) => start,
            None => minute(london::start_of_day(london::plus_days(
                self.monday,
                7 * week,
            ))),
        }
    }

    /// The week that `minute` falls in.
    pub(crate) fn week_of(&self, minute: i32) -> i32 {
        match (self.weeks.first(), self.weeks.last()) {
            (Some(&first), Some(&last)) if minute >= first && minute < last => {
                let after = self.weeks.partition_point(|&start| start <= minute);
                i32::try_from(after).unwrap_or(0) - 1
            }
            _ => self.day_of(instant(minute)).div_euclid(7),
        }
    }

    fn day_of(&self, instant: Instant) -> i32 {
        let day = london::day_of(instant);
        (day - self.monday).get_days()
    }

    /// `interval` as work with an unpaid break.
    pub(crate) fn shift(&self, interval: Interval, unpaid_break: u16) -> Shift {
        let (start, end) = (minute(interval.start), minute(interval.end));
        let day = self.day_of(interval.start);
        Shift {
            start,
            end,
            paid: end - start - i32::from(unpaid_break),
            day,
            week: day.div_euclid(7),
            period: i16::try_from((day - self.reference).div_euclid(self.period)).unwrap_or(0),
            kind: None,
        }
    }
}

/// Most elapsed minutes of a line that fall in one night.
pub(crate) fn night_minutes((starts, ends): (Time, Time), line: &Line) -> i32 {
    let (start, end) = (minute(line.interval.start), minute(line.interval.end));
    let first = london::plus_days(london::day_of(line.interval.start), -1);
    (0..4)
        .map(|days| london::plus_days(first, days))
        .map(|day| {
            let from = minute(london::at(day, starts));
            let until = minute(london::at(london::plus_days(day, 1), ends));
            end.min(until) - start.max(from)
        })
        .fold(0, i32::max)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::input::AgeBand;
    use crate::testing::{line, monday, rules};

    #[test]
    fn a_night_across_the_clock_change_is_as_long_as_it_is() {
        let mut night = line(1);
        let from = |day| london::at(day, time(20, 0, 0, 0));
        let to = |day| london::at(day, time(8, 0, 0, 0));
        for (start, end, minutes) in [
            (date(2026, 3, 27), date(2026, 3, 28), 7 * 60),
            (date(2026, 3, 28), date(2026, 3, 29), 6 * 60),
            (date(2026, 10, 24), date(2026, 10, 25), 8 * 60),
        ] {
            night.interval = Interval {
                start: from(start),
                end: to(end),
            };
            assert_eq!(
                night_minutes(rules().night_of(AgeBand::Adult), &night),
                minutes
            );
        }
    }

    #[test]
    fn work_counts_in_the_day_and_week_it_starts_in() {
        let calendar = Calendar::new(&rules());
        let sunday_night = calendar.shift(monday(6 * 24 + 20, 7 * 24 + 8), 60);
        assert_eq!((sunday_night.day, sunday_night.week), (6, 0));
        assert_eq!(sunday_night.paid, 11 * 60);
        assert_eq!(calendar.week_of(sunday_night.end), 1);
        let before = calendar.shift(monday(-4, 4), 0);
        assert_eq!((before.day, before.week), (-1, -1));
        assert_eq!(calendar.week_of(before.start), -1);
    }

    #[test]
    fn the_reference_period_ends_with_the_last_week_at_midnight() {
        let calendar = Calendar::new(&rules());
        let period = |from, to| calendar.shift(monday(from, to), 0).period;
        assert_eq!(period(14 * 24 - 1, 14 * 24 + 7), 0);
        assert_eq!(period(14 * 24, 14 * 24 + 8), 1);
        assert_eq!(calendar.periods, 1);
        // 17 weeks before the end, on the other side of a clock change.
        let start = london::start_of_day(date(2026, 2, 16));
        let eight_hours = |start: Instant| Interval {
            start,
            end: start.plus_hours(8),
        };
        assert_eq!(calendar.shift(eight_hours(start), 0).period, 0);
        let before = eight_hours(start.plus_minutes(-1));
        assert_eq!(calendar.shift(before, 0).period, -1);
    }
}
