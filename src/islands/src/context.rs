//! What a request brings to a page or a server function: the service, who is asking, and the response to set things on.

use std::net::IpAddr;
use std::sync::Arc;

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use service::Service;

use crate::error::Failure;
pub use crate::response::{Answer, ShowsAgain};

/// What the server knows of a request before any page runs.
#[derive(Clone)]
pub struct RequestContext {
    pub service: Service,
    pub actor: Option<Actor>,
    /// The session's token, to be ended at the next sign-in.
    pub token: Option<String>,
    pub address: Option<IpAddr>,
    /// How the browser describes itself.
    pub browser: String,
    /// Whether the cookie may only travel over HTTPS.
    pub https: bool,
    /// The name of the server that answers.
    pub server: Arc<str>,
}

#[must_use]
pub fn service() -> Service {
    expect_context::<RequestContext>().service
}

#[must_use]
pub fn request() -> RequestContext {
    expect_context::<RequestContext>()
}

#[must_use]
pub fn optional_actor() -> Option<Actor> {
    use_context::<RequestContext>().and_then(|request| request.actor)
}

pub fn actor() -> Result<Actor, Failure> {
    optional_actor().ok_or_else(|| AppError::NotSignedIn.into())
}

/// The version of an adviser's conversations, or of everyone's, which a page that shows them compares with what it is told later.
/// It is asked for before they are loaded: a change meanwhile is then told once more rather than missed.
#[must_use]
pub fn conversations_version(adviser: Option<PersonId>) -> String {
    let request = request();
    let number = request.service.store.conversations_version(adviser);
    format!("{}-{number}", request.server)
}

/// The name of the session cookie. `__Host-` binds it to this host and to HTTPS; without HTTPS (the demo on this machine)
/// browsers would refuse that name.
#[must_use]
pub const fn cookie_name(https: bool) -> &'static str {
    if https {
        "__Host-people-hub-session"
    } else {
        "people-hub-session"
    }
}

/// Gives the browser its session, for as long as the browser runs.
pub fn set_session_cookie(token: &str) {
    let https = request().https;
    let secure = if https { "; Secure" } else { "" };
    set_cookie(&format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}",
        cookie_name(https)
    ));
}

pub fn clear_session_cookie() {
    let https = request().https;
    let secure = if https { "; Secure" } else { "" };
    set_cookie(&format!(
        "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}",
        cookie_name(https)
    ));
}

pub fn set_cookie(cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        expect_context::<Answer>().append(header::SET_COOKIE, value);
    }
}

/// Leads the browser to a page of ours after a change. What isn't ASCII is percent-encoded, as a header needs it.
pub fn redirect(path: &str) {
    let path: String = path
        .bytes()
        .map(|byte| {
            if byte.is_ascii_graphic() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    if let (Some(answer), Ok(location)) = (use_context::<Answer>(), HeaderValue::from_str(&path)) {
        answer.lead_to(location);
    }
}

/// Shows the form's page again with what was typed, for a button that changes what is typed or has more to ask: nothing was saved, and
/// nothing is wrong.
pub fn show_again() {
    if let Some(answer) = use_context::<Answer>() {
        answer.show_again();
    }
}

#[must_use]
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    let lines = parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key == name).then(|| value.to_owned()))
}
