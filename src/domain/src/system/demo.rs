//! The demo's clock, which whoever tries the service moves on.

use jiff::civil::{Date, time};

use crate::kit::field_errors::read;
use crate::kit::instant::Instant;
use crate::kit::london;
use crate::kit::when::TypedDay;
use crate::kit::words;

/// The farthest day that one move leads to, in days: two years, of which one may be a leap year.
pub const FARTHEST_DAYS: i32 = 2 * 365 + 1;

coded_enum! {
    pub enum Step {
        Hour = "hour", "An hour later";
        Day = "day", "A day later";
    }
}

impl Step {
    /// A day later the clocks in London show the same time, whatever they do in between.
    #[must_use]
    pub fn after(self, now: Instant) -> Instant {
        match self {
            Self::Hour => now.plus_hours(1),
            Self::Day => {
                let tomorrow = london::plus_days(london::day_of(now), 1);
                london::at(tomorrow, london::time_of(now))
            }
        }
    }
}

form! {
    StepForm => StepRequest() {
        step: String => step: Step = read(&step, "Choose an hour or a day");
    }
}

form! {
    /// 'Go to a date'.
    DayForm => DayRequest(today: Date) {
        day: TypedDay => day: Date = ahead(&day, today);
    }
}

impl DayRequest {
    /// 9am on the day.
    #[must_use]
    pub fn instant(&self) -> Instant {
        london::at(self.day, time(9, 0, 0, 0))
    }
}

fn ahead(typed: &TypedDay, today: Date) -> Result<Date, String> {
    let farthest = london::plus_days(today, FARTHEST_DAYS);
    match typed.read("date")? {
        day if day <= today => Err(format!("The date must be after {}", words::day(today))),
        day if day > farthest => Err(format!(
            "The date must be {} or earlier",
            words::date(farthest)
        )),
        day => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_later_the_clocks_show_the_same_time_across_both_changes() {
        for now in ["2026-03-28T09:30:00Z", "2026-10-24T08:30:00Z"] {
            let now: Instant = now.parse().unwrap();
            let later = Step::Day.after(now);
            assert_eq!(london::time_of(later), london::time_of(now));
            assert_eq!(
                london::days_until(london::day_of(now), london::day_of(later)),
                1
            );
        }
    }

    #[test]
    fn the_clock_goes_to_a_later_day_and_no_farther_than_two_years() {
        let today = date(2026, 3, 2);
        let error = |day: &str, month: &str, year: &str| {
            let day = TypedDay::new(day, month, year);
            let errors = DayForm { day }.parse(today).unwrap_err();
            errors.for_field("day").unwrap().to_owned()
        };
        for (day, month) in [("2", "3"), ("1", "3"), ("31", "12")] {
            let year = if month == "12" { "2025" } else { "2026" };
            assert_eq!(
                error(day, month, year),
                "The date must be after Monday 2 March 2026"
            );
        }
        assert_eq!(
            error("3", "3", "2028"),
            "The date must be 2 March 2028 or earlier"
        );
        assert_eq!(error("", "", ""), "Enter the date");
        for day in [date(2026, 3, 3), date(2028, 3, 2)] {
            let form = DayForm { day: day.into() };
            let at = form.parse(today).unwrap().instant();
            assert_eq!(at, london::at(day, time(9, 0, 0, 0)));
        }
    }
}
