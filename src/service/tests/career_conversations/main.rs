//! Career conversations, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

mod after_conversation;
mod availability;
mod booking_limits;
mod career_conversation;
mod career_conversation_availability;
mod career_conversation_changes;
mod clashes;
mod coordination;
mod invitation;
mod many_at_once;
mod outbox_conversation;
mod reminder;
mod report;
#[path = "../support/mod.rs"]
mod support;
mod waiting_list;
mod week;
