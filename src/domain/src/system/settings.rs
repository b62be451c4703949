//! Dated settings, which each area declares: each value holds from a day, and a calculation names the day it was made for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;
use crate::kit::tidy;
use crate::kit::when::TypedDay;
use crate::kit::words;
use crate::places::id::OrganisationId;

/// What a form sends for yes, and what people read.
pub const YES: &str = "Yes";
/// What a form sends for no, and what people read.
pub const NO: &str = "No";

/// What a setting's value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Whole,
    /// Money, in pence.
    Pence,
    /// 1 for yes, 0 for no.
    YesNo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub code: &'static str,
    pub words: &'static str,
    pub kind: Kind,
    /// The smallest and largest value allowed.
    pub limits: (i64, i64),
    pub default: i64,
}

impl Setting {
    #[must_use]
    pub const fn whole(
        code: &'static str,
        words: &'static str,
        limits: (i64, i64),
        default: i64,
    ) -> Self {
        Self {
            code,
            words,
            kind: Kind::Whole,
            limits,
            default,
        }
    }

    #[must_use]
    pub const fn pence(
        code: &'static str,
        words: &'static str,
        limits: (i64, i64),
        default: i64,
    ) -> Self {
        Self {
            kind: Kind::Pence,
            ..Self::whole(code, words, limits, default)
        }
    }

    #[must_use]
    pub const fn yes_no(code: &'static str, words: &'static str, default: bool) -> Self {
        Self {
            kind: Kind::YesNo,
            ..Self::whole(code, words, (0, 1), default as i64)
        }
    }

    /// Its value on `day` in the whole system, from dated values of all settings; where none holds, the default.
    #[must_use]
    pub fn on(self, day: Date, values: &[DatedValue]) -> i64 {
        self.on_in(day, None, values)
    }

    /// Its value on `day` in an organisation: what is set there comes before what is set for the whole system.
    #[must_use]
    pub fn on_in(
        self,
        day: Date,
        organisation: Option<OrganisationId>,
        values: &[DatedValue],
    ) -> i64 {
        let holds = |value: &&DatedValue| {
            value.name == self.code
                && (value.organisation.is_none() || value.organisation == organisation)
                && value.valid_from <= day
                && value.valid_to.is_none_or(|to| day < to)
        };
        let held = values.iter().filter(holds);
        held.max_by_key(|value| (value.organisation.is_some(), value.valid_from))
            .map_or(self.default, |value| value.value)
    }

    pub fn parse_value(self, text: &str) -> Result<i64, String> {
        let (least, most) = self.limits;
        match self.kind {
            Kind::Whole => words::parse_whole(text, least, most),
            Kind::Pence => pence(text)
                .filter(|pence| (least..=most).contains(pence))
                .ok_or_else(|| {
                    format!("Enter an amount from {} to {}", pounds(least), pounds(most))
                }),
            Kind::YesNo => match text.trim() {
                YES => Ok(1),
                NO => Ok(0),
                _ => Err("Choose yes or no".to_owned()),
            },
        }
    }

    /// A value as people read it: '24', '£12.50', 'Yes'.
    #[must_use]
    pub fn value_words(self, value: i64) -> String {
        match self.kind {
            Kind::Whole => value.to_string(),
            Kind::Pence => pounds(value),
            Kind::YesNo => if value == 0 { NO } else { YES }.to_owned(),
        }
    }

    /// What may be typed: 'From 0 to 336'; empty where there are choices.
    #[must_use]
    pub fn hint(self) -> String {
        let (least, most) = self.limits;
        match self.kind {
            Kind::YesNo => String::new(),
            _ => format!(
                "From {} to {}",
                self.value_words(least),
                self.value_words(most)
            ),
        }
    }
}

/// '£12.50' as pence.
fn pence(text: &str) -> Option<i64> {
    let text = tidy::line(text).replace(['£', ','], "");
    let (pounds, rest) = text.split_once('.').unwrap_or((&text, "00"));
    let is_plain = pounds
        .bytes()
        .chain(rest.bytes())
        .all(|b| b.is_ascii_digit());
    let pounds: i64 = pounds.parse().ok()?;
    let rest: i64 = rest.parse().ok().filter(|_| is_plain && rest.len() == 2)?;
    pounds.checked_mul(100)?.checked_add(rest)
}

fn pounds(pence: i64) -> String {
    format!("£{}.{:02}", words::number(pence / 100), pence % 100)
}

