//! The server functions of the demo's people.

use domain::kit::words;
use domain::people::sign_in::PersonaForm;
use domain::system::demo::{DayForm, StepForm};
use leptos::prelude::*;
use service::Paged;
use service::people::demo::PERSONAS;
use service::system::demo::{self, Letter};

use crate::done;
use web::error::Failure;

pub(super) const MESSAGES: &str = "/demo/messages";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonaModel {
    pub email: String,
    pub name: String,
    pub role: String,
    /// What to try as them.
    pub can: String,
}

/// # Errors
/// `NotFound` when this is not the demo.
pub fn in_demo() -> Result<(), Failure> {
    match web::context::service().config.demo {
        true => Ok(()),
        false => Err(domain::kit::app_error::AppError::NotFound.into()),
    }
}

/// The demo page's view model.
///
/// # Errors
/// `NotFound` when this is not the demo.
pub async fn show_personas() -> Result<Vec<PersonaModel>, Failure> {
    in_demo()?;
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

/// What time it is, and every message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagesModel {
    pub now: String,
    pub letters: Paged<Letter>,
}

/// 'Monday 2 March 2026, 9am'.
pub fn now() -> String {
    words::day_and_time(web::context::service().now())
}

/// The model of the page of messages.
///
/// # Errors
/// `NotFound` when this is not the demo.
pub async fn messages(page: i64) -> Result<MessagesModel, Failure> {
    let letters = demo::letters(&web::context::service(), page).await?;
    Ok(MessagesModel {
        now: now(),
        letters,
    })
}

/// Moves the demo's clock on by an hour or a day.
///
/// # Errors
/// `NotFound` when this is not the demo; `Invalid`.
#[server(prefix = "/api", endpoint = "demo/step")]
pub async fn step(#[server(default)] form: StepForm) -> Result<(), Failure> {
    demo::step(&web::context::service(), form).await?;
    done::TIME_MOVED.at(MESSAGES);
    Ok(())
}

/// Moves the demo's clock on to a day.
///
/// # Errors
/// `NotFound` when this is not the demo; `Invalid`.
#[server(prefix = "/api", endpoint = "demo/go-to-day")]
pub async fn go_to_day(#[server(default)] form: DayForm) -> Result<(), Failure> {
    demo::go_to_day(&web::context::service(), form).await?;
    done::TIME_MOVED.at(MESSAGES);
    Ok(())
}
