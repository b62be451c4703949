//! How an address may be asked for: what it must be like, and by which methods.

use std::borrow::Cow;

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::kit::app_error::AppError;

use crate::refusal::{Refusal, only_asks};
use crate::route;
use crate::state::WebState;

/// Writes the address plainly, and answers what nothing here is asked by. `HEAD` goes on as `GET`: the answer to it then has the right
/// length.
pub async fn understand(
    State(state): State<WebState>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(uri) = plain_uri(request.uri()) else {
        return Refusal::of(AppError::NotFound).answer(&state, request.uri());
    };
    let methods = route::methods(uri.path());
    let method = request.method();
    match methods {
        Some(methods) if !is_among(method, methods) => {
            return method_not_allowed(&state, &uri, methods);
        }
        None if !only_asks(method) && method != Method::POST => {
            return Refusal::of(AppError::NotFound).answer(&state, &uri);
        }
        _ => {}
    }
    if method == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    *request.uri_mut() = uri;
    next.run(request).await
}

/// Answers `HEAD` with the length that `GET` would have, where it is known, and without the body.
pub async fn without_body(request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    if is_head {
        let length = response.body().size_hint().exact();
        if let Some(length) = length {
            let headers = response.headers_mut();
            headers
                .entry(header::CONTENT_LENGTH)
                .or_insert(length.into());
        }
        *response.body_mut() = Body::empty();
    }
    response
}

fn is_among(method: &Method, methods: &str) -> bool {
    methods.split(", ").any(|known| known == method.as_str())
}

fn method_not_allowed(state: &WebState, uri: &Uri, methods: &'static str) -> Response {
    let mut response = Refusal::method_not_allowed().answer(state, uri);
    let allow = HeaderValue::from_static(methods);
    response.headers_mut().insert(header::ALLOW, allow);
    response
}

fn plain_uri(uri: &Uri) -> Option<Uri> {
    let path = match plain(uri.path())? {
        Cow::Borrowed(_) => return Some(uri.clone()),
        Cow::Owned(path) => path,
    };
    let path_and_query = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path,
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path_and_query.parse::<PathAndQuery>().ok()?);
    Uri::from_parts(parts).ok()
}

/// The path with letters, digits and `-._~` as themselves, which is the same address (RFC 3986, 6.2.2.2); everything else stays as it
/// is written, so that nothing is decoded twice and no `%2F` becomes a slash. `None` for what is no address of ours: what isn't
/// text, and what a browser could take for another website's address or for another one here.
#[must_use]
pub fn plain(path: &str) -> Option<Cow<'_, str>> {
    let is_odd = !path.starts_with('/') || path.contains("//") || path.contains('\\');
    let plain = if path.contains('%') {
        Cow::Owned(unescaped(path)?)
    } else {
        Cow::Borrowed(path)
    };
    let leads_up = plain.split('/').any(|word| matches!(word, "." | ".."));
    (!is_odd && !leads_up).then_some(plain)
}

fn unescaped(path: &str) -> Option<String> {
    let mut pieces = path.split('%');
    let first = pieces.next()?;
    let (mut plain, mut decoded) = (first.to_owned(), first.as_bytes().to_vec());
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        let byte = digits
            .bytes()
            .all(|digit| digit.is_ascii_hexdigit())
            .then(|| u8::from_str_radix(digits, 16).ok())??;
        decoded.push(byte);
        decoded.extend(rest.bytes());
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            plain.push(char::from(byte));
        } else {
            plain.push('%');
            plain.push_str(digits);
        }
        plain.push_str(rest);
    }
    let is_text = String::from_utf8(decoded).is_ok_and(|text| !text.contains(char::is_control));
    is_text.then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_a_few_marks_are_written_as_themselves() {
        for (path, written) in [
            ("/", "/"),
            ("/career-conversations", "/career-conversations"),
            ("/career%2Dconversations", "/career-conversations"),
            ("/%63areer%2dconversations", "/career-conversations"),
            ("/calendar/0a%2Eics", "/calendar/0a.ics"),
            // Decoded once, and no further than that.
            ("/career%252Dconversations", "/career%252Dconversations"),
            ("/a%2Fb", "/a%2Fb"),
            ("/a%5Cb", "/a%5Cb"),
            ("/caf%C3%A9", "/caf%C3%A9"),
            ("/%2e%2e%2e", "/..."),
        ] {
            assert_eq!(plain(path).as_deref(), Some(written));
        }
    }

    #[test]
    fn what_is_no_address_of_ours_is_none() {
        for path in [
            "",
            "*",
            "//evil.example",
            "//evil.example/account",
            "/account//",
            "/\\evil.example/account",
            "/a/../account",
            "/./account",
            "/%2E%2E/account",
            "/a/.%2e",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/%FF.ics",
            "/%C3",
            "/%00",
            "/a%0D%0Ab",
            "/%C2%85",
        ] {
            assert_eq!(plain(path), None, "{path}");
        }
    }
}
