//! The bodies of requests, read before anything else is done.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::timeout;

use crate::refusal::Refusal;
use crate::serving::Guest;
use crate::state::{BODY_LIMIT, WebState};

/// How long a body may take: the longest form on a slow telephone.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads the body whole, so that whoever sends it slowly keeps nobody else waiting for a place.
pub async fn read(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let guest = parts.extensions.get::<Arc<Guest>>().cloned();
    if let Some(guest) = &guest {
        guest.we_wait();
    }
    let read = timeout(PATIENCE, to_bytes(body, BODY_LIMIT)).await;
    if let Some(guest) = &guest {
        guest.we_work();
    }
    let refused = match read {
        Ok(Ok(body)) => return next.run(Request::from_parts(parts, Body::from(body))).await,
        Ok(Err(_)) => StatusCode::PAYLOAD_TOO_LARGE,
        Err(_) => StatusCode::REQUEST_TIMEOUT,
    };
    let mut answer = Refusal::bad_request(refused).answer(&state, &parts.uri);
    // What is still to come of the body is not listened to.
    let close = HeaderValue::from_static("close");
    answer.headers_mut().insert(header::CONNECTION, close);
    answer
}
