//! A hub coordinator sees everyone's conversations, and books, moves or cancels for a member.

mod change_pages;
mod conversation_page;
mod find_page;
mod list_page;
mod server_fns;

pub use change_pages::{CoordinatorCancelPage, CoordinatorMovePage};
pub use conversation_page::CoordinatorConversationPage;
pub use find_page::FindMemberPage;
pub use list_page::CoordinatorPage;
pub use server_fns::*;
