//! The log, messages, settings and background work, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

mod addressee;
mod announcement;
mod audit;
mod calendar;
mod guide;
mod notification;
mod outbox;
mod retention;
#[path = "../support/mod.rs"]
mod support;
mod work;
