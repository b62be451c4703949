//! What somebody has typed into a page and not sent: the server functions that keep it and forget it.

use leptos::prelude::*;

use crate::error::Failure;

/// Inputs as the form's struct names them: `form[topic]` is `topic`, `form[ways][]` is `ways`, `form[last][day]` is `last[day]`.
#[must_use]
pub fn fields_of(inputs: Vec<(String, String)>) -> Vec<(String, String)> {
    inputs
        .into_iter()
        .filter_map(|(name, value)| {
            let (field, within) = name.strip_prefix("form[")?.split_once(']')?;
            let within = within.strip_suffix("[]").unwrap_or(within);
            Some((format!("{field}{within}"), value))
        })
        .collect()
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
    use crate::context;
    use domain::kit::app_error::AppError;
    let inputs = form_urlencoded::parse(fields.as_bytes());
    let fields = fields_of(inputs.into_owned().collect());
    let request = context::request();
    let Some(actor) = &request.actor else {
        if let Some(token) = &request.token {
            let (service, function) = (&request.service, &function);
            service::system::typed::keep_after_session(service, token, &page, function, fields)
                .await?;
        }
        return Err(AppError::NotSignedIn.into());
    };
    let at =
        service::system::typed::keep(&request.service, actor, &page, &function, fields).await?;
    Ok(domain::kit::words::time(at))
}

/// Clears what one has typed. The server forgets it after every form of the page that is done, and this one has nothing else to do.
#[server(prefix = "/api", endpoint = "typed/forget")]
pub async fn forget_typed() -> Result<(), Failure> {
    crate::context::actor().map(|_| ())
}
