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

/// What a help page says until somebody here writes it otherwise, for roles that already have something to do. Its pictures are made by
/// `make screenshots`.
const fn ours(role: Role) -> &'static str {
    match role {
        Role::HubMember => include_str!("guide/hub_member.md"),
        Role::CareerAdviser => include_str!("guide/career_adviser.md"),
        Role::HubCoordinator => include_str!("guide/hub_coordinator.md"),
        Role::Administrator => include_str!("guide/administrator.md"),
        _ => "",
    }
}

/// A help page as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Markdown; empty for who can write it where there is none.
    pub words: String,
    /// Of what somebody here wrote; 0 for nobody.
    pub version: i64,
}

fn shown(role: Role, written: Option<Guide>) -> Shown {
    let version = written.as_ref().map_or(0, |guide| guide.version);
    let words = written.map(|guide| guide.words);
    let words = words.filter(|words| !words.is_empty());
    Shown {
        words: words.unwrap_or_else(|| ours(role).to_owned()),
        version,
    }
}

/// The roles whose help page the actor can open: those that have one; for who writes them, every role. The actor's own come first.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Role>, AppError> {
    let mut conn = service.store.read().await?;
    let mut written = store::system::guide::all(&mut conn).await?;
    written.retain(|guide| !guide.words.is_empty());
    let writes = actor.may(ADMINISTER_SYSTEM).is_ok();
    let is_there = |role: &Role| {
        let is_written = written.iter().any(|guide| guide.role == *role);
        writes || is_written || !ours(*role).is_empty()
    };
    let mut roles: Vec<Role> = Role::ALL.iter().copied().filter(is_there).collect();
    roles.sort_by_key(|role| !actor.has(*role));
    Ok(roles)
}

/// The help page of a role.
///
/// # Errors
/// `NotFound` where there is none, for who can't write it.
pub async fn one(service: &Service, actor: &Actor, role: Role) -> Result<Shown, AppError> {
    let mut conn = service.store.read().await?;
    let guide = store::system::guide::of_role(&mut conn, role).await?;
    let shown = shown(role, guide);
    match actor.may(ADMINISTER_SYSTEM) {
        Err(_) if shown.words.is_empty() => Err(AppError::NotFound),
        _ => Ok(shown),
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_picture_of_a_help_page_is_there_and_said_in_words() {
        let public = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public"));
        let mut pictures = 0;
        for words in Role::ALL.iter().map(|role| ours(*role)) {
            for picture in words.split("![").skip(1) {
                let (said, rest) = picture.split_once("](").unwrap_or_default();
                let (address, _) = rest.split_once(')').unwrap_or_default();
                assert!(said.len() > 20, "{said}");
                assert!(public.join(&address[1..]).is_file(), "{address}");
                pictures += 1;
            }
        }
        assert_eq!(pictures, 8);
    }
}
