//! 'Choose who to be'.

use leptos::prelude::*;

use super::clock::{Clock, failure};
use super::server_fns::{MESSAGES, PersonaModel, SignInAsPersona, now, show_personas};
use ui::{ErrorSummary, Hidden};
use web::forms::{Form, FormState, use_form};
use web::page::{Page, page};

/// The demo's people. Anyone may see it, in the demo only.
pub async fn demo_page() -> Page {
    let personas = show_personas().await?;
    page(
        "Choose who to be",
        view! {
            <Personas personas />
            <p><a class="app-target" href=MESSAGES>"See every email that was sent"</a></p>
            <p><a class="app-target" href="/demo/components">"See what pages are made of"</a></p>
            <Clock now=now() />
        },
    )
}

#[component]
fn Personas(personas: Vec<PersonaModel>) -> impl IntoView {
    let form = use_form::<SignInAsPersona>();
    view! {
        <ErrorSummary failure=form.failure().or_else(failure) input_ids=vec![("day", "day-day")] />
        <h1 class="nhsuk-heading-l">"Choose who to be"</h1>
        <p>"Everyone here is invented. What you change stays on this computer."</p>
        <ul class="nhsuk-list nhsuk-grid-row nhsuk-card-group">
            {personas.into_iter().map(|persona| view! { <Persona persona form /> }).collect_view()}
        </ul>
    }
}

#[component]
fn Persona(persona: PersonaModel, form: FormState<SignInAsPersona>) -> impl IntoView {
    view! {
        <li class="nhsuk-grid-column-one-half nhsuk-card-group__item">
            <div class="nhsuk-card">
                <div class="nhsuk-card__content">
                    <h2 class="nhsuk-card__heading nhsuk-heading-m">{persona.name.clone()}</h2>
                    <p><strong>{persona.role}</strong></p>
                    <p>{persona.can}</p>
                    <Form form without_summary=true>
                        <Hidden name="form[email]" value=persona.email />
                        <button class="nhsuk-button" type="submit">{format!("Continue as {}", persona.name)}</button>
                    </Form>
                </div>
            </div>
        </li>
    }
}
