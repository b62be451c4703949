//! The calendar that one's own calendar program reads: by a private link, without signing in.

use std::net::IpAddr;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse as _, Response};
use domain::kit::app_error::AppError;

use crate::refusal::Refusal;
use crate::request;
use crate::state::WebState;

const KIND: (HeaderName, &str) = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
const NAME: (HeaderName, &str) = (
    header::CONTENT_DISPOSITION,
    "inline; filename=\"people-hub.ics\"",
);
const UNLISTED: (HeaderName, &str) = (HeaderName::from_static("x-robots-tag"), "noindex");

/// `/calendar/TOKEN.ics`. Who asks is not looked at: whoever has the link may read it.
pub async fn feed(
    State(state): State<WebState>,
    Path(file): Path<String>,
    request: Request,
) -> Response {
    let address = request::context(&request).map(|context| context.address);
    match text(&state, &file, address).await {
        Ok(text) => ([KIND, NAME, UNLISTED], text).into_response(),
        Err(error) => Refusal::of(error).answer(&state, request.uri()),
    }
}

async fn text(
    state: &WebState,
    file: &str,
    address: Result<Option<IpAddr>, AppError>,
) -> Result<String, AppError> {
    let address = address?.map_or(String::new(), |address| address.to_string());
    let token = file.strip_suffix(".ics").ok_or(AppError::NotFound)?;
    service::people::calendar_feed::read(&state.service, token, &address).await
}
