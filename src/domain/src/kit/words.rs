//! Finished words for pages and messages: days, times, distances (NHS content style).

use jiff::civil::{Date, Time, Weekday};

use crate::kit::instant::{Instant, Interval};
use crate::kit::london;
use crate::kit::tidy;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// 'March'.
#[must_use]
pub fn month(day: Date) -> &'static str {
    MONTHS[usize::try_from(day.month() - 1).unwrap_or(0)]
}

/// 'Tuesday'.
#[must_use]
pub const fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// 'Tuesday 3 March 2026'.
#[must_use]
pub fn day(day: Date) -> String {
    format!("{} {}", weekday(day.weekday()), date(day))
}

/// '3 March 2026'.
#[must_use]
pub fn date(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// 'March 2026'.
#[must_use]
pub fn month_of(day: Date) -> String {
    format!("{} {}", month(day), day.year())
}

/// 'Tuesday 3 March'.
#[must_use]
pub fn day_without_year(day: Date) -> String {
    format!("{} {} {}", weekday(day.weekday()), day.day(), month(day))
}

/// 'Today, Monday 2 March', 'Tomorrow, Tuesday 3 March', 'Wednesday 4 March'.
#[must_use]
pub fn near_day(day: Date, today: Date) -> String {
    let words = day_without_year(day);
    match day {
        day if day == today => format!("Today, {words}"),
        day if day == london::plus_days(today, 1) => format!("Tomorrow, {words}"),
        _ => words,
    }
}

/// 'Tue 3 Mar'.
#[must_use]
pub fn short_day(day: Date) -> String {
    format!(
        "{} {} {}",
        &weekday(day.weekday())[..3],
        day.day(),
        &month(day)[..3]
    )
}

/// '2 to 8 March 2026', '30 March to 5 April 2026', '3 March 2026' when it is one day.
#[must_use]
pub fn days(first: Date, last: Date) -> String {
    let from = match (first.year() == last.year(), first.month() == last.month()) {
        _ if first == last => return date(last),
        (true, true) => first.day().to_string(),
        (true, false) => format!("{} {}", first.day(), month(first)),
        _ => date(first),
    };
    format!("{from} to {}", date(last))
}

/// '9:30am', '12 midday' as '12pm', midnight as '12am'.
#[must_use]
pub fn clock_time(time: Time) -> String {
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let half = if time.hour() < 12 { "am" } else { "pm" };
    match time.minute() {
        0 => format!("{hour}{half}"),
        minute => format!("{hour}:{minute:02}{half}"),
    }
}

/// 'Morning' before noon, 'Afternoon' before 5pm, then 'Evening', in London.
#[must_use]
pub fn part_of_day(instant: Instant) -> &'static str {
    match london::time_of(instant).hour() {
        ..12 => "Morning",
        12..17 => "Afternoon",
        _ => "Evening",
    }
}

/// '9:30am', in London.
#[must_use]
pub fn time(instant: Instant) -> String {
    clock_time(london::time_of(instant))
}

/// '9:30am to 10:15am', in London.
#[must_use]
pub fn time_range(interval: Interval) -> String {
    format!("{} to {}", time(interval.start), time(interval.end))
}

/// 'Tuesday 3 March 2026, 9:30am', in London.
#[must_use]
pub fn day_and_time(instant: Instant) -> String {
    format!("{}, {}", day(london::day_of(instant)), time(instant))
}

/// 'Tuesday 3 March 2026, 9:30am to 10:15am', in London.
#[must_use]
pub fn day_and_time_range(interval: Interval) -> String {
    format!(
        "{}, {}",
        day(london::day_of(interval.start)),
        time_range(interval)
    )
}

/// '24 hours', '1 hour', '30 minutes', '2 days' (whole days from 48 hours).
#[must_use]
pub fn duration(minutes: i64) -> String {
    let counted = |count: i64, noun: &str| {
        if count == 1 {
            format!("1 {noun}")
        } else {
            format!("{count} {noun}s")
        }
    };
    match minutes {
        m if m >= 2 * 24 * 60 && m % (24 * 60) == 0 => counted(m / (24 * 60), "day"),
        m if m >= 60 && m % 60 == 0 => counted(m / 60, "hour"),
        m => counted(m, "minute"),
    }
}

/// '1st', '2nd', '3rd', '11th', '22nd'.
#[must_use]
pub fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// 'under 1 mile', '1 mile', '12 miles', from metres in a straight line.
#[must_use]
pub fn distance(metres: f64) -> String {
    match (metres / 1_609.344).round() {
        miles if miles < 1.0 => "under 1 mile".to_owned(),
        miles if miles < 2.0 => "1 mile".to_owned(),
        miles => format!("{miles:.0} miles"),
    }
}

