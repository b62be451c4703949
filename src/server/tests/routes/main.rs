//! The service as a browser meets it, without a network: one file a feature, as the addresses are.

mod authorisation;
mod database;
mod forms;
mod refusals;
mod samples;
mod security;
mod support;
