//! Asks the server for a document.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Document, DomParser, Request, RequestInit, Response, SupportedType};

use super::page::{self, Page};
use crate::dom;

/// What came of a request.
pub enum Answer {
    /// A page of ours.
    Page(Page),
    /// Another document in HTML: of the server itself, which knows no version, or of something in between.
    Document(u16, Document),
    /// A file, or nothing.
    File(u16),
    /// Nobody answered, or a redirect led to another origin.
    Nothing,
}

/// Asks by GET, or by POST where there is a body.
pub async fn ask(address: &str, body: Option<&JsValue>, signal: Option<&AbortSignal>) -> Answer {
    let Ok(response) = request(address, body, signal).await else {
        return Answer::Nothing;
    };
    let header = |name| response.headers().get(name).ok().flatten();
    let is_html = header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
    let is_file = header("content-disposition").is_some_and(|how| how.starts_with("attachment"));
    if !is_html || is_file {
        return Answer::File(response.status());
    }
    let Some(document) = read(&response).await else {
        return Answer::Nothing;
    };
    if page::version_of(&document).is_none() || !page::has_main(&document) {
        return Answer::Document(response.status(), document);
    }
    Answer::Page(Page {
        document,
        address: response.url(),
        is_redirected: response.redirected(),
    })
}

async fn request(
    address: &str,
    body: Option<&JsValue>,
    signal: Option<&AbortSignal>,
) -> Result<Response, JsValue> {
    let options = RequestInit::new();
    options.set_signal(signal);
    if let Some(body) = body {
        options.set_method("POST");
        options.set_body(body);
    }
    let request = Request::new_with_str_and_init(address, &options)?;
    request.headers().set("accept", "text/html")?;
    JsFuture::from(dom::window().fetch_with_request(&request))
        .await?
        .dyn_into()
}

async fn read(response: &Response) -> Option<Document> {
    let text = JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    let parser = DomParser::new().ok()?;
    parser
        .parse_from_string(&text, SupportedType::TextHtml)
        .ok()
}
