//! Sites, for administrators.

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::permission::ADMINISTER;
use domain::places::audit::{SITE, SITE_ADDED, SITE_CHANGED, SITE_CLOSED, SITE_REOPENED};
use domain::places::id::{OrganisationId, SiteId};
use domain::places::site::{SiteDetails, SiteForm, SiteIdForm};
use serde_json::json;
use store::Conn;

use crate::Service;
use crate::work::{About, Work};

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
    let mut work = Work::begin(service, actor).await?;
    let organisation_name = store::places::organisation::by_id(&mut work, organisation)
        .await?
        .name;
    let new = Site {
        id: work.id(),
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
    store::places::site::insert(&mut work, &site).await?;
    work.note(SITE_ADDED, about(&site), named(&site)).await?;
    work.commit().await?;
    Ok(site.id)
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
    let mut work = Work::begin(service, actor).await?;
    let before = theirs(actor, &mut work, id).await?;
    let after = with_details(before.clone(), details);
    if before != after {
        store::places::site::update(&mut work, &after).await?;
        work.note(SITE_CHANGED, about(&after), named(&after))
            .await?;
    }
    work.commit().await?;
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
    let mut work = Work::begin(service, actor).await?;
    let site = theirs(actor, &mut work, id).await?;
    if site.closed_at.is_some() != closed {
        let at = closed.then_some(work.now);
        store::places::site::set_closed(&mut work, id, at).await?;
        let action = if closed { SITE_CLOSED } else { SITE_REOPENED };
        work.note(action, about(&site), named(&site)).await?;
    }
    work.commit().await?;
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

/// Closes every site of an organisation.
pub(crate) async fn organisation_left(
    work: &mut Work<'_>,
    organisation: OrganisationId,
) -> Result<(), AppError> {
    for site in store::places::site::of_organisation(work, organisation).await? {
        if site.closed_at.is_none() {
            let at = Some(work.now);
            store::places::site::set_closed(work, site.id, at).await?;
            work.note(SITE_CLOSED, about(&site), named(&site)).await?;
        }
    }
    Ok(())
}

fn about(site: &Site) -> About {
    About::the(SITE, site.id.uuid()).within(site.organisation)
}

fn named(site: &Site) -> serde_json::Value {
    json!({ "name": site.name })
}
