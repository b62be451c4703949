//! 'Choose who to be'.

use leptos::prelude::*;

use super::server_fns::{PersonaModel, ShowPersonas, SignInAsPersona};
use crate::components::{ErrorSummary, Hidden};
use crate::forms::{Form, FormState, use_form};
use crate::page::{Loading, Page, load, page};

/// The demo's people. Anyone may see it, in the demo only.
#[derive(Debug)]
pub struct DemoPage {
    personas: Loading<Vec<PersonaModel>>,
}

impl Page for DemoPage {
    fn data() -> Self {
        Self {
            personas: load(|| ShowPersonas {}),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.personas,
            |_| "Choose who to be".to_owned(),
            |personas| view! { <Personas personas /> }.into_any(),
        )
    }
}

#[component]
fn Personas(personas: Vec<PersonaModel>) -> impl IntoView {
    let form = use_form::<SignInAsPersona>();
    view! {
        <ErrorSummary failure=form.failure() />
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
                    <Form form whole_page=true without_summary=true>
                        <Hidden name="form[email]" value=persona.email />
                        <button class="nhsuk-button" type="submit">{format!("Continue as {}", persona.name)}</button>
                    </Form>
                </div>
            </div>
        </li>
    }
}
