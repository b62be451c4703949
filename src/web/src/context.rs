//! What a request brings to a page or a server function.

use domain::people::actor::Actor;
use domain::people::permission::ADMINISTER;
use leptos::prelude::use_context;
use service::Service;

use crate::error::Failure;

pub use islands::context::*;

pub fn administrator() -> Result<(Service, Actor), Failure> {
    let actor = actor()?;
    actor.may(ADMINISTER)?;
    Ok((service(), actor))
}

/// Which health and care system the service is for, where it is set.
#[must_use]
pub fn system() -> Option<String> {
    let request = use_context::<RequestContext>()?;
    request.service.config.system.clone()
}
