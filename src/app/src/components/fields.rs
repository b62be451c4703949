//! Form fields. Each takes its error as a signal and what it starts with as text; the browser keeps what is typed.

mod choices;
mod date_input;

use domain::app_error::AppError;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use super::behaviour;
use crate::forms::{Keeper, SignInAgain, general_words};
use crate::page::{TitlePrefix, YieldPoint, in_document};

pub use choices::{Checkboxes, Item, Radios, Select};
pub use date_input::DateInput;

/// No error.
fn nothing() -> Signal<Option<String>> {
    Signal::derive(|| None)
}

fn group_class(
    error: Signal<Option<String>>,
    extra: &'static str,
) -> impl Fn() -> String + Copy + Send + Sync + use<> {
    move || {
        let error = if error.get().is_some() {
            " nhsuk-form-group--error"
        } else {
            ""
        };
        format!("nhsuk-form-group{error}{extra}")
    }
}

fn described_by(
    id: &str,
    has_hint: bool,
    extra: &str,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
    let (id, extra) = (id.to_owned(), extra.to_owned());
    move || {
        let mut ids = Vec::new();
        if !extra.is_empty() {
            ids.push(extra.clone());
        }
        if has_hint {
            ids.push(format!("{id}-hint"));
        }
        if error.get().is_some() {
            ids.push(format!("{id}-error"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

#[component]
fn Hint(id: String, words: String) -> impl IntoView {
    view! { <div class="nhsuk-hint" id=format!("{id}-hint")>{words}</div> }
}

#[component]
fn ErrorMessage(id: String, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        let id = format!("{id}-error");
        error.get().map(|message| {
            view! {
                <span class="nhsuk-error-message" id=id>
                    <span class="nhsuk-u-visually-hidden">"Error: "</span>
                    {message}
                </span>
            }
        })
    }
}

/// What is wrong with the form, above it: takes the focus when it appears, and puts 'Error: ' before the page's title.
#[component]
pub fn ErrorSummary(
    /// What went wrong.
    failure: Signal<Option<AppError>>,
    /// Where each field's link leads, when that isn't the field's own name.
    #[prop(optional)]
    input_ids: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    if let Some(TitlePrefix(prefix)) = use_context() {
        prefix.set(failure.get_untracked().is_some());
        Effect::new(move || prefix.set(failure.get().is_some()));
    }
    Effect::new(move || {
        if failure.get().is_some()
            && let Some(summary) = summary.get()
        {
            behaviour::focus(&summary);
        }
    });
    let input_ids = StoredValue::new(input_ids);
    let link_to = move |field: &str| {
        input_ids.with_value(|ids| {
            ids.iter()
                .find(|(name, _)| *name == field)
                .map_or_else(|| field.to_owned(), |(_, id)| (*id).to_owned())
        })
    };
    let items = move |error: AppError| match error {
        AppError::Invalid(errors) => errors
            .0
            .into_iter()
            .map(|error| {
                let id = link_to(&error.field);
                let target = id.clone();
                let follow = move |event: MouseEvent| {
                    event.prevent_default();
                    behaviour::focus_input(&target);
                };
                view! { <li><a href=format!("#{id}") on:click=follow>{error.message}</a></li> }
                    .into_any()
            })
            .collect_view()
            .into_any(),
        // Only where the page's own code runs: without it the server leads to signing in.
        AppError::NotSignedIn => {
            let words = general_words(&AppError::NotSignedIn);
            view! { <li>{words} ". What you typed is kept. " <SignInAgain /></li> }.into_any()
        }
        error => view! { <li>{general_words(&error)}</li> }.into_any(),
    };
    move || {
        failure.get().map(|error| {
            view! {
                <div class="nhsuk-error-summary" node_ref=summary>
                    <div role="alert">
                        <h2 class="nhsuk-error-summary__heading">"There is a problem"</h2>
                        <div class="nhsuk-error-summary__body">
                            <ul class="nhsuk-list nhsuk-error-summary__list">{items(error)}</ul>
                        </div>
                    </div>
                </div>
            }
        })
    }
}

/// A button that sends the form.
#[component]
pub fn Button(
    /// The words.
    #[prop(into)]
    words: String,
    /// `secondary`, `warning`, `reverse`; none: the main one.
    #[prop(optional, into)]
    kind: String,
) -> impl IntoView {
    let class = if kind.is_empty() {
        "nhsuk-button".to_owned()
    } else {
        format!("nhsuk-button nhsuk-button--{kind}")
    };
    view! { <button class=class type="submit">{words}</button> }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// The words.
    #[prop(into)]
    words: String,
    /// `secondary`, `warning`, `reverse`; none: the main one.
    #[prop(optional, into)]
    kind: String,
) -> impl IntoView {
    let class = if kind.is_empty() {
        "nhsuk-button".to_owned()
    } else {
        format!("nhsuk-button nhsuk-button--{kind}")
    };
    view! { <a class=class href=href role="button" draggable="false">{words}</a> }
}

/// Something the form sends and nobody sees.
#[component]
pub fn Hidden(
    /// `form[field]`.
    #[prop(into)]
    name: String,
    /// What is sent.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}

/// The label; as the page's main heading when it is the one question.
#[component]
fn Label(id: String, words: String, heading: bool) -> impl IntoView {
    if heading {
        view! {
            <h1 class="nhsuk-label-wrapper">
                <label class="nhsuk-label nhsuk-label--l" for=id>{words}</label>
            </h1>
        }
        .into_any()
    } else {
        view! { <label class="nhsuk-label" for=id>{words}</label> }.into_any()
    }
}

/// One line of text.
#[component]
pub fn TextInput(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// `form[field]`.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// Help with the answer.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(default = nothing(), into)]
    error: Signal<Option<String>>,
    /// What it starts with.
    #[prop(optional, into)]
    value: String,
    /// Whether the label is the page's main heading.
    #[prop(optional)]
    heading: bool,
    /// `text`, `email`, `search`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard phones show.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Width in characters: 2, 3, 4, 5, 10, 20, 30.
    #[prop(optional)]
    width: Option<u8>,
    /// Whether it is for a code or a number that is read digit by digit.
    #[prop(optional)]
    code: bool,
    /// Whether browsers look for spelling mistakes: names and addresses have none.
    #[prop(default = Some("false"))]
    spellcheck: Option<&'static str>,
) -> impl IntoView {
    let code = if code { " nhsuk-input--code" } else { "" };
    let class = move || {
        let error = if error.get().is_some() {
            " nhsuk-input--error"
        } else {
            ""
        };
        let width = width
            .map(|width| format!(" nhsuk-input--width-{width}"))
            .unwrap_or_default();
        format!("nhsuk-input{code}{error}{width}")
    };
    let described = described_by(&id, !hint.is_empty(), "", error);
    view! {
        <div class=group_class(error, "")>
            {YieldPoint}
            <Label id=id.clone() words=label heading />
            {(!hint.is_empty()).then(|| view! { <Hint id=id.clone() words=hint /> })}
            <ErrorMessage id=id.clone() error />
            {YieldPoint}
            <input
                class=class
                id=id
                name=name
                type=kind
                spellcheck=spellcheck
                aria-describedby=described
                autocomplete=autocomplete
                inputmode=inputmode
                value=value
            />
        </div>
    }
}

/// Several lines of text, with how many characters are left.
#[component]
pub fn CharacterCount(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// `form[field]`.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// Help with the answer.
    #[prop(optional, into)]
    hint: String,
    /// Most characters.
    most: usize,
    /// Lines shown before it scrolls.
    #[prop(default = 8)]
    rows: u8,
    /// What is wrong.
    #[prop(default = nothing(), into)]
    error: Signal<Option<String>>,
    /// What it starts with.
    #[prop(optional, into)]
    value: String,
    /// Whether the label is the page's main heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let keeper = use_context::<Keeper>().filter(|keeper| keeper.want());
    let typed = RwSignal::new(None::<usize>);
    let area = NodeRef::<leptos::html::Textarea>::new();
    let start = value.clone();
    // What was typed before the page's own code took over counts too.
    Effect::new(move || {
        if let Some(area) = area.get() {
            let now = area.value();
            if now != start {
                typed.set(Some(now.chars().count()));
            }
        }
    });
    let class = move || {
        if error.get().is_some() {
            "nhsuk-textarea nhsuk-textarea--error"
        } else {
            "nhsuk-textarea"
        }
    };
    let info = format!("{id}-info");
    let described = described_by(&id, !hint.is_empty(), &info, error);
    let message = move || match typed.get() {
        None => format!("You can enter up to {most} characters"),
        Some(count) if count > most => format!(
            "You have {} character{} too many",
            count - most,
            if count - most == 1 { "" } else { "s" }
        ),
        Some(count) => format!(
            "You have {} character{} remaining",
            most - count,
            if most - count == 1 { "" } else { "s" }
        ),
    };
    view! {
        <div class=group_class(error, " nhsuk-character-count")>
            {YieldPoint}
            <Label id=id.clone() words=label heading />
            {(!hint.is_empty()).then(|| view! { <Hint id=id.clone() words=hint /> })}
            <ErrorMessage id=id.clone() error />
            <textarea
                class=class
                id=id
                name=name
                rows=rows
                aria-describedby=described
                node_ref=area
                on:input=move |event| typed.set(Some(event_target_value(&event).chars().count()))
            >
                {in_document(&value)}
            </textarea>
            <div class="nhsuk-hint nhsuk-character-count__message" id=info aria-live="polite">{message}</div>
            {keeper.map(Keeper::line)}
        </div>
    }
}

/// A group of fields under one question.
#[component]
pub fn Fieldset(
    /// The question.
    #[prop(into)]
    legend: String,
    /// `xl`, `l`, `m`, `s`; empty: as the text around it.
    #[prop(default = "m")]
    size: &'static str,
    /// A role, where it needs one.
    #[prop(optional)]
    role: Option<&'static str>,
    /// Whether the question is the page's main heading.
    #[prop(optional)]
    heading: bool,
    /// What describes it.
    #[prop(optional, into)]
    described: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let legend = if heading {
        view! { <h1 class="nhsuk-fieldset__heading">{legend}</h1> }.into_any()
    } else {
        legend.into_any()
    };
    let class = if size.is_empty() {
        "nhsuk-fieldset__legend".to_owned()
    } else {
        format!("nhsuk-fieldset__legend nhsuk-fieldset__legend--{size}")
    };
    view! {
        <fieldset class="nhsuk-fieldset" role=role aria-describedby=move || described.get()>
            <legend class=class>{legend}</legend>
            {children()}
        </fieldset>
    }
}
