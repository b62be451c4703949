//! The log: one line for each request, what was asked and how it went, and nothing of who asked.

use std::borrow::Cow;
use std::io::IsTerminal as _;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use clap::ValueEnum;
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;

use crate::state::WebState;
use crate::{asking, route};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How lines of the log look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Pretty,
    /// One JSON object a line, for programs.
    Json,
}

/// Begins to log to the standard error stream.
pub fn start(filter: &str, format: LogFormat) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| format!("what to log can't be read: {error}"))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        // Else a log on a full disk ends each request that would write a line.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Pretty => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(())
}

/// Counts each request, and gives it an identifier that its answer and every line of the log about it carry.
pub async fn requests(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let id = state.instance.next_request();
    let method = request.method().clone();
    let path = request.uri().path();
    let route = route::of(&asking::plain(path).unwrap_or(Cow::Borrowed(path)));
    let span = tracing::info_span!("request", id);
    let counted = Counted::begin(&state, &method, route);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    let milliseconds = took.as_millis();
    let status = response.status().as_u16();
    counted.end(status);
    span.in_scope(|| match status {
        500.. => tracing::error!(%method, route, status, milliseconds, "answered"),
        _ => tracing::info!(%method, route, status, milliseconds, "answered"),
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The status that counts for a request whose browser left before the answer.
const LEFT: u16 = 499;

/// A request being answered. A browser may leave at any time: then this is dropped, and counted all the same.
struct Counted<'a> {
    state: &'a WebState,
    method: &'static str,
    route: &'static str,
    started: Instant,
    status: u16,
}

impl<'a> Counted<'a> {
    fn begin(state: &'a WebState, method: &axum::http::Method, route: &'static str) -> Self {
        state.instance.metrics.begin_request();
        // Anything may be sent as a method, so only those we answer are told apart.
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            _ => "other",
        };
        Self {
            state,
            method,
            route,
            started: Instant::now(),
            status: LEFT,
        }
    }

    fn end(mut self, status: u16) {
        self.status = status;
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        let metrics = &self.state.instance.metrics;
        metrics.end_request(self.method, self.route, self.status, self.started.elapsed());
    }
}
