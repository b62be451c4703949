//! A day in three boxes.

use leptos::prelude::*;

use super::{ErrorMessage, Fieldset, Hint, described_by, group_class, nothing};

/// A day in three boxes: `NAME_day`, `NAME_month`, `NAME_year` inside `form[…]`, or plain day, month and year when `name` is empty.
#[component]
pub fn DateInput(
    /// The group's id.
    #[prop(into)]
    id: String,
    /// The first part of the three fields' names; may be empty.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Help with the answer.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(default = nothing(), into)]
    error: Signal<Option<String>>,
    /// Day, month and year it starts with.
    #[prop(optional)]
    value: (String, String, String),
    /// Whether the question is the page's main heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let described = Signal::derive(described_by(&id, !hint.is_empty(), "", error));
    let input_class = move |width: u8| {
        let error = if error.get().is_some() {
            " nhsuk-input--error"
        } else {
            ""
        };
        format!("nhsuk-input nhsuk-date-input__input nhsuk-input--width-{width}{error}")
    };
    let parts = [
        ("day", "Day", 2, value.0),
        ("month", "Month", 2, value.1),
        ("year", "Year", 4, value.2),
    ];
    let boxes = parts
        .into_iter()
        .map(|(part, label, width, value)| {
            let field = if name.is_empty() { format!("form[{part}]") } else { format!("form[{name}_{part}]") };
            let box_id = format!("{id}-{part}");
            view! {
                <div class="nhsuk-date-input__item">
                    <div class=group_class(error, "")>
                        <label class="nhsuk-label nhsuk-date-input__label" for=box_id.clone()>{label}</label>
                        <input
                            class=move || input_class(width)
                            id=box_id
                            name=field
                            type="text"
                            inputmode="numeric"
                            value=value
                        />
                    </div>
                </div>
            }
        })
        .collect_view();
    let group_id = id.clone();
    let size = if heading { "l" } else { "m" };
    view! {
        <div class=group_class(error, "")>
            <Fieldset legend size heading role="group" described>
                {(!hint.is_empty()).then(|| view! { <Hint id=group_id.clone() words=hint /> })}
                <ErrorMessage id=group_id error />
                <div class="nhsuk-date-input" id=id>{boxes}</div>
            </Fieldset>
        </div>
    }
}
