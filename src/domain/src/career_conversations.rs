//! Career conversations: advisers’ times, bookings, the waiting list, and what follows a conversation.

pub mod audit;
pub mod availability;
pub mod career_action;
pub mod career_conversation;
pub mod career_outcome;
pub mod conflict;
pub mod conversation_summary;
pub mod id;
pub mod invitation;
pub mod message;
pub mod permission;
pub mod reminder;
pub mod report;
pub mod settings;
pub mod waiting_list;
