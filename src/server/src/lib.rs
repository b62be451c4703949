//! The People Hub program: web server, background work and command line.

pub mod commands;
pub mod configuration;
pub mod jobs;
pub mod mail;
mod pages;
mod request;
mod router;
mod security;

pub use router::{WebState, router};
