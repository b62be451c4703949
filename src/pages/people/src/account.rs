//! One's own account: who one is here, and where one is signed in.

mod account_page;
mod calendar_page;
mod personal_data_pages;
mod server_fns;

pub use account_page::{account_page, change_account_page};
pub use calendar_page::calendar_page;
pub use personal_data_pages::{erasure_page, personal_data_page};
