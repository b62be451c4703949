//! Signing in: the email address, then the code or the link from the email.

mod code_page;
mod email_page;
mod link_page;
mod server_fns;

pub use code_page::CodePage;
pub use email_page::SignInPage;
pub use link_page::LinkPage;
pub use server_fns::{OpenLink, RequestCode, ShowCode, ShowLink, ShowSignIn, VerifyCode};
#[cfg(feature = "ssr")]
pub(crate) use server_fns::{begin, visitor};
