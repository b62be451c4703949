//! An adviser's own conversations: the day's and week's list, and who came.

use domain::career_conversations::audit::ATTENDANCE_RECORDED;
use domain::career_conversations::career_conversation::{Event, Reference};
use domain::career_conversations::conflict;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::london;
use domain::people::actor::Actor;
use jiff::civil::Date;
use serde_json::json;
use store::career_conversations::career_conversation::{ListQuery, Listed, Order};
use store::people::person::Person;

use store::{AskedPage, changed_meanwhile};

use crate::Service;
use crate::career_conversations::career_conversation;
use crate::career_conversations::career_conversation::Whole;
use crate::work::Work;

/// More than anyone can have in a week.
const MOST_IN_A_WEEK: i64 = 500;

/// The adviser's conversations from one day to another, both included, cancelled ones too.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn between(
    service: &Service,
    actor: &Actor,
    first: Date,
    last: Date,
) -> Result<Vec<Listed>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let query = ListQuery {
        from: london::start_of_day(first),
        until: london::start_of_day(london::plus_days(last, 1)),
        adviser: Some(actor.person),
        status: None,
        text: String::new(),
        order: Order::Time,
        asked: AskedPage::first(MOST_IN_A_WEEK),
    };
    let mut conn = service.store.read().await?;
    Ok(
        store::career_conversations::career_conversation::list(&mut conn, &query)
            .await?
            .rows,
    )
}

/// One of the adviser's conversations, and the member to contact about it.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` for another adviser's.
pub async fn one(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
) -> Result<(Whole, Person), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let whole = career_conversation::load(service, reference).await?;
    let conversation = &whole.listed.conversation;
    if conversation.adviser != actor.person {
        return Err(career_conversation::not_theirs(
            service,
            actor,
            conversation,
        ));
    }
    let mut conn = service.store.read().await?;
    let member = store::people::person::by_id(&mut conn, conversation.member).await?;
    Ok((whole, member))
}

/// Records whether the member came, from the start on. It can be corrected.
///
/// # Errors
/// `Forbidden`; `NotFound` for another adviser's; `Conflict` before the start, for a cancelled one, or when it has changed
/// since `version`.
pub async fn record_attendance(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
    version: i64,
    attended: bool,
) -> Result<(), AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut work = Work::begin(service, actor).await?;
    let read = store::career_conversations::career_conversation::by_reference(&mut work, reference)
        .await?;
    if read.adviser != actor.person {
        return Err(career_conversation::not_theirs(service, actor, &read));
    }
    let now = work.now;
    let event = if attended {
        Event::MarkAttended
    } else {
        Event::MarkDidNotAttend
    };
    let Some(status) = read
        .status
        .after(event)
        .filter(|_| read.attendance_can_be_recorded(now))
    else {
        return Err(AppError::conflict(conflict::NOT_ALLOWED_NOW));
    };
    if read.version != version {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    store::career_conversations::career_conversation::set_status(&mut work, &read, status, now)
        .await
        .map_err(changed_meanwhile)?;
    let detail = json!({ "reference": reference, "status": status });
    let about = career_conversation::about(&read);
    work.note(ATTENDANCE_RECORDED, about, detail).await?;
    Ok(work.commit().await?)
}
