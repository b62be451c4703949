//! One line of the log for each request: what was asked and how it went, and nothing of who asked.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// Gives each request a number that its answer and every line of the log about it carry.
pub async fn requests(request: Request, next: Next) -> Response {
    let id = REQUESTS.fetch_add(1, Ordering::Relaxed);
    let method = request.method().clone();
    let place = place(request.uri().path()).to_owned();
    let span = tracing::info_span!("request", id);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = started.elapsed().as_millis();
    let status = response.status().as_u16();
    span.in_scope(|| match status {
        500.. => tracing::error!(%method, place, status, milliseconds, "answered"),
        _ => tracing::info!(%method, place, status, milliseconds, "answered"),
    });
    response
        .headers_mut()
        .insert(REQUEST_ID, HeaderValue::from(id));
    response
}

/// The first two parts of a path: what follows may be a reference, a token, or somebody's name.
fn place(path: &str) -> &str {
    let end = path
        .match_indices('/')
        .nth(3)
        .map_or(path.len(), |(at, _)| at);
    let start_of_third = path.match_indices('/').nth(2).map_or(end, |(at, _)| at);
    if path.starts_with("/api/") {
        &path[..end]
    } else {
        &path[..start_of_third]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_tokens_stay_out_of_the_log() {
        assert_eq!(place("/"), "/");
        assert_eq!(place("/account"), "/account");
        assert_eq!(place("/sign-in/link/0a1b2c"), "/sign-in/link");
        assert_eq!(
            place("/career-conversations/conversation/CC-1234-5678/move"),
            "/career-conversations/conversation"
        );
        assert_eq!(
            place("/api/career-conversations/book"),
            "/api/career-conversations/book"
        );
        assert_eq!(place("/api/a/b/c"), "/api/a/b");
    }
}
