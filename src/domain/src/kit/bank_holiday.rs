//! Bank holidays in England, by rule: Banking and Financial Dealings Act 1971, schedule 1, and the yearly proclamations that
//! give New Year's Day, the early May holiday and substitute days. One-off holidays are added as rows.

use jiff::civil::{Date, Weekday};

use crate::kit::london::plus_days;

/// The bank holidays of a year in order, with their names.
#[must_use]
pub fn in_england(year: i16) -> Vec<(Date, &'static str)> {
    let day = |month, day| Date::new(year, month, day).unwrap_or(Date::MIN);
    let easter = easter_sunday(year);
    let christmas = day(12, 25);
    // A holiday on a weekend moves to the next weekday that isn't one already.
    let (christmas_day, boxing_day) = match christmas.weekday() {
        Weekday::Friday => (christmas, plus_days(christmas, 3)),
        Weekday::Saturday => (plus_days(christmas, 2), plus_days(christmas, 3)),
        Weekday::Sunday => (plus_days(christmas, 2), plus_days(christmas, 1)),
        _ => (christmas, plus_days(christmas, 1)),
    };
    let mut holidays = vec![
        (next_weekday(day(1, 1)), "New Year’s Day"),
        (plus_days(easter, -2), "Good Friday"),
        (plus_days(easter, 1), "Easter Monday"),
        (monday_on_or_after(day(5, 1)), "Early May bank holiday"),
        (monday_on_or_after(day(5, 25)), "Spring bank holiday"),
        (monday_on_or_after(day(8, 25)), "Summer bank holiday"),
        (christmas_day, "Christmas Day"),
        (boxing_day, "Boxing Day"),
    ];
    holidays.sort_by_key(|(day, _)| *day);
    holidays
}

fn monday_on_or_after(day: Date) -> Date {
    plus_days(
        day,
        i32::from((7 - day.weekday().to_monday_zero_offset()) % 7),
    )
}

fn next_weekday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus_days(day, 2),
        Weekday::Sunday => plus_days(day, 1),
        _ => day,
    }
}

/// Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876).
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (
        i8::try_from(n / 31).unwrap_or(4),
        i8::try_from(n % 31 + 1).unwrap_or(1),
    );
    Date::new(year, month, day).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(year: i16) -> Vec<String> {
        in_england(year)
            .into_iter()
            .map(|(day, _)| day.to_string()[5..].to_owned())
            .collect()
    }

    /// As published by the government for these years.
    #[test]
    fn the_rules_give_the_published_days() {
        assert_eq!(
            days(2025),
            [
                "01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"
            ]
        );
        assert_eq!(
            days(2026),
            [
                "01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"
            ]
        );
        assert_eq!(
            days(2027),
            [
                "01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"
            ]
        );
        assert_eq!(
            days(2028),
            [
                "01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"
            ]
        );
    }

    #[test]
    fn when_christmas_is_a_sunday_boxing_day_keeps_its_monday() {
        assert_eq!(days(2033)[6..], ["12-26", "12-27"]);
    }
}
