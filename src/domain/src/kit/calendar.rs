//! What a calendar shows: days, weeks and months of London, and what stands on a day.

use jiff::Span;
use jiff::civil::Date;

use crate::kit::instant::{Instant, Interval};
use crate::kit::query::{self, Query};
use crate::kit::{london, words};

coded_enum! {
    /// How much of a calendar is shown at once.
    pub enum Length {
        Day = "day", "Day";
        Week = "week", "Week";
        Month = "month", "Month";
    }
}

coded_enum! {
    /// What somebody's time is.
    pub enum Kind {
        Booked = "booked", "booked";
        /// Somebody could take it.
        Available = "available", "available";
        Away = "away", "away or closed";
    }
}

impl Kind {
    /// What stands for it where there is no room for words.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Booked => "●",
            Self::Available => "▬",
            Self::Away => "✕",
        }
    }
}

/// The day, the week from Monday or the month that holds a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub length: Length,
    pub day: Date,
}

impl Period {
    /// `view=month&day=2026-03-02`: the week of today, as far as nothing else can be meant.
    #[must_use]
    pub fn of_query(query: &Query, today: Date) -> Self {
        Self {
            length: Length::from_code(&query.get("view")).unwrap_or(Length::Week),
            day: query::day(&query.get("day")).unwrap_or(today),
        }
    }

    #[must_use]
    pub fn first(self) -> Date {
        match self.length {
            Length::Day => self.day,
            Length::Week => london::monday_of(self.day),
            Length::Month => self.day.first_of_month(),
        }
    }

    #[must_use]
    pub fn last(self) -> Date {
        match self.length {
            Length::Day => self.day,
            Length::Week => london::plus_days(self.first(), 6),
            Length::Month => self.day.last_of_month(),
        }
    }

    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// The weeks that it touches, whole.
    #[must_use]
    pub fn weeks(self) -> Vec<[Date; 7]> {
        let first = london::monday_of(self.first());
        let weeks = london::days_until(first, self.last()) / 7 + 1;
        let monday = |week| london::plus_days(first, week * 7);
        (0..weeks).map(|week| week_from(monday(week))).collect()
    }

    #[must_use]
    pub fn interval(self) -> Interval {
        london::whole_days(self.first(), self.last())
    }

    /// The one before it, or after it with `1`. A day that the other month doesn't have becomes its last.
    #[must_use]
    pub fn moved(self, by: i32) -> Self {
        let span = match self.length {
            Length::Day => Span::new().days(by),
            Length::Week => Span::new().weeks(by),
            Length::Month => Span::new().months(by),
        };
        Self {
            day: self.day.saturating_add(span),
            ..self
        }
    }

    /// 'Tuesday 3 March 2026', '2 to 8 March 2026', 'March 2026'.
    #[must_use]
    pub fn words(self) -> String {
        match self.length {
            Length::Day => words::day(self.day),
            Length::Week => words::days(self.first(), self.last()),
            Length::Month => words::month_of(self.day),
        }
    }
}

fn week_from(monday: Date) -> [Date; 7] {
    [0, 1, 2, 3, 4, 5, 6].map(|after| london::plus_days(monday, after))
}

/// What fills a day from midnight to midnight.
pub const ALL_DAY: &str = "All day";
/// The parts of a day, in order.
pub const PARTS: [&str; 4] = [ALL_DAY, "Morning", "Afternoon", "Evening"];

/// Something with a time, whatever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub interval: Interval,
    pub kind: Kind,
    /// 'Career conversation with David Okafor'.
    pub words: String,
    /// More about it; empty for nothing.
    pub detail: String,
    /// The page about it; empty where there is none.
    pub href: String,
}

impl Entry {
    #[must_use]
    pub fn is_on(&self, day: Date) -> bool {
        self.interval.overlaps(london::whole_day(day))
    }

    #[must_use]
    pub fn fills(&self, day: Date) -> bool {
        let day = london::whole_day(day);
        self.interval.start <= day.start && day.end <= self.interval.end
    }

