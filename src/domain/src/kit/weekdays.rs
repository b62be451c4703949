//! Some of the days of the week, as they are chosen and kept.

use std::fmt;

use jiff::civil::Weekday;

/// Some of the days of the week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

impl Weekdays {
    /// Reads codes with commas between them (`mon,wed`); unknown ones are passed over.
    #[must_use]
    pub fn from_codes(codes: &str) -> Self {
        let chosen = |code: &str| WEEKDAYS.iter().find(|(_, known)| *known == code.trim());
        codes
            .split(',')
            .filter_map(chosen)
            .map(|(day, _)| *day)
            .collect()
    }

    /// The codes with commas between them.
    #[must_use]
    pub fn codes(self) -> String {
        let codes = WEEKDAYS.iter().filter(|(day, _)| self.contains(*day));
        codes.map(|(_, code)| *code).collect::<Vec<_>>().join(",")
    }

    #[must_use]
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, from Monday.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEKDAYS
            .iter()
            .map(|(day, _)| *day)
            .filter(move |day| self.contains(*day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        let bit = |day: Weekday| 1 << day.to_monday_zero_offset();
        Self(days.into_iter().fold(0, |bits, day| bits | bit(day)))
    }
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.codes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week_are_read_as_they_are_written() {
        let days = Weekdays::from_codes("fri, mon,someday");
        assert_eq!(days.codes(), "mon,fri");
        assert!(days.contains(Weekday::Friday) && !days.contains(Weekday::Sunday));
        assert_eq!(
            days.iter().collect::<Vec<_>>(),
            [Weekday::Monday, Weekday::Friday]
        );
        assert!(Weekdays::from_codes("").is_empty());
    }
}
