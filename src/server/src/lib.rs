//! The People Hub program: web server, background work and command line.

// The type of all pages is deep when it is not erased, as in a release.
#![recursion_limit = "512"]

mod asking;
mod body;
mod calendar;
mod collecting;
pub mod commands;
mod compression;
pub mod configuration;
mod download;
pub mod forwarded;
pub mod instance;
pub mod jobs;
pub mod live;
pub mod log;
pub mod mail;
pub mod metrics;
mod pages;
pub mod rate;
mod refusal;
mod request;
mod route;
mod router;
mod security;
mod service_manager;
pub mod serving;
pub mod site;
mod state;
mod typed;

pub use collecting::metrics_router;
pub use router::router;
pub use state::{BODY_LIMIT, Shared, WebState};
