//! Signing in as one of the demo's invented people.

use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;

use super::{Method, complete};
use crate::Service;
use crate::people::session::{SignedIn, Visitor};
use crate::work::Work;

/// Signs in as the person with this address, without proof.
///
/// # Errors
/// `NotFound` when this is not the demo, or nobody has the address.
pub async fn as_persona(
    service: &Service,
    email: &str,
    visitor: &Visitor,
) -> Result<SignedIn, AppError> {
    if !service.config.demo {
        return Err(AppError::NotFound);
    }
    let email = EmailAddress::parse(email).map_err(|_| AppError::NotFound)?;
    let mut work = Work::begin(service, visitor).await?;
    let person = store::people::person::by_email(&mut work, &email)
        .await?
        .ok_or(AppError::NotFound)?;
    let signed_in = complete(
        &mut work,
        person.id,
        (Method::Demo, None),
        "/".to_owned(),
        visitor,
    )
    .await?;
    work.commit().await?;
    Ok(signed_in)
}
