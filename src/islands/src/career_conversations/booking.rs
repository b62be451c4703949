//! Booking, or moving what is booked, without leaving the page when the time is gone meanwhile.

use domain::kit::app_error::{AppError, Choice};
use leptos::prelude::*;
use ui::{Button, ErrorSummary, Field, Hidden, InsetText, Item, Radios};

use crate::sending::{SERVER_FUNCTION, Sending};

/// The form of a server function that takes a time: its children are the answers and what else is sent.
#[island]
pub fn Booking(
    /// The server function's address.
    function: String,
    /// What the button says.
    button: String,
    /// The time.
    chosen: String,
    /// What to choose instead, when it is gone already.
    alternatives: Vec<Choice>,
    /// Why they are offered.
    gone: Option<String>,
    /// Why the last try was not done.
    posted: Option<AppError>,
    children: Children,
) -> impl IntoView {
    let sending = Sending::new(posted);
    let failure = sending.failure;
    // What a clash offered stays offered until the person has chosen.
    let offered = Memo::new(move |before: Option<&Vec<Choice>>| match failure.get() {
        Some(AppError::Conflict(conflict)) if !conflict.alternatives.is_empty() => {
            conflict.alternatives
        }
        _ => before.cloned().unwrap_or_else(|| alternatives.clone()),
    });
    let error = sending.error("slot");
    let question = move || {
        let offered = offered.get();
        if offered.is_empty() {
            return view! { <Hidden name="form[slot]" value=chosen.clone() /> }.into_any();
        }
        let items = offered
            .into_iter()
            .map(|choice| Item::new(choice.value, choice.label));
        let gone = gone.clone();
        view! {
            {move || {
                gone.clone()
                    .filter(|_| failure.get().is_none())
                    .map(|why| view! { <InsetText><p>{format!("{why}.")}</p></InsetText> })
            }}
            <Radios
                field=Field::new("form[slot]").id("slot").error(error)
                legend="Choose another time"
                hint="These are the nearest free times. Your other answers stay as they are."
                items=items.collect()
            />
        }
        .into_any()
    };
    view! {
        <ErrorSummary failure />
        <form class="app-form" method="post" action="" novalidate on:submit=move |event| sending.submit(&event)>
            <input type="hidden" name=SERVER_FUNCTION value=function />
            {children()}
            {question}
            <Button words=button />
        </form>
    }
}
