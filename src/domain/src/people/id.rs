//! Identifiers.

id! {
    /// A person known to the service.
    PersonId;
    /// A signed-in browser.
    SessionId;
    /// A sign-in code and link sent by email.
    SignInCodeId;
    /// A new email address that waits to be confirmed.
    AddressChangeId;
    /// A role given to a person.
    RoleGrantId;
    /// A private link by which a calendar reads somebody's events.
    CalendarFeedId;
}
