//! A hub coordinator sees everyone's conversations, and books, moves or cancels for a member.

mod change_pages;
mod conversation_page;
mod find_page;
mod list_page;
mod server_fns;

pub use change_pages::{cancel_page, move_check_page, move_page, move_time_page};
pub use conversation_page::conversation_page;
pub use find_page::find_member_page;
pub use list_page::coordinator_page;
pub use server_fns::*;