/// Reads one line of text: tidied, with a letter or a number in it, at most `most` characters. `what` names it in the error ('name').
pub fn parse_line(what: &str, text: &str, most: usize) -> Result<String, String> {
    let line = tidy::line(text);
    match line.chars().count() {
        0 => Err(format!("Enter the {what}")),
        count if count > most => Err(format!("The {what} must be {most} characters or fewer")),
        _ if !line.chars().any(char::is_alphanumeric) => {
            Err(format!("The {what} must have letters or numbers"))
        }
        _ => Ok(line),
    }
}

/// Reads text of several lines: tidied, at most `most` characters. It may be empty. `what` begins the error ('The summary').
pub fn parse_text(what: &str, text: &str, most: usize) -> Result<String, String> {
    let text = tidy::prose(text);
    match text.chars().count() {
        count if count > most => Err(format!(
            "{what} must be {} characters or fewer. You have used {}",
            with_commas(most),
            with_commas(count)
        )),
        _ => Ok(text),
    }
}

/// As [`parse_text`], but it may not be empty.
///
/// # Errors
/// What to tell the person; `what` names it ('summary').
pub fn parse_prose(what: &str, text: &str, most: usize) -> Result<String, String> {
    match parse_text(&format!("The {what}"), text, most)? {
        empty if empty.is_empty() => Err(format!("Write the {what}")),
        text => Ok(text),
    }
}

/// Reads a whole number from `least` to `most`, in digits.
pub fn parse_whole(text: &str, least: i64, most: i64) -> Result<i64, String> {
    let text = tidy::line(text);
    let is_plain = text.bytes().all(|b| b.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|number| is_plain && (least..=most).contains(number))
        .ok_or_else(|| format!("Enter a whole number from {least} to {most}"))
}

/// '1,284', as every page and message writes a number.
#[must_use]
pub fn number(number: i64) -> String {
    let sign = if number < 0 { "−" } else { "" };
    let digits = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
    format!("{sign}{}", with_commas(digits))
}

/// '1 person', '1,284 people'.
#[must_use]
pub fn counted(total: i64, one: &str, many: &str) -> String {
    format!("{} {}", number(total), if total == 1 { one } else { many })
}

/// '2,000'.
fn with_commas(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date as civil, time as clock};

    use super::*;

    #[test]
    fn days_and_times_read_as_the_nhs_writes_them() {
        assert_eq!(day(civil(2026, 3, 3)), "Tuesday 3 March 2026");
        assert_eq!(short_day(civil(2026, 3, 3)), "Tue 3 Mar");
        let to = civil(2026, 4, 5);
        assert_eq!(days(to, to), "5 April 2026");
        assert_eq!(days(civil(2026, 4, 1), to), "1 to 5 April 2026");
        assert_eq!(days(civil(2026, 3, 30), to), "30 March to 5 April 2026");
        let new_year = days(civil(2025, 12, 29), civil(2026, 1, 4));
        assert_eq!(new_year, "29 December 2025 to 4 January 2026");
        assert_eq!(clock_time(clock(9, 30, 0, 0)), "9:30am");
        assert_eq!(clock_time(clock(12, 0, 0, 0)), "12pm");
        assert_eq!(clock_time(clock(0, 5, 0, 0)), "12:05am");
        let start: Instant = "2026-07-01T08:30:00Z".parse().unwrap();
        assert_eq!(
            day_and_time_range(Interval::lasting(start, 45)),
            "Wednesday 1 July 2026, 9:30am to 10:15am"
        );
    }

    #[test]
    fn near_days_and_parts_of_a_day_are_named() {
        let today = civil(2026, 12, 31);
        let near = [0, 1, 2].map(|days| near_day(london::plus_days(today, days), today));
        assert_eq!(
            near,
            [
                "Today, Thursday 31 December",
                "Tomorrow, Friday 1 January",
                "Saturday 2 January"
            ]
        );
        // In summer London is an hour ahead.
        for (at, part) in [
            ("2026-03-03T11:59:00Z", "Morning"),
            ("2026-07-03T11:00:00Z", "Afternoon"),
            ("2026-07-03T15:59:00Z", "Afternoon"),
            ("2026-07-03T16:00:00Z", "Evening"),
        ] {
            assert_eq!(part_of_day(at.parse().unwrap()), part, "{at}");
        }
    }

    #[test]
    fn places_in_line_are_said_as_people_say_them() {
        let said = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal);
        assert_eq!(
            said.join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th"
        );
    }

    #[test]
    fn durations_and_distances_are_rounded_for_people() {
        assert_eq!(duration(24 * 60), "24 hours");
        assert_eq!(duration(42 * 24 * 60), "42 days");
        assert_eq!(duration(45), "45 minutes");
        assert_eq!(distance(900.0), "1 mile");
        assert_eq!(distance(500.0), "under 1 mile");
        assert_eq!(distance(20_000.0), "12 miles");
    }
}
