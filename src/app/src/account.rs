//! One's own account: who one is here, and where one is signed in.

mod account_page;
mod server_fns;

pub use account_page::AccountPage;
pub use server_fns::{ShowAccount, SignOut, SignOutBrowser, SignOutEverywhere};