/// A value from a day on, until another one follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedValue {
    /// The code of its setting, or of one that only a newer server knows.
    pub name: String,
    /// `None`: in the whole system.
    pub organisation: Option<OrganisationId>,
    pub valid_from: Date,
    /// The first day it no longer holds.
    pub valid_to: Option<Date>,
    pub value: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingForm {
    pub name: String,
    pub value: String,
    pub from: TypedDay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingRequest {
    pub setting: Setting,
    pub value: i64,
    pub from: Date,
}

impl SettingForm {
    /// Reads the form, which is about one of the settings that there are: the past stays as it was.
    pub fn parse(
        self,
        today: Date,
        mut all: impl Iterator<Item = Setting>,
    ) -> Result<SettingRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let found = all.find(|setting| setting.code == self.name.trim());
        let setting = errors.take("name", found.ok_or("Choose a setting"));
        let value =
            setting.and_then(|setting| errors.take("value", setting.parse_value(&self.value)));
        let from = errors.take("from", self.from.read("first day"));
        if from.is_some_and(|from| from < today) {
            errors.push("from", "The first day must be today or later");
        }
        match (setting, value, from) {
            (Some(setting), Some(value), Some(from)) if errors.is_empty() => Ok(SettingRequest {
                setting,
                value,
                from,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const HOURS: Setting = Setting::whole("hours", "Hours before", (0, 336), 24);
    const FEE: Setting = Setting::pence("fee", "Fee", (0, 100_000), 1_250);
    const OPEN: Setting = Setting::yes_no("open", "Open at weekends", false);

    fn value(organisation: Option<u128>, from: Date, to: Option<Date>, value: i64) -> DatedValue {
        DatedValue {
            name: HOURS.code.to_owned(),
            organisation: organisation.map(|number| Uuid::from_u128(number).into()),
            valid_from: from,
            valid_to: to,
            value,
        }
    }

    #[test]
    fn a_setting_holds_from_its_first_day_until_the_next_one() {
        let values = [
            value(None, date(2026, 1, 1), Some(date(2026, 3, 1)), 48),
            value(None, date(2026, 3, 1), None, 12),
        ];
        assert_eq!(HOURS.on(date(2025, 12, 31), &values), 24);
        assert_eq!(HOURS.on(date(2026, 2, 28), &values), 48);
        assert_eq!(HOURS.on(date(2026, 3, 1), &values), 12);
        assert_eq!(FEE.on(date(2026, 3, 1), &values), 1_250);
    }

    #[test]
    fn what_an_organisation_has_set_comes_before_what_the_system_has() {
        let values = [
            value(Some(1), date(2026, 1, 1), Some(date(2026, 3, 1)), 48),
            value(None, date(2026, 2, 1), None, 12),
        ];
        let in_place = |number, day| {
            let place = Some(Uuid::from_u128(number).into());
            HOURS.on_in(day, place, &values)
        };
        assert_eq!(in_place(1, date(2026, 2, 2)), 48);
        assert_eq!(in_place(1, date(2026, 3, 1)), 12, "it is over there");
        assert_eq!(in_place(2, date(2026, 2, 2)), 12);
        assert_eq!(HOURS.on(date(2026, 1, 2), &values), 24);
    }

    #[test]
    fn values_are_read_as_people_write_them_and_refused_outside_the_limits() {
        for (setting, text, read) in [
            (HOURS, " 60 ", Ok(60)),
            (HOURS, "337", Err("Enter a whole number from 0 to 336")),
            (FEE, "£1,000.00", Ok(100_000)),
            (FEE, "12", Ok(1_200)),
            (FEE, "12.5", Err("Enter an amount from £0.00 to £1,000.00")),
            (
                FEE,
                "1000.01",
                Err("Enter an amount from £0.00 to £1,000.00"),
            ),
            (FEE, "-1", Err("Enter an amount from £0.00 to £1,000.00")),
            (OPEN, "Yes", Ok(1)),
            (OPEN, "", Err("Choose yes or no")),
        ] {
            let read = read.map_err(str::to_owned);
            assert_eq!(setting.parse_value(text), read, "{text}");
        }
        assert_eq!(FEE.value_words(1_250), "£12.50");
        assert_eq!(FEE.parse_value(&FEE.value_words(1_250)), Ok(1_250));
        assert_eq!(OPEN.value_words(OPEN.default), "No");
        assert_eq!(HOURS.hint(), "From 0 to 336");
    }
}
