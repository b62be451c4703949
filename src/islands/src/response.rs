//! The status of the response that a failure sets.

use axum::http::{HeaderValue, StatusCode, header};
use domain::kit::app_error::AppError;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Sets the status of the response, unless a worse one was set before.
pub fn set_status_of(error: &AppError) {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(error.status()),
    ) {
        response.set_status(status);
        if let AppError::TooMany {
            retry_after_seconds,
        } = error
        {
            response.insert_header(header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
        }
        if matches!(error, AppError::Busy) {
            response.insert_header(header::RETRY_AFTER, HeaderValue::from(2));
        }
    }
}
