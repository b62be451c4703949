//! Keeps what is being typed, on forms where that is more than a line: a moment after the last key, when the page is left, and until it
//! is sent. Without scripts nothing of this happens, and nothing is lost that a button was pressed for.

use std::time::Duration;

use domain::app_error::AppError;
use leptos::ev;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::reactive::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{
    Element, FormData, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, UrlSearchParams,
};

use crate::error::Failure;
use crate::typed::{TypedModel, find_typed, keep_typed};

/// How long nothing is typed before it is kept.
const PAUSE: Duration = Duration::from_millis(1_500);

/// What is known of what was typed.
#[derive(Clone, PartialEq, Eq)]
enum Kept {
    /// It is kept since this time.
    At(String),
    /// It was typed at this time, before the page was left.
    Before(String),
    /// It can't be kept now.
    NotNow,
    /// Nobody is signed in any more.
    SignedOut,
}

/// Keeps what is typed into one form.
#[derive(Clone, Copy)]
pub struct Keeper {
    function: &'static str,
    /// Whether the form asks for more than a line.
    wanted: StoredValue<bool>,
    /// Whether something is typed that is neither kept nor sent.
    unsaved: StoredValue<bool>,
    node: NodeRef<html::Form>,
    timer: StoredValue<Option<TimeoutHandle>>,
    kept: RwSignal<Option<Kept>>,
}

impl Keeper {
    /// Of the form of the server function at `function`, to be found at `node` once the page is there.
    pub(super) fn new(function: &'static str, node: NodeRef<html::Form>) -> Self {
        let keeper = Self {
            function,
            wanted: StoredValue::new(false),
            unsaved: StoredValue::new(false),
            node,
            timer: StoredValue::new(None),
            kept: RwSignal::new(None),
        };
        let is_first_page = crate::page::is_taking_over();
        Effect::new(move || {
            if node.get().is_some() && keeper.wanted.get_value() {
                keeper.begin(is_first_page);
            }
        });
        keeper
    }

    /// Called by an input that asks for more than a line. Says whether it is the form's first, which shows what is kept.
    pub(crate) fn want(self) -> bool {
        let is_first = !self.wanted.get_value();
        self.wanted.set_value(true);
        is_first
    }

    fn begin(self, is_first_page: bool) {
        let warning = window_event_listener(ev::beforeunload, move |event| {
            if self.unsaved.try_get_value() == Some(true) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            warning.remove();
            if self.unsaved.try_get_value() == Some(true) {
                self.keep();
            }
        });
        // The server has filled in the first page; every other one is made here.
        if !is_first_page {
            spawn_local(async move {
                if let Ok(Some(typed)) = find_typed(here()).await {
                    self.fill(typed);
                }
            });
        }
    }

    /// Something was typed.
    pub(super) fn typed(self) {
        if !self.wanted.get_value() {
            return;
        }
        self.unsaved.set_value(true);
        self.wait_no_longer();
        let timer = set_timeout_with_handle(
            move || {
                if self.unsaved.try_get_value() == Some(true) {
                    self.keep();
                }
            },
            PAUSE,
        );
        self.timer.set_value(timer.ok());
    }

    /// It is being sent.
    pub(super) fn sent(self) {
        self.wait_no_longer();
        self.unsaved.set_value(false);
    }

    /// It was sent, and not taken.
    pub(super) fn refused(self) {
        let wanted = self.wanted.try_get_value() == Some(true);
        self.unsaved.try_set_value(wanted);
    }

    fn wait_no_longer(self) {
        if let Some(timer) = self.timer.try_get_value().flatten() {
            timer.clear();
        }
    }

    fn keep(self) {
        let form = self.node.try_get_untracked().flatten();
        let Some(fields) = form.as_ref().and_then(fields_of) else {
            return;
        };
        self.unsaved.try_set_value(false);
        let (page, function) = (here(), self.function.to_owned());
        spawn_local(async move {
            let kept = match keep_typed(page, function, fields).await {
                Ok(at) => Kept::At(at),
                Err(Failure(AppError::NotSignedIn)) => Kept::SignedOut,
                Err(_) => {
                    self.unsaved.try_set_value(true);
                    Kept::NotNow
                }
            };
            self.kept.try_set(Some(kept));
        });
    }

    fn fill(self, typed: TypedModel) {
        let form = self.node.try_get_untracked().flatten();
        let Some(form) = form.filter(|_| typed.function == self.function) else {
            return;
        };
        let (Ok(inputs), Ok(fields)) = (
            form.query_selector_all("[name^='form[']"),
            UrlSearchParams::new_with_str(&typed.fields),
        ) else {
            return;
        };
        let inputs = (0..inputs.length()).filter_map(|at| inputs.get(at));
        for input in inputs.filter_map(|input| input.dyn_into::<Element>().ok()) {
            fill_input(&input, &fields);
        }
        self.kept.try_set(Some(Kept::Before(typed.at)));
    }

    /// What the person reads of it: 'Saved 9:04am'.
    pub(crate) fn line(self) -> impl IntoView {
        let words = move || match self.kept.get()? {
            Kept::At(at) => Some(format!("Saved {at}").into_any()),
            Kept::Before(at) => {
                Some(format!("You typed this at {at} and have not sent it").into_any())
            }
            Kept::NotNow => Some("We could not save what you typed just now".into_any()),
            Kept::SignedOut => Some(
                view! { "You have been signed out. What you typed is saved. " <SignInAgain /> }
                    .into_any(),
            ),
        };
        view! { <div class="nhsuk-hint" role="status">{words}</div> }
    }
}

/// The way to sign in and back to this page.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let to = format!(
        "/sign-in?return_to={}",
        crate::page::percent_encoded(&here())
    );
    view! { <a rel="external" href=to>"Sign in again"</a> }
}

fn here() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Names and values, as the form itself would send them.
fn fields_of(form: &HtmlFormElement) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(fields.to_string().into())
}

fn fill_input(input: &Element, fields: &UrlSearchParams) {
    let name = input.get_attribute("name").unwrap_or_default();
    let Some((field, _)) = name
        .strip_prefix("form[")
        .and_then(|rest| rest.split_once(']'))
    else {
        return;
    };
    let first = fields.get(field).unwrap_or_default();
    if let Some(area) = input.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(&first);
    } else if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
        match input.type_().as_str() {
            "hidden" => {}
            "checkbox" | "radio" => {
                let chosen = fields.get_all(field);
                input.set_checked(chosen.includes(&input.value().into(), 0));
            }
            _ => input.set_value(&first),
        }
    }
}
