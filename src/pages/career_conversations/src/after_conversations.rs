//! What follows a conversation: the adviser writes a summary, agrees actions and follows them up; the member reads, does and tells.

mod follow_ups_page;
mod for_member;
mod server_fns;
mod templates_page;
mod write_page;

pub use follow_ups_page::follow_ups_page;
pub(crate) use for_member::{Following, FollowingForms, done};
pub use server_fns::*;
pub use templates_page::templates_page;
pub use write_page::after_conversation_page;
