//! How long is kept what is about conversations.

use crate::system::retention::{Kept, Rule, kept};

const FIGURES: &str = "To say what the service did and whether it helped. When a person erases their data, what names them and what they wrote goes, and the figures stay";

#[rustfmt::skip]
pub(super) const KEPT: &[Rule] = &[
    kept("Wishes on the waiting list, times that were offered and invitations", &["waiting_entry", "waiting_offer", "invitation"], Kept::UntilErased, "So that nobody is asked twice for the same time, or invited again too soon"),
    kept("Advisers’ private notes", &["private_note"], Kept::UntilErased, "The adviser who wrote a note needs it for the next conversation"),
    kept("Conversations, and what followed", &["career_conversation", "conversation_summary", "conversation_pathway", "career_action", "career_outcome", "conversation_feedback", "reminder", "kept_clash"], Kept::Always, FIGURES),
    kept("Advisers’ times, rules and templates", &["adviser", "weekly_pattern", "extra_slot", "leave_period", "summary_template"], Kept::Always, "Conversations were booked by them, and advisers remove what they no longer need"),
];
