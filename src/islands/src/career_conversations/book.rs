//! The server function that books.

use domain::career_conversations::career_conversation::BookForm;
use leptos::prelude::*;

use crate::error::Failure;

/// The code by which a coordinator’s page says that it is done.
pub const BOOKED: &str = "booked";

/// Books. Sent twice, it is booked once. Gives the reference.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `Conflict` with the nearest free times.
#[server(prefix = "/api", endpoint = "career-conversations/book")]
pub async fn book(#[server(default)] form: BookForm) -> Result<String, Failure> {
    use crate::context;
    let is_own = form.member.is_empty();
    let booked = service::career_conversations::career_conversation::book(
        &context::service(),
        &context::actor()?,
        form,
    )
    .await?;
    let reference = &booked.reference;
    context::redirect(&if is_own {
        format!("/career-conversations/booked/{reference}")
    } else {
        format!("/conversations/{reference}?changed={BOOKED}")
    });
    Ok(booked.reference.to_string())
}
