//! Adding and removing leave.

use leptos::prelude::*;

use super::server_fns::models;
use super::{AddLeave, PublishedModel, RemoveLeave, leave_question};
use ui::{BackLink, Button, DateInput, Hidden, InsetText};
use web::forms::{Form, use_form};
use web::page::{Page, task, word_of_address};

/// `/availability/leave`.
pub async fn add_leave_page() -> Page {
    leave_question().await?;
    task("Add leave", view! { <Add /> })
}

#[component]
fn Add() -> impl IntoView {
    let form = use_form::<AddLeave>();
    view! {
        <BackLink href="/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Add leave"</h1>
            <p>"Nobody can book you on these days."</p>
            <InsetText>
                <p>"What is booked on them already stays booked. We will ask you whether to keep, move or cancel each conversation."</p>
            </InsetText>
            <DateInput
                field=form.day("first", None)
                legend="First day away"
                hint="For example, 27 3 2026"
            />
            <DateInput
                field=form.day("last", None)
                legend="Last day away (optional)"
                hint="Leave it empty for one day."
            />
            <Button words="Add this leave" />
        </Form>
    }
}

/// `/availability/leave/ID/remove`.
pub async fn remove_leave_page() -> Page {
    let model = models::leave(&word_of_address("id")).await?;
    task("Remove this leave", view! { <Remove model /> })
}

#[component]
fn Remove(model: PublishedModel) -> impl IntoView {
    let form = use_form::<RemoveLeave>();
    view! {
        <BackLink href="/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Do you want to remove this leave?"</h1>
            <p><strong>{model.heading}</strong></p>
            <p>"Your weekly times on these days can be booked again."</p>
            <Hidden name="form[leave]" value=model.id />
            <Button words="Yes, remove it" kind="warning" />
            <p><a href="/availability">"No, keep it"</a></p>
        </Form>
    }
}
