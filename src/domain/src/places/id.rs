//! Identifiers.

id! {
    /// An employer or other body of the health and care system.
    OrganisationId;
    /// A place where conversations and shifts happen.
    SiteId;
}
