//! What every area stands on: time, words, identifiers, addresses, what is typed.

#[macro_use]
pub mod codes;
#[macro_use]
pub mod id;
pub mod app_error;
pub mod bank_holiday;
pub mod calendar;
pub mod email_address;
#[macro_use]
pub mod field_errors;
pub mod grid_reference;
pub mod instant;
pub mod london;
pub mod mailbox;
pub mod postcode;
pub mod query;
pub mod search;
pub mod tidy;
pub mod weekdays;
pub mod when;
pub mod words;
