//! Choosing a time without leaving the page when it is gone meanwhile.

use domain::kit::app_error::{AppError, Choice};
use leptos::prelude::*;
use ui::{Button, ErrorSummary};

use super::times::{Times, nearest};
use crate::sending::{SERVER_FUNCTION, Sending};

/// The form of a server function that takes a time: its children are the times and what else is sent.
#[island]
pub fn TimeChooser(
    /// The server function's address.
    function: String,
    /// What the button says.
    button: String,
    /// Why the last try was not done, which the page says above.
    posted: Option<AppError>,
    children: Children,
) -> impl IntoView {
    let sending = Sending::new(posted);
    let error = sending.error("slot");
    let times = NodeRef::<leptos::html::Div>::new();
    let is_new = RwSignal::new(false);
    let newer = Signal::derive(move || sending.failure.get().filter(|_| is_new.get()));
    let alternatives = Memo::new(move |before: Option<&Vec<Choice>>| match newer.get() {
        Some(AppError::Conflict(conflict)) => conflict.alternatives,
        // They stay while something else is wrong.
        _ => before.cloned().unwrap_or_default(),
    });
    Effect::new(move || {
        // Only the nearest free times are surely free.
        if !alternatives.with(Vec::is_empty)
            && let Some(times) = times.get()
        {
            while let Ok(Some(day)) = times.query_selector("fieldset.app-day") {
                day.remove();
            }
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        is_new.set(true);
        sending.submit(&event);
    };
    view! {
        <ErrorSummary failure=newer />
        <form class="app-form" method="post" action="" novalidate on:submit=submit>
            <input type="hidden" name=SERVER_FUNCTION value=function />
            <div class=move || if error.get().is_some() { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" }>
                {move || {
                    error
                        .get()
                        .map(|message| {
                            view! {
                                <span class="nhsuk-error-message" id="slot-error">
                                    <span class="nhsuk-u-visually-hidden">"Error: "</span>
                                    {message}
                                </span>
                            }
                        })
                }}
                {move || {
                    let alternatives = alternatives.get();
                    (!alternatives.is_empty()).then(|| view! { <Times days=nearest(alternatives) /> })
                }}
                <div node_ref=times>{children()}</div>
            </div>
            <Button words=button />
        </form>
    }
}
