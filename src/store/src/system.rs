//! What the service does by itself: log, messages, background work, settings.

pub mod announcement;
pub mod audit;
pub mod audit_link;
pub mod draft;
pub mod guide;
pub mod heartbeat;
pub mod job;
pub mod notification;
pub mod outbox;
pub mod personal_data;
pub mod rate_limit;
pub mod search_key;
pub mod setting;

use domain::kit::app_error::ConflictCode;
use domain::system::outbox::{AboutKind, DropReason, Topic};

crate::db::ids!(
    domain::system::id::AnnouncementId,
    domain::system::id::GuideId,
    domain::system::id::DraftId,
    domain::system::id::OutboxId,
    domain::system::id::AuditId,
    domain::system::id::SettingId,
);
crate::db::codes!(
    domain::system::announcement::Audience,
    domain::system::job::JobName,
    domain::system::outbox::CalendarMethod,
    domain::system::outbox::MessageKind,
);

crate::db::kept_as! {
    AboutKind as String: |kind| kind.code().to_owned(), |code| Some(AboutKind::of_code(code));
    DropReason as String: |reason| reason.code().to_owned(), |code| Some(DropReason::of_code(code));
    Topic as String: |topic| topic.code().to_owned(), |code| Some(Topic::of_code(code));
}

/// What a unique index is called, by its columns.
pub(crate) const UNIQUE: &[(&str, &str)] = &[
    ("audit_link.audit_id", "audit_link_once"),
    (
        "draft.person_id, draft.journey, draft.subject",
        "draft_journey",
    ),
    ("guide.role", "guide_role"),
    ("setting.name, setting.valid_from", "setting_from"),
    (
        "setting.organisation_id, setting.name, setting.valid_from",
        "setting_from_in_organisation",
    ),
];

/// What a refused constraint means to a person.
pub(crate) const MEANINGS: &[(&str, ConflictCode)] = &[
    ("setting_from", ConflictCode::CHANGED_MEANWHILE),
    ("guide_role", ConflictCode::CHANGED_MEANWHILE),
];

pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [
        announcement::STATEMENTS,
        audit::STATEMENTS,
        audit_link::STATEMENTS,
        draft::STATEMENTS,
        guide::STATEMENTS,
        heartbeat::STATEMENTS,
        job::STATEMENTS,
        notification::STATEMENTS,
        outbox::STATEMENTS,
        personal_data::STATEMENTS,
        rate_limit::STATEMENTS,
        search_key::STATEMENTS,
        setting::STATEMENTS,
    ]
    .concat()
}
