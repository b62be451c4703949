//! The server functions of the demo's people.

use domain::people::sign_in::PersonaForm;
use leptos::prelude::*;

use web::error::Failure;

/// One of the demo's people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonaModel {
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// What to try as them.
    pub can: String,
}

const PERSONAS: [(&str, &str, &str, &str); 4] = [
    (
        "amina.yusuf@example.nhs.uk",
        "Amina Yusuf",
        "Hub member",
        "Book, move and cancel a career conversation.",
    ),
    (
        "david.okafor@example.nhs.uk",
        "David Okafor",
        "Careers adviser",
        "See today's conversations and say when you can be booked.",
    ),
    (
        "helen.marsh@example.nhs.uk",
        "Helen Marsh",
        "Hub coordinator",
        "See every conversation, and book, move or cancel for a member.",
    ),
    (
        "priya.nair@example.nhs.uk",
        "Priya Nair",
        "Administrator",
        "Look after people, roles, sites and settings, and read the audit log.",
    ),
];

/// The demo page's view model.
///
/// # Errors
/// `NotFound` when this is not the demo.
pub async fn show_personas() -> Result<Vec<PersonaModel>, Failure> {
    if !web::context::service().config.demo {
        return Err(domain::kit::app_error::AppError::NotFound.into());
    }
    let personas = PERSONAS
        .into_iter()
        .map(|(email, name, role, can)| PersonaModel {
            email: email.to_owned(),
            name: name.to_owned(),
            role: role.to_owned(),
            can: can.to_owned(),
        });
    Ok(personas.collect())
}

/// Signs in as one of the demo's people.
///
/// # Errors
/// `NotFound` when this is not the demo, or there is no such person.
#[server(prefix = "/api", endpoint = "demo/sign-in")]
pub async fn sign_in_as_persona(#[server(default)] form: PersonaForm) -> Result<(), Failure> {
    use crate::sign_in::{begin, visitor};
    let service = web::context::service();
    begin(service::people::sign_in::as_persona(&service, &form.email, &visitor()).await?);
    Ok(())
}
