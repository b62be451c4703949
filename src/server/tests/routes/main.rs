//! The service as a browser meets it, without a network: a folder an area, and beside them what holds for every address.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

mod addresses;
mod asking;
mod authorisation;
mod career_conversations;
mod compression;
mod database;
mod forms;
mod islands;
mod live;
mod markup;
mod operations;
mod people;
mod proxy;
mod queries;
mod rate;
mod refusals;
mod samples;
mod search;
mod security;
mod support;
mod typed;
