//! What the service does by itself: log, messages, background work, settings.

pub mod announcement;
pub mod audit;
pub mod demo;
pub mod guide;
pub mod id;
pub mod job;
pub mod notification;
pub mod outbox;
pub mod permission;
pub mod settings;

/// What the log records of the system.
pub const LOG: &[audit::Part] = &[
    audit::DIRECTORY,
    audit::SERVICE,
    announcement::LOG,
    guide::LOG,
];
