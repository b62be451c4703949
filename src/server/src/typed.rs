//! What somebody typed and could not send: it is there again when they have signed in, or it is shown to be copied. It never goes to
//! anybody but who typed it.

use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::kit::words;
use maud::{Markup, html};
use web::context::RequestContext;
use web::forms::{Again, Posted};
use web::page::percent_encoded;

use crate::refusal::{self, document};
use crate::state::WebState;

/// Where the server functions are that keep what is typed.
pub const FUNCTIONS: &str = "/api/typed/";
/// More characters than this are more than a line, and too much to type again.
const LINE: usize = 60;

/// What the person has typed into this page and not sent, for the page to be filled with.
pub async fn unsent(context: &RequestContext, page: &str) -> Option<Posted> {
    let actor = context.actor.as_ref()?;
    let typed = service::system::typed::find(&context.service, actor, page).await;
    // The page is worth more without it than not at all.
    let typed = typed.ok().flatten()?;
    Some(Posted {
        path: typed.function,
        fields: typed.fields,
        why: Again::Unsent(words::time(typed.at)),
    })
}

/// A script has had this function done, for a form of this page or to load what another page shows.
pub async fn sent_by(context: &RequestContext, page: &str, function: &str) {
    let typed = unsent(context, page).await;
    if typed.is_some_and(|typed| typed.path == function) {
        sent(context, page).await;
    }
}

/// A form of this page was done: nothing is left to send.
pub async fn sent(context: &RequestContext, page: &str) {
    if let Some(actor) = &context.actor {
        let forgotten = service::system::typed::forget(&context.service, actor, page).await;
        if let Err(error) = forgotten {
            tracing::warn!(%error, "what was typed before is still kept");
        }
    }
}

/// Keeps what was sent after the session had run out, for whoever the session belonged to, and says whether it did.
pub async fn keep(
    context: &RequestContext,
    page: &str,
    function: &str,
    fields: Vec<(String, String)>,
) -> bool {
    let (Some(token), false) = (&context.token, fields.is_empty()) else {
        return false;
    };
    let service = &context.service;
    service::system::typed::keep_after_session(service, token, page, function, fields)
        .await
        .unwrap_or(false)
}

/// The page of ours from which a script sent a form.
pub fn page_of(headers: &HeaderMap) -> Option<String> {
    let referrer = headers.get(header::REFERER)?.to_str().ok()?;
    let referrer: Uri = referrer.parse().ok()?;
    Some(referrer.path().to_owned())
}

/// To the sign-in page, which says that what was typed is kept, and back.
pub fn to_sign_in(here: &Uri) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = format!("{}&kept=yes", sign_in(here));
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    refusal::forbid_storing(response.headers_mut());
    response
}

fn sign_in(here: &Uri) -> String {
    let here = here.path_and_query().map_or("/", |path| path.as_str());
    format!("/sign-in?return_to={}", percent_encoded(here))
}

/// Shows what was typed, to be copied: for who can't be told apart from anybody else, and for a page that is no more. Nothing where no
/// more than a line was typed.
pub fn to_be_copied(
    state: &WebState,
    status: StatusCode,
    here: &Uri,
    fields: &[(String, String)],
) -> Option<Response> {
    let texts = fields.iter().map(|(_, text)| text.as_str());
    let texts: Vec<&str> = texts.filter(|text| is_long(text)).collect();
    if texts.is_empty() {
        return None;
    }
    let is_signed_out = status == StatusCode::UNAUTHORIZED;
    let (title, next) = if is_signed_out {
        (
            "You have been signed out",
            html! { a href=(sign_in(here)) { "Sign in again" } },
        )
    } else {
        (
            "We could not save what you typed",
            html! { a href="/" { "Go to the People Hub home page" } },
        )
    };
    let content = html! {
        p { "This was not sent, and nothing was changed. Copy what you typed before you go on." }
        @for (at, text) in texts.iter().enumerate() {
            (to_copy(&format!("typed-{at}"), text))
        }
        p { (next) }
    };
    let page = document(title, &content.into_string(), &state.site.files.styles);
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let mut response = (status, kind, page).into_response();
    refusal::forbid_storing(response.headers_mut());
    Some(response)
}

fn is_long(text: &str) -> bool {
    text.trim().contains('\n') || text.chars().count() > LINE
}

/// A browser drops the first line break of a text area, so there is one more.
fn to_copy(id: &str, text: &str) -> Markup {
    html! {
        div class="nhsuk-form-group" {
            label class="nhsuk-label" for=(id) { "What you typed" }
            textarea class="nhsuk-textarea" id=(id) rows="8" readonly { "\n" (text) }
        }
    }
}
