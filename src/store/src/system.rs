//! What the service does by itself: log, messages, background work, settings.

pub mod audit;
pub mod audit_link;
pub mod draft;
pub mod heartbeat;
pub mod job;
pub mod outbox;
pub mod rate_limit;
pub mod search_key;
pub mod setting;

crate::db::ids!(
    domain::system::id::DraftId,
    domain::system::id::OutboxId,
    domain::system::id::AuditId,
    domain::system::id::SettingId,
);
crate::db::codes!(
    domain::system::job::JobName,
    domain::system::outbox::AboutKind,
    domain::system::outbox::CalendarMethod,
    domain::system::outbox::DropReason,
    domain::system::outbox::MessageKind,
);

/// Every statement of these nouns.
pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [
        audit::STATEMENTS,
        audit_link::STATEMENTS,
        draft::STATEMENTS,
        heartbeat::STATEMENTS,
        job::STATEMENTS,
        outbox::STATEMENTS,
        rate_limit::STATEMENTS,
        search_key::STATEMENTS,
        setting::STATEMENTS,
    ]
    .concat()
}
