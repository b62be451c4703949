//! What somebody was told: the same messages that go out by email, read here. Bell and email can't differ.

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::system::id::OutboxId;
use domain::system::notification::{EmailsForm, MOST_COUNTED, ReadUpToForm};
use domain::system::outbox::Topic;
use store::system::notification as stored;
use store::{AskedPage, Paged};

use crate::Service;
use crate::work::Work;

pub use stored::Notification;

pub const ON_A_PAGE: i64 = 25;

/// A page of what the actor was told, the latest first.
pub async fn list(
    service: &Service,
    actor: &Actor,
    page: i64,
) -> Result<Paged<Notification>, AppError> {
    let mut conn = service.store.read().await?;
    let asked = AskedPage::new(page, ON_A_PAGE);
    Ok(stored::list(&mut conn, actor.person, asked).await?)
}

/// How many the actor has still to read; one more than [`MOST_COUNTED`] stands for all above it.
pub async fn count_unread(service: &Service, actor: &Actor) -> Result<i64, AppError> {
    let mut conn = service.store.read().await?;
    Ok(stored::unseen(&mut conn, actor.person, MOST_COUNTED + 1).await?)
}

/// Gives one to the actor, who has read it then.
///
/// # Errors
/// `NotFound` for one that was written to somebody else.
pub async fn read(
    service: &Service,
    actor: &Actor,
    id: OutboxId,
) -> Result<Notification, AppError> {
    let mut conn = service.store.read().await?;
    let notification = stored::one(&mut conn, id, actor.person).await?;
    drop(conn);
    if notification.seen_at.is_none() {
        let mut work = Work::begin(service, actor).await?;
        let now = work.now;
        stored::see(&mut work, id, actor.person, now).await?;
        work.commit().await?;
    }
    Ok(notification)
}

/// Has the actor have read one and all before it.
///
/// # Errors
/// `Invalid`; `NotFound` where the newest was written to somebody else.
pub async fn read_up_to(
    service: &Service,
    actor: &Actor,
    form: ReadUpToForm,
) -> Result<(), AppError> {
    let newest = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let until = stored::one(&mut work, newest, actor.person)
        .await?
        .created_at;
    let now = work.now;
    stored::see_up_to(&mut work, actor.person, until, now).await?;
    Ok(work.commit().await?)
}

/// The topics that the actor's roles bring news of.
fn offered(service: &Service, actor: &Actor) -> Vec<Topic> {
    let topics = service.areas.iter().flat_map(|area| area.topics);
    let theirs = topics.filter(|(_, permissions)| {
        let mut permissions = permissions.iter();
        permissions.any(|permission| actor.may(*permission).is_ok())
    });
    theirs.map(|(topic, _)| topic.clone()).collect()
}

/// The topics that the actor can have by email or not, each with whether they want it.
pub async fn emails(service: &Service, actor: &Actor) -> Result<Vec<(Topic, bool)>, AppError> {
    let mut conn = service.store.read().await?;
    let unwanted = stored::unwanted(&mut conn, actor.person).await?;
    let topics = offered(service, actor).into_iter();
    Ok(topics
        .map(|topic| {
            let is_wanted = !unwanted.contains(&topic);
            (topic, is_wanted)
        })
        .collect())
}

/// Says which topics the actor wants by email. The log has nothing of it, for it concerns nobody else.
///
/// # Errors
/// `Invalid` for a topic that isn't theirs.
pub async fn choose_emails(
    service: &Service,
    actor: &Actor,
    form: EmailsForm,
) -> Result<(), AppError> {
    let answers = form.parse(&offered(service, actor))?;
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    for (topic, is_wanted) in answers {
        stored::want(&mut work, actor.person, &topic, is_wanted, now).await?;
    }
    Ok(work.commit().await?)
}
