//! People, their roles, and how they sign in.

pub mod address_change;
pub mod calendar_feed;
pub mod known_browser;
pub mod person;
pub mod personal_data;
pub mod role_grant;
pub mod session;
pub mod sign_in_code;

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

/// Every statement of these nouns.
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
