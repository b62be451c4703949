//! Which address leads where.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::kit::app_error::AppError;
use service::system::health::{self, Readiness};
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::TimeoutLayer;

use crate::refusal::Refusal;
use crate::site::Site;
use crate::state::{BODY_LIMIT, WebState};
use crate::{asking, body, calendar, compression, download, live, log, pages, request, security};

/// Requests that may use the database at once. More wait in line here, where waiting costs nothing, and not for a connection.
const AT_ONCE: usize = 32;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

pub fn router(state: WebState) -> Router {
    // It is set once a process: a second router finds it as it needs it.
    let _ = any_spawner::Executor::init_tokio();
    let pages = Router::new()
        .route("/live/adviser", get(live::adviser))
        .route("/live/coordinator", get(live::coordinator))
        .route("/api/{*function}", post(pages::api))
        .route("/calendar/{file}", get(calendar::feed))
        .route(
            "/download/conversation/{reference}",
            get(download::conversation),
        )
        .route("/download/organisation/{id}", get(download::organisation))
        .route("/download/your-data.json", get(download::your_data))
        .route("/download/report.csv", get(download::report))
        .route("/download/report.xlsx", get(download::workbook))
        .fallback(get(pages::show).post(pages::post))
        .layer(from_fn_with_state(state.clone(), request::identify))
        .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
        .layer(from_fn_with_state(state.clone(), body::read));
    let ways = Router::new()
        .route("/health/live", get(async || "ok\n"))
        .route("/health/ready", get(ready))
        .merge(files(&state.site))
        .merge(pages)
        .layer(from_fn_with_state(
            state.clone(),
            security::refuse_cross_site,
        ))
        .layer(from_fn_with_state(
            state.clone(),
            security::require_one_host,
        ))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            REQUEST_TIMEOUT,
        ))
        .layer(CatchPanicLayer::custom(|_| {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .with_state(state.clone());
    // An address is written plainly before it is looked for which way it leads.
    Router::new()
        .fallback_service(ways)
        .layer(from_fn(compression::note))
        .layer(from_fn_with_state(state.clone(), asking::understand))
        .layer(compression::layer())
        .layer(from_fn_with_state(state.clone(), explain))
        .layer(from_fn_with_state(state.clone(), security::protect))
        .layer(from_fn(asking::without_body))
        .layer(from_fn_with_state(state.clone(), log::requests))
        .with_state(state)
}

/// The built site: scripts, styles and pictures.
fn files(site: &Site) -> Router<WebState> {
    let package = ServeDir::new(site.root.join("pkg"))
        .precompressed_br()
        .precompressed_gzip();
    let package = Router::new()
        .fallback_service(package)
        .layer(from_fn(keep_for_a_year));
    Router::new()
        .nest_service("/pkg", package)
        .nest_service("/assets", ServeDir::new(site.root.join("assets")))
        .route_service(
            "/favicon.svg",
            ServeFile::new(site.root.join("favicon.svg")),
        )
        .route_service("/robots.txt", ServeFile::new(site.root.join("robots.txt")))
}

/// Whether this server can do its work: the database answers, is up to date and takes writes, and the worker shows life.
async fn ready(State(state): State<WebState>) -> Response {
    let words = match health::readiness(&state.service, &state.instance.name).await {
        Readiness::Ready => return "ready\n".into_response(),
        Readiness::NoDatabase => "the database does not answer\n",
        Readiness::NotMigrated => "migrations are missing\n",
        Readiness::CannotWrite => "the database can't be written\n",
        Readiness::WorkerSilent => "the worker shows no life\n",
    };
    (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
}

/// Scripts and styles have their content in their name, so browsers keep them.
async fn keep_for_a_year(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let headers = response.headers_mut();
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

/// Says in words what the layers below only say by a status: too much, too slow, not like this, broken.
async fn explain(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let response = next.run(request).await;
    if is_in_words(&response, &uri) {
        return response;
    }
    let refusal = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Refusal::method_not_allowed(),
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::bad_request(StatusCode::PAYLOAD_TOO_LARGE),
        StatusCode::NOT_FOUND => Refusal::of(AppError::NotFound),
        StatusCode::SERVICE_UNAVAILABLE => Refusal::of(AppError::Busy),
        status if status.is_client_error() => Refusal::bad_request(status),
        status if status.is_server_error() => Refusal::of(service::internal(&Broken)),
        _ => return response,
    };
    refusal.answer(&state, &uri)
}

fn is_in_words(response: &Response, uri: &Uri) -> bool {
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    uri.path().starts_with("/health/") || kind.is_some_and(|kind| !kind.starts_with("text/plain"))
}

/// A request panicked; the lines of the log before this one say where.
#[derive(Debug, thiserror::Error)]
#[error("a request broke off")]
struct Broken;
