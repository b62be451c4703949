//! Pages: rendered whole; a posted form runs its server function first.

use app::app::shell;
use app::context::RequestContext;
use app::forms::{Posted, SERVER_FUNCTION};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::app_error::AppError;
use leptos::nonce::use_nonce;
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{handle_server_fns_with_context, render_app_async_with_context};

use crate::request;
use crate::router::{BODY_LIMIT, WebState};
use crate::security::content_security_policy;

/// `GET` of a page.
pub async fn show(State(state): State<WebState>, request: Request) -> Response {
    match request::context(&request) {
        Ok(context) => render(&state.leptos, context, None, request).await,
        Err(error) => status_of(&error).into_response(),
    }
}

/// `POST` to a page's own address: runs the server function that the form names, then redirects or shows the page again.
pub async fn post(State(state): State<WebState>, request: Request) -> Response {
    let Ok(context) = request::context(&request) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let (parts, body) = request.into_parts();
    let is_form = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let again = |error: AppError, path: String, fields: Vec<(String, String)>| {
        let posted = Posted { path, fields, error };
        let mut request = Request::new(Body::empty());
        request.uri_mut().clone_from(&parts.uri);
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("text/html"));
        render(&state.leptos, context.clone(), Some(posted), request)
    };
    let Ok(bytes) = to_bytes(body, BODY_LIMIT).await else {
        return with_status(again(AppError::BadRequest, String::new(), Vec::new()).await, StatusCode::PAYLOAD_TOO_LARGE);
    };
    let inputs: Vec<(String, String)> = form_inputs(&bytes);
    let function = inputs.iter().find(|(name, _)| name == SERVER_FUNCTION).map(|(_, value)| value.clone());
    let Some(function) = function.filter(|path| is_form && is_server_function(path)) else {
        return with_status(again(AppError::BadRequest, String::new(), Vec::new()).await, StatusCode::BAD_REQUEST);
    };

    let mut call = Request::new(Body::from(bytes));
    *call.method_mut() = Method::POST;
    *call.headers_mut() = parts.headers.clone();
    call.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    if let Ok(uri) = function.parse() {
        *call.uri_mut() = uri;
    }
    let answer = run(context.clone(), call).await;

    if let Some(location) = answer.headers().get(header::LOCATION).cloned() {
        let mut redirect = StatusCode::SEE_OTHER.into_response();
        redirect.headers_mut().insert(header::LOCATION, location);
        keep_cookies(&answer, &mut redirect);
        return redirect;
    }
    if answer.status().is_success() {
        // Nothing to say and nowhere to go: show the page as it now is.
        let mut redirect = StatusCode::SEE_OTHER.into_response();
        let here = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        if let Ok(location) = HeaderValue::from_str(here) {
            redirect.headers_mut().insert(header::LOCATION, location);
        }
        keep_cookies(&answer, &mut redirect);
        return redirect;
    }
    let status = answer.status();
    let error = to_bytes(answer.into_body(), BODY_LIMIT).await.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let fields = inputs
        .into_iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("form[")?.strip_suffix(']')?.to_owned(), value)))
        .collect();
    let error = error.unwrap_or(AppError::BadRequest);
    let status = if status == StatusCode::INTERNAL_SERVER_ERROR { status_of(&error) } else { status };
    with_status(again(error, function, fields).await, status)
}

/// A server function called by a hydrated page or a program. It always answers JSON, so that no error travels in a URL.
pub async fn api(State(_state): State<WebState>, mut request: Request) -> Response {
    let Ok(context) = request::context(&request) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if !is_server_function(request.uri().path()) {
        return (StatusCode::NOT_FOUND, axum::Json(AppError::NotFound)).into_response();
    }
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let answer = run(context, request).await;
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    // What could not be read was the sender's mistake; the function itself sets its own status.
    let (mut parts, body) = answer.into_parts();
    let bytes = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    if let Ok(error) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = status_of(&error);
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Shows an error instead of a page, when not even the request could be understood.
pub async fn error_page(state: &WebState, request: &Request, error: AppError) -> Response {
    tracing::warn!(path = request.uri().path(), %error, "request refused before its page");
    let mut response = (status_of(&error), "The service is busy. Wait a moment, then load the page again.\n").into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(2));
    let _ = state;
    response
}

fn is_server_function(path: &str) -> bool {
    server_fn::axum::server_fn_paths().any(|(known, _)| known == path)
}

fn status_of(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}

fn keep_cookies(from: &Response, to: &mut Response) {
    for cookie in from.headers().get_all(header::SET_COOKIE) {
        to.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
}

fn form_inputs(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

async fn run(context: RequestContext, request: Request) -> Response {
    handle_server_fns_with_context(move || provide_context(context.clone()), request).await.into_response()
}

async fn render(options: &LeptosOptions, context: RequestContext, posted: Option<Posted>, request: Request) -> Response {
    let options = options.clone();
    let provide = move || {
        provide_context(context.clone());
        if let Some(posted) = &posted {
            provide_context(posted.clone());
        }
    };
    let page = render_app_async_with_context(provide, move || {
        let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
        app::context::set_header(header::CONTENT_SECURITY_POLICY, &content_security_policy(&nonce));
        shell(options.clone())
    });
    page(request).await
}
