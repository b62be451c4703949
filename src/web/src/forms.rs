//! Forms that work with and without scripts: one server function serves both.
//!
//! A form is plain HTML: `method="post"` to the page's own address, inputs named `form[field]`, and a hidden field that names
//! the server function. The server runs that function and renders the same page again, with what was typed and what is wrong
//! ([`Posted`]), or redirects. With scripts the client sends it in the same way, and the page stays until the answer is there.

use std::marker::PhantomData;

use domain::kit::app_error::{AppError, Choice};
use domain::kit::when::TypedDay;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;
use ui::{Autosave, Button, DayField, ErrorSummary, Field, Hidden, InsetText};

use crate::typed::ForgetTyped;

pub use islands::SERVER_FUNCTION;

/// How deep the names of inputs go, `form[hours][monday-0][times]`: as deep as the server functions read them.
const DEPTH: usize = 5;

/// What was typed into one of a page's forms, and why the page shows it again. In context while the page is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The server function's address.
    pub path: String,
    /// The inputs, by their names in the form's struct.
    pub fields: Vec<(String, String)>,
    pub why: Again,
}

/// Why a page shows again what was typed into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// It has just been sent, and it was not done.
    Refused(AppError),
    /// It was sent by a button that saves nothing, or there is more to ask before it is done.
    Asked,
    /// It was typed at this time, '9:04am', and is not done.
    Unsent(String),
}

/// Says above the page that what was typed before is filled in, with a way to clear it.
#[component]
pub fn Unsent() -> impl IntoView {
    let at = match use_context::<Posted>().map(|posted| posted.why) {
        Some(Again::Unsent(at)) => Some(at),
        _ => None,
    };
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

/// The state of the form of a server function `S`: what is wrong, and what was typed.
pub struct FormState<S> {
    posted: StoredValue<Option<Posted>>,
    of: PhantomData<fn() -> S>,
}

impl<S> Clone for FormState<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for FormState<S> {}

#[must_use]
pub fn use_form<S: ServerFn>() -> FormState<S> {
    let posted = use_context::<Posted>().filter(|posted| posted.path == S::PATH);
    FormState {
        posted: StoredValue::new(posted),
        of: PhantomData,
    }
}

impl<S> FormState<S> {
    /// Why the last try was not done.
    #[must_use]
    pub fn failure(self) -> Option<AppError> {
        self.posted
            .with_value(|posted| match &posted.as_ref()?.why {
                Again::Refused(error) => Some(error.clone()),
                Again::Asked | Again::Unsent(_) => None,
            })
    }

    #[must_use]
    pub fn error(self, field: &str) -> Option<String> {
        match self.failure()? {
            AppError::Invalid(errors) => errors.for_field(field).map(str::to_owned),
            _ => None,
        }
    }

    /// What to choose instead, after a conflict.
    #[must_use]
    pub fn alternatives(self) -> Vec<Choice> {
        match self.failure() {
            Some(AppError::Conflict(conflict)) => conflict.alternatives,
            _ => Vec::new(),
        }
    }

    /// What a field starts with: what was typed before, else `initial`.
    #[must_use]
    pub fn value(self, field: &str, initial: impl Into<String>) -> String {
        let typed = self.posted.with_value(|posted| {
            let fields = &posted.as_ref()?.fields;
            // An unticked box is not sent: when anything was posted, a missing field was empty.
            let typed = fields.iter().find(|(name, _)| name == field);
            Some(typed.map(|(_, value)| value.clone()).unwrap_or_default())
        });
        typed.unwrap_or_else(|| initial.into())
    }

    /// One field: what was typed before or else `initial`, and what is wrong with it.
    #[must_use]
    pub fn field(self, name: &str, initial: impl Into<String>) -> Field {
        Field::new(format!("form[{name}]"))
            .id(name)
            .with(self.value(name, initial))
            .error(self.error(name))
    }

    /// The three fields of a day: what was typed before or else `initial`, and what is wrong with it.
    #[must_use]
    pub fn day(self, name: &str, initial: Option<Date>) -> DayField {
        let TypedDay { day, month, year } = initial.map(TypedDay::from).unwrap_or_default();
        let typed = [("day", day), ("month", month), ("year", year)]
            .map(|(part, initial)| self.value(&format!("{name}[{part}]"), initial));
        DayField::new(name).with(typed).error(self.error(name))
    }

    /// The whole form as it was typed before.
    #[must_use]
    pub fn typed<F: DeserializeOwned>(self) -> Option<F> {
        let fields = self
            .posted
            .with_value(|posted| Some(posted.as_ref()?.fields.clone()))?;
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        let encoded = encoded.extend_pairs(fields).finish();
        // Brackets are encoded too.
        serde_qs::Config::new(DEPTH, false)
            .deserialize_str(&encoded)
            .ok()
    }

    /// Whether it was sent and nothing is wrong: a button that saves nothing was pressed, or there is more to ask.
    #[must_use]
    pub fn is_asked(self) -> bool {
        self.posted.with_value(|posted| {
            posted
                .as_ref()
                .is_some_and(|posted| posted.why == Again::Asked)
        })
    }

    /// Whether the page shows again what was typed.
    #[must_use]
    pub fn was_posted(self) -> bool {
        self.posted.with_value(Option::is_some)
    }
}

/// A form that is one small button about one thing, in a row or a card. A screen reader says `about` after `words`.
#[component]
pub fn ButtonForm<S>(
    form: FormState<S>,
    /// The input that says which thing.
    name: &'static str,
    #[prop(into)] value: String,
    words: &'static str,
    #[prop(into)] about: String,
) -> impl IntoView
where
    S: ServerFn + 'static,
{
    view! {
        <Form form without_summary=true>
            <Hidden name=format!("form[{name}]") value />
            <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
                {words} <span class="nhsuk-u-visually-hidden">{about}</span>
            </button>
        </Form>
    }
}

/// The form element, with the summary of what is wrong above the fields.
#[component]
pub fn Form<S>(
    /// The form's state, from [`use_form`].
    form: FormState<S>,
    /// Where the summary's links lead: a field's name to the input's id. Without it: the field's name.
    #[prop(optional)]
    input_ids: Vec<(&'static str, &'static str)>,
    /// Whether to leave the summary to the page.
    #[prop(optional)]
    without_summary: bool,
    children: Children,
) -> impl IntoView
where
    S: ServerFn + 'static,
{
    let autosave = Autosave::default();
    provide_context(autosave.clone());
    let children = children();
    let behaviour = autosave.is_wanted().then_some("autosave");
    view! {
        {(!without_summary).then(|| view! { <ErrorSummary failure=form.failure() input_ids /> })}
        <form class="app-form" method="post" action="" novalidate data-behaviour=behaviour>
            <input type="hidden" name=SERVER_FUNCTION value=S::PATH />
            {children}
        </form>
    }
}
