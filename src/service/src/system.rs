//! What the service does by itself: log, messages, background work, settings.

pub mod audit;
pub mod draft;
pub mod health;
pub mod job;
pub(crate) mod message;
pub mod outbox;
pub(crate) mod rate_limit;
pub mod retention;
pub mod setting;
pub mod typed;
pub mod work;
