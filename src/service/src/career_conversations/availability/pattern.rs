//! Weekly times.

use domain::career_conversations::audit::{PATTERN_ADDED, PATTERN_ENDED};
use domain::career_conversations::availability::{EndPatternForm, PatternForm, WeeklyPattern};
use domain::career_conversations::id::WeeklyPatternId;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use jiff::civil::Date;
use serde_json::json;

use super::{WithBooked, about, booked, check_site, lock, with_booked};
use crate::Service;
use crate::career_conversations::waiting_list::{self, Freed};
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

/// Publishes a weekly time, from today or a later day on. One that takes the place of another ends that one on the same day; what
/// is booked in it stays booked.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when the one it takes the place of isn't theirs or is over; `Invalid`, also when
/// it overlaps another weekly time or its place is closed.
pub async fn add_pattern(
    service: &Service,
    actor: &Actor,
    form: PatternForm,
) -> Result<WeeklyPattern, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    let today = london::day_of(service.now());
    let valid_from = request.valid_from.unwrap_or(today);
    if valid_from < today {
        let message = "The first day must be today or later";
        return Err(AppError::invalid("from", message));
    }
    let mut work = Work::begin(service, actor).await?;
    let pattern = WeeklyPattern {
        id: work.id(),
        adviser: actor.person,
        weekday: request.weekday,
        starts: request.starts,
        ends: request.ends,
        slot_minutes: request.slot_minutes,
        ways: request.ways,
        site: request.site,
        valid_from,
        valid_to: None,
    };
    lock(&mut work, actor).await?;
    check_site(&mut work, pattern.site).await?;
    if let Some(id) = request.replaces {
        end_on(&mut work, actor, id, pattern.valid_from).await?;
    }
    let others =
        store::career_conversations::weekly_pattern::of_adviser(&mut work, actor.person, today)
            .await?;
    if let Some(other) = others.iter().find(|other| other.clashes_with(&pattern)) {
        return Err(AppError::invalid("starts", overlap_words(other)));
    }
    store::career_conversations::weekly_pattern::insert(&mut work, &pattern).await?;
    let about = about(actor, pattern.id.uuid());
    work.note(PATTERN_ADDED, about, detail(&pattern)).await?;
    if request.replaces.is_some() {
        waiting_list::withdraw_gone(&mut work, actor.person).await?;
    }
    let freed = Freed::Weekly(&pattern);
    waiting_list::offer_freed(&mut work, actor.person, freed).await?;
    work.commit().await?;
    Ok(pattern)
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
    end_on(&mut work, actor, id, today).await?;
    waiting_list::withdraw_gone(&mut work, actor.person).await?;
    work.commit().await?;
    Ok(ended)
}

/// Ends a weekly time; `day` is the first day it no longer holds.
async fn end_on(
    work: &mut Work<'_>,
    actor: &Actor,
    id: WeeklyPatternId,
    day: Date,
) -> Result<(), AppError> {
    let today = london::day_of(work.now);
    let patterns =
        store::career_conversations::weekly_pattern::of_adviser(work, actor.person, today).await?;
    let ended = patterns.iter().find(|pattern| pattern.id == id);
    let ended = ended.ok_or(AppError::NotFound)?;
    store::career_conversations::weekly_pattern::end(work, id, actor.person, day).await?;
    let about = about(actor, id.uuid());
    Ok(work.note(PATTERN_ENDED, about, detail(ended)).await?)
}

fn overlap_words(other: &WeeklyPattern) -> String {
    format!(
        "You already have a weekly time on {}s from {} to {}. Choose a time that does not overlap it",
        words::weekday(other.weekday),
        words::clock_time(other.starts),
        words::clock_time(other.ends)
    )
}

fn detail(pattern: &WeeklyPattern) -> serde_json::Value {
    json!({
        "weekday": words::weekday(pattern.weekday),
        "starts": words::clock_time(pattern.starts),
        "ends": words::clock_time(pattern.ends),
        "minutes": pattern.slot_minutes,
        "ways": pattern.ways.codes(),
        "from": pattern.valid_from,
    })
}
