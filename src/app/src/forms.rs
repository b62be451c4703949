//! Forms that work with and without scripts: one server function serves both.
//!
//! A form is plain HTML: `method="post"` to the page's own address, inputs named `form[field]`, and a hidden field that names
//! the server function. Without scripts the server runs that function and renders the same page again, with what was typed and
//! what is wrong ([`Posted`]), or redirects. With scripts, `on:submit` sends it instead and the page stays.

mod keeper;

use domain::app_error::{AppError, Choice};
use leptos::form::FromFormData;
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::web_sys::SubmitEvent;
use serde::{Deserialize, Serialize};

use crate::components::{Button, ErrorSummary, InsetText};
use crate::error::Failure;
use crate::page::{Reload, YieldPoint};
use crate::typed::ForgetTyped;

pub use keeper::{Keeper, SignInAgain};

/// The name of the hidden field that names the server function.
pub const SERVER_FUNCTION: &str = "server_function";

/// What was typed into one of a page's forms, and why the page shows it again. In context while the page is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The server function's address.
    pub path: String,
    /// The inputs, by their names in the form's struct.
    pub fields: Vec<(String, String)>,
    /// Why.
    pub why: Again,
}

/// Why a page shows again what was typed into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Again {
    /// A script-less browser has just sent it, and it was not done.
    Refused(AppError),
    /// It was typed at this time, '9:04am', and is not done.
    Unsent(String),
}

impl Posted {
    fn error(&self) -> Option<&AppError> {
        match &self.why {
            Again::Refused(error) => Some(error),
            Again::Unsent(_) => None,
        }
    }
}

/// Inputs as the form's struct names them: `form[topic]` is `topic`, `form[ways][]` is `ways`.
#[must_use]
pub fn fields_of(inputs: Vec<(String, String)>) -> Vec<(String, String)> {
    inputs
        .into_iter()
        .filter_map(|(name, value)| {
            let (field, _) = name.strip_prefix("form[")?.split_once(']')?;
            Some((field.to_owned(), value))
        })
        .collect()
}

/// Says above the page that what was typed before is filled in, with a way to clear it.
#[component]
pub fn Unsent() -> impl IntoView {
    let at = SharedValue::new(|| match use_context::<Posted>()?.why {
        Again::Unsent(at) => Some(at),
        Again::Refused(_) => None,
    })
    .into_inner();
    at.map(|at| {
        view! {
            <InsetText>
                <p>{format!("This was not sent. What you typed at {at} is filled in below: check it, then press the button again.")}</p>
                <form method="post" action="">
                    <input type="hidden" name=SERVER_FUNCTION value=ForgetTyped::PATH />
                    <Button words="Clear what I typed" kind="secondary" />
                </form>
            </InsetText>
        }
    })
}

/// The state of a form: what is wrong, and what was typed.
pub struct FormState<S: ServerFn + 'static>
where
    S::Output: 'static,
{
    action: ServerAction<S>,
    posted: StoredValue<Option<Posted>>,
}

impl<S: ServerFn + 'static> Clone for FormState<S>
where
    S::Output: 'static,
{
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: ServerFn + 'static> Copy for FormState<S> where S::Output: 'static {}

/// The form of the server function `S`. Call it once a form, in the component that holds it.
#[must_use]
pub fn use_form<S>() -> FormState<S>
where
    S: ServerFn<Error = Failure> + Send + Sync + Clone + 'static,
    S::Output: Send + Sync + 'static,
{
    let posted =
        SharedValue::new(|| use_context::<Posted>().filter(|posted| posted.path == S::PATH))
            .into_inner();
    FormState {
        action: ServerAction::new(),
        posted: StoredValue::new(posted),
    }
}

impl<S> FormState<S>
where
    S: ServerFn<Error = Failure> + Send + Sync + Clone + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    /// What went wrong with the last try, if anything.
    #[must_use]
    pub fn failure(self) -> Signal<Option<AppError>> {
        Signal::derive(move || match self.action.value().get() {
            Some(Err(Failure(error))) => Some(error),
            Some(Ok(_)) => None,
            None => self
                .posted
                .with_value(|posted| posted.as_ref()?.error().cloned()),
        })
    }

    /// What is wrong with one field.
    #[must_use]
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        let failure = self.failure();
        Signal::derive(move || match failure.get() {
            Some(AppError::Invalid(errors)) => errors.for_field(field).map(str::to_owned),
            _ => None,
        })
    }

    /// What to choose instead, after a conflict.
    #[must_use]
    pub fn alternatives(self) -> Signal<Vec<Choice>> {
        let failure = self.failure();
        Signal::derive(move || match failure.get() {
            Some(AppError::Conflict(conflict)) => conflict.alternatives,
            _ => Vec::new(),
        })
    }

    /// What a field starts with: what was typed before, else `initial`.
    #[must_use]
    pub fn value(self, field: &str, initial: impl Into<String>) -> String {
        let typed = self.posted.with_value(|posted| {
            let posted = posted.as_ref()?;
            posted
                .fields
                .iter()
                .find(|(name, _)| name == field)
                .map(|(_, value)| value.clone())
        });
        // An unticked box is not sent: when anything was posted, a missing field was empty.
        typed.unwrap_or_else(|| {
            if self.was_posted() {
                String::new()
            } else {
                initial.into()
            }
        })
    }

    /// Whether the page shows again what was typed.
    #[must_use]
    pub fn was_posted(self) -> bool {
        self.posted.with_value(Option::is_some)
    }

    /// The value of the last successful try.
    #[must_use]
    pub fn outcome(self) -> Signal<Option<S::Output>> {
        Signal::derive(move || self.action.value().get().and_then(Result::ok))
    }
}