    /// Which of the [`PARTS`] of a day that it is on it stands in: that in which it begins, or the first one.
    #[must_use]
    pub fn part_of(&self, day: Date) -> &'static str {
        match self.fills(day) {
            true => ALL_DAY,
            false => words::part_of_day(self.interval.start.max(london::start_of_day(day))),
        }
    }

    /// '9:30am to 10:15am', and of what lasts over midnight the part on this day: 'From 10pm', 'Until 6am', 'All day'.
    #[must_use]
    pub fn time_on(&self, day: Date) -> String {
        let Interval { start, end } = self.interval;
        let whole = london::whole_day(day);
        match (start < whole.start, whole.end < end) {
            _ if self.fills(day) => ALL_DAY.to_owned(),
            (true, _) => format!("Until {}", words::time(end)),
            (_, true) => format!("From {}", words::time(start)),
            _ => words::time_range(self.interval),
        }
    }

    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        self.interval.end <= now
    }
}

/// What stands on a day, in order: first what fills it.
#[must_use]
pub fn on(entries: &[Entry], day: Date) -> Vec<&Entry> {
    let mut found: Vec<_> = entries.iter().filter(|entry| entry.is_on(day)).collect();
    found.sort_by_key(|entry| (!entry.fills(day), entry.interval.start));
    found
}

