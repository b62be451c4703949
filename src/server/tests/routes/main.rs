//! The service as a browser meets it, without a network: one file a feature, as the addresses are.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

mod addresses;
mod after_conversations;
mod asking;
mod authorisation;
mod calendar;
mod career_conversations;
mod clashes;
mod compression;
mod database;
mod forms;
mod islands;
mod live;
mod markup;
mod operations;
mod personal_data;
mod proxy;
mod queries;
mod rate;
mod refusals;
mod reports;
mod samples;
mod security;
mod support;
mod typed;
mod waiting_list;
