//! A member books a career conversation, sees it, moves it or cancels it.

mod book_pages;
mod change_pages;
mod mine_pages;
mod server_fns;
mod start_page;
mod time_picker;

pub(crate) use book_pages::times_query;
pub use book_pages::{BookedPage, CheckPage, PreparationPage, TimePage, TopicPage, WayPage};
pub use change_pages::{CancelPage, MovePage};
pub use mine_pages::{ConversationPage, MinePage};
pub use server_fns::*;
pub use start_page::StartPage;
pub(crate) use time_picker::{LaterTimes, NoTimes, TimesByDay, TimesFilter, items};
