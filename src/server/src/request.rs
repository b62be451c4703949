//! What the server knows of a request before any page runs: who is asking, from where.

use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::system::audit::{ACCESS_REFUSED, FILE_DOWNLOADED};
use service::system::audit;
use web::context::{RequestContext, cookie_name};

use crate::refusal::{self, Refusal};
use crate::route;
use crate::state::WebState;

/// Finds out who is asking, and keeps signed-in pages out of caches.
pub async fn identify(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let token = cookie(request.headers(), cookie_name(state.https)).map(str::to_owned);
    let actor = match &token {
        Some(token) => match service::people::session::authenticate(&state.service, token).await {
            Ok(actor) => actor.map(|actor| Actor {
                address: address(&state, &request),
                ..actor
            }),
            Err(error) => return Refusal::of(error).answer(&state, request.uri()),
        },
        None => None,
    };
    let context = RequestContext {
        service: state.service.clone(),
        address: address(&state, &request),
        browser: text(request.headers(), header::USER_AGENT)
            .chars()
            .take(200)
            .collect(),
        https: state.https,
        server: state.instance.name.clone(),
        actor,
        token,
    };
    let (actor, route) = (context.actor.clone(), route::of(request.uri().path()));
    request.extensions_mut().insert(context);
    let mut response = next.run(request).await;
    if let Some(actor) = actor {
        note(&state, &actor, route, response.status());
    }
    refusal::forbid_storing(response.headers_mut());
    response
}

/// What the audit log says of an answer whatever it was about: a refusal, or a file that was taken along.
fn note(state: &WebState, actor: &Actor, route: &'static str, status: StatusCode) {
    let action = if status == StatusCode::FORBIDDEN {
        ACCESS_REFUSED
    } else if status.is_success() && route.starts_with("/download/") {
        FILE_DOWNLOADED
    } else {
        return;
    };
    audit::note_page(&state.service, actor, action, route);
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// Where the request comes from: the peer, or what trusted proxies say of it.
fn address(state: &WebState, request: &Request) -> Option<IpAddr> {
    static SAID: Once = Once::new();
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip())?;
    if state.trusted_proxies.lack(peer, request.headers()) {
        SAID.call_once(|| {
            tracing::warn!(
                "a request brought X-Forwarded-For from who is not in trusted_proxies, so it was not believed: \
                 while a proxy is not named, everybody behind it shares its allowance of sign-in codes"
            );
        });
    }
    Some(state.trusted_proxies.origin(peer, request.headers()))
}

/// The request's context, which [`identify`] put there.
pub fn context(request: &Request) -> Result<RequestContext, AppError> {
    request
        .extensions()
        .get::<RequestContext>()
        .cloned()
        .ok_or_else(|| AppError::Internal(String::new()))
}
