//! Days and times that people type or paste.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::kit::{london, tidy, words};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day as it was typed into three boxes, `form[NAME][day]` and so on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedDay {
    pub day: String,
    pub month: String,
    pub year: String,
}

impl From<Date> for TypedDay {
    fn from(date: Date) -> Self {
        Self::new(date.day(), date.month(), date.year())
    }
}

impl TypedDay {
    pub fn new(day: impl ToString, month: impl ToString, year: impl ToString) -> Self {
        Self {
            day: day.to_string(),
            month: month.to_string(),
            year: year.to_string(),
        }
    }

    /// Whether nothing was typed into any of the boxes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let mut boxes = [&self.day, &self.month, &self.year].into_iter();
        boxes.all(|part| tidy::name(part).is_empty())
    }

    /// The month is a number or a word ('March', 'mar'); or a whole date was typed or pasted into the first box.
    ///
    /// # Errors
    /// What to tell the person; `what` names the day ('first day away').
    pub fn read(&self, what: &str) -> Result<Date, String> {
        parse_day(what, &self.day, &self.month, &self.year)
    }

    /// A day from today until `most` days later.
    pub fn within(&self, what: &str, today: Date, most: i32) -> Result<Date, String> {
        let farthest = london::plus_days(today, most);
        match self.read(what)? {
            day if day < today => Err(format!("The {what} must be today or later")),
            day if day > farthest => {
                let farthest = words::date(farthest);
                Err(format!("The {what} must be {farthest} or earlier"))
            }
            day => Ok(day),
        }
    }
}

fn parse_day(what: &str, day: &str, month: &str, year: &str) -> Result<Date, String> {
    let boxes = [day, month, year].map(tidy::name);
    if boxes.iter().all(String::is_empty) {
        return Err(format!("Enter the {what}"));
    }
    let [day, month, year] = boxes;
    let date = if month.is_empty() && year.is_empty() {
        whole_date(&day)
    } else {
        date(&day, &month, &year)
    };
    date.ok_or_else(|| format!("The {what} must be a real date, like 27 3 2026"))
}

/// '27 March 2026', 'Friday, 27th March 2026', '27/3/2026', '2026-03-27'.
fn whole_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split([' ', '/', '-', '.', ','])
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => date(day, month, year),
        [day, month, year] => date(day, month, year),
        [weekday, day, month, year] if weekday.chars().all(char::is_alphabetic) => {
            date(day, month, year)
        }
        _ => None,
    }
}

/// From 2000 to 2100: years have four digits.
fn date(day: &str, month: &str, year: &str) -> Option<Date> {
    let day = day.to_ascii_lowercase();
    let day = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(&day);
    let year = Some(year).filter(|year| year.len() == 4)?;
    let date = Date::new(number(year)?, month_number(month)?, number(day)?).ok()?;
    (2000..=2100).contains(&date.year()).then_some(date)
}

fn month_number(month: &str) -> Option<i8> {
    let month = month.trim_end_matches('.').to_ascii_lowercase();
    if let Some(number) = number(&month) {
        return Some(number);
    }
    // 'sep' and 'sept', but not 'ma', which could be March or May.
    let at = MONTHS
        .iter()
        .position(|name| month.len() >= 3 && name.starts_with(&month))?;
    i8::try_from(at + 1).ok()
}

/// Digits only: no sign, no space.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let is_plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| text.parse().ok())?
}

/// Reads a clock time such as `09:30`, `9:30am`, `9.30`, `0930`, `2pm`, `2 p.m.` or `midday`.
///
/// # Errors
/// What to tell the person; `what` names the time ('start time').
pub fn parse_time(what: &str, text: &str) -> Result<Time, String> {
    match plain(text).as_str() {
        "" => Err(format!("Enter the {what}")),
        text => {
            time(text).ok_or_else(|| format!("The {what} must be a time, like 9:30am or 14:00"))
        }
    }
}

