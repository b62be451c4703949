//! Organisations, for administrators.

use domain::kit::app_error::AppError;
use domain::kit::search::{Search, key};
use domain::people::actor::Actor;
use domain::people::permission::{ADMINISTER, Permission};
use domain::places::audit::{
    ORGANISATION, ORGANISATION_ADDED, ORGANISATION_LEFT, ORGANISATION_TAKEN,
};
use domain::places::id::OrganisationId;
use domain::places::organisation::{LeaveForm, OrganisationForm, OrganisationSource};
use domain::system::permission::ADMINISTER_SYSTEM;
use serde_json::json;
use store::places::site::Site;
use store::{AskedPage, Paged};

use crate::Service;
use crate::people::personal_data::{Rows, file, in_words};
use crate::work::{About, Work};

pub use store::places::organisation::Organisation;

pub const ON_A_PAGE: i64 = 25;

/// A page of the organisations for which the actor has this permission, whose name or code contains the text, by name.
///
/// # Errors
/// `Forbidden` for who has it nowhere.
pub async fn list(
    service: &Service,
    actor: &Actor,
    permission: Permission,
    text: &str,
    page: i64,
) -> Result<Paged<Organisation>, AppError> {
    actor.may(permission)?;
    let mut conn = service.store.read().await?;
    let Some(reach) = actor.reach(permission) else {
        let asked = AskedPage::new(page, ON_A_PAGE);
        return Ok(store::places::organisation::search(&mut conn, text, asked).await?);
    };
    // Somebody's own organisations are few: they are read one by one.
    let search = Search::parse(text);
    let mut rows = Vec::new();
    for id in reach {
        let organisation = store::places::organisation::by_id(&mut conn, id).await?;
        let code = organisation.ods_code.as_deref().unwrap_or_default();
        let key = key(&organisation.name, code);
        if search.finds(&key) {
            rows.push((key, organisation));
        }
    }
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
    rows.dedup();
    Ok(Paged::whole(rows))
}

/// One organisation with its sites.
///
/// # Errors
/// `Forbidden` for who isn't an administrator; `NotFound` for one that is no concern of theirs.
pub async fn one(
    service: &Service,
    actor: &Actor,
    id: OrganisationId,
) -> Result<(Organisation, Vec<Site>), AppError> {
    actor.may_in(ADMINISTER, Some(id))?;
    let mut conn = service.store.read().await?;
    let organisation = store::places::organisation::by_id(&mut conn, id).await?;
    let sites = store::places::site::of_organisation(&mut conn, id).await?;
    Ok((organisation, sites))
}

/// Adds an organisation that is in no imported register.
///
/// # Errors
/// `Forbidden` for who isn't an administrator of the whole system; `Invalid`.
pub async fn add(
    service: &Service,
    actor: &Actor,
    form: OrganisationForm,
) -> Result<OrganisationId, AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let organisation = Organisation {
        id: work.id(),
        ods_code: None,
        name: request.name,
        kind: request.kind,
        town: request.town,
        postcode: request.postcode,
        opened: None,
        closed: None,
        source: OrganisationSource::Local,
    };
    store::places::organisation::insert(&mut work, &organisation).await?;
    let about = About::the(ORGANISATION, organisation.id.uuid()).within(organisation.id);
    let detail = json!({ "name": organisation.name });
    work.note(ORGANISATION_ADDED, about, detail).await?;
    work.commit().await?;
    Ok(organisation.id)
}

/// Everything that is kept of an organisation: in the file, its name; what people read above it; its rows.
///
/// # Errors
/// `Forbidden` for who isn't an administrator; `NotFound` for one that is no concern of theirs.
pub async fn held(
    service: &Service,
    actor: &Actor,
    id: OrganisationId,
) -> Result<(Organisation, Vec<(&'static str, &'static str, Rows)>), AppError> {
    actor.may_in(ADMINISTER, Some(id))?;
    let mut conn = service.store.read().await?;
    let organisation = store::places::organisation::by_id(&mut conn, id).await?;
    let mut kinds = Vec::new();
    for kept in store::of_organisations() {
        let rows = store::places::organisation_data::records(&mut conn, kept, id).await?;
        kinds.push((kept.name, kept.title, in_words(service, rows)));
    }
    Ok((organisation, kinds))
}

/// The same as JSON, to take along. The log says who did.
pub async fn export(
    service: &Service,
    actor: &Actor,
    id: OrganisationId,
) -> Result<String, AppError> {
    let (organisation, kinds) = held(service, actor, id).await?;
    let mut work = Work::begin(service, actor).await?;
    let about = About::the(ORGANISATION, id.uuid());
    work.note(ORGANISATION_TAKEN, about, json!({})).await?;
    work.commit().await?;
    let kinds = kinds
        .iter()
        .map(|(name, title, rows)| (*name, *title, rows));
    file(("organisation", &organisation.name), service.now(), kinds)
}

/// Has an organisation leave: nobody has a role in it any more, its sites are closed, and nobody is told what it announced. What is
/// booked stays booked. It comes back by giving a role in it.
///
/// # Errors
/// `Invalid`; `Forbidden` for who isn't an administrator; `NotFound` for one that is no concern of theirs.
pub async fn leave(service: &Service, actor: &Actor, form: LeaveForm) -> Result<(), AppError> {
    actor.may(ADMINISTER)?;
    // Whose it is comes first: of another's nobody is told what is missing.
    let id = form.organisation.trim().parse();
    actor.may_in(ADMINISTER, id.ok())?;
    let id = form.parse()?.organisation;
    let mut work = Work::begin(service, actor).await?;
    let organisation = store::places::organisation::by_id(&mut work, id).await?;
    for area in service.areas {
        (area.left)(&mut work, id).await?;
    }
    let about = About::the(ORGANISATION, id.uuid()).within(id);
    let detail = json!({ "name": organisation.name });
    work.note(ORGANISATION_LEFT, about, detail).await?;
    Ok(work.commit().await?)
}
