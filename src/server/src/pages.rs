//! Pages: rendered whole; a posted form runs its server function first.

use app::document::{self, Asked};
use app::routes;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use axum::response::{IntoResponse, Response};
use domain::kit::app_error::AppError;
use leptos::prelude::provide_context;
use leptos_axum::handle_server_fns_with_context;
use web::context::{Answer, RequestContext, ShowsAgain};
use web::forms::{Again, Posted, SERVER_FUNCTION};
use web::page::Address;
use web::typed::fields_of;

use crate::refusal::Refusal;
use crate::request;
use crate::state::{BODY_LIMIT, WebState};
use crate::{security, typed};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: &str = "application/x-www-form-urlencoded";
/// More than the longest form could need: a body in many tiny parts costs more to read than its size tells.
const INPUT_LIMIT: usize = 1_000;

/// `GET` of a page.
pub async fn show(State(state): State<WebState>, request: Request) -> Response {
    if let Some(moved) = moved(request.uri()) {
        return moved;
    }
    match request::context(&request) {
        Ok(context) => {
            let unsent = typed::unsent(&context, request.uri().path()).await;
            render(&state, context, unsent, request.into_parts().0).await
        }
        Err(error) => Refusal::of(error).answer(&state, request.uri()),
    }
}

/// `POST` to a page's own address: runs the server function that the form names, then redirects or shows the page again with
/// what was typed and what is wrong with it.
pub async fn post(State(state): State<WebState>, request: Request) -> Response {
    if let Some(moved) = moved(request.uri()) {
        return moved;
    }
    let (parts, form) = match understood(request).await {
        Ok(understood) => understood,
        Err(refused) => return refused.1.answer(&state, &refused.0),
    };
    let inputs: Vec<(String, String)> = form_urlencoded::parse(&form).into_owned().collect();
    let Some(function) = named_function(&inputs) else {
        return Refusal::bad_request(StatusCode::BAD_REQUEST).answer(&state, &parts.uri);
    };
    let context = match context_of(&parts) {
        Ok(context) => context,
        Err(error) => return Refusal::of(error).answer(&state, &parts.uri),
    };
    let (answer, error) = match count(&state, &context) {
        Ok(()) => {
            let answer = run(context.clone(), &parts.headers, &function, form).await;
            if answer.extensions().get::<ShowsAgain>().is_some() {
                let posted = Posted {
                    path: function,
                    fields: fields_of(inputs),
                    why: Again::Asked,
                };
                return render(&state, context, Some(posted), parts).await;
            }
            if answer.status().is_success() {
                typed::sent(&context, parts.uri.path()).await;
                return onwards(&answer, &parts.uri);
            }
            failure(answer).await
        }
        Err(error) => {
            let refusal = Refusal::of(error.clone()).answer(&state, &parts.uri);
            (Failed::of(&refusal), error)
        }
    };
    let fields = fields_of(inputs);
    if error == AppError::NotSignedIn
        && typed::keep(&context, parts.uri.path(), &function, fields.clone()).await
    {
        return typed::to_sign_in(&parts.uri);
    }
    let posted = Posted {
        path: function,
        fields: fields.clone(),
        why: Again::Refused(error.clone()),
    };
    let mut page = render(&state, context, Some(posted), parts.clone()).await;
    // The page itself may have become impossible meanwhile: then that is what the answer says, with what was typed.
    if page.status() == StatusCode::OK {
        *page.status_mut() = answer.status;
        keep(header::RETRY_AFTER, &answer.headers, &mut page);
    } else {
        let status = match error {
            AppError::NotSignedIn => StatusCode::UNAUTHORIZED,
            _ => page.status(),
        };
        page = typed::to_be_copied(&state, status, &parts.uri, &fields).unwrap_or(page);
    }
    keep(header::SET_COOKIE, &answer.headers, &mut page);
    page
}

/// Leads from where a page was to where it is; a form is sent there again.
fn moved(from: &Uri) -> Option<Response> {
    let to = routes::moved(from.path())?;
    let query = from.query().map(|query| format!("?{query}"));
    let to = HeaderValue::from_str(&(to + &query.unwrap_or_default())).ok()?;
    let mut redirect = StatusCode::PERMANENT_REDIRECT.into_response();
    redirect.headers_mut().insert(header::LOCATION, to);
    Some(redirect)
}

