//! What sign-in emails say. Both take the same way through the database and the outbox, so that nobody can tell from outside
//! whether an address has an account.

use domain::people::sign_in::{CODE_MINUTES, Code};

/// The subject of both.
pub(crate) const SUBJECT: &str = "Sign in to People Hub";

/// To somebody with an account.
pub(crate) fn with_code(name: &str, code: &Code, link: &str) -> String {
    format!(
        "Hello {name},\n\n\
        Your sign-in code is {}\n\n\
        Enter it on the page where you asked for it. It works for {CODE_MINUTES} minutes, once.\n\n\
        Or open this link and choose 'Sign in':\n{link}\n\n\
        If you did not ask to sign in, you do not need to do anything. Do not give the code to anyone.\n\n\
        People Hub\n",
        code.as_str()
    )
}

/// To an address without an account.
pub(crate) fn without_account(public_url: &str) -> String {
    format!(
        "Hello,\n\n\
        Someone asked to sign in to People Hub with this email address, but it has no account.\n\n\
        If it was you, try the address that you gave when you joined, or ask your hub coordinator to add you:\n\
        {public_url}/sign-in\n\n\
        If it was not you, you do not need to do anything.\n\n\
        People Hub\n"
    )
}
