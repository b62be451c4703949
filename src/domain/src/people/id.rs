//! Identifiers.

id! {
    PersonId;
    SessionId;
    SignInCodeId;
    AddressChangeId;
    RoleGrantId;
    CalendarFeedId;
}
