//! Identifiers.

id! {
    PlaceId;
    ClaimId;
    OfferId;
}

impl PlaceId {
    /// The place that a migration made under this identifier.
    #[must_use]
    pub const fn of(uuid: uuid::Uuid) -> Self {
        Self(uuid)
    }
}
