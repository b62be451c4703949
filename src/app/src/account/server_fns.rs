//! The server functions of one's own account.

#![expect(
    missing_docs,
    reason = "the arguments of a server function become fields that cannot be documented"
)]

use domain::sign_in::BrowserForm;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Failure;

/// What the account page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountModel {
    /// Full name.
    pub name: String,
    /// Email address.
    pub email: String,
    /// Each role in words, with its organisation.
    pub roles: Vec<String>,
    /// Where one is signed in, the latest used first.
    pub browsers: Vec<BrowserModel>,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserModel {
    /// Its identifier.
    pub session: String,
    /// 'Chrome on Android'.
    pub name: String,
    /// Whether it is the one that shows the page.
    pub is_this_one: bool,
    /// Since when.
    pub signed_in: String,
    /// When it was last used.
    pub last_used: String,
}

/// The account page's view model.
///
/// # Errors
/// `NotSignedIn`.
#[server(prefix = "/api", endpoint = "account/show")]
pub async fn show_account() -> Result<AccountModel, Failure> {
    use domain::words;
    let (service, actor) = (crate::context::service(), crate::context::actor()?);
    let roles = service::session::roles(&service, &actor).await?;
    let browsers = service::session::list(&service, &actor).await?;
    Ok(AccountModel {
        name: actor.name,
        email: actor.email.to_string(),
        roles: roles
            .into_iter()
            .map(|held| match held.organisation {
                Some(organisation) => format!("{} at {organisation}", held.role.words()),
                None => held.role.words().to_owned(),
            })
            .collect(),
        browsers: browsers
            .into_iter()
            .map(|browser| BrowserModel {
                session: browser.id.to_string(),
                name: browser.browser,
                is_this_one: browser.is_this_one,
                signed_in: words::day_and_time(browser.signed_in_at),
                last_used: words::day_and_time(browser.last_seen_at),
            })
            .collect(),
    })
}

/// Signs out this browser. It does no harm where nobody is signed in.
///
/// # Errors
/// `Busy` when the database is away.
#[server(prefix = "/api", endpoint = "account/sign-out")]
pub async fn sign_out() -> Result<(), Failure> {
    use crate::context;
    if let Some(actor) = context::optional_actor() {
        service::session::sign_out(&context::service(), &actor).await?;
    }
    context::clear_session_cookie();
    context::redirect("/");
    Ok(())
}

/// Signs out another browser of one's own.
///
/// # Errors
/// `NotSignedIn`; `NotFound` when it isn't one's own.
#[server(prefix = "/api", endpoint = "account/sign-out-browser")]
pub async fn sign_out_browser(#[server(default)] form: BrowserForm) -> Result<(), Failure> {
    use crate::context;
    use domain::app_error::AppError;
    let actor = context::actor()?;
    let session = form.session.parse().map_err(|_| AppError::NotFound)?;
    service::session::revoke(&context::service(), &actor, session).await?;
    if session == actor.session {
        context::clear_session_cookie();
    }
    context::redirect("/account");
    Ok(())
}

/// Signs out every browser of one's own, this one too.
///
/// # Errors
/// `NotSignedIn`.
#[server(prefix = "/api", endpoint = "account/sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), Failure> {
    use crate::context;
    service::session::revoke_all(&context::service(), &context::actor()?).await?;
    context::clear_session_cookie();
    context::redirect("/");
    Ok(())
}
