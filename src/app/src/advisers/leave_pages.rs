//! Adding and removing leave.

use leptos::prelude::*;

use super::{AddLeave, Leave, LeaveQuestion, PublishedModel, RemoveLeave};
use crate::components::{BackLink, Button, DateInput, Hidden, InsetText};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, page, word_of_address};

/// `/adviser/availability/leave`.
#[derive(Debug)]
pub struct AddLeavePage {
    model: Loading<()>,
}

impl Page for AddLeavePage {
    fn data() -> Self {
        Self {
            model: load(|| LeaveQuestion {}),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |()| "Add leave".to_owned(),
            |()| view! { <Add /> }.into_any(),
        )
    }
}

#[component]
fn Add() -> impl IntoView {
    let form = use_form::<AddLeave>();
    let [first_day, first_month, first_year] =
        ["first_day", "first_month", "first_year"].map(|field| form.value(field, ""));
    let [last_day, last_month, last_year] =
        ["last_day", "last_month", "last_year"].map(|field| form.value(field, ""));
    view! {
        <BackLink href="/adviser/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Add leave"</h1>
            <p>"Nobody can book you on these days."</p>
            <InsetText>
                <p>"What is booked on them already stays booked. We will ask you whether to keep, move or cancel each conversation."</p>
            </InsetText>
            <DateInput
                id="first"
                name="first"
                legend="First day away"
                hint="For example, 27 3 2026"
                error=form.error("first")
                value=(first_day, first_month, first_year)
            />
            <DateInput
                id="last"
                name="last"
                legend="Last day away"
                hint="For one day, give the same day again."
                error=form.error("last")
                value=(last_day, last_month, last_year)
            />
            <Button words="Add this leave" />
        </Form>
    }
}

/// `/adviser/availability/leave/ID/remove`.
#[derive(Debug)]
pub struct RemoveLeavePage {
    model: Loading<PublishedModel>,
}

impl Page for RemoveLeavePage {
    fn data() -> Self {
        let id = word_of_address("id");
        Self {
            model: load(move || Leave { id: id.get() }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Remove this leave".to_owned(),
            |model| view! { <Remove model /> }.into_any(),
        )
    }
}

#[component]
fn Remove(model: PublishedModel) -> impl IntoView {
    let form = use_form::<RemoveLeave>();
    view! {
        <BackLink href="/adviser/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Do you want to remove this leave?"</h1>
            <p><strong>{model.heading}</strong></p>
            <p>"Your weekly times on these days can be booked again."</p>
            <Hidden name="form[leave]" value=model.id />
            <Button words="Yes, remove it" kind="warning" />
            <p><a href="/adviser/availability">"No, keep it"</a></p>
        </Form>
    }
}
