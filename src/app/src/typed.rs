//! What somebody has typed into a page and not sent: the server functions that keep it, find it and forget it.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments"
)]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Failure;

/// What was typed into one of a page's forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedModel {
    /// The address of the form's server function.
    pub function: String,
    /// The inputs by their names in the form's struct, form-encoded.
    pub fields: String,
    /// '9:04am'.
    pub at: String,
}

/// Keeps what is typed into the page at `page`: `fields` is what the form would send, form-encoded. Gives the time, '9:04am'. Where the
/// session has run out meanwhile it is kept for whoever it belonged to.
///
/// # Errors
/// `BadRequest`; `NotSignedIn`, also when it was kept.
#[server(prefix = "/api", endpoint = "typed/keep")]
pub async fn keep_typed(
    #[server(default)] page: String,
    #[server(default)] function: String,
    #[server(default)] fields: String,
) -> Result<String, Failure> {
    use crate::{context, forms};
    use domain::app_error::AppError;
    let inputs = form_urlencoded::parse(fields.as_bytes());
    let fields = forms::fields_of(inputs.into_owned().collect());
    let request = context::request();
    let Some(actor) = &request.actor else {
        if let Some(token) = &request.token {
            let (service, function) = (&request.service, &function);
            service::typed::keep_after_session(service, token, &page, function, fields).await?;
        }
        return Err(AppError::NotSignedIn.into());
    };
    let at = service::typed::keep(&request.service, actor, &page, &function, fields).await?;
    Ok(domain::words::time(at))
}

/// What one has typed into the page at `page` and not sent.
///
/// # Errors
/// `NotSignedIn`.
#[server(prefix = "/api", endpoint = "typed/find")]
pub async fn find_typed(#[server(default)] page: String) -> Result<Option<TypedModel>, Failure> {
    use crate::context;
    let (service, actor) = (context::service(), context::actor()?);
    let typed = service::typed::find(&service, &actor, &page).await?;
    Ok(typed.map(|typed| TypedModel {
        function: typed.function,
        fields: form_urlencoded::Serializer::new(String::new())
            .extend_pairs(typed.fields)
            .finish(),
        at: domain::words::time(typed.at),
    }))
}

/// Clears what one has typed. The server forgets it after every form of the page that is done, and this one has nothing else to do.
///
/// # Errors
/// `NotSignedIn`.
#[server(prefix = "/api", endpoint = "typed/forget")]
pub async fn forget_typed() -> Result<(), Failure> {
    crate::context::actor().map(|_| ())
}
