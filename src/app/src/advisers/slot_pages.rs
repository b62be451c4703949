//! Adding and removing one extra time.

use leptos::prelude::*;

use super::pattern_pages::{StaysBooked, lengths, place_items, ways};
use super::{AddSlot, AdviserPlaces, PlaceModel, PublishedModel, RemoveSlot, Slot};
use crate::components::{
    BackLink, Button, Checkboxes, DateInput, Hidden, Radios, Select, TextInput,
};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, page, word_of_address};

/// `/adviser/availability/slot`.
#[derive(Debug)]
pub struct AddSlotPage {
    model: Loading<Vec<PlaceModel>>,
}

impl Page for AddSlotPage {
    fn data() -> Self {
        Self {
            model: load(|| AdviserPlaces {}),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Add an extra time".to_owned(),
            |places| view! { <Add places /> }.into_any(),
        )
    }
}

#[component]
fn Add(places: Vec<PlaceModel>) -> impl IntoView {
    let form = use_form::<AddSlot>();
    let has_places = !places.is_empty();
    let [day, month, year] = ["day", "month", "year"].map(|field| form.value(field, ""));
    view! {
        <BackLink href="/adviser/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Add an extra time"</h1>
            <p>"It is open even on a bank holiday. It takes the place of a weekly time that is too close to it."</p>
            <DateInput
                id="day"
                name=""
                legend="Which day?"
                hint="For example, 27 3 2026"
                error=form.error("day")
                value=(day, month, year)
            />
            <TextInput
                id="starts"
                name="form[starts]"
                label="Start time"
                hint="For example, 9am or 13:30"
                error=form.error("starts")
                value=form.value("starts", "")
                width=10
            />
            <Radios
                id="slot_minutes"
                name="form[slot_minutes]"
                legend="How long is the conversation?"
                items=lengths()
                error=form.error("slot_minutes")
                value=form.value("slot_minutes", "30")
            />
            <Checkboxes
                id="ways"
                legend="How can people meet you?"
                hint="Choose all that you offer at this time."
                items=ways(form, has_places, [true, true, false])
                error=form.error("ways")
            />
            {has_places
                .then(|| {
                    view! {
                        <Select
                            id="site"
                            name="form[site]"
                            label="If in person, where?"
                            items=place_items(places)
                            error=form.error("site")
                            value=form.value("site", "")
                        />
                    }
                })}
            <Button words="Add this extra time" />
        </Form>
    }
}

/// `/adviser/availability/slot/ID/remove`.
#[derive(Debug)]
pub struct RemoveSlotPage {
    model: Loading<PublishedModel>,
}

impl Page for RemoveSlotPage {
    fn data() -> Self {
        let id = word_of_address("id");
        Self {
            model: load(move || Slot { id: id.get() }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Remove this extra time".to_owned(),
            |model| view! { <Remove model /> }.into_any(),
        )
    }
}

#[component]
fn Remove(model: PublishedModel) -> impl IntoView {
    let form = use_form::<RemoveSlot>();
    view! {
        <BackLink href="/adviser/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Do you want to remove this extra time?"</h1>
            <p><strong>{model.heading.clone()}</strong></p>
            <Hidden name="form[slot]" value=model.id.clone() />
            <StaysBooked model />
            <Button words="Yes, remove it" kind="warning" />
            <p><a href="/adviser/availability">"No, keep it"</a></p>
        </Form>
    }
}
