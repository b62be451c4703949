//! Changing one's own booking rules.

use leptos::prelude::*;

use super::server_fns::models;
use super::{ChangeRules, RulesModel};
use ui::{BackLink, Button, CharacterCount, TextInput};
use web::forms::{Form, use_form};
use web::page::{Page, task};

/// `/availability/rules`.
pub async fn rules_page() -> Page {
    let model = models::rules().await?;
    task("Change your booking rules", view! { <Rules model /> })
}

#[component]
fn Rules(model: RulesModel) -> impl IntoView {
    let form = use_form::<ChangeRules>();
    let now = model.form;
    view! {
        <BackLink href="/availability" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Change your booking rules"</h1>
            <p>"They are for new bookings. What is booked stays booked."</p>
            <CharacterCount
                field=form.field("about", now.about)
                label="About you"
                hint="Members read this when they choose a time."
                most=500
            />
            <TextInput
                field=form.field("buffer_minutes", now.buffer_minutes)
                label="Minutes to keep free between conversations"
                hint="From 0 to 60"
                inputmode="numeric"
                width=3
            />
            <TextInput
                field=form.field("notice_hours", now.notice_hours)
                label="Shortest notice, in hours"
                hint=format!("From 0 to 336. Leave this empty for the usual {}.", model.usual_notice)
                inputmode="numeric"
                width=3
            />
            <TextInput
                field=form.field("horizon_days", now.horizon_days)
                label="How many days ahead people can book"
                hint=format!("From 1 to 365. Leave this empty for the usual {}.", model.usual_horizon)
                inputmode="numeric"
                width=3
            />
            <TextInput
                field=form.field("phone", now.phone)
                label="Phone number for late changes"
                hint="Members ring it when it is too late to move or cancel online. Leave it empty and they are told to email you."
                kind="tel"
                inputmode="tel"
                width=20
            />
            <Button words="Save your booking rules" />
        </Form>
    }
}
