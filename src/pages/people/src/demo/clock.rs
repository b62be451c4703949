//! The demo's clock, and how to move it.

use domain::kit::app_error::AppError;
use domain::people::sign_in::SESSION_IDLE_MINUTES;
use domain::system::demo::Step;
use leptos::prelude::*;

use super::server_fns::{GoToDay, Step as MoveOn};
use ui::{Button, DateInput};
use web::forms::{Form, use_form};

/// Why the last try to move it was not done.
pub fn failure() -> Option<AppError> {
    let step = use_form::<MoveOn>().failure();
    step.or(use_form::<GoToDay>().failure())
}

/// What time it is in the demo, and the forms that move it on.
#[component]
pub fn Clock(
    /// 'Monday 2 March 2026, 9am'.
    now: String,
) -> impl IntoView {
    let (step, day) = (use_form::<MoveOn>(), use_form::<GoToDay>());
    let buttons = Step::ALL.iter().map(|by| {
        view! {
            <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="form[step]" value=by.code()>
                {by.words()}
            </button>
        }
    });
    let hours = SESSION_IDLE_MINUTES / 60;
    view! {
        <h2 class="nhsuk-heading-m">"What time it is"</h2>
        <p>"In the demo it is " <strong>{now}</strong> "."</p>
        <p>
            "Move the time on to see what happens next, such as reminders. Time only goes forwards. "
            {format!("Whoever does nothing for {hours} hours of the demo’s time is signed out.")}
        </p>
        <Form form=step without_summary=true>
            <div class="nhsuk-button-group">{buttons.collect_view()}</div>
        </Form>
        <details class="nhsuk-details" open=day.was_posted()>
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">"Go to a date"</span>
            </summary>
            <div class="nhsuk-details__text">
                <Form form=day without_summary=true>
                    <DateInput field=day.day("day", None) legend="What date do you want to go to?" hint="It will be 9am. For example, 27 3 2026" />
                    <Button words="Go to this date" kind="secondary" />
                </Form>
            </div>
        </details>
    }
}
