//! Signing in: the email address, then the code or the link from the email.

mod address_page;
mod code_page;
mod email_page;
mod link_page;
mod server_fns;

pub use address_page::AddressPage;
pub use code_page::CodePage;
pub use email_page::SignInPage;
pub use link_page::LinkPage;
pub use server_fns::{
    ConfirmAddress, OpenLink, RequestCode, ShowAddress, ShowCode, ShowLink, ShowSignIn, VerifyCode,
};
#[cfg(feature = "ssr")]
pub(crate) use server_fns::{begin, visitor};
