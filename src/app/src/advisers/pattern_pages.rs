//! Adding, changing and ending a weekly time.

use leptos::prelude::*;

use super::published::{BookedList, conversations_are};
use super::{
    AddPattern, EndPattern, Pattern, PatternQuestion, PatternQuestionModel, PlaceModel,
    PublishedModel,
};
use crate::components::{
    BackLink, Button, Checkboxes, DateInput, Hidden, InsetText, Item, Radios, Select, TextInput,
};
use crate::error::Failure;
use crate::forms::{Form, FormState, use_form};
use crate::page::{Loading, Page, load, page, word_of_address};

/// `/adviser/availability/pattern`, and `/adviser/availability/pattern/ID/change`.
#[derive(Debug)]
pub struct AddPatternPage {
    model: Loading<PatternQuestionModel>,
}

impl Page for AddPatternPage {
    fn data() -> Self {
        let id = word_of_address("id");
        Self {
            model: load(move || PatternQuestion { id: id.get() }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |model| title(model).to_owned(),
            |model| view! { <Add model /> }.into_any(),
        )
    }
}

fn title(model: &PatternQuestionModel) -> &'static str {
    if model.heading.is_empty() {
        "Add a weekly time"
    } else {
        "Change a weekly time"
    }
}

/// The length of each conversation.
pub(super) fn lengths() -> Vec<Item> {
    domain::availability::SLOT_MINUTES
        .iter()
        .map(|minutes| Item::new(minutes.to_string(), format!("{minutes} minutes")))
        .collect()
}

/// The ways to meet, with whether video, phone and in person start ticked.
pub(super) fn ways<S>(
    form: FormState<S>,
    has_places: bool,
    ticked: [bool; 3],
) -> Vec<(String, Item, bool)>
where
    S: leptos::server_fn::ServerFn<Error = Failure> + Send + Sync + Clone + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    [
        ("video", "Video call", ticked[0]),
        ("phone", "Phone call", ticked[1]),
        ("in_person", "In person", ticked[2]),
    ]
    .into_iter()
    .filter(|(name, ..)| has_places || *name != "in_person")
    .map(|(name, label, starts_ticked)| {
        let initial = if starts_ticked { "on" } else { "" };
        let ticked = !form.value(name, initial).is_empty();
        (format!("form[{name}]"), Item::new("on", label), ticked)
    })
    .collect()
}

/// Places to choose from, none chosen first.
pub(super) fn place_items(places: Vec<PlaceModel>) -> Vec<Item> {
    let mut items = vec![Item::new("", "Choose a place")];
    items.extend(
        places
            .into_iter()
            .map(|place| Item::new(place.id, place.name)),
    );
    items
}

#[component]
fn Add(model: PatternQuestionModel) -> impl IntoView {
    let form = use_form::<AddPattern>();
    let heading = title(&model);
    let is_new = model.heading.is_empty();
    let (places, now) = (model.places, model.form);
    let has_places = !places.is_empty();
    let ticked = [&now.video, &now.phone, &now.in_person].map(|way| !way.is_empty());
    let mut weekdays = vec![Item::new("", "Choose a day")];
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    weekdays.extend(
        (1..)
            .zip(names)
            .map(|(number, name)| Item::new(number.to_string(), name)),
    );
    let from = ["from_day", "from_month", "from_year"].map(|field| form.value(field, ""));
    let [day, month, year] = from;
    view! {
        <BackLink href="/adviser/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">{heading}</h1>
            {(!is_new)
                .then(|| {
                    view! {
                        <p><strong>{model.heading}</strong></p>
                        <p>"What is booked stays booked. If something no longer fits, we will ask you what to do with it."</p>
                        <Hidden name="form[pattern]" value=now.pattern />
                    }
                })}
            <Select
                id="weekday"
                name="form[weekday]"
                label="Day of the week"
                items=weekdays
                error=form.error("weekday")
                value=form.value("weekday", now.weekday)
            />
            <TextInput
                id="starts"
                name="form[starts]"
                label="Start time"
                hint="For example, 9am or 13:30"
                error=form.error("starts")
                value=form.value("starts", now.starts)
                width=10
            />
            <TextInput
                id="ends"
                name="form[ends]"
                label="End time"
                hint="The last conversation is over by then."
                error=form.error("ends")
                value=form.value("ends", now.ends)
                width=10
            />
            <Radios
                id="slot_minutes"
                name="form[slot_minutes]"
                legend="How long is each conversation?"
                items=lengths()
                error=form.error("slot_minutes")
                value=form.value("slot_minutes", now.slot_minutes)
            />
            <Checkboxes
                id="ways"
                legend="How can people meet you?"
                hint="Choose all that you offer at this time."
                items=ways(form, has_places, ticked)
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
                            value=form.value("site", now.site)
                        />
                    }
                })}
            <DateInput
                id="from"
                name="from"
                legend=if is_new { "First day" } else { "First day of the change" }
                hint="Leave this empty to start today. For example, 27 3 2026"
                error=form.error("from")
                value=(day, month, year)
            />
            <Button words=if is_new { "Add this weekly time" } else { "Save this weekly time" } />
        </Form>
    }
}

/// `/adviser/availability/pattern/ID/end`.
#[derive(Debug)]
pub struct EndPatternPage {
    model: Loading<PublishedModel>,
}

impl Page for EndPatternPage {
    fn data() -> Self {
        let id = word_of_address("id");
        Self {
            model: load(move || Pattern { id: id.get() }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "End this weekly time".to_owned(),
            |model| view! { <End model /> }.into_any(),
        )
    }
}

/// What stays booked when something is ended or removed.
#[component]
pub(super) fn StaysBooked(
    /// What was published.
    model: PublishedModel,
) -> impl IntoView {
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
        <BackLink href="/adviser/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Do you want to end this weekly time?"</h1>
            <p><strong>{model.heading.clone()}</strong></p>
            <p>"From now on, nobody can book it."</p>
            <Hidden name="form[pattern]" value=model.id.clone() />
            <StaysBooked model />
            <Button words="Yes, end it" kind="warning" />
            <p><a href="/adviser/availability">"No, keep it"</a></p>
        </Form>
    }
}
