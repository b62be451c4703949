//! Identifiers.

id! {
    /// A half-finished form journey.
    DraftId;
    OutboxId;
    AuditId;
    SettingId;
    AnnouncementId;
    GuideId;
}