/// What stands on a day, each kind once: its mark, and '2 booked', 'available', 'On leave'.
#[must_use]
pub fn told(entries: &[&Entry]) -> Vec<(&'static str, String)> {
    let of = |kind| entries.iter().filter(move |entry| entry.kind == kind);
    let booked = match of(Kind::Booked).count() {
        0 => None,
        count => Some(format!("{count} booked")),
    };
    let is_available = of(Kind::Available).next().is_some();
    let available = is_available.then(|| Kind::Available.words().to_owned());
    let mut away: Vec<_> = of(Kind::Away).map(|entry| entry.words.as_str()).collect();
    away.dedup();
    let away = (!away.is_empty()).then(|| away.join(", "));
    let told = [
        (Kind::Booked, booked),
        (Kind::Available, available),
        (Kind::Away, away),
    ];
    let told = told.into_iter();
    told.filter_map(|(kind, words)| Some((kind.mark(), words?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn period(length: Length, year: i16, month: i8, day: i8) -> Period {
        Period {
            length,
            day: date(year, month, day),
        }
    }

    fn entry(start: &str, end: &str) -> Entry {
        Entry {
            interval: Interval {
                start: start.parse().unwrap(),
                end: end.parse().unwrap(),
            },
            kind: Kind::Booked,
            words: "Shift".to_owned(),
            detail: String::new(),
            href: String::new(),
        }
    }

    /// On which of the days it stands: in which part, and when.
    fn stands(entry: &Entry, first: Date) -> Vec<(&'static str, String)> {
        let days = week_from(first).into_iter();
        days.filter(|day| entry.is_on(*day))
            .map(|day| (entry.part_of(day), entry.time_on(day)))
            .collect()
    }

    #[test]
    fn what_cannot_be_meant_is_the_week_of_today() {
        let today = date(2026, 3, 2);
        let read = |text| Period::of_query(&Query::parse(text), today);
        let week = period(Length::Week, 2026, 3, 2);
        for text in ["", "view=year", "day=2026-02-30", "view=Month&day=1"] {
            assert_eq!(read(text), week, "{text}");
        }
        let other = read("view=month&day=2026-07-31");
        assert_eq!(other, period(Length::Month, 2026, 7, 31));
        assert_eq!(read("view=day"), period(Length::Day, 2026, 3, 2));
    }

    #[test]
    fn a_period_is_said_in_words_and_leads_to_those_beside_it() {
        for (period, words, before, after) in [
            (
                period(Length::Day, 2026, 3, 3),
                "Tuesday 3 March 2026",
                date(2026, 3, 2),
                date(2026, 3, 4),
            ),
            (
                period(Length::Week, 2026, 3, 4),
                "2 to 8 March 2026",
                date(2026, 2, 25),
                date(2026, 3, 11),
            ),
            // Week 53.
            (
                period(Length::Week, 2027, 1, 1),
                "28 December 2026 to 3 January 2027",
                date(2026, 12, 25),
                date(2027, 1, 8),
            ),
            (
                period(Length::Month, 2026, 3, 31),
                "March 2026",
                date(2026, 2, 28),
                date(2026, 4, 30),
            ),
        ] {
            assert_eq!(period.words(), words);
            assert_eq!((period.moved(-1).day, period.moved(1).day), (before, after));
        }
    }

    #[test]
    fn weeks_and_months_are_as_long_as_their_clocks_say() {
        for (period, hours) in [
            (period(Length::Week, 2026, 3, 25), 7 * 24 - 1),
            (period(Length::Day, 2026, 3, 29), 23),
            (period(Length::Week, 2026, 10, 25), 7 * 24 + 1),
            (period(Length::Day, 2026, 10, 25), 25),
            (period(Length::Month, 2028, 2, 10), 29 * 24),
            (period(Length::Month, 2026, 10, 1), 31 * 24 + 1),
        ] {
            assert_eq!(period.interval().minutes(), hours * 60, "{period:?}");
        }
    }

    #[test]
    fn a_month_is_the_whole_weeks_that_it_touches() {
        let ends = |period: Period| {
            let weeks = period.weeks();
            (weeks.len(), weeks[0][0], weeks[weeks.len() - 1][6])
        };
        for (shown, expected) in [
            // A leap year's, and one that fits four weeks.
            (
                period(Length::Month, 2028, 2, 29),
                (5, date(2028, 1, 31), date(2028, 3, 5)),
            ),
            (
                period(Length::Month, 2027, 2, 1),
                (4, date(2027, 2, 1), date(2027, 2, 28)),
            ),
            (
                period(Length::Month, 2026, 3, 1),
                (6, date(2026, 2, 23), date(2026, 4, 5)),
            ),
            (
                period(Length::Week, 2026, 12, 31),
                (1, date(2026, 12, 28), date(2027, 1, 3)),
            ),
        ] {
            assert_eq!(ends(shown), expected);
        }
        let february = period(Length::Month, 2028, 2, 29);
        assert!(february.holds(date(2028, 2, 1)) && !february.holds(date(2028, 3, 1)));
    }

    #[test]
    fn a_night_stands_on_both_its_days_also_when_the_clock_changes() {
        let monday = date(2026, 3, 23);
        // From 10pm before the change to 6am after it, and the same in autumn.
        let spring = entry("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z");
        let night = [
            ("Evening", "From 10pm".to_owned()),
            ("Morning", "Until 6am".to_owned()),
        ];
        assert_eq!(stands(&spring, monday), night);
        let autumn = entry("2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z");
        assert_eq!(stands(&autumn, date(2026, 10, 19)), night);
        // What ends at midnight is not on the next day.
        let evening = entry("2026-03-24T22:00:00Z", "2026-03-25T00:00:00Z");
        assert_eq!(
            stands(&evening, monday),
            [("Evening", "10pm to 12am".to_owned())]
        );
    }

    #[test]
    fn what_fills_a_day_stands_above_its_parts() {
        // From Sunday to Tuesday, in summer time from the Sunday on.
        let leave = entry("2026-03-29T00:00:00Z", "2026-03-31T23:00:00Z");
        let stands = stands(&leave, date(2026, 3, 26));
        assert_eq!(stands, vec![(ALL_DAY, ALL_DAY.to_owned()); 3]);
    }

    #[test]
    fn a_day_says_each_kind_once() {
        let of = |kind, words: &str| Entry {
            kind,
            words: words.to_owned(),
            ..entry("2026-03-03T09:00:00Z", "2026-03-03T09:30:00Z")
        };
        let entries = [
            of(Kind::Away, "On leave"),
            of(Kind::Available, "4 free times"),
            of(Kind::Booked, "One"),
            of(Kind::Available, "2 free times"),
            of(Kind::Booked, "Other"),
        ];
        let told: Vec<_> = told(&on(&entries, date(2026, 3, 3)))
            .into_iter()
            .map(|(mark, words)| format!("{mark} {words}"))
            .collect();
        assert_eq!(told, ["● 2 booked", "▬ available", "✕ On leave"]);
        assert!(on(&entries, date(2026, 3, 4)).is_empty());
    }
}
