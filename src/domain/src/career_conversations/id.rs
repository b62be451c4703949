//! Identifiers.

id! {
    CareerConversationId;
    WeeklyPatternId;
    ExtraSlotId;
    LeaveId;
    InvitationId;
    CareerActionId;
    SummaryTemplateId;
}
