//! A member books a career conversation, sees it, moves it or cancels it.

mod book_pages;
mod change_pages;
mod mine_pages;
mod move_pages;
mod server_fns;
mod start_page;
mod time_picker;

pub use book_pages::{
    booked_page, check_page, day_page, preparation_page, time_page, topic_page, way_page,
};
pub use change_pages::cancel_page;
pub use mine_pages::{conversation_page, mine_page};
pub(crate) use move_pages::{Mover, check, choose_day, choose_time};
pub use move_pages::{move_check_page, move_page, move_time_page};
pub use server_fns::*;
pub use start_page::start_page;
