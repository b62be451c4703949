//! Keeps what is being typed: a moment after the last key, when another page is asked for, and until it is sent. The server fills the page with it again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, FormData, HtmlFormElement, HtmlInputElement, Request, RequestInit, Response,
    UrlSearchParams,
};

use super::{LEAVING, NOT_SENT, Running};
use crate::dom::{self, Timer};

/// The server function that keeps it.
const KEEP: &str = "/api/typed/keep";
/// Milliseconds in which nothing is typed before it is kept.
const PAUSE: i32 = 1_500;

/// What became of what was typed.
enum Kept {
    /// It is kept since this time, '9:04am'.
    At(String),
    NotNow,
    /// It is kept, and nobody is signed in any more.
    SignedOut,
}

struct Autosave {
    form: HtmlFormElement,
    /// The page's address, which may be another one by the time it is kept.
    page: String,
    function: String,
    /// Whether something is typed that is neither kept nor sent.
    is_unsaved: Cell<bool>,
    timer: RefCell<Option<Timer>>,
}

/// Keeps the last of it when the form has left the document.
struct Last(Rc<Autosave>);

pub fn start(form: &Element) -> Option<Running> {
    let function = dom::find_in(form, "input[name=server_function]")?;
    let autosave = Rc::new(Autosave {
        form: form.clone().dyn_into().ok()?,
        page: dom::path(),
        function: function.dyn_ref::<HtmlInputElement>()?.value(),
        // What was sent and not taken need not be kept yet.
        is_unsaved: Cell::new(dom::find("main .nhsuk-error-summary").is_some()),
        timer: RefCell::new(None),
    });
    let on = |target: &web_sys::EventTarget, name, run: fn(&Rc<Autosave>)| {
        let autosave = autosave.clone();
        dom::on(target, name, move |_| run(&autosave))
    };
    let listening = [
        on(form, "input", typed),
        on(form, "submit", sent),
        on(form, NOT_SENT, |autosave| autosave.is_unsaved.set(true)),
        on(&dom::document(), LEAVING, keep_if_unsaved),
        warn_before_unload(&autosave),
    ];
    Some(Box::new((listening, Last(autosave))))
}

impl Drop for Last {
    fn drop(&mut self) {
        keep_if_unsaved(&self.0);
    }
}

fn warn_before_unload(autosave: &Rc<Autosave>) -> dom::Listener {
    let autosave = autosave.clone();
    dom::on(&dom::window(), "beforeunload", move |event| {
        if autosave.is_unsaved.get() {
            event.prevent_default();
        }
    })
}

fn typed(autosave: &Rc<Autosave>) {
    autosave.is_unsaved.set(true);
    let later = autosave.clone();
    autosave
        .timer
        .replace(Some(dom::after(PAUSE, move || keep_if_unsaved(&later))));
}

fn sent(autosave: &Rc<Autosave>) {
    autosave.timer.take();
    autosave.is_unsaved.set(false);
}

fn keep_if_unsaved(autosave: &Rc<Autosave>) {
    if !autosave.is_unsaved.replace(false) {
        return;
    }
    autosave.timer.take();
    let autosave = autosave.clone();
    spawn_local(async move {
        let kept = autosave.keep().await.unwrap_or(Kept::NotNow);
        autosave
            .is_unsaved
            .set(autosave.is_unsaved.get() || matches!(kept, Kept::NotNow));
        autosave.say(&kept);
    });
}

impl Autosave {
    async fn keep(&self) -> Result<Kept, JsValue> {
        let body = UrlSearchParams::new()?;
        body.append("page", &self.page);
        body.append("function", &self.function);
        body.append("fields", &fields_of(&self.form)?);
        let options = RequestInit::new();
        options.set_method("POST");
        options.set_body(&body);
        let request = Request::new_with_str_and_init(KEEP, &options)?;
        request.headers().set("accept", "application/json")?;
        let response: Response = JsFuture::from(dom::window().fetch_with_request(&request))
            .await?
            .dyn_into()?;
        if response.status() == 401 {
            return Ok(Kept::SignedOut);
        }
        let answer = JsFuture::from(response.json()?).await?;
        Ok(match answer.as_string().filter(|_| response.ok()) {
            Some(at) => Kept::At(at),
            None => Kept::NotNow,
        })
    }

    fn say(&self, kept: &Kept) {
        let Some(line) = dom::find_in(&self.form, "[data-autosave-status]") else {
            return;
        };
        let words = match kept {
            Kept::At(at) => format!("Saved {at}"),
            Kept::NotNow => "We could not save what you typed just now".to_owned(),
            Kept::SignedOut => "You have been signed out. What you typed is saved. ".to_owned(),
        };
        line.set_text_content(Some(&words));
        if matches!(kept, Kept::SignedOut) {
            let link = dom::with_words("a", "", "Sign in again");
            dom::set(&link, "href", &dom::sign_in_again());
            dom::append(&line, &link);
        }
    }
}

/// Names and values, as the form itself would send them.
fn fields_of(form: &HtmlFormElement) -> Result<String, JsValue> {
    let data = FormData::new_with_form(form)?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data)?;
    Ok(fields.to_string().into())
}
