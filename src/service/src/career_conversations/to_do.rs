//! What waits for somebody in career conversations: read from how things stand, so that it is done when the thing is done.

use domain::career_conversations::permission::{GIVE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::people::actor::Actor;
use store::career_conversations::career_action::FollowUp;
use store::career_conversations::career_conversation::Unrecorded;

use crate::Service;
use crate::career_conversations::availability;

/// Days before its day on which an action is told to the member.
const DAYS_BEFORE: i32 = 7;
/// Of a member's actions, those of the earliest days.
const MOST: i64 = 5;

/// What waits for an adviser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdvisersToDo {
    pub unrecorded: Unrecorded,
    /// Actions whose day has come.
    pub follow_ups: i64,
    /// Conversations that no longer fit what they have published.
    pub clashes: usize,
}

/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn of_adviser(service: &Service, actor: &Actor) -> Result<AdvisersToDo, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let clashes = availability::clashes(service, actor).await?.len();
    let now = service.now();
    let (adviser, today) = (actor.person, london::day_of(now));
    let mut conn = service.store.read().await?;
    Ok(AdvisersToDo {
        unrecorded: store::career_conversations::career_conversation::unrecorded(
            &mut conn, adviser, now,
        )
        .await?,
        follow_ups: store::career_conversations::career_action::count_due(
            &mut conn, adviser, today,
        )
        .await?,
        clashes,
    })
}

/// Of how many of one's conversations that are over it isn't recorded who came.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn unrecorded(service: &Service, actor: &Actor) -> Result<i64, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let (adviser, now) = (actor.person, service.now());
    let mut conn = service.store.read().await?;
    let unrecorded =
        store::career_conversations::career_conversation::unrecorded(&mut conn, adviser, now)
            .await?;
    Ok(unrecorded.conversations)
}

/// What a member agreed to do soon or should have done by now, the earliest day first.
///
/// # Errors
/// `Forbidden` for who isn't a member.
pub async fn of_member(service: &Service, actor: &Actor) -> Result<Vec<FollowUp>, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let soon = london::plus_days(london::day_of(service.now()), DAYS_BEFORE);
    let mut conn = service.store.read().await?;
    Ok(
        store::career_conversations::career_action::of_member(&mut conn, actor.person, soon, MOST)
            .await?,
    )
}
