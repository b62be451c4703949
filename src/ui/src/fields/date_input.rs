//! A day in three boxes.

use leptos::prelude::*;

use super::{DayField, ErrorMessage, Fieldset, Hint, described_by, group_class};

/// A day in three boxes.
#[component]
pub fn DateInput(
    field: DayField,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: String,
    /// Whether the question is the page's main heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let DayField {
        id,
        name: of,
        value: [day, month, year],
        error,
    } = field;
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
        ("day", "Day", 2, day),
        ("month", "Month", 2, month),
        ("year", "Year", 4, year),
    ];
    let boxes = parts
        .into_iter()
        .map(|(part, label, width, value)| {
            let name = format!("form[{of}][{part}]");
            let box_id = format!("{id}-{part}");
            view! {
                <div class="nhsuk-date-input__item">
                    <div class=group_class(error, "")>
                        <label class="nhsuk-label nhsuk-date-input__label" for=box_id.clone()>{label}</label>
                        <input
                            class=move || input_class(width)
                            id=box_id
                            name=name
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
