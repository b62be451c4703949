//! Weekly times.

use domain::career_conversations::audit::PATTERN_ENDED;
use domain::career_conversations::availability::{EndPatternForm, WeeklyPattern};
use domain::career_conversations::id::WeeklyPatternId;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use jiff::civil::Date;
use serde_json::json;

use super::{WithBooked, about, booked, lock, with_booked};
use crate::Service;
use crate::career_conversations::waiting_list;
use crate::work::Work;

/// One of the adviser's weekly times, with the conversations booked in it.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when it isn't theirs or is over.
pub async fn pattern(
    service: &Service,
    actor: &Actor,
    id: WeeklyPatternId,
) -> Result<WithBooked<WeeklyPattern>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let today = london::day_of(service.now());
    let patterns =
        store::career_conversations::weekly_pattern::of_adviser(&mut conn, actor.person, today)
            .await?;
    let found = patterns.into_iter().find(|pattern| pattern.id == id);
    let pattern = found.ok_or(AppError::NotFound)?;
    let booked = booked(&mut conn, actor.person, service.now()).await?;
    let times = pattern.clone();
    Ok(with_booked(pattern, &booked, |then| times.contains(then)))
}

/// Ends a weekly time from today on. What is booked in it stays booked, and is given back.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when it isn't theirs or is over.
pub async fn end_pattern(
    service: &Service,
    actor: &Actor,
    form: EndPatternForm,
) -> Result<WithBooked<WeeklyPattern>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let id = form.parse()?;
    let ended = pattern(service, actor, id).await?;
    let mut work = Work::begin(service, actor).await?;
    lock(&mut work, actor).await?;
    let today = london::day_of(work.now);
    end_on(&mut work, actor, &ended.published, today).await?;
    waiting_list::withdraw_gone(&mut work, actor.person).await?;
    work.commit().await?;
    Ok(ended)
}

/// Ends a weekly time; `day` is the first day it no longer holds.
pub(super) async fn end_on(
    work: &mut Work<'_>,
    actor: &Actor,
    ended: &WeeklyPattern,
    day: Date,
) -> Result<(), AppError> {
    store::career_conversations::weekly_pattern::end(work, ended.id, actor.person, day).await?;
    let about = about(actor, ended.id.uuid());
    Ok(work.note(PATTERN_ENDED, about, detail(ended)).await?)
}

pub(super) fn detail(pattern: &WeeklyPattern) -> serde_json::Value {
    json!({
        "weekday": words::weekday(pattern.weekday),
        "starts": words::clock_time(pattern.starts),
        "ends": words::clock_time(pattern.ends),
        "minutes": pattern.slot_minutes,
        "ways": pattern.ways.codes(),
        "from": pattern.valid_from,
    })
}
