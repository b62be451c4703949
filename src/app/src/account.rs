//! One's own account: who one is here, and where one is signed in.

mod account_page;
mod calendar_page;
mod server_fns;

pub use account_page::AccountPage;
pub use calendar_page::CalendarPage;
pub use server_fns::{
    MakeCalendar, ShowAccount, ShowCalendar, SignOut, SignOutBrowser, SignOutEverywhere,
    StopCalendar,
};
