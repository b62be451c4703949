//! Signing in.
//!
//! Every way of signing in ends in `complete`: a way proves who the person is, and `complete` begins the session, ends the
//! browser's old one and writes the audit row. So another way is one more `Method` and one more file beside `email`.

mod demo;
mod email;
mod limits;

use domain::kit::email_address::EmailAddress;
use domain::people::audit::{SESSION, SIGNED_IN};
use domain::people::id::PersonId;
use serde_json::json;
use store::StoreError;

use crate::people::session::{self, SignedIn, Visitor};
use crate::work::{About, Work};

pub use demo::as_persona;
pub use email::{RequestedCode, address_of, open_link, peek_link, request_code, verify_code};

/// A browser is known for 400 days, as long as browsers keep a cookie.
pub const BROWSER_KEPT_HOURS: i64 = 24 * 400;

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    EmailCode,
    EmailLink,
    /// A persona of the demo; no proof.
    Demo,
}

impl Method {
    const fn code(self) -> &'static str {
        match self {
            Self::EmailCode => "email_code",
            Self::EmailLink => "email_link",
            Self::Demo => "demo",
        }
    }
}

/// Signs in a person who has been proved to be `person`, by what came to `address` if it came by email.
///
/// # Errors
/// `NotFound` when there is no such person, their account is closed, or the address is no longer theirs.
async fn complete(
    work: &mut Work<'_>,
    person: PersonId,
    (method, address): (Method, Option<&EmailAddress>),
    return_to: String,
    visitor: &Visitor,
) -> Result<SignedIn, StoreError> {
    let person = store::people::person::by_id(work, person).await?;
    if person.closed_at.is_some() || address.is_some_and(|address| *address != person.email) {
        return Err(StoreError::NotFound);
    }
    let (id, token) = session::begin(work, person.id, visitor).await?;
    work.by.person = Some(person.id);
    let detail = json!({ "method": method.code() });
    let about = About::the(SESSION, id.uuid()).of(person.id);
    work.note(SIGNED_IN, about, detail).await?;
    Ok(SignedIn {
        token: token.as_str().to_owned(),
        expires_at: session::ends_at(work.now),
        return_to,
        known_browser: None,
    })
}
