//! The rules of People Hub: types, parsing, state machines and calculations.
//!
//! Pure: no input or output, no async, no clock and no randomness, so that the same code decides on the server and helps
//! in the browser. Time and random bytes come in as parameters.

#[macro_use]
mod codes;
pub mod actor;
pub mod app_error;
pub mod audit;
pub mod availability;
pub mod background;
pub mod bank_holiday;
pub mod career_action;
pub mod career_conversation;
pub mod career_outcome;
pub mod conversation_summary;
pub mod email_address;
pub mod field_errors;
pub mod grid_reference;
pub mod id;
pub mod instant;
pub mod invitation;
pub mod job;
pub mod london;
pub mod mailbox;
pub mod organisation;
pub mod outbox;
pub mod permission;
pub mod person;
pub mod personal_data;
pub mod postcode;
pub mod query;
pub mod reminder;
pub mod report;
pub mod role;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod site;
pub mod tidy;
pub mod waiting_list;
pub mod when;
pub mod words;
