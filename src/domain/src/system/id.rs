//! Identifiers.

id! {
    /// A half-finished form journey.
    DraftId;
    /// A message waiting to be sent.
    OutboxId;
    /// A row of the audit log.
    AuditId;
    /// A dated setting.
    SettingId;
}
