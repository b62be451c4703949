//! The pages of one's own account.

mod account;
mod calendar;
mod calendar_feed;
mod demo;
mod personal_data;
