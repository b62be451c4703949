//! Sites, for administrators.

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::permission::ADMINISTER;
use domain::places::audit::{SITE, SITE_ADDED, SITE_CHANGED, SITE_CLOSED, SITE_REOPENED};
use domain::places::id::{OrganisationId, SiteId};
use domain::places::site::{SiteDetails, SiteForm, SiteIdForm};
use domain::system::audit::Action;
use serde_json::json;
use store::{Conn, StoreError, Tx};

use crate::Service;
use crate::system::audit;

pub use store::places::site::Site;

/// One site.
///
/// # Errors
/// `Forbidden` for who isn't an administrator; `NotFound` for one that is no concern of theirs.
pub async fn one(service: &Service, actor: &Actor, id: SiteId) -> Result<Site, AppError> {
    actor.may(ADMINISTER)?;
    let mut conn = service.store.read().await?;
    theirs(actor, &mut conn, id).await
}

/// Adds a site to an organisation.
///
/// # Errors
/// `Forbidden`; `NotFound` for an organisation that is no concern of the administrator's; `Invalid`.
pub async fn add(service: &Service, actor: &Actor, form: SiteForm) -> Result<SiteId, AppError> {
    actor.may(ADMINISTER)?;
    let (organisation, details) = form.parse_new()?;
    actor.may_in(ADMINISTER, Some(organisation))?;
    let mut tx = service.store.write().await?;
    let id = SiteId::new(service.now(), service.random());
    let organisation_name = store::places::organisation::by_id(&mut tx, organisation)
        .await?
        .name;
    let new = Site {
        id,
        organisation,
        organisation_name,
        name: String::new(),
        address: String::new(),
        town: String::new(),
        postcode: details.postcode.clone(),
        grid_reference: None,
        access_notes: String::new(),
        closed_at: None,
    };
    let site = with_details(new, details);
    store::places::site::insert(&mut tx, &site).await?;
    note(service, &mut tx, actor, SITE_ADDED, &site).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a site's name, address and how to get in.
///
/// # Errors
/// `Forbidden`; `NotFound` for one that is no concern of the administrator's; `Invalid`.
pub async fn change(
    service: &Service,
    actor: &Actor,
    form: SiteForm,
) -> Result<OrganisationId, AppError> {
    actor.may(ADMINISTER)?;
    let (id, details) = form.parse_change()?;
    let mut tx = service.store.write().await?;
    let before = theirs(actor, &mut tx, id).await?;
    let after = with_details(before.clone(), details);
    if before != after {
        store::places::site::update(&mut tx, &after).await?;
        note(service, &mut tx, actor, SITE_CHANGED, &after).await?;
    }
    tx.commit().await?;
    Ok(after.organisation)
}

/// Closes a site: nobody can choose it any more. What is booked there stays booked.
///
/// # Errors
/// `Forbidden`; `NotFound` for one that is no concern of the administrator's.
pub async fn close(
    service: &Service,
    actor: &Actor,
    form: SiteIdForm,
) -> Result<OrganisationId, AppError> {
    set_closed(service, actor, form, true).await
}

/// Opens a closed site again.
///
/// # Errors
/// `Forbidden`; `NotFound` for one that is no concern of the administrator's.
pub async fn reopen(
    service: &Service,
    actor: &Actor,
    form: SiteIdForm,
) -> Result<OrganisationId, AppError> {
    set_closed(service, actor, form, false).await
}

async fn set_closed(
    service: &Service,
    actor: &Actor,
    form: SiteIdForm,
    closed: bool,
) -> Result<OrganisationId, AppError> {
    actor.may(ADMINISTER)?;
    let id = form.parse()?;
    let mut tx = service.store.write().await?;
    let site = theirs(actor, &mut tx, id).await?;
    if site.closed_at.is_some() != closed {
        let at = closed.then(|| service.now());
        store::places::site::set_closed(&mut tx, id, at).await?;
        let action = if closed { SITE_CLOSED } else { SITE_REOPENED };
        note(service, &mut tx, actor, action, &site).await?;
    }
    tx.commit().await?;
    Ok(site.organisation)
}

async fn theirs(actor: &Actor, conn: &mut Conn, id: SiteId) -> Result<Site, AppError> {
    let site = store::places::site::by_id(conn, id).await?;
    actor.may_in(ADMINISTER, Some(site.organisation))?;
    Ok(site)
}

/// The site with these details. Where it lies follows from its postcode when it is read again.
fn with_details(site: Site, details: SiteDetails) -> Site {
    Site {
        name: details.name,
        address: details.address,
        town: details.town,
        postcode: details.postcode,
        access_notes: details.access_notes,
        ..site
    }
}

async fn note(
    service: &Service,
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    site: &Site,
) -> Result<(), StoreError> {
    let (organisation, detail) = (Some(site.organisation), json!({ "name": site.name }));
    let (kind, object) = (SITE, site.id.uuid());
    audit::append(
        service,
        tx,
        Some(actor),
        action,
        kind,
        object,
        None,
        organisation,
        detail,
    )
    .await
}
