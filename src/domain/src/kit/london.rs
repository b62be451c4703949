//! Days, weeks and nights are Europe/London; instants are UTC.

use jiff::civil::{Date, Time};
use jiff::tz::{self, TimeZone};

use crate::kit::instant::{Instant, Interval};

static LONDON: TimeZone = tz::get!("Europe/London");

/// The time zone of every day, week and night in the service.
#[must_use]
pub fn zone() -> TimeZone {
    LONDON.clone()
}

#[must_use]
pub fn day_of(instant: Instant) -> Date {
    LONDON.to_datetime(instant.timestamp()).date()
}

#[must_use]
pub fn time_of(instant: Instant) -> Time {
    LONDON.to_datetime(instant.timestamp()).time()
}

/// The instant at which clocks in London show `time` on `day`. In the hour that the spring change skips, the moment that
/// far after the change; in the hour that the autumn change repeats, the first of the two.
#[must_use]
pub fn at(day: Date, time: Time) -> Instant {
    LONDON
        .to_timestamp(day.to_datetime(time))
        .map_or(Instant::from_unix_microseconds(0), Instant::from)
}

#[must_use]
pub fn start_of_day(day: Date) -> Instant {
    at(day, Time::midnight())
}

/// From midnight to midnight: 23, 24 or 25 hours.
#[must_use]
pub fn whole_day(day: Date) -> Interval {
    whole_days(day, day)
}

/// From the midnight before the first day to that after the last.
#[must_use]
pub fn whole_days(first: Date, last: Date) -> Interval {
    Interval {
        start: start_of_day(first),
        end: start_of_day(plus_days(last, 1)),
    }
}

/// The day `days` after `day` (before when negative), held within the supported years.
#[must_use]
pub fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// Days from one day to another; negative when it is earlier.
#[must_use]
pub fn days_until(day: Date, later: Date) -> i32 {
    later.since(day).map_or(0, |span| span.get_days())
}

#[must_use]
pub fn monday_of(day: Date) -> Date {
    plus_days(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn nine_in_the_morning_is_eight_utc_in_summer() {
        assert_eq!(
            at(date(2026, 7, 1), time(9, 0, 0, 0)).to_string(),
            "2026-07-01T08:00:00.000000Z"
        );
        assert_eq!(
            at(date(2026, 1, 5), time(9, 0, 0, 0)).to_string(),
            "2026-01-05T09:00:00.000000Z"
        );
    }

    #[test]
    fn the_hour_skipped_in_spring_moves_on_and_the_repeated_hour_in_autumn_is_the_first() {
        assert_eq!(
            at(date(2026, 3, 29), time(1, 30, 0, 0)).to_string(),
            "2026-03-29T01:30:00.000000Z"
        );
        assert_eq!(
            at(date(2026, 10, 25), time(1, 30, 0, 0)).to_string(),
            "2026-10-25T00:30:00.000000Z"
        );
    }

    #[test]
    fn days_at_the_clock_changes_are_23_and_25_hours() {
        let hours = |day| whole_day(day).minutes() / 60;
        assert_eq!(hours(date(2026, 3, 29)), 23);
        assert_eq!(hours(date(2026, 10, 25)), 25);
    }
}
