//! What a page or a server function sets on its response, without knowing of the server that sends it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::kit::app_error::AppError;
use http::header::{HeaderName, LOCATION, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use leptos::prelude::use_context;
use leptos::server_fn::redirect::REDIRECT_HEADER;

/// The status and headers that are set while a request is answered. Whoever runs a page or a server function provides it to them, and
/// puts it on the response afterwards.
#[derive(Debug, Clone, Default)]
pub struct Answer(Arc<Mutex<Given>>);

#[derive(Debug, Default)]
struct Given {
    status: Option<StatusCode>,
    headers: HeaderMap,
    shows_again: bool,
}

/// On the response of a function that did what its form's button asks, and nothing more: its page is shown again with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShowsAgain;

impl Answer {
    fn given(&self) -> MutexGuard<'_, Given> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a header, beside those of its name.
    pub(crate) fn append(&self, name: HeaderName, value: HeaderValue) {
        self.given().headers.append(name, value);
    }

    /// Leads to another address: what asks for a page follows at once, what calls a function reads where to.
    pub(crate) fn lead_to(&self, location: HeaderValue) {
        let asks_for_page = use_context::<Parts>().is_some_and(|parts| {
            let accepted = parts.headers.get(header::ACCEPT);
            let accepted = accepted.and_then(|value| value.to_str().ok());
            accepted.is_some_and(|kinds| kinds.contains("text/html"))
        });
        let mut given = self.given();
        given.headers.insert(LOCATION, location);
        if asks_for_page {
            given.status = Some(StatusCode::FOUND);
        } else {
            let name = HeaderName::from_static(REDIRECT_HEADER);
            given.headers.insert(name, HeaderValue::from_static(""));
        }
    }

    pub(crate) fn show_again(&self) {
        self.given().shows_again = true;
    }

    /// The response with what was set.
    pub fn put_on<T>(&self, mut response: Response<T>) -> Response<T> {
        let Given {
            status,
            headers,
            shows_again,
        } = std::mem::take(&mut *self.given());
        if shows_again {
            response.extensions_mut().insert(ShowsAgain);
        }
        if let Some(status) = status {
            *response.status_mut() = status;
        }
        response.headers_mut().extend(headers);
        response
    }
}

/// Sets the status of a failure, and when to try again.
pub fn set_status_of(error: &AppError) {
    let (Some(answer), Ok(status)) = (
        use_context::<Answer>(),
        StatusCode::from_u16(error.status()),
    ) else {
        return;
    };
    let retry_after = match error {
        AppError::TooMany {
            retry_after_seconds,
        } => Some(HeaderValue::from(*retry_after_seconds)),
        AppError::Busy => Some(HeaderValue::from(2)),
        _ => None,
    };
    let mut given = answer.given();
    given.status = Some(status);
    if let Some(seconds) = retry_after {
        given.headers.insert(RETRY_AFTER, seconds);
    }
}
