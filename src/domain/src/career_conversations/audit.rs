//! What the audit log records of career conversations.

use crate::system::audit::{Action, Chapter, ObjectKind, Part};

pub const CONVERSATION_BOOKED: Action =
    Action::new("conversation_booked", "Booked a career conversation");
pub const CONVERSATION_MOVED: Action =
    Action::new("conversation_moved", "Moved a career conversation");
pub const CONVERSATION_KEPT: Action = Action::new(
    "conversation_kept",
    "Kept a career conversation outside published times",
);
pub const CONVERSATION_CANCELLED: Action =
    Action::new("conversation_cancelled", "Cancelled a career conversation");
pub const ATTENDANCE_RECORDED: Action = Action::new("attendance_recorded", "Recorded attendance");
pub const SUMMARY_SAVED: Action = Action::new("summary_saved", "Wrote a draft of the summary");
pub const SUMMARY_SHARED: Action =
    Action::new("summary_shared", "Shared the summary with the member");
pub const SUMMARY_CORRECTED: Action =
    Action::new("summary_corrected", "Corrected the shared summary");
pub const PRIVATE_NOTE_SAVED: Action = Action::new("private_note_saved", "Changed a private note");
pub const ACTION_AGREED: Action = Action::new("action_agreed", "Added an agreed action");
/// Marked an action as done, not done or no longer needed.
pub const ACTION_CHANGED: Action = Action::new("action_changed", "Changed an agreed action");
pub const OUTCOME_RECORDED: Action =
    Action::new("outcome_recorded", "Said what came of the conversation");
pub const FEEDBACK_GIVEN: Action = Action::new("feedback_given", "Gave feedback");
pub const TEMPLATE_ADDED: Action = Action::new("template_added", "Added a template for summaries");
pub const TEMPLATE_REMOVED: Action =
    Action::new("template_removed", "Removed a template for summaries");
pub const WAITING_LIST_JOINED: Action =
    Action::new("waiting_list_joined", "Joined the waiting list");
pub const WAITING_LIST_LEFT: Action = Action::new("waiting_list_left", "Left the waiting list");
pub const WAITING_LIST_ENDED: Action =
    Action::new("waiting_list_ended", "Place on the waiting list ended");
pub const OFFER_MADE: Action = Action::new("offer_made", "Offered a time from the waiting list");
pub const OFFER_ACCEPTED: Action = Action::new("offer_accepted", "Accepted an offered time");
pub const OFFER_DECLINED: Action = Action::new("offer_declined", "Declined an offered time");
pub const OFFER_EXPIRED: Action = Action::new("offer_expired", "An offered time ran out");
pub const OFFER_WITHDRAWN: Action = Action::new("offer_withdrawn", "Withdrew an offered time");
pub const MEMBERS_INVITED: Action =
    Action::new("members_invited", "Asked for members to be invited");
pub const PATTERN_ADDED: Action = Action::new("pattern_added", "Added a weekly time");
pub const PATTERN_ENDED: Action = Action::new("pattern_ended", "Ended a weekly time");
pub const EXTRA_SLOT_ADDED: Action = Action::new("extra_slot_added", "Added an extra time");
pub const EXTRA_SLOT_REMOVED: Action = Action::new("extra_slot_removed", "Removed an extra time");
pub const LEAVE_ADDED: Action = Action::new("leave_added", "Added leave");
pub const LEAVE_REMOVED: Action = Action::new("leave_removed", "Removed leave");
/// Changed buffer, notice, horizon or contact.
pub const BOOKING_RULES_CHANGED: Action =
    Action::new("booking_rules_changed", "Changed booking rules");

pub const CAREER_CONVERSATION: ObjectKind =
    ObjectKind::new("career_conversation", "Career conversation");
pub const SUMMARY_TEMPLATE: ObjectKind =
    ObjectKind::new("summary_template", "Template for summaries");
/// A place on the waiting list, or an offer.
pub const WAITING_LIST: ObjectKind = ObjectKind::new("waiting_list", "Waiting list");
pub const INVITATION: ObjectKind = ObjectKind::new("invitation", "Invitation");
pub const AVAILABILITY: ObjectKind = ObjectKind::new("availability", "Availability");

pub const LOG: &[Part] = &[Part {
    chapter: Chapter::Work,
    actions: &[
        CONVERSATION_BOOKED,
        CONVERSATION_MOVED,
        CONVERSATION_KEPT,
        CONVERSATION_CANCELLED,
        ATTENDANCE_RECORDED,
        SUMMARY_SAVED,
        SUMMARY_SHARED,
        SUMMARY_CORRECTED,
        PRIVATE_NOTE_SAVED,
        ACTION_AGREED,
        ACTION_CHANGED,
        OUTCOME_RECORDED,
        FEEDBACK_GIVEN,
        TEMPLATE_ADDED,
        TEMPLATE_REMOVED,
        WAITING_LIST_JOINED,
        WAITING_LIST_LEFT,
        WAITING_LIST_ENDED,
        OFFER_MADE,
        OFFER_ACCEPTED,
        OFFER_DECLINED,
        OFFER_EXPIRED,
        OFFER_WITHDRAWN,
        MEMBERS_INVITED,
        PATTERN_ADDED,
        PATTERN_ENDED,
        EXTRA_SLOT_ADDED,
        EXTRA_SLOT_REMOVED,
        LEAVE_ADDED,
        LEAVE_REMOVED,
        BOOKING_RULES_CHANGED,
    ],
    kinds: &[
        CAREER_CONVERSATION,
        SUMMARY_TEMPLATE,
        WAITING_LIST,
        INVITATION,
        AVAILABILITY,
    ],
}];
