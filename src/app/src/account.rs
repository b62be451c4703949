//! One's own account: who one is here, and where one is signed in.

mod account_page;
mod calendar_page;
mod personal_data_pages;
mod server_fns;

pub use account_page::AccountPage;
pub use calendar_page::CalendarPage;
pub use personal_data_pages::{ErasurePage, PersonalDataPage};
pub use server_fns::{
    EraseMyData, ErasureQuestion, MakeCalendar, ShowAccount, ShowCalendar, ShowPersonalData,
    SignOut, SignOutBrowser, SignOutEverywhere, StopCalendar,
};