/// The words for an error that belongs to no field.
#[must_use]
pub fn general_words(error: &AppError) -> String {
    match error {
        AppError::BadRequest => {
            "We could not read what was sent. Check your answers and try again".to_owned()
        }
        AppError::NotSignedIn => "You have been signed out".to_owned(),
        AppError::Forbidden => "You do not have permission to do this".to_owned(),
        AppError::NotFound => {
            "We could not find that. It may have been changed or removed".to_owned()
        }
        AppError::Conflict(conflict) => conflict.message.clone(),
        AppError::Invalid(errors) => errors
            .0
            .first()
            .map(|error| error.message.clone())
            .unwrap_or_default(),
        AppError::TooMany {
            retry_after_seconds,
        } => {
            let minutes = retry_after_seconds.div_ceil(60).max(1);
            format!(
                "You have tried too often. Wait {minutes} minute{} and try again",
                if minutes == 1 { "" } else { "s" }
            )
        }
        AppError::Busy => {
            "The service is busy. Nothing was saved. Wait a moment and try again".to_owned()
        }
        AppError::Internal(reference) if reference.is_empty() => {
            "Something went wrong. Try again".to_owned()
        }
        AppError::Internal(reference) => {
            format!("Something went wrong. Try again, or tell us the reference {reference}")
        }
    }
}

/// The form element: sends the server function with or without scripts, shows the error summary above the fields and guards
/// against a double click.
#[component]
pub fn Form<S>(
    /// The form's state, from [`use_form`].
    form: FormState<S>,
    /// Where the summary's links lead: a field's name to the input's id. Without it: the field's name.
    #[prop(optional)]
    input_ids: Vec<(&'static str, &'static str)>,
    /// Load the next page whole: for signing in and out, when every part of the page changes.
    #[prop(optional)]
    whole_page: bool,
    /// Whether to leave the summary to the page.
    #[prop(optional)]
    without_summary: bool,
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Error = Failure>
        + FromFormData
        + serde::de::DeserializeOwned
        + Send
        + Sync
        + Clone
        + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    let action = form.action;
    let node = NodeRef::<html::Form>::new();
    let keeper = Keeper::new(S::PATH, node);
    provide_context(keeper);
    let submit = move |event: SubmitEvent| {
        keeper.sent();
        if whole_page {
            return;
        }
        // What the browser's half can't read goes the way it goes without scripts: the server says what is wrong.
        let Ok(arguments) = S::from_event(&event) else {
            return;
        };
        event.prevent_default();
        if !action.pending().get_untracked() {
            action.dispatch(arguments);
        }
    };
    let reload = use_context::<Reload>();
    Effect::new(move || {
        if matches!(action.value().get(), Some(Ok(_)))
            && let Some(reload) = reload
        {
            reload.unless_left();
        }
    });
    Effect::new(move || {
        if matches!(action.value().get(), Some(Err(_))) {
            keeper.refused();
        }
    });
    let failure = form.failure();
    view! {
        {(!without_summary).then(|| view! { <ErrorSummary failure input_ids /> })}
        <form class="app-form" method="post" action="" novalidate node_ref=node on:submit=submit on:input=move |_| keeper.typed()>
            <input type="hidden" name=SERVER_FUNCTION value=S::PATH />
            {YieldPoint}
            {children()}
        </form>
    }
}
