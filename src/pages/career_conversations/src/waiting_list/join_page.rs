//! Joining the waiting list.

use leptos::prelude::*;

use super::server_fns::models;
use super::{JoinList, JoinModel};
use ui::{BackLink, Button, ButtonLink, Checkboxes, DateInput, InsetText, Item, Radios, Select};
use web::forms::{Form, use_form};
use web::page::{Page, of_query, task};

/// `/career-conversations/waiting/join`.
pub async fn join_page() -> Page {
    let model = models::join_question(of_query()).await?;
    task("Join the waiting list", view! { <Join model /> })
}

const DAYS: [(&str, &str); 7] = [
    ("monday", "Monday"),
    ("tuesday", "Tuesday"),
    ("wednesday", "Wednesday"),
    ("thursday", "Thursday"),
    ("friday", "Friday"),
    ("saturday", "Saturday"),
    ("sunday", "Sunday"),
];

#[component]
fn Join(model: JoinModel) -> AnyView {
    if model.is_waiting {
        return view! {
            <BackLink href="/career-conversations/mine" />
            <h1 class="nhsuk-heading-l">"You are on the waiting list already"</h1>
            <p>"To wait for something else, leave the list first and then join it again."</p>
            <ButtonLink href="/career-conversations/waiting" words="See your place on the list" />
        }
        .into_any();
    }
    let form = use_form::<JoinList>();
    let before = model.form;
    let advisers = Item::none_or("Any adviser", model.advisers);
    let topics = Item::none_or("Choose one", model.topics);
    let places = Item::none_or("Choose one", model.places);
    let has_places = places.len() > 1;
    let days = DAYS
        .into_iter()
        .map(|(field, words)| {
            let is_ticked = !form.value(field, "").is_empty();
            (format!("form[{field}]"), Item::new("on", words), is_ticked)
        })
        .collect::<Vec<_>>();
    view! {
        <BackLink href="/career-conversations/book/day" />
        <Form form input_ids=vec![("last", "last-day")]>
            <h1 class="nhsuk-heading-l">"Join the waiting list"</h1>
            <div class="app-reading">
                <p>"When a time that suits you becomes free, we offer it to you by email and here, and keep it for you for some hours. Who joined first is asked first."</p>
                <InsetText>
                    <p>"While you wait you can still book any time that is free."</p>
                </InsetText>
            </div>
            <Select
                field=form.field("topic", before.topic)
                label="What would you like to talk about?"
                items=topics
            />
            <Select
                field=form.field("adviser", before.adviser)
                label="With whom?"
                hint="With any adviser you may wait less long."
                items=advisers
            />
            <Radios
                field=form.field("way", before.way)
                legend="How would you like to meet?"
                items=model.ways
            />
            {has_places
                .then(|| {
                    view! {
                        <Select
                            field=form.field("site", before.site)
                            label="If you chose ‘In person’, where?"
                            items=places
                        />
                    }
                })}
            <Checkboxes
                id="weekdays"
                legend="Which days suit you?"
                hint="Choose all that suit you."
                items=days
                error=form.error("weekdays")
            />
            <DateInput
                field=form.day("last", None)
                legend="What is the last day that suits you?"
                hint="For example, 27 3 2026. After it we take you off the list."
            />
            <Button words="Join the waiting list" />
        </Form>
    }
    .into_any()
}
