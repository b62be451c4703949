//! Identifiers.

id! {
    /// A career conversation, booked or over.
    CareerConversationId;
    /// One weekly time of an adviser.
    WeeklyPatternId;
    /// One extra time of an adviser.
    ExtraSlotId;
    /// Days on which an adviser is away.
    LeaveId;
    /// An invitation to book a career conversation.
    InvitationId;
    /// Something agreed in a conversation.
    CareerActionId;
    /// An adviser's own template for summaries.
    SummaryTemplateId;
}
