//! Registers, on both databases.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

mod import;
mod organisation;
#[path = "../support/mod.rs"]
mod support;
