//! Identifiers.

id! {
    /// Something with room for so many.
    PlaceId;
    /// That somebody has, or wants, a place.
    ClaimId;
    /// An offer of a place.
    OfferId;
}

impl PlaceId {
    /// The place that a migration made under this identifier.
    #[must_use]
    pub const fn of(uuid: uuid::Uuid) -> Self {
        Self(uuid)
    }
}
