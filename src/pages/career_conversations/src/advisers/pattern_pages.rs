//! Adding, changing and ending a weekly time.

use leptos::prelude::*;

use super::published::{BookedList, conversations_are};
use super::server_fns::models;
use super::{AddPattern, EndPattern, PatternQuestionModel, PublishedModel};
use ui::{
    BackLink, Button, Checkboxes, DateInput, Hidden, InsetText, Item, Radios, Select, TextInput,
};
use web::forms::{Form, FormState, use_form};
use web::page::{Page, task, word_of_address};

/// `/availability/pattern`, and `/availability/pattern/ID/change`.
pub async fn add_pattern_page() -> Page {
    let model = models::pattern_question(&word_of_address("id")).await?;
    let title = title(&model).to_owned();
    task(title, view! { <Add model /> })
}

fn title(model: &PatternQuestionModel) -> &'static str {
    if model.heading.is_empty() {
        "Add a weekly time"
    } else {
        "Change a weekly time"
    }
}

pub(super) fn lengths() -> Vec<Item> {
    domain::career_conversations::availability::SLOT_MINUTES
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
    view! {
        <BackLink href="/availability" />
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
                field=form.field("weekday", now.weekday)
                label="Day of the week"
                items=weekdays
            />
            <TextInput
                field=form.field("starts", now.starts)
                label="Start time"
                hint="For example, 9am or 13:30"
                width=10
            />
            <TextInput
                field=form.field("ends", now.ends)
                label="End time"
                hint="The last conversation is over by then."
                width=10
            />
            <Radios
                field=form.field("slot_minutes", now.slot_minutes)
                legend="How long is each conversation?"
                items=lengths()
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
                            field=form.field("site", now.site)
                            label="If in person, where?"
                            items=Item::none_or("Choose a place", places)
                        />
                    }
                })}
            <DateInput
                field=form.day("from", None)
                legend=if is_new { "First day" } else { "First day of the change" }
                hint="Leave this empty to start today. For example, 27 3 2026"
            />
            <Button words=if is_new { "Add this weekly time" } else { "Save this weekly time" } />
        </Form>
    }
}

/// `/availability/pattern/ID/end`.
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
