//! Answers of the server itself, made without the pages: they must work when those do not.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse as _;
use domain::kit::app_error::AppError;

use crate::state::WebState;

/// The seconds after which a busy server may be asked again.
pub const RETRY_AFTER_SECONDS: u16 = 2;

/// What an answer must be like for whoever asked.
enum Form {
    Page,
    /// JSON, for islands and other programs.
    Json,
}

impl Form {
    /// What scripts ask for answers in JSON, everything else with a page.
    fn of(uri: &Uri) -> Self {
        let for_scripts = ["/api/", "/live/"];
        if for_scripts
            .iter()
            .any(|start| uri.path().starts_with(start))
        {
            Self::Json
        } else {
            Self::Page
        }
    }
}

/// A request that is not done.
#[derive(Debug, Clone)]
pub struct Refusal {
    status: StatusCode,
    error: AppError,
}

impl Refusal {
    /// A refusal with the status of its error.
    #[must_use]
    pub fn of(error: AppError) -> Self {
        let status =
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, error }
    }

    /// The request is not what the server understands; `status` says why.
    #[must_use]
    pub const fn bad_request(status: StatusCode) -> Self {
        Self {
            status,
            error: AppError::BadRequest,
        }
    }

    /// There is such an address, but it can't be asked like this.
    #[must_use]
    pub const fn method_not_allowed() -> Self {
        Self {
            status: StatusCode::METHOD_NOT_ALLOWED,
            error: AppError::NotFound,
        }
    }

    #[must_use]
    pub fn answer(&self, state: &WebState, uri: &Uri) -> Response<Body> {
        let mut response = match Form::of(uri) {
            Form::Json => {
                let body = serde_json::to_string(&self.error).unwrap_or_default();
                ([(header::CONTENT_TYPE, "application/json")], body).into_response()
            }
            Form::Page => (
                [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
                self.page(&state.site.files.styles),
            )
                .into_response(),
        };
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        forbid_storing(headers);
        self.retry_after(headers);
        response
    }

    fn retry_after(&self, headers: &mut HeaderMap) {
        match self.error {
            AppError::Busy => headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS.into()),
            AppError::TooMany {
                retry_after_seconds,
            } => headers.insert(header::RETRY_AFTER, retry_after_seconds.into()),
            _ => None,
        };
    }

    fn words(&self) -> (&'static str, String) {
        match (self.status, &self.error) {
            (StatusCode::PAYLOAD_TOO_LARGE, _) => {
                ("That was too much to send at once", "Go back, shorten what you wrote, and try again.".to_owned())
            }
            (StatusCode::REQUEST_TIMEOUT, _) => {
                ("That took too long to send", "Nothing was saved. Check your connection, then go back and try again.".to_owned())
            }
            (StatusCode::METHOD_NOT_ALLOWED, _) => ("You cannot do that here", "Go back and try again.".to_owned()),
            (_, AppError::NotFound) => ("Page not found", "If you typed the web address, check it is correct.".to_owned()),
            (_, AppError::Forbidden) => (
                "We did not do that",
                "The request came from another website, so nothing was changed. Open People Hub and try again from there.".to_owned(),
            ),
            (_, AppError::Busy) => ("The service is busy", "Nothing was saved. Wait a moment, then try again.".to_owned()),
            (_, AppError::TooMany { .. }) => ("You have tried too often", "Wait a few minutes, then try again.".to_owned()),
            (_, AppError::Internal(reference)) => (
                "Sorry, there is a problem with the service",
                format!("Try again later. If you tell us about it, give the reference {reference}."),
            ),
            _ => ("We could not read that request", "Go back and try again.".to_owned()),
        }
    }

    fn page(&self, stylesheet: &str) -> String {
        let (title, words) = self.words();
        let content =
            format!("<p>{words}</p>\n<p><a href=\"/\">Go to the People Hub home page</a></p>");
        document(title, &content, stylesheet)
    }
}

/// A page of the server itself: its heading, and HTML under it.
pub fn document(title: &str, content: &str, stylesheet: &str) -> String {
    format!(
        r##"<!DOCTYPE html>
<html lang="en-GB" class="nhsuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>{title} - People Hub</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{stylesheet}">
</head>
<body class="nhsuk-template__body">
<a class="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
<header class="nhsuk-header" role="banner">
<div class="nhsuk-header__container nhsuk-width-container">
<div class="nhsuk-header__service"><a class="nhsuk-header__service-name" href="/">People Hub</a></div>
</div>
</header>
<div class="nhsuk-width-container">
<main class="nhsuk-main-wrapper" id="maincontent" role="main" tabindex="-1">
<h1 class="nhsuk-heading-l">{title}</h1>
{content}
</main>
</div>
</body>
</html>
"##
    )
}

/// Keeps an answer out of every cache, the browser's too.
pub fn forbid_storing(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

#[must_use]
pub fn only_asks(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}
