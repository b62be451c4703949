//! The server functions of signing in.

use domain::people::sign_in::{CodeForm, EmailForm, LinkForm};
use leptos::prelude::*;

use crate::done;
use web::error::Failure;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInModel {
    /// Whether there are personas to sign in as.
    pub demo: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeModel {
    /// The pending sign-in; empty when there is none.
    pub request: String,
    /// The address the code went to; empty when there is none.
    pub email: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkModel {
    pub token: String,
    /// The address it is for; `None` when it does not work.
    pub email: Option<String>,
}

pub async fn show_sign_in() -> Result<SignInModel, Failure> {
    Ok(SignInModel {
        demo: web::context::service().config.demo,
    })
}

/// Sends a code and a link. The answer is the same whether or not the address has an account.
#[server(prefix = "/api", endpoint = "sign-in/request-code")]
pub async fn request_code(#[server(default)] form: EmailForm) -> Result<(), Failure> {
    use web::context;
    let service = context::service();
    let requested = service::people::sign_in::request_code(&service, form, &visitor()).await?;
    remember_request(&requested.request.to_string());
    context::redirect("/sign-in/code");
    Ok(())
}

/// The code page's view model: the sign-in that this browser asked for.
pub async fn show_code() -> Result<CodeModel, Failure> {
    let nothing = CodeModel {
        request: String::new(),
        email: String::new(),
    };
    let Some(request) = pending_request() else {
        return Ok(nothing);
    };
    let email = service::people::sign_in::address_of(&web::context::service(), &request).await?;
    Ok(email.map_or(nothing, |email| CodeModel {
        request,
        email: email.to_string(),
    }))
}

#[server(prefix = "/api", endpoint = "sign-in/verify-code")]
pub async fn verify_code(#[server(default)] form: CodeForm) -> Result<(), Failure> {
    let service = web::context::service();
    begin(service::people::sign_in::verify_code(&service, form, &visitor()).await?);
    Ok(())
}

/// The link page's view model. It changes nothing: programs that scan mail open links too.
pub async fn show_link(token: String) -> Result<LinkModel, Failure> {
    let email = service::people::sign_in::peek_link(&web::context::service(), &token).await?;
    Ok(LinkModel {
        token,
        email: email.map(|email| email.to_string()),
    })
}

#[server(prefix = "/api", endpoint = "sign-in/open-link")]
pub async fn open_link(#[server(default)] form: LinkForm) -> Result<(), Failure> {
    let service = web::context::service();
    begin(service::people::sign_in::open_link(&service, &form.token, &visitor()).await?);
    Ok(())
}

/// What the page of a link to a new address shows. It changes nothing: programs that scan mail open links too.
pub async fn show_address(token: String) -> Result<LinkModel, Failure> {
    let email =
        service::people::person::peek_address_link(&web::context::service(), &token).await?;
    Ok(LinkModel {
        token,
        email: email.map(|email| email.to_string()),
    })
}

#[server(prefix = "/api", endpoint = "sign-in/confirm-address")]
pub async fn confirm_address(#[server(default)] form: LinkForm) -> Result<(), Failure> {
    let service = web::context::service();
    service::people::person::confirm_address(&service, &form.token, &visitor().address).await?;
    done::ADDRESS_CONFIRMED.at("/sign-in");
    Ok(())
}

pub(crate) fn visitor() -> service::people::session::Visitor {
    let request = web::context::request();
    service::people::session::Visitor {
        address: request
            .address
            .map(|address| address.to_string())
            .unwrap_or_default(),
        browser: request.browser,
        token: request.token,
        known_browser: web::context::cookie(browser_cookie_name(request.https)),
    }
}

/// Gives the browser its new session and leads it on.
pub(crate) fn begin(signed_in: service::people::session::SignedIn) {
    use web::context;
    context::set_session_cookie(&signed_in.token);
    context::set_cookie(&request_cookie("", 0));
    if let Some(token) = &signed_in.known_browser {
        context::set_cookie(&browser_cookie(token));
    }
    context::redirect(&signed_in.return_to);
}

/// The sign-in that this browser asked for: from its cookie, or from the form it has just sent.
fn pending_request() -> Option<String> {
    let posted = || {
        let posted = use_context::<web::forms::Posted>()?;
        posted
            .fields
            .into_iter()
            .find_map(|(name, value)| (name == "request").then_some(value))
    };
    web::context::cookie(request_cookie_name())
        .or_else(posted)
        .filter(|request| !request.is_empty())
}

fn remember_request(request: &str) {
    web::context::set_cookie(&request_cookie(
        request,
        domain::people::sign_in::CODE_MINUTES * 60,
    ));
}

fn request_cookie_name() -> &'static str {
    if web::context::request().https {
        "__Host-people-hub-sign-in"
    } else {
        "people-hub-sign-in"
    }
}

fn request_cookie(value: &str, seconds: i64) -> String {
    let secure = if web::context::request().https {
        "; Secure"
    } else {
        ""
    };
    format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
        request_cookie_name()
    )
}

/// By this cookie a browser is known in which somebody has signed in before.
const fn browser_cookie_name(https: bool) -> &'static str {
    if https {
        "__Host-people-hub-browser"
    } else {
        "people-hub-browser"
    }
}

fn browser_cookie(token: &str) -> String {
    let https = web::context::request().https;
    let (name, secure) = (
        browser_cookie_name(https),
        if https { "; Secure" } else { "" },
    );
    let seconds = service::people::sign_in::BROWSER_KEPT_HOURS * 60 * 60;
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}
