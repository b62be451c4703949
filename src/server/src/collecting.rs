//! What collects a server's counts asks for them here, at an address of their own.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use crate::metrics;
use crate::state::WebState;

/// What answers at the metrics' own address.
pub fn metrics_router(state: WebState) -> Router {
    Router::new()
        .route("/metrics", get(collect))
        .with_state(state)
}

async fn collect(State(state): State<WebState>) -> Response {
    let instance = &state.instance;
    let collected = instance
        .metrics
        .collect(&state.service, &instance.name, instance.live.open());
    match collected.await {
        Some(text) => ([(header::CONTENT_TYPE, metrics::KIND)], text).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
