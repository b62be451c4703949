//! Form fields. Each takes its error as a signal and what it starts with as text; the browser keeps what is typed.

mod choices;
mod date_input;
mod field;

use leptos::prelude::*;

use crate::around::Autosave;

pub use choices::{Checkboxes, Item, Radios, Select};
pub use date_input::DateInput;
pub use field::{DayField, Field};

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

#[component]
pub fn Button(
    #[prop(into)] words: String,
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

#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(into)] words: String,
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

/// What the Enter key presses in a form whose first button to be seen does something else.
#[component]
pub fn DefaultButton(#[prop(into)] words: String) -> impl IntoView {
    view! {
        <button class="nhsuk-u-visually-hidden" type="submit" tabindex="-1" aria-hidden="true">
            {words}
        </button>
    }
}

/// Something the form sends and nobody sees.
#[component]
pub fn Hidden(
    /// `form[field]`.
    #[prop(into)]
    name: String,
    #[prop(into)] value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}

/// The label; as the page's main heading when it is the one question.
#[component]
fn Label(
    id: String,
    words: String,
    heading: bool,
    /// `xl`, `l`, `m`, `s`; empty: as the text around it.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    let class = match size {
        "" => "nhsuk-label".to_owned(),
        size => format!("nhsuk-label nhsuk-label--{size}"),
    };
    if heading {
        view! {
            <h1 class="nhsuk-label-wrapper">
                <label class="nhsuk-label nhsuk-label--l" for=id>{words}</label>
            </h1>
        }
        .into_any()
    } else {
        view! { <label class=class for=id>{words}</label> }.into_any()
    }
}

/// One line of text.
#[component]
pub fn TextInput(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    /// Whether the label is the page's main heading.
    #[prop(optional)]
    heading: bool,
    /// `xl`, `l`, `m`, `s`; empty: as the text around it.
    #[prop(optional)]
    label_size: &'static str,
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
    let Field {
        id,
        name,
        value,
        error,
    } = field;
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
            <Label id=id.clone() words=label heading size=label_size />
            {(!hint.is_empty()).then(|| view! { <Hint id=id.clone() words=hint /> })}
            <ErrorMessage id=id.clone() error />
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
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    /// Most characters.
    most: usize,
    /// Lines shown before it scrolls.
    #[prop(default = 8)]
    rows: u8,
    /// Whether the label is the page's main heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let Field {
        id,
        name,
        value,
        error,
    } = field;
    let is_kept = use_context::<Autosave>().is_some_and(|autosave| autosave.want());
    let class = move || {
        if error.get().is_some() {
            "nhsuk-textarea nhsuk-textarea--error"
        } else {
            "nhsuk-textarea"
        }
    };
    let info = format!("{id}-info");
    let described = described_by(&id, !hint.is_empty(), &info, error);
    view! {
        <div class=group_class(error, " nhsuk-character-count") data-behaviour="character-count" data-maxlength=most>
            <Label id=id.clone() words=label heading />
            {(!hint.is_empty()).then(|| view! { <Hint id=id.clone() words=hint /> })}
            <ErrorMessage id=id.clone() error />
            <textarea class=class id=id name=name rows=rows aria-describedby=described>
                {in_text_area(&value)}
            </textarea>
            <div class="nhsuk-hint nhsuk-character-count__message" id=info aria-live="polite">
                {format!("You can enter up to {most} characters")}
            </div>
            {is_kept.then(|| view! { <div class="nhsuk-hint" role="status" data-autosave-status=""></div> })}
        </div>
    }
}

/// What stands in a text area. Leptos writes it there as it is, so that what somebody typed could end it: marks are escaped here.
fn in_text_area(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A group of fields under one question.
#[component]
pub fn Fieldset(
    #[prop(into)] legend: String,
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
