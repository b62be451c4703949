//! Career conversations: advisers’ times, bookings, the waiting list, and what follows a conversation.

pub mod adviser;
pub mod calendar;
pub mod career_action;
pub mod career_conversation;
pub mod career_outcome;
pub mod conversation_summary;
pub mod diary;
pub mod extra_slot;
pub mod invitation;
pub mod kept_clash;
pub mod leave;
pub(crate) mod personal_data;
pub mod private_note;
pub mod reminder;
pub mod report;
pub mod summary_template;
pub mod waiting_list;
pub mod weekly_pattern;

use domain::career_conversations::availability::Ways;
use domain::career_conversations::career_conversation::Reference;
use domain::career_conversations::conflict;
use domain::kit::app_error::ConflictCode;

crate::db::ids!(
    domain::career_conversations::id::CareerConversationId,
    domain::career_conversations::id::WeeklyPatternId,
    domain::career_conversations::id::ExtraSlotId,
    domain::career_conversations::id::LeaveId,
    domain::career_conversations::id::InvitationId,
    domain::career_conversations::id::CareerActionId,
    domain::career_conversations::id::SummaryTemplateId,
);
crate::db::codes!(
    domain::career_conversations::availability::Clash,
    domain::career_conversations::career_action::ActionState,
    domain::career_conversations::career_conversation::Status,
    domain::career_conversations::career_conversation::Topic,
    domain::career_conversations::career_conversation::Way,
    domain::career_conversations::invitation::InvitationState,
    domain::career_conversations::career_outcome::NextStep,
    domain::career_conversations::career_outcome::OutcomeKind,
    domain::career_conversations::career_outcome::Pathway,
    domain::career_conversations::career_outcome::Usefulness,
    domain::career_conversations::conversation_summary::SummaryState,
    domain::career_conversations::reminder::ReminderKind,
    domain::career_conversations::reminder::ReminderOutcome,
);
crate::db::kept_as! {
    Reference as String: |reference| reference.as_str().to_owned(), |text| Reference::parse(&text);
    Ways as String: Ways::codes, |codes| Some(Ways::from_codes(&codes));
}

/// What a unique index is called, by its columns.
pub(crate) const UNIQUE: &[(&str, &str)] = &[
    ("invitation.member_id", "invitation_waiting"),
    (
        "career_conversation.adviser_id, career_conversation.starts_at",
        "career_conversation_adviser_slot",
    ),
    (
        "career_conversation.reference",
        "career_conversation_reference",
    ),
    (
        "career_conversation.submission_id",
        "career_conversation_submission",
    ),
    (
        "summary_template.adviser_id, summary_template.name",
        "summary_template_once",
    ),
    (
        "waiting_offer.adviser_id, waiting_offer.starts_at",
        "waiting_offer_slot",
    ),
    (
        "waiting_offer.entry_id, waiting_offer.adviser_id, waiting_offer.starts_at",
        "waiting_offer_once",
    ),
];

/// What a refused constraint means to a person.
pub(crate) const MEANINGS: &[(&str, ConflictCode)] = &[
    ("career_conversation_adviser_slot", conflict::SLOT_TAKEN),
    ("career_conversation_adviser_overlap", conflict::SLOT_TAKEN),
    ("career_conversation_offered", conflict::SLOT_TAKEN),
    ("waiting_offer_slot", conflict::SLOT_TAKEN),
    ("waiting_offer_overlap", conflict::SLOT_TAKEN),
    ("waiting_offer_booked", conflict::SLOT_TAKEN),
    ("career_conversation_member_overlap", conflict::MEMBER_BUSY),
    // Advisers who are members too can't meet themselves.
    ("career_conversation_two_people", conflict::SLOT_UNAVAILABLE),
    (
        "career_conversation_submission",
        ConflictCode::ALREADY_EXISTS,
    ),
    // Two pages, or two servers, did the same at once.
    ("conversation_summary_pk", ConflictCode::CHANGED_MEANWHILE),
    ("waiting_offer_once", ConflictCode::CHANGED_MEANWHILE),
];

pub(crate) fn statements() -> Vec<&'static crate::db::Statement> {
    [
        adviser::STATEMENTS,
        calendar::STATEMENTS,
        career_action::STATEMENTS,
        career_conversation::STATEMENTS,
        career_outcome::STATEMENTS,
        conversation_summary::STATEMENTS,
        diary::STATEMENTS,
        extra_slot::STATEMENTS,
        invitation::STATEMENTS,
        kept_clash::STATEMENTS,
        leave::STATEMENTS,
        personal_data::STATEMENTS,
        private_note::STATEMENTS,
        reminder::STATEMENTS,
        report::STATEMENTS,
        summary_template::STATEMENTS,
        waiting_list::STATEMENTS,
        weekly_pattern::STATEMENTS,
    ]
    .concat()
}