/// A server function called by an island or a program. It always answers JSON, so that no error travels in a URL.
pub async fn api(State(state): State<WebState>, request: Request) -> Response {
    if !is_server_function(request.uri().path()) {
        return Refusal::of(AppError::NotFound).answer(&state, request.uri());
    }
    let (parts, form) = match understood(request).await {
        Ok(understood) => understood,
        Err(refused) => return refused.1.answer(&state, &refused.0),
    };
    let counted = context_of(&parts).and_then(|context| {
        count(&state, &context)?;
        Ok(context)
    });
    match counted {
        Ok(context) => {
            let answer = run(
                context.clone(),
                &parts.headers,
                parts.uri.path(),
                form.clone(),
            )
            .await;
            note_typed(&context, &parts, &form, answer.status()).await;
            answer
        }
        Err(error) => Refusal::of(error).answer(&state, &parts.uri),
    }
}

/// What was typed into the page that a script sends a form of is forgotten when it is done, and kept when the session has run out.
async fn note_typed(context: &RequestContext, parts: &Parts, form: &Bytes, status: StatusCode) {
    let (function, page) = (parts.uri.path(), typed::page_of(&parts.headers));
    let Some(page) = page.filter(|_| !function.starts_with(typed::FUNCTIONS)) else {
        return;
    };
    if status.is_success() {
        typed::sent_by(context, &page, function).await;
    } else if status == StatusCode::UNAUTHORIZED {
        let inputs = form_urlencoded::parse(form).into_owned().collect();
        typed::keep(context, &page, function, fields_of(inputs)).await;
    }
}

