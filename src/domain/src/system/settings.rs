//! Dated settings: each value holds from a day, and a calculation names the day it was made for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;
use crate::kit::when::parse_day;
use crate::kit::words;

coded_enum! {
    /// What can be set.
    pub enum SettingName {
        /// Hours before the start up to which a member can move or cancel.
        CutOffHours = "cut_off_hours", "Latest time to move or cancel (hours before)";
        /// Hours before the start up to which a time can be booked.
        NoticeHours = "notice_hours", "Shortest notice for a booking (hours)";
        /// Days ahead that can be booked.
        HorizonDays = "horizon_days", "How far ahead people can book (days)";
        /// Hours that an offer from the waiting list stands.
        OfferHours = "offer_hours", "How long an offer from the waiting list stands (hours)";
        /// Conversations to come that a member may have booked by themselves.
        LiveBookings = "live_bookings", "Most conversations a member can have booked at once";
        /// Bookings that a member may make by themselves in a day, whatever becomes of them.
        BookingsADay = "bookings_a_day", "Most bookings a member can make in a day";
    }
}

impl SettingName {
    /// The value where none is set: 24 hours, 24 hours, 42 days, 12 hours, 2 conversations and 6 bookings.
    #[must_use]
    pub const fn default_value(self) -> i64 {
        match self {
            Self::CutOffHours | Self::NoticeHours => 24,
            Self::HorizonDays => 42,
            Self::OfferHours => 12,
            Self::LiveBookings => 2,
            Self::BookingsADay => 6,
        }
    }

    /// The smallest and largest value allowed.
    #[must_use]
    pub const fn limits(self) -> (i64, i64) {
        match self {
            Self::CutOffHours | Self::NoticeHours => (0, 336),
            Self::HorizonDays => (1, 365),
            Self::OfferHours => (1, 72),
            Self::LiveBookings => (1, 50),
            Self::BookingsADay => (1, 200),
        }
    }

    /// Reads a value.
    ///
    /// # Errors
    /// What to tell the person.
    pub fn parse_value(self, text: &str) -> Result<i64, String> {
        let (least, most) = self.limits();
        words::parse_whole(text, least, most)
    }
}

/// A value from a day on, until another one follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedValue {
    /// The first day it holds.
    pub valid_from: Date,
    /// The first day it no longer holds.
    pub valid_to: Option<Date>,
    /// The value.
    pub value: i64,
}

/// The settings that hold on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Hours before the start up to which a member can move or cancel.
    pub cut_off_hours: i64,
    /// Hours of notice for a booking.
    pub notice_hours: i64,
    /// Days ahead that can be booked.
    pub horizon_days: i64,
    /// Hours that an offer from the waiting list stands.
    pub offer_hours: i64,
    /// Conversations to come that a member may have booked by themselves.
    pub live_bookings: i64,
    /// Bookings that a member may make by themselves in a day.
    pub bookings_a_day: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cut_off_hours: SettingName::CutOffHours.default_value(),
            notice_hours: SettingName::NoticeHours.default_value(),
            horizon_days: SettingName::HorizonDays.default_value(),
            offer_hours: SettingName::OfferHours.default_value(),
            live_bookings: SettingName::LiveBookings.default_value(),
            bookings_a_day: SettingName::BookingsADay.default_value(),
        }
    }
}

impl Settings {
    /// The value of one setting.
    #[must_use]
    pub const fn value(&self, name: SettingName) -> i64 {
        match name {
            SettingName::CutOffHours => self.cut_off_hours,
            SettingName::NoticeHours => self.notice_hours,
            SettingName::HorizonDays => self.horizon_days,
            SettingName::OfferHours => self.offer_hours,
            SettingName::LiveBookings => self.live_bookings,
            SettingName::BookingsADay => self.bookings_a_day,
        }
    }

    /// The settings on `day`, from dated rows; where none holds, the default.
    #[must_use]
    pub fn on(day: Date, rows: &[(SettingName, DatedValue)]) -> Self {
        let value = |name: SettingName| {
            rows.iter()
                .filter(|(of, dated)| {
                    *of == name
                        && dated.valid_from <= day
                        && dated.valid_to.is_none_or(|to| day < to)
                })
                .max_by_key(|(_, dated)| dated.valid_from)
                .map_or(name.default_value(), |(_, dated)| dated.value)
        };
        Self {
            cut_off_hours: value(SettingName::CutOffHours),
            notice_hours: value(SettingName::NoticeHours),
            horizon_days: value(SettingName::HorizonDays),
            offer_hours: value(SettingName::OfferHours),
            live_bookings: value(SettingName::LiveBookings),
            bookings_a_day: value(SettingName::BookingsADay),
        }
    }
}

/// 'Change a setting'.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    missing_docs,
    reason = "each field is what was typed; SettingRequest says what it means"
)]
pub struct SettingForm {
    pub name: String,
    pub value: String,
    pub from_day: String,
    pub from_month: String,
    pub from_year: String,
}

/// A value to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingRequest {
    /// Which setting.
    pub name: SettingName,
    /// Its new value.
    pub value: i64,
    /// The first day it holds.
    pub from: Date,
}

impl SettingForm {
    /// Reads the form: the past stays as it was.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(self, today: Date) -> Result<SettingRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take(
            "name",
            SettingName::from_code(self.name.trim()).ok_or("Choose a setting"),
        );
        let value = name.and_then(|name| errors.take("value", name.parse_value(&self.value)));
        let from = parse_day(
            "first day",
            &self.from_day,
            &self.from_month,
            &self.from_year,
        );
        let from = errors.take("from", from);
        if from.is_some_and(|from| from < today) {
            errors.push("from", "The first day must be today or later");
        }
        match (name, value, from) {
            (Some(name), Some(value), Some(from)) if errors.is_empty() => {
                Ok(SettingRequest { name, value, from })
            }
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_setting_holds_from_its_first_day_until_the_next_one() {
        let row = |from, to, value| {
            (
                SettingName::CutOffHours,
                DatedValue {
                    valid_from: from,
                    valid_to: to,
                    value,
                },
            )
        };
        let rows = [
            row(date(2026, 1, 1), Some(date(2026, 3, 1)), 48),
            row(date(2026, 3, 1), None, 12),
        ];
        assert_eq!(Settings::on(date(2025, 12, 31), &rows).cut_off_hours, 24);
        assert_eq!(Settings::on(date(2026, 2, 28), &rows).cut_off_hours, 48);
        assert_eq!(Settings::on(date(2026, 3, 1), &rows).cut_off_hours, 12);
        assert_eq!(Settings::on(date(2026, 3, 1), &rows).horizon_days, 42);
    }

    #[test]
    fn values_outside_the_limits_are_refused() {
        assert!(SettingName::HorizonDays.parse_value("0").is_err());
        assert!(SettingName::HorizonDays.parse_value("366").is_err());
        assert_eq!(SettingName::HorizonDays.parse_value(" 60 "), Ok(60));
    }
}
