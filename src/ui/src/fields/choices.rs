//! Choices: one of a few, any of a few, one of many.

use leptos::prelude::*;

use super::{ErrorMessage, Field, Fieldset, Hint, Label, described_by, group_class, nothing};

/// Something to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    pub value: String,
    pub label: String,
    /// Help with the choice; may be empty.
    pub hint: String,
}

impl Item {
    /// A choice without help.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    /// These choices, after one that is none of them.
    #[must_use]
    pub fn none_or(label: &str, items: Vec<Self>) -> Vec<Self> {
        std::iter::once(Self::new("", label)).chain(items).collect()
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// One choice of a few. The first has the group's id, so that an error's link finds it.
#[component]
pub fn Radios(
    field: Field,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: String,
    items: Vec<Item>,
    /// Whether the question is the page's main heading.
    #[prop(optional)]
    heading: bool,
    /// `xl`, `l`, `m`, `s`; empty: as the text around it. Without it: as the question is the main heading or not.
    #[prop(optional)]
    size: Option<&'static str>,
    /// Whether the choices stand beside each other where there is room.
    #[prop(optional)]
    is_inline: bool,
) -> impl IntoView {
    let Field {
        id,
        name,
        value,
        error,
    } = field;
    let described = Signal::derive(described_by(&id, !hint.is_empty(), "", error));
    let inline = if is_inline {
        " nhsuk-radios--inline"
    } else {
        ""
    };
    let size = size.unwrap_or(if heading { "l" } else { "m" });
    let choices = items
        .into_iter()
        .enumerate()
        .map(|(at, item)| {
            let item_id = if at == 0 { id.clone() } else { format!("{id}-{}", at + 1) };
            view! { <Choice kind="radio" id=item_id name=name.clone() checked=item.value == value item /> }
        })
        .collect_view();
    let group_id = id.clone();
    view! {
        <div class=group_class(error, "")>
            <Fieldset legend size heading described>
                {(!hint.is_empty()).then(|| view! { <Hint id=group_id.clone() words=hint /> })}
                <ErrorMessage id=group_id error />
                <div class=format!("nhsuk-radios{inline}")>{choices}</div>
            </Fieldset>
        </div>
    }
}

#[component]
fn Choice(
    kind: &'static str,
    id: String,
    name: String,
    item: Item,
    checked: bool,
) -> impl IntoView {
    let class = if kind == "radio" {
        "radios"
    } else {
        "checkboxes"
    };
    let hint_id = (!item.hint.is_empty()).then(|| format!("{id}-item-hint"));
    view! {
        <div class=format!("nhsuk-{class}__item")>
            <input
                class=format!("nhsuk-{class}__input")
                id=id.clone()
                name=name
                type=kind
                value=item.value
                checked=checked
                aria-describedby=hint_id.clone()
            />
            <label class=format!("nhsuk-label nhsuk-{class}__label") for=id>{item.label}</label>
            {hint_id
                .map(|hint_id| view! { <div class=format!("nhsuk-hint nhsuk-{class}__hint") id=hint_id>{item.hint}</div> })}
        </div>
    }
}

/// Any of a few. Each item has a name of its own, in `value`; a ticked one sends `on`.
#[component]
pub fn Checkboxes(
    #[prop(into)] id: String,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: String,
    /// Name (`form[field]`) and choice, and whether it starts ticked.
    items: Vec<(String, Item, bool)>,
    #[prop(default = nothing(), into)] error: Signal<Option<String>>,
    /// `xl`, `l`, `m`, `s`; empty: as the text around it.
    #[prop(default = "m")]
    size: &'static str,
    /// Whether the question is the page's main heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let described = Signal::derive(described_by(&id, !hint.is_empty(), "", error));
    let choices = items
        .into_iter()
        .enumerate()
        .map(|(at, (name, item, checked))| {
            let item_id = if at == 0 {
                id.clone()
            } else {
                format!("{id}-{}", at + 1)
            };
            view! { <Choice kind="checkbox" id=item_id name item checked /> }
        })
        .collect_view();
    let group_id = id.clone();
    view! {
        <div class=group_class(error, "")>
            <Fieldset legend size heading described>
                {(!hint.is_empty()).then(|| view! { <Hint id=group_id.clone() words=hint /> })}
                <ErrorMessage id=group_id error />
                <div class="nhsuk-checkboxes">{choices}</div>
            </Fieldset>
        </div>
    }
}

/// One choice of many.
#[component]
pub fn Select(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    items: Vec<Item>,
) -> impl IntoView {
    let Field {
        id,
        name,
        value,
        error,
    } = field;
    let class = move || {
        if error.get().is_some() {
            "nhsuk-select nhsuk-select--error"
        } else {
            "nhsuk-select"
        }
    };
    let described = described_by(&id, !hint.is_empty(), "", error);
    view! {
        <div class=group_class(error, "")>
            <Label id=id.clone() words=label heading=false />
            {(!hint.is_empty()).then(|| view! { <Hint id=id.clone() words=hint /> })}
            <ErrorMessage id=id.clone() error />
            <select class=class id=id name=name aria-describedby=described>
                {items
                    .into_iter()
                    .map(|item| {
                        let selected = item.value == value;
                        view! { <option value=item.value selected=selected>{item.label}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}
