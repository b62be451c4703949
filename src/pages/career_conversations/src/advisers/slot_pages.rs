//! Adding and removing one extra time.

use leptos::prelude::*;

use super::meeting::{lengths, ways};
use super::pattern_pages::StaysBooked;
use super::server_fns::models;
use super::{AddSlot, PublishedModel, RemoveSlot};
use ui::{BackLink, Button, Checkboxes, DateInput, Hidden, Item, Radios, Select, TextInput};
use web::forms::{Form, use_form};
use web::page::{Page, task, word_of_address};

/// `/availability/slot`.
pub async fn add_slot_page() -> Page {
    let places = models::places().await?;
    task("Add an extra time", view! { <Add places /> })
}

#[component]
fn Add(places: Vec<Item>) -> impl IntoView {
    let form = use_form::<AddSlot>();
    let has_places = !places.is_empty();
    let is_ticked = |way: &str| {
        let initial = if way == "in_person" { "" } else { "on" };
        !form.value(way, initial).is_empty()
    };
    let items = ways(has_places, |way| format!("form[{way}]"), is_ticked);
    view! {
        <BackLink href="/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Add an extra time"</h1>
            <p>"It is open even on a bank holiday. It takes the place of a weekly time that is too close to it."</p>
            <DateInput
                field=form.day("day", None)
                legend="Which day?"
                hint="For example, 27 3 2026"
            />
            <TextInput
                field=form.field("starts", "")
                label="Start time"
                hint="For example, 9am or 13:30"
                width=10
            />
            <Radios
                field=form.field("slot_minutes", "30")
                legend="How long is the conversation?"
                items=lengths()
            />
            <Checkboxes
                id="ways"
                legend="How can people meet you?"
                hint="Choose all that you offer at this time."
                items
                error=form.error("ways")
            />
            {has_places
                .then(|| {
                    view! {
                        <Select
                            field=form.field("site", "")
                            label="If in person, where?"
                            items=Item::none_or("Choose a place", places)
                        />
                    }
                })}
            <Button words="Add this extra time" />
        </Form>
    }
}

/// `/availability/slot/ID/remove`.
pub async fn remove_slot_page() -> Page {
    let model = models::slot(&word_of_address("id")).await?;
    task("Remove this extra time", view! { <Remove model /> })
}

#[component]
fn Remove(model: PublishedModel) -> impl IntoView {
    let form = use_form::<RemoveSlot>();
    view! {
        <BackLink href="/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Do you want to remove this extra time?"</h1>
            <p><strong>{model.heading.clone()}</strong></p>
            <Hidden name="form[slot]" value=model.id.clone() />
            <StaysBooked model />
            <Button words="Yes, remove it" kind="warning" />
            <p><a href="/availability">"No, keep it"</a></p>
        </Form>
    }
}
