//! Career conversations: advisers’ times, bookings, the waiting list, and what follows a conversation.

pub mod adviser_diary;
pub mod availability;
pub mod calendar_feed;
pub mod career_action;
pub mod career_conversation;
pub mod career_outcome;
pub mod conversation_summary;
pub mod coordination;
pub mod invitation;
pub mod message;
pub mod private_note;
pub mod reminder;
pub mod report;
pub mod summary_template;
pub mod waiting_list;
pub mod write_up;
