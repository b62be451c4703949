//! The program as it runs, treated badly.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first thing that is wrong"
)]

mod audit;
mod documented;
mod full_disk;
mod http;
mod kill;
mod malformed;
mod running;
mod service_manager;
mod slow;