/// As it is read: '9:30am' for '9.30 A.M.'.
fn plain(text: &str) -> String {
    let text = tidy::name(text)
        .to_ascii_lowercase()
        .replace(' ', "")
        .replace("a.m", "am")
        .replace("p.m", "pm")
        .replace('.', ":");
    text.trim_end_matches(':').to_owned()
}

/// Reads hours of a day such as '9am to 12pm, 1pm to 5pm' or '09:00-17:00'. An hour that could be in the morning or the afternoon is
/// not guessed at.
///
/// # Errors
/// What to tell the person; `day` names the day.
pub fn parse_hours(day: &str, text: &str) -> Result<Vec<(Time, Time)>, String> {
    let text = tidy::name(text)
        .to_ascii_lowercase()
        .replace(['–', '—'], "-")
        .replace(" and ", ",")
        .replace(['&', ';'], ",");
    let parts = text.split(',').filter(|part| !part.trim().is_empty());
    parts.map(|part| hours(day, part)).collect()
}

fn hours(day: &str, text: &str) -> Result<(Time, Time), String> {
    let unread = || format!("Enter {day}’s hours like 9am to 5pm");
    let between = ["to", "until", "till", "-"];
    let (start, end) = between
        .iter()
        .find_map(|word| text.split_once(word))
        .ok_or_else(unread)?;
    let (start, end) = (plain(start), plain(end));
    let ends = time(&end).ok_or_else(unread)?;
    // '1 to 5pm' begins in the afternoon, '9 to 5pm' doesn't.
    let half = end.get(end.len().saturating_sub(2)..).unwrap_or_default();
    let in_same_half = time(&format!("{start}{half}")).filter(|starts| *starts < ends);
    let (starts, is_clear) = match in_same_half {
        Some(starts) if has_half(&end) && !has_half(&start) => (starts, true),
        _ => (time(&start).ok_or_else(unread)?, is_clear(&start)),
    };
    if !is_clear || !self::is_clear(&end) {
        return Err(format!("Say am or pm for {day}, like 9am to 5pm"));
    }
    if ends <= starts {
        return Err(format!("{day}’s hours must end after they start"));
    }
    Ok((starts, ends))
}

fn has_half(text: &str) -> bool {
    text.ends_with("am") || text.ends_with("pm")
}

/// Whether nobody takes it for a time of the other half of the day.
fn is_clear(text: &str) -> bool {
    let is_early = time(text).is_some_and(|time| (1..7).contains(&time.hour()));
    has_half(text) || text.starts_with('0') || !is_early
}

