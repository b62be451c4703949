//! Registers, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

mod import;
mod organisation;
#[path = "../support/mod.rs"]
mod support;
