//! The pages of career conversations.

mod after_conversations;
mod career_conversation;
mod clashes;
mod home;
mod report;
mod waiting_list;
mod week;
