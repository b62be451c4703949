//! People, their roles, and how they sign in.

pub mod address_change;
pub mod calendar_feed;
pub mod known_browser;
pub mod person;
pub mod personal_data;
pub mod role_grant;
pub mod session;
pub mod sign_in_code;

use domain::kit::app_error::ConflictCode;
use domain::people::person::Telephone;

crate::db::ids!(
    domain::people::id::CalendarFeedId,
    domain::people::id::PersonId,
    domain::people::id::SessionId,
    domain::people::id::SignInCodeId,
    domain::people::id::AddressChangeId,
    domain::people::id::RoleGrantId,
);
crate::db::codes!(
    domain::people::background::Background,
    domain::people::role::Role,
);
crate::db::kept_as! {
    Telephone as String: |phone| phone.as_str().to_owned(), |text| Some(Telephone::kept(text));
}

/// What a unique index is called, by its columns.
pub(crate) const UNIQUE: &[(&str, &str)] = &[
    ("address_change.link_hash", "address_change_link"),
    ("address_change.person_id", "address_change_live"),
    ("calendar_feed.token_hash", "calendar_feed_token"),
    ("calendar_feed.person_id", "calendar_feed_live"),
    ("person.email", "person_email"),
    ("role_grant.person_id, role_grant.role", "role_grant_system"),
    (
        "role_grant.person_id, role_grant.role, role_grant.organisation_id",
        "role_grant_organisation",
    ),
    ("session.token_hash", "session_token"),
    ("sign_in_code.link_hash", "sign_in_code_link"),
];

/// What a refused constraint means to a person. One that no area names is a fault; where there is more to say, the use case says it
/// before this is asked.
pub(crate) const MEANINGS: &[(&str, ConflictCode)] = &[
    ("address_change_live", ConflictCode::CHANGED_MEANWHILE),
    // Two pages, or two servers, did the same at once.
    ("calendar_feed_live", ConflictCode::CHANGED_MEANWHILE),
];

pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [
        address_change::STATEMENTS,
        calendar_feed::STATEMENTS,
        known_browser::STATEMENTS,
        person::STATEMENTS,
        personal_data::STATEMENTS,
        role_grant::STATEMENTS,
        session::STATEMENTS,
        sign_in_code::STATEMENTS,
    ]
    .concat()
}
