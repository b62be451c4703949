//! The waiting list: a member joins it when no time suits, sees their place and answers offers; a coordinator sees the line.

mod entry_page;
mod join_page;
mod kept_time;
mod line_page;
mod server_fns;
mod waiting_page;

pub use entry_page::{entry_page, remove_page};
pub use join_page::join_page;
pub(crate) use kept_time::{KeptTime, WAITING};
pub use line_page::line_page;
pub use server_fns::*;
pub use waiting_page::waiting_page;
