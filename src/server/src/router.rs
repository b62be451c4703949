//! Which address leads where.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use leptos::prelude::LeptosOptions;
use service::Service;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::services::ServeDir;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::{pages, request, security};

/// The largest body of a request: 64 KiB, several times the longest form.
pub const BODY_LIMIT: usize = 64 * 1024;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// What every handler shares. Cheap to clone.
#[derive(Clone)]
pub struct WebState {
    /// The use cases.
    pub service: Service,
    /// How pages find their scripts and styles.
    pub leptos: Arc<LeptosOptions>,
    /// Where people reach the service.
    pub public_url: String,
    /// Whether that is over HTTPS.
    pub https: bool,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// The whole service as one router.
pub fn router(state: WebState) -> Router {
    let site = PathBuf::from(state.leptos.site_root.as_ref());
    let package = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip();
    let files = ServeDir::new(&site).append_index_html_on_directories(false);
    let pages = Router::new()
        .route("/api/{*function}", post(pages::api))
        .fallback(get(pages::show).post(pages::post))
        .layer(from_fn_with_state(state.clone(), request::identify));
    Router::new()
        .route("/health/live", get(async || "ok\n"))
        .route("/health/ready", get(ready))
        .nest_service("/pkg", Router::new().fallback_service(package).layer(from_fn(keep_for_a_year)))
        .route_service("/favicon.svg", files.clone())
        .route_service("/robots.txt", files)
        .merge(pages)
        .layer(from_fn_with_state(state.clone(), security::refuse_cross_site))
        .layer(from_fn_with_state(state.clone(), security::protect))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(tower_http::limit::RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TraceLayer::new_for_http())
        .with_state(state)
}

/// Whether the database answers and is up to date.
async fn ready(State(state): State<WebState>) -> Response {
    match state.service.store.is_migrated().await {
        Ok(true) => "ready\n".into_response(),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "migrations are missing\n").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// Scripts and styles have their content in their name, so browsers keep them.
async fn keep_for_a_year(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Sorry, there is a problem with the service. Try again later.\n").into_response()
}
