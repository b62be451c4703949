//! What every area stands on: clock, random bytes, errors, calendars, what many look at.

pub mod bank_holiday;
pub mod calendar;
pub mod clock;
pub(crate) mod later;
pub mod recent;
pub mod rng;
