//! The server functions of the demo's people.

use domain::people::sign_in::PersonaForm;
use leptos::prelude::*;
use service::people::demo::PERSONAS;

use web::error::Failure;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonaModel {
    pub email: String,
    pub name: String,
    pub role: String,
    /// What to try as them.
    pub can: String,
}

/// The demo page's view model.
///
/// # Errors
/// `NotFound` when this is not the demo.
pub async fn show_personas() -> Result<Vec<PersonaModel>, Failure> {
    if !web::context::service().config.demo {
        return Err(domain::kit::app_error::AppError::NotFound.into());
    }
    let personas = PERSONAS.iter().map(|persona| PersonaModel {
        email: persona.email.to_owned(),
        name: persona.name.to_owned(),
        role: persona.role.words().to_owned(),
        can: persona.can.to_owned(),
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