fn time(text: &str) -> Option<Time> {
    match text {
        "midday" | "noon" => return Some(jiff::civil::time(12, 0, 0, 0)),
        "midnight" => return Some(Time::midnight()),
        _ => {}
    }
    let (digits, afternoon) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(false)),
        (_, Some(digits)) => (digits, Some(true)),
        _ => (text, None),
    };
    let (hour, minute) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.is_ascii() && digits.len() > 2 => digits.split_at(digits.len() - 2),
        None => (digits, "0"),
    };
    let (hour, minute): (i8, i8) = (number(hour)?, number(minute)?);
    let hour = match afternoon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(false) => hour % 12,
        Some(true) => hour % 12 + 12,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date as civil, time as clock};

    use super::*;

    #[test]
    fn a_day_may_have_its_month_as_a_word_or_stand_whole_in_the_first_box() {
        for [day, month, year] in [
            ["27", "3", "2026"],
            ["27", "03", "2026"],
            ["27", "March", "2026"],
            ["27", "MAR", "2026"],
            ["27", "mar.", "2026"],
            ["27th", "march", "2026"],
            [" 27\u{A0}", "\u{200B}3", "\u{202D}2026\u{202C}"],
            ["27 March 2026", "", ""],
            ["Friday, 27 March 2026", "", ""],
            ["27/3/2026", "", " "],
            ["27.03.2026", "", ""],
            ["27–3–2026", "", ""],
            ["2026-03-27", "", ""],
        ] {
            let read = parse_day("day", day, month, year);
            assert_eq!(read, Ok(civil(2026, 3, 27)), "{day:?} {month:?} {year:?}");
        }
        assert_eq!(parse_day("day", "1", "sept", "2026"), Ok(civil(2026, 9, 1)));
    }

    #[test]
    fn signs_short_years_and_half_months_are_no_day() {
        for [day, month, year] in [
            ["+27", "3", "2026"],
            ["27", "+3", "2026"],
            ["27", "3", "+2026"],
            ["-27", "3", "2026"],
            ["27", "3", "26"],
            ["27", "3", "02026"],
            ["27", "3", "0026"],
            ["27", "3", "20266"],
            ["27", "ma", "2026"],
            ["27", "Marchy", "2026"],
            ["30", "2", "2026"],
            ["27", "", "2026"],
            ["27 March", "", ""],
            ["27", "3", "1999"],
        ] {
            let read = parse_day("day", day, month, year);
            assert!(read.is_err(), "{day:?} {month:?} {year:?}");
        }
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (text, hour, minute) in [
            ("9:30am", 9, 30),
            ("9.30am", 9, 30),
            ("9:30 am", 9, 30),
            ("9:30 a.m.", 9, 30),
            ("9.30\u{A0}A.M.", 9, 30),
            ("09:30", 9, 30),
            ("0930", 9, 30),
            ("930", 9, 30),
            ("9.30", 9, 30),
            ("2pm", 14, 0),
            ("2.15 P.M.", 14, 15),
            ("230pm", 14, 30),
            ("14", 14, 0),
            ("12am", 0, 0),
            ("12pm", 12, 0),
            ("midday", 12, 0),
            ("Noon", 12, 0),
            ("midnight", 0, 0),
            ("\u{200E}9:30\u{200B}am", 9, 30),
        ] {
            let read = parse_time("time", text);
            assert_eq!(read, Ok(clock(hour, minute, 0, 0)), "{text:?}");
        }
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        let at = |hour| clock(hour, 0, 0, 0);
        for (text, read) in [
            ("9am to 5pm", vec![(9, 17)]),
            ("9 to 5pm", vec![(9, 17)]),
            ("1 to 5pm", vec![(13, 17)]),
            ("6 to 9am", vec![(6, 9)]),
            ("11 - 1pm", vec![(11, 13)]),
            ("09:00–17:00", vec![(9, 17)]),
            ("0900 until 1700", vec![(9, 17)]),
            ("9.00 A.M. to midday", vec![(9, 12)]),
            ("9am to 12pm, 1pm to 5pm", vec![(9, 12), (13, 17)]),
            ("9 to 12 and 1pm to 5pm,", vec![(9, 12), (13, 17)]),
            ("03:00-07:00", vec![(3, 7)]),
            ("", vec![]),
        ] {
            let read: Vec<_> = read.into_iter().map(|(a, b)| (at(a), at(b))).collect();
            assert_eq!(parse_hours("Monday", text), Ok(read), "{text:?}");
        }
    }

    #[test]
    fn hours_that_can_be_read_in_two_ways_or_none_are_asked_again() {
        let unread = "Enter Monday’s hours like 9am to 5pm";
        let half = "Say am or pm for Monday, like 9am to 5pm";
        for (text, message) in [
            ("9am", unread),
            ("9am to", unread),
            ("mornings to noon", unread),
            ("9am to 25", unread),
            ("9 to 5", half),
            ("9-12, 1-5", half),
            ("5 to 5pm", half),
            ("5pm to 9am", "Monday’s hours must end after they start"),
            ("9am to 9am", "Monday’s hours must end after they start"),
        ] {
            let read = parse_hours("Monday", text);
            assert_eq!(read, Err(message.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn signs_and_hours_that_are_none_are_no_time() {
        for text in [
            "+9", "9:+30", "-9", "24:00", "9:60", "13pm", "0am", "half 9", "9:30:15", "09300", "",
            "am", ":",
        ] {
            assert!(parse_time("time", text).is_err(), "{text:?}");
        }
    }
}
