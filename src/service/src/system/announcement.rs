//! Announcements: publishing, ending, hiding, and which of them somebody sees.

use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::system::announcement::{
    ANNOUNCEMENT, Announcement, AnnouncementForm, AnnouncementIdForm, ENDED, OVER,
    PUBLISH_ANNOUNCEMENTS, PUBLISHED,
};
use serde_json::json;
use store::system::announcement as stored;
use store::{AskedPage, Paged, changed_meanwhile};

use crate::Service;
use crate::work::{About, Work};

pub use stored::Listed;

/// A page of all announcements, the newest first.
pub async fn list(service: &Service, actor: &Actor, page: i64) -> Result<Paged<Listed>, AppError> {
    actor.may(PUBLISH_ANNOUNCEMENTS)?;
    let mut conn = service.store.read().await?;
    Ok(stored::list(&mut conn, AskedPage::new(page, 25)).await?)
}

/// What the actor sees on the home page, the newest first.
pub async fn shown(service: &Service, actor: &Actor) -> Result<Vec<Announcement>, AppError> {
    let mut conn = service.store.read().await?;
    let today = london::day_of(service.now());
    let mut shown = stored::shown(&mut conn, actor.person, today).await?;
    shown.retain(|announcement| announcement.is_for(actor));
    Ok(shown)
}

pub async fn publish(
    service: &Service,
    actor: &Actor,
    form: AnnouncementForm,
) -> Result<Announcement, AppError> {
    actor.may(PUBLISH_ANNOUNCEMENTS)?;
    let notice = form.parse(london::day_of(service.now()))?;
    let mut work = Work::begin(service, actor).await?;
    if let Some(organisation) = notice.organisation {
        store::places::organisation::by_id(&mut work, organisation).await?;
    }
    let announcement = Announcement {
        id: work.id(),
        notice,
        published_by: actor.person,
        published_at: work.now,
        ended_at: None,
    };
    stored::insert(&mut work, &announcement).await?;
    let notice = &announcement.notice;
    let about = About::the(ANNOUNCEMENT, announcement.id.uuid()).within(notice.organisation);
    let detail = json!({ "audience": notice.audience, "last_day": notice.last_day });
    work.note(PUBLISHED, about, detail).await?;
    work.commit().await?;
    Ok(announcement)
}

/// Nobody sees it any more. `Conflict` when it is over already.
pub async fn end(
    service: &Service,
    actor: &Actor,
    form: AnnouncementIdForm,
) -> Result<(), AppError> {
    actor.may(PUBLISH_ANNOUNCEMENTS)?;
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let read = stored::by_id(&mut work, id).await?;
    let now = work.now;
    if read.is_over(london::day_of(now)) {
        return Err(AppError::conflict(OVER));
    }
    stored::end(&mut work, id, now)
        .await
        .map_err(changed_meanwhile)?;
    let about = About::the(ANNOUNCEMENT, id.uuid()).within(read.notice.organisation);
    work.note(ENDED, about, json!({})).await?;
    Ok(work.commit().await?)
}

/// Hides it from the actor; the log has nothing of it, for it concerns nobody else. `NotFound` also for one that is for others.
pub async fn hide(
    service: &Service,
    actor: &Actor,
    form: AnnouncementIdForm,
) -> Result<(), AppError> {
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let read = stored::by_id(&mut work, id).await?;
    if !read.is_for(actor) {
        return Err(AppError::NotFound);
    }
    let now = work.now;
    stored::hide(&mut work, id, actor.person, now).await?;
    Ok(work.commit().await?)
}
