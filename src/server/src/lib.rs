//! The People Hub program: web server, background work and command line.

// The type of all pages is deep when it is not erased, as in a release.
#![recursion_limit = "512"]

mod calendar;
pub mod commands;
pub mod configuration;
pub mod jobs;
mod log;
pub mod mail;
mod pages;
mod refusal;
mod request;
mod router;
mod security;
pub mod site;

pub use router::{BODY_LIMIT, WebState, router};
