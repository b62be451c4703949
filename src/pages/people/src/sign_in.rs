//! Signing in: the email address, then the code or the link from the email.

mod address_page;
mod code_page;
mod email_page;
mod link_page;
mod server_fns;

pub use address_page::address_page;
pub use code_page::code_page;
pub use email_page::sign_in_page;
pub use link_page::link_page;
pub(crate) use server_fns::{begin, visitor};
