//! A form that an island sends: its server function is called, and the page stays until that has an answer.

use domain::kit::app_error::AppError;
use js_sys::encode_uri_component;
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, FormData, HtmlElement, HtmlFormElement, Request, RequestInit, Response, SubmitEvent,
    UrlSearchParams,
};

/// The hidden field that names a form's server function.
pub const SERVER_FUNCTION: &str = "server_function";

/// A form's last try, and whether another is under way.
#[derive(Clone, Copy)]
pub(crate) struct Sending {
    /// Why it was not done.
    pub failure: RwSignal<Option<AppError>>,
    is_under_way: StoredValue<bool>,
}

impl Sending {
    /// Of a form that the page shows again for this reason, or for the first time.
    pub fn new(posted: Option<AppError>) -> Self {
        Self {
            failure: RwSignal::new(posted),
            is_under_way: StoredValue::new(false),
        }
    }

    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || match self.failure.get() {
            Some(AppError::Invalid(errors)) => errors.for_field(field).map(str::to_owned),
            _ => None,
        })
    }

    /// Sends the form instead of the browser, once however often its button is pressed.
    pub fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        let form = event.target().and_then(|target| target.dyn_into().ok());
        let Some(form) = form.filter(|_| !self.is_under_way.get_value()) else {
            return;
        };
        self.is_under_way.set_value(true);
        spawn_local(self.send(form, event.submitter()));
    }

    async fn send(self, form: HtmlFormElement, button: Option<HtmlElement>) {
        mark(button.as_ref(), true);
        let outcome = call(&form).await;
        mark(button.as_ref(), false);
        self.is_under_way.try_set_value(false);
        match outcome {
            Ok(next) => follow(&next),
            Err(AppError::NotSignedIn) => follow(&sign_in_again()),
            Err(error) => {
                self.failure.try_set(Some(error));
                request_animation_frame(show_what_is_wrong);
            }
        }
    }
}

fn mark(button: Option<&HtmlElement>, is_busy: bool) {
    match button {
        Some(button) if is_busy => drop(button.set_attribute("aria-disabled", "true")),
        Some(button) => drop(button.remove_attribute("aria-disabled")),
        None => {}
    }
}

/// Calls the form's server function. Gives where that leads.
async fn call(form: &HtmlFormElement) -> Result<String, AppError> {
    // Whether it was done nobody knows: each function that an island calls may be called again.
    let unknown = |_| AppError::Internal(String::new());
    let response = fetch(form).await.map_err(unknown)?;
    if response.ok() {
        let next = response.headers().get("location").ok().flatten();
        return Ok(next.unwrap_or_else(here));
    }
    let text = JsFuture::from(response.text().map_err(unknown)?)
        .await
        .map_err(unknown)?;
    let error = serde_json::from_str(&text.as_string().unwrap_or_default());
    Err(error.unwrap_or(AppError::Internal(String::new())))
}

async fn fetch(form: &HtmlFormElement) -> Result<Response, JsValue> {
    let data = FormData::new_with_form(form)?;
    let function = data.get(SERVER_FUNCTION).as_string().unwrap_or_default();
    let body = UrlSearchParams::new_with_str_sequence_sequence(&data)?;
    body.delete(SERVER_FUNCTION);
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(&body);
    let request = Request::new_with_str_and_init(&function, &options)?;
    request.headers().set("accept", "application/json")?;
    JsFuture::from(window().fetch_with_request(&request))
        .await?
        .dyn_into()
}

fn here() -> String {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    part(location.pathname()) + &part(location.search())
}

fn sign_in_again() -> String {
    format!("/sign-in?return_to={}", encode_uri_component(&here()))
}

/// Follows a link that nobody sees: the client then shows the page without loading a document.
fn follow(address: &str) {
    let (document, body) = (document(), document().body());
    let link = document
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let (Some(link), Some(body)) = (link, body) {
        let _ = link.set_attribute("href", address);
        let _ = body.append_child(&link);
        link.click();
        link.remove();
    }
}

/// Gives the focus to the summary of what is wrong, and says so in the title, as a page does that is shown again.
fn show_what_is_wrong() {
    let document = document();
    let title = document.title();
    if !title.starts_with("Error: ") {
        document.set_title(&format!("Error: {title}"));
    }
    let summary: Option<Element> = document
        .query_selector("main .nhsuk-error-summary")
        .ok()
        .flatten();
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        let _ = summary.set_attribute("tabindex", "-1");
        let _ = summary.focus();
    }
}
