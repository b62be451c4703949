//! What protects every answer, and which requests are refused before anything is done.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::kit::app_error::AppError;

use crate::refusal::{Refusal, only_asks};
use crate::state::WebState;

const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::REFERRER_POLICY, SAME_ORIGIN),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        SAME_ORIGIN,
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        SAME_ORIGIN,
    ),
];

/// A page's: everything from this server alone and nothing inline. WebAssembly counts as evaluation.
pub const OF_PAGES: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);
/// Every other answer's.
const OF_OTHERS: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// Puts the protecting headers on every answer.
pub async fn protect(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.extend(ALWAYS);
    if state.https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(OF_OTHERS);
    response
}

/// Refuses a request that says no host, or two: which of them a proxy went by, nobody could tell (RFC 9112, section 3.2).
pub async fn require_one_host(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let is_named = hosts.next().is_some_and(|host| !host.is_empty());
    if is_named && hosts.next().is_none() {
        return next.run(request).await;
    }
    Refusal::bad_request(StatusCode::BAD_REQUEST).answer(&state, request.uri())
}

/// Refuses changes that another website asks for.
pub async fn refuse_cross_site(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    if only_asks(request.method())
        || is_from_here(request.headers(), request.uri(), &state.public_url)
    {
        return next.run(request).await;
    }
    tracing::warn!("refused a change that another website asked for");
    Refusal::of(AppError::Forbidden).answer(&state, request.uri())
}

/// Whether a page of this service sent the request. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`.
fn is_from_here(headers: &HeaderMap, uri: &Uri, public_url: &str) -> bool {
    let text = |name| {
        headers
            .get(name)
            .map(|value: &HeaderValue| value.to_str().unwrap_or_default())
    };
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        None => text(header::ORIGIN)
            .is_some_and(|origin| is_our_origin(origin, host(headers, uri), public_url)),
    }
}

fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> &'a str {
    let from_header = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    from_header
        .or_else(|| uri.authority().map(axum::http::uri::Authority::as_str))
        .unwrap_or_default()
}

/// The public address. On this machine also the address that was typed: `localhost` and `127.0.0.1` are both ours.
fn is_our_origin(origin: &str, host: &str, public_url: &str) -> bool {
    let is_local = |url: &str| url.strip_prefix("http://").is_some_and(is_this_machine);
    origin == public_url
        || (is_local(public_url)
            && is_local(origin)
            && origin.strip_prefix("http://") == Some(host))
}

/// Whether a host, with its port or without, is this machine.
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "https://hub.example.nhs.uk";
    const LOCAL: &str = "http://127.0.0.1:3000";

    fn asked(pairs: &[(&'static str, &'static str)], public_url: &str) -> bool {
        let headers = pairs.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        is_from_here(&headers.collect(), &Uri::from_static("/"), public_url)
    }

    #[test]
    fn the_browsers_word_decides() {
        assert!(asked(&[("sec-fetch-site", "same-origin")], PUBLIC));
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(
                !asked(&[("sec-fetch-site", site), ("origin", PUBLIC)], PUBLIC),
                "{site}"
            );
        }
    }

    #[test]
    fn without_it_the_origin_decides() {
        assert!(asked(&[("origin", PUBLIC)], PUBLIC));
        for origin in [
            "https://evil.example",
            "http://hub.example.nhs.uk",
            "null",
            "",
        ] {
            assert!(
                !asked(
                    &[("origin", origin), ("host", "hub.example.nhs.uk")],
                    PUBLIC
                ),
                "{origin}"
            );
        }
    }

    #[test]
    fn with_neither_nothing_is_changed() {
        assert!(!asked(&[("host", "hub.example.nhs.uk")], PUBLIC));
    }

    #[test]
    fn on_this_machine_each_of_its_names_is_ours_and_no_other() {
        assert!(asked(
            &[
                ("origin", "http://localhost:3000"),
                ("host", "localhost:3000")
            ],
            LOCAL
        ));
        assert!(asked(
            &[("origin", "http://[::1]:3000"), ("host", "[::1]:3000")],
            LOCAL
        ));
        assert!(!asked(
            &[
                ("origin", "http://evil.example:3000"),
                ("host", "evil.example:3000")
            ],
            LOCAL
        ));
        assert!(!asked(
            &[
                ("origin", "http://localhost:3001"),
                ("host", "localhost:3000")
            ],
            LOCAL
        ));
        assert!(!asked(
            &[
                ("origin", "http://localhost:3000"),
                ("host", "localhost:3000")
            ],
            PUBLIC
        ));
    }
}
