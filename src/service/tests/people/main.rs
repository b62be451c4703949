//! People, their roles, sessions and data, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

mod access;
mod administration;
mod calendar;
mod calendar_feed;
mod own_details;
mod personal_data;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
