//! The server functions of organisations and sites, and what their pages show.

use crate::done;
use domain::places::organisation::{LeaveForm, OrganisationForm};
use domain::places::site::{SiteForm, SiteIdForm};
use domain::system::permission::ADMINISTER_SYSTEM;
use leptos::prelude::*;
use service::Paged;
use ui::Item;
use web::context::administrator;
use web::error::Failure;

pub(super) mod models;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationsModel {
    pub text: String,
    pub organisations: Paged<OrganisationLine>,
    pub may_add: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationLine {
    pub id: String,
    pub name: String,
    /// 'NHS trust'.
    pub kind: String,
    pub town: String,
    /// Its code in the national register; empty without one.
    pub code: String,
    pub is_closed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationModel {
    pub organisation: OrganisationLine,
    /// Empty without one.
    pub postcode: String,
    pub source: String,
    pub sites: Vec<SiteModel>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteModel {
    pub form: SiteForm,
    pub organisation: String,
    pub is_closed: bool,
    /// Whether it is known where it lies, so that distances can be shown.
    pub is_placed: bool,
}

/// Loads the kinds of organisations.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
pub async fn new_organisation() -> Result<Vec<Item>, Failure> {
    models::new_organisation()
}

/// Adds an organisation.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
#[server(prefix = "/api", endpoint = "administration/add-organisation")]
pub async fn add_organisation(#[server(default)] form: OrganisationForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let id = service::places::organisation::add(&service, &actor, form).await?;
    models::to_organisation(id, done::ORGANISATION_ADDED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/add-site")]
pub async fn add_site(#[server(default)] form: SiteForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let organisation = form.organisation.trim().parse();
    service::places::site::add(&service, &actor, form).await?;
    if let Ok(organisation) = organisation {
        models::to_organisation(organisation, done::SITE_ADDED);
    }
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/change-site")]
pub async fn change_site(#[server(default)] form: SiteForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let organisation = service::places::site::change(&service, &actor, form).await?;
    models::to_organisation(organisation, done::SITE_CHANGED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/close-site")]
pub async fn close_site(#[server(default)] form: SiteIdForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let organisation = service::places::site::close(&service, &actor, form).await?;
    models::to_organisation(organisation, done::SITE_CLOSED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/reopen-site")]
pub async fn reopen_site(#[server(default)] form: SiteIdForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let organisation = service::places::site::reopen(&service, &actor, form).await?;
    models::to_organisation(organisation, done::SITE_REOPENED);
    Ok(())
}

/// Has an organisation leave. Who loses their own role by it sees the home page.
#[server(prefix = "/api", endpoint = "administration/organisation-leaves")]
pub async fn organisation_leaves(#[server(default)] form: LeaveForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let organisation = form.organisation.trim().parse();
    service::places::organisation::leave(&service, &actor, form).await?;
    match organisation {
        Ok(id) if actor.may(ADMINISTER_SYSTEM).is_ok() => {
            models::to_organisation(id, done::ORGANISATION_LEFT);
        }
        _ => web::context::redirect("/"),
    }
    Ok(())
}
