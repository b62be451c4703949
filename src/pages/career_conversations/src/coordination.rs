//! A hub coordinator sees everyone's conversations, and books, moves or cancels for a member.

mod change_pages;
mod conversation_page;
mod find_page;
mod list_page;
mod server_fns;

pub use change_pages::{
    coordinator_cancel_page, coordinator_move_check_page, coordinator_move_page,
    coordinator_move_time_page,
};
pub use conversation_page::coordinator_conversation_page;
pub use find_page::find_member_page;
pub use list_page::coordinator_page;
pub use server_fns::*;
