//! Turns what the service knows of organisations and sites into finished words.

use domain::kit::app_error::AppError;
use domain::people::permission::ADMINISTER;
use domain::places::id::OrganisationId;
use domain::places::organisation::OrganisationKind;
use domain::places::site::SiteForm;
use domain::system::permission::ADMINISTER_SYSTEM;
use service::places::organisation::Organisation;
use service::places::site::Site;

use super::{OrganisationLine, OrganisationModel, OrganisationsModel, SiteModel};
use ui::Item;
use web::banner::Banner;
use web::context::administrator;
use web::error::Failure;

/// Leads to an organisation's page, which says what was done.
pub(crate) fn to_organisation(id: OrganisationId, done: Banner) {
    done.at(&format!("/organisations/{id}"));
}

pub(crate) async fn organisations(text: &str, page: &str) -> Result<OrganisationsModel, Failure> {
    let (service, actor) = administrator()?;
    let (text, page) = (
        domain::kit::query::text(text),
        domain::kit::query::page(page),
    );
    let found =
        service::places::organisation::list(&service, &actor, ADMINISTER, &text, page).await?;
    Ok(OrganisationsModel {
        text,
        may_add: actor.may(ADMINISTER_SYSTEM).is_ok(),
        organisations: found.map(line),
    })
}

fn line(organisation: Organisation) -> OrganisationLine {
    OrganisationLine {
        id: organisation.id.to_string(),
        name: organisation.name,
        kind: organisation.kind.words().to_owned(),
        town: organisation.town,
        code: organisation.ods_code.unwrap_or_default(),
        is_closed: organisation.closed.is_some(),
    }
}

pub(crate) async fn organisation(id: &str) -> Result<OrganisationModel, Failure> {
    let (service, actor) = administrator()?;
    let id = id.trim().parse().map_err(|_| AppError::NotFound)?;
    let (organisation, sites) = service::places::organisation::one(&service, &actor, id).await?;
    Ok(OrganisationModel {
        postcode: organisation
            .postcode
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        source: organisation.source.words().to_owned(),
        organisation: line(organisation),
        sites: sites.into_iter().map(site_model).collect(),
    })
}

pub(crate) fn new_organisation() -> Result<Vec<Item>, Failure> {
    let (_, actor) = administrator()?;
    actor.may(ADMINISTER_SYSTEM)?;
    Ok(OrganisationKind::ALL
        .iter()
        .map(|kind| Item::new(kind.code(), kind.words()))
        .collect())
}

pub(crate) async fn site(id: &str) -> Result<SiteModel, Failure> {
    let (service, actor) = administrator()?;
    let id = id.trim().parse().map_err(|_| AppError::NotFound)?;
    Ok(site_model(
        service::places::site::one(&service, &actor, id).await?,
    ))
}

fn site_model(site: Site) -> SiteModel {
    SiteModel {
        organisation: site.organisation_name,
        is_closed: site.closed_at.is_some(),
        is_placed: site.grid_reference.is_some(),
        form: SiteForm {
            organisation: site.organisation.to_string(),
            site: site.id.to_string(),
            name: site.name,
            address: site.address,
            town: site.town,
            postcode: site.postcode.to_string(),
            access_notes: site.access_notes,
        },
    }
}