/// The body of a form, if it is one: of its type, not too long, and text.
async fn understood(request: Request) -> Result<(Parts, Bytes), Box<(Uri, Refusal)>> {
    let (parts, body) = request.into_parts();
    let refuse = |status| Err(Box::new((parts.uri.clone(), Refusal::bad_request(status))));
    // A function without arguments may be called without a body, and then without a type.
    if parts.headers.contains_key(header::CONTENT_TYPE) && !is_form(&parts.headers) {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    match to_bytes(body, BODY_LIMIT).await {
        Err(_) => refuse(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(form) if std::str::from_utf8(&form).is_err() || inputs_in(&form) > INPUT_LIMIT => {
            refuse(StatusCode::BAD_REQUEST)
        }
        Ok(form) => Ok((parts, without_nul(form))),
    }
}

/// Nobody types a NUL, and PostgreSQL keeps none: it is left out of whatever is sent. In a form it is either the byte or `%00`.
fn without_nul(form: Bytes) -> Bytes {
    const ENCODED: &[u8] = b"%00";
    let has_nul = |form: &[u8]| form.contains(&0) || form.windows(3).any(|three| three == ENCODED);
    if !has_nul(&form) {
        return form;
    }
    let inputs = form_urlencoded::parse(&form);
    let kept = inputs.map(|(name, value)| (name.replace('\0', ""), value.replace('\0', "")));
    let mut plain = form_urlencoded::Serializer::new(String::new());
    Bytes::from(plain.extend_pairs(kept).finish())
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    kind.split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}

fn inputs_in(form: &[u8]) -> usize {
    form.split(|byte| *byte == b'&').count()
}

fn named_function(inputs: &[(String, String)]) -> Option<String> {
    let (_, path) = inputs.iter().find(|(name, _)| name == SERVER_FUNCTION)?;
    is_server_function(path).then(|| path.clone())
}

fn is_server_function(path: &str) -> bool {
    server_fn::axum::server_fn_paths()
        .any(|(known, method)| known == path && method == Method::POST)
}

fn context_of(parts: &Parts) -> Result<RequestContext, AppError> {
    parts
        .extensions
        .get::<RequestContext>()
        .cloned()
        .ok_or_else(|| AppError::Internal(String::new()))
}

/// Every server function comes by here before it runs, and counts for the account that asks.
fn count(state: &WebState, context: &RequestContext) -> Result<(), AppError> {
    let now = tokio::time::Instant::now();
    match &context.actor {
        Some(actor) => state.instance.rate.count(actor, now),
        None => Ok(()),
    }
}

async fn run(
    context: RequestContext,
    headers: &HeaderMap,
    function: &str,
    form: Bytes,
) -> Response {
    let mut call = Request::new(Body::from(form));
    *call.method_mut() = Method::POST;
    *call.headers_mut() = headers.clone();
    call.headers_mut().insert(header::ACCEPT, JSON);
    if let Ok(uri) = function.parse() {
        *call.uri_mut() = uri;
    }
    let answer = Answer::default();
    let provided = answer.clone();
    let provide = move || {
        provide_context(context.clone());
        provide_context(provided.clone());
    };
    let response = handle_server_fns_with_context(provide, call).await;
    answer.put_on(response.into_response())
}

/// After a change: to where the function leads, else to the page as it now is. Reloading that does not send the form again.
fn onwards(answer: &Response, here: &Uri) -> Response {
    let here = here
        .path_and_query()
        .and_then(|path| HeaderValue::from_str(path.as_str()).ok());
    let location = answer.headers().get(header::LOCATION).cloned().or(here);
    let mut redirect = StatusCode::SEE_OTHER.into_response();
    redirect.headers_mut().insert(
        header::LOCATION,
        location.unwrap_or(HeaderValue::from_static("/")),
    );
    keep(header::SET_COOKIE, answer.headers(), &mut redirect);
    redirect
}

/// What the page that is shown again takes from the answer of the function that failed.
struct Failed {
    status: StatusCode,
    headers: HeaderMap,
}

impl Failed {
    fn of(response: &Response) -> Self {
        Self {
            status: response.status(),
            headers: response.headers().clone(),
        }
    }
}

async fn failure(answer: Response) -> (Failed, AppError) {
    let (parts, body) = answer.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let error = serde_json::from_slice(&body).unwrap_or(AppError::Internal(String::new()));
    (
        Failed {
            status: parts.status,
            headers: parts.headers,
        },
        error,
    )
}

fn keep(name: header::HeaderName, from: &HeaderMap, to: &mut Response) {
    for value in from.get_all(&name) {
        to.headers_mut().append(&name, value.clone());
    }
}

async fn render(
    state: &WebState,
    context: RequestContext,
    posted: Option<Posted>,
    parts: Parts,
) -> Response {
    let (path, search) = (parts.uri.path(), parts.uri.query());
    let (route, words) = routes::find(path).unzip();
    let asked = Asked {
        context,
        route,
        address: Address::new(path, search, words.unwrap_or_default()),
        posted,
        parts,
    };
    let mut page = document::render(asked, &state.site.files)
        .await
        .map(Body::from);
    let headers = page.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, security::OF_PAGES);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_called_as_the_forms_struct_calls_them() {
        let inputs = [
            ("form[topic]", "interview"),
            ("form[ways][]", "video"),
            ("form[last][day]", "3"),
            ("server_function", "/api/x"),
            ("form", ""),
        ];
        let inputs = inputs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let expected = [
            ("topic", "interview"),
            ("ways", "video"),
            ("last[day]", "3"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(fields_of(inputs.to_vec()), expected);
    }

    #[test]
    fn a_nul_is_left_out_however_it_is_sent() {
        for (sent, kept) in [
            ("form%5Btext%5D=a+b", "form%5Btext%5D=a+b"),
            ("text=a%00b", "text=ab"),
            ("text=a\0b&te%00xt=%00", "text=ab&text="),
            // What is decoded once is no NUL.
            ("text=%2500", "text=%2500"),
            ("text=%%0000", "text=%2500"),
        ] {
            assert_eq!(without_nul(Bytes::from(sent)), kept, "{sent:?}");
        }
    }

    #[test]
    fn only_a_form_is_a_form() {
        let headers = |kind| {
            [(header::CONTENT_TYPE, HeaderValue::from_static(kind))]
                .into_iter()
                .collect()
        };
        assert!(is_form(&headers("application/x-www-form-urlencoded")));
        assert!(is_form(&headers(
            "application/X-WWW-form-urlencoded; charset=UTF-8"
        )));
        assert!(!is_form(&headers("application/json")));
        assert!(!is_form(&headers("application/x-www-form-urlencodedx")));
        assert!(!is_form(&HeaderMap::new()));
    }
}
