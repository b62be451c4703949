//! An adviser's own conversations: the day's and week's list, and who came.

use domain::career_conversations::audit::ATTENDANCE_RECORDED;
use domain::career_conversations::career_conversation::{
    AttendancesForm, Event, Reference, Status,
};
use domain::career_conversations::conflict;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::field_errors::FieldErrors;
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
use crate::career_conversations::coordination::FIRST_DAY;
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

/// Conversations that are asked about together.
const MOST_AT_ONCE: i64 = 25;

/// The adviser's conversations that have begun and of which it isn't recorded who came, the earliest first, as many as are asked about
/// together.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn unrecorded(service: &Service, actor: &Actor) -> Result<Vec<Listed>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let query = ListQuery {
        from: london::start_of_day(FIRST_DAY),
        until: service.now(),
        adviser: Some(actor.person),
        status: Some(Status::Booked),
        text: String::new(),
        order: Order::Time,
        asked: AskedPage::first(MOST_AT_ONCE),
    };
    let mut conn = service.store.read().await?;
    let found = store::career_conversations::career_conversation::list(&mut conn, &query).await?;
    let is_over = |listed: &Listed| listed.conversation.interval.end <= service.now();
    Ok(found.rows.into_iter().filter(is_over).collect())
}

/// Records who came to several conversations, each for itself: how many were recorded.
///
/// # Errors
/// `Forbidden`; `Invalid`, also for those that could not be recorded, under their references, when the others were.
pub async fn record_attendances(
    service: &Service,
    actor: &Actor,
    form: AttendancesForm,
) -> Result<usize, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let requests = form.parse()?;
    let (mut recorded, mut refused) = (0, FieldErrors::default());
    for request in requests {
        let (reference, version) = (&request.reference, request.version);
        let outcome = record_attendance(service, actor, reference, version, request.attended).await;
        match outcome {
            Ok(()) => recorded += 1,
            Err(error) => error.note(reference.as_str(), &mut refused)?,
        }
    }
    Ok(refused.or(recorded)?)
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
