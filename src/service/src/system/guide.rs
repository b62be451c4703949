//! Help pages: who is signed in reads them, administrators of the whole system write them.

use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::actor::Actor;
use domain::people::role::Role;
use domain::system::guide::{GUIDE, GUIDE_WRITTEN, Guide, GuideForm};
use domain::system::permission::ADMINISTER_SYSTEM;
use serde_json::json;
use store::changed_meanwhile;

use crate::Service;
use crate::work::{About, Work};

/// The roles whose help page the actor can open: those that have one; for who writes them, every role. The actor's own come first.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Role>, AppError> {
    let mut conn = service.store.read().await?;
    let mut written = store::system::guide::all(&mut conn).await?;
    written.retain(|guide| !guide.words.is_empty());
    let writes = actor.may(ADMINISTER_SYSTEM).is_ok();
    let is_there = |role: &Role| writes || written.iter().any(|guide| guide.role == *role);
    let mut roles: Vec<Role> = Role::ALL.iter().copied().filter(is_there).collect();
    roles.sort_by_key(|role| !actor.has(*role));
    Ok(roles)
}

/// The help page of a role; `None` where there is none yet.
///
/// # Errors
/// `NotFound` where there is none, for who can't write it.
pub async fn one(service: &Service, actor: &Actor, role: Role) -> Result<Option<Guide>, AppError> {
    let mut conn = service.store.read().await?;
    let guide = store::system::guide::of_role(&mut conn, role).await?;
    let is_written = guide.as_ref().is_some_and(|guide| !guide.words.is_empty());
    match actor.may(ADMINISTER_SYSTEM) {
        Err(_) if !is_written => Err(AppError::NotFound),
        _ => Ok(guide),
    }
}

/// # Errors
/// `Conflict` when somebody else has written it meanwhile.
pub async fn write(service: &Service, actor: &Actor, form: GuideForm) -> Result<Role, AppError> {
    actor.may(ADMINISTER_SYSTEM)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let before = store::system::guide::of_role(&mut work, request.role).await?;
    if before.as_ref().map_or(0, |guide| guide.version) != request.version {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    let guide = Guide {
        id: before.map_or_else(|| work.id(), |guide| guide.id),
        role: request.role,
        words: request.words,
        version: request.version + 1,
        written_by: actor.person,
        written_at: work.now,
    };
    let written = store::system::guide::write(&mut work, &guide).await;
    written.map_err(changed_meanwhile)?;
    let about = About::the(GUIDE, guide.id.uuid());
    let detail = json!({ "role": guide.role, "version": guide.version });
    work.note(GUIDE_WRITTEN, about, detail).await?;
    work.commit().await?;
    Ok(guide.role)
}
