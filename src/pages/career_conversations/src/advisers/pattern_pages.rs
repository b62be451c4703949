//! Ending a weekly time.

use leptos::prelude::*;

use super::published::{BookedList, conversations_are};
use super::server_fns::models;
use super::{EndPattern, PublishedModel};
use ui::{BackLink, Button, Hidden, InsetText};
use web::forms::{Form, use_form};
use web::page::{Page, task, word_of_address};

/// `/availability/week/ID/end`.
pub async fn end_pattern_page() -> Page {
    let model = models::pattern(&word_of_address("id")).await?;
    task("End this weekly time", view! { <End model /> })
}

/// What stays booked when something is ended or removed.
#[component]
pub(super) fn StaysBooked(model: PublishedModel) -> impl IntoView {
    let count = model.booked.len();
    if count == 0 {
        return view! { <p>"Nothing is booked in it."</p> }.into_any();
    }
    view! {
        <InsetText>
            <p>{format!("{} booked and will stay booked. We will ask you what to do with each:", conversations_are(count))}</p>
            <BookedList booked=model.booked />
        </InsetText>
    }
    .into_any()
}

#[component]
fn End(model: PublishedModel) -> impl IntoView {
    let form = use_form::<EndPattern>();
    view! {
        <BackLink href="/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Do you want to end this weekly time?"</h1>
            <p><strong>{model.heading.clone()}</strong></p>
            <p>"From now on, nobody can book it."</p>
            <Hidden name="form[pattern]" value=model.id.clone() />
            <StaysBooked model />
            <Button words="Yes, end it" kind="warning" />
            <p><a href="/availability">"No, keep it"</a></p>
        </Form>
    }
}
