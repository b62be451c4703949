//! Inviting members who never had a career conversation: a coordinator asks, the worker sends a few each hour.

use domain::career_conversations::audit::{INVITATION, MEMBERS_INVITED};
use domain::career_conversations::invitation::{
    AGAIN_AFTER_DAYS, InvitationEvent, InviteForm, MOST_AN_HOUR,
};
use domain::career_conversations::permission::COORDINATE_CONVERSATIONS;
use domain::kit::app_error::{AppError, Conflict, ConflictCode};
use domain::kit::instant::Instant;
use domain::people::actor::Actor;
use domain::people::background::Background;
use serde_json::json;
use store::StoreError;
use store::career_conversations::invitation::Invitation;

use crate::Service;
use crate::career_conversations::message;
use crate::work::{About, By, Work};

const IN_A_ROUND: i64 = 10;

/// What a coordinator sees before asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prospect {
    /// How many members could be invited.
    pub count: i64,
    /// How many invitations are still to be sent.
    pub waiting: i64,
}

/// How many members with a background (`None`: with any) could be invited now.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator.
pub async fn prospect(
    service: &Service,
    actor: &Actor,
    background: Option<Background>,
) -> Result<Prospect, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let found = store::career_conversations::invitation::candidates(
        &mut conn,
        background,
        lately(service.now()),
    )
    .await?;
    let waiting = store::career_conversations::invitation::waiting_count(&mut conn).await?;
    Ok(Prospect {
        count: i64::try_from(found.len()).unwrap_or(i64::MAX),
        waiting,
    })
}

/// Who was invited since then is not invited again.
fn lately(now: Instant) -> Instant {
    now.plus_hours(-24 * AGAIN_AFTER_DAYS)
}

/// Puts invitations in line for whoever could be invited now, and says for how many.
///
/// # Errors
/// `Invalid`; `Forbidden` for who isn't a hub coordinator; `Conflict` when there are more people than the coordinator saw, or nobody.
pub async fn invite(service: &Service, actor: &Actor, form: InviteForm) -> Result<i64, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let now = work.now;
    let found = store::career_conversations::invitation::candidates(
        &mut work,
        request.background,
        lately(now),
    )
    .await?;
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    if count == 0 || count > request.seen {
        return Err(others_by_now(count));
    }
    let mut invited = 0;
    for member in found {
        let invitation = Invitation {
            id: work.id(),
            member,
            asked_by: actor.person,
            asked_at: now,
            state: domain::career_conversations::invitation::InvitationState::Waiting,
        };
        let is_new =
            store::career_conversations::invitation::insert(&mut work, &invitation).await?;
        invited += i64::from(is_new);
    }
    let detail = json!({ "background": request.background, "count": invited });
    let about = About::the(INVITATION, actor.person.uuid());
    work.note(MEMBERS_INVITED, about, detail).await?;
    work.commit().await?;
    Ok(invited)
}

fn others_by_now(count: i64) -> AppError {
    let message = match count {
        0 => "There is nobody left to invite".to_owned(),
        count => format!("There are {count} people to invite now. Look again before you send"),
    };
    AppError::Conflict(Conflict {
        code: ConflictCode::CHANGED_MEANWHILE,
        message,
        alternatives: Vec::new(),
    })
}

/// Sends what an hour's share allows, first come first served; what is no longer needed is dropped. Says how many were sent.
pub async fn send_due(service: &Service) -> Result<usize, AppError> {
    // Asked on a reading connection, so that an idle worker never holds up those who write.
    let mut conn = service.store.read().await?;
    let waiting = store::career_conversations::invitation::waiting(&mut conn, IN_A_ROUND).await?;
    drop(conn);
    let mut sent = 0;
    for invitation in waiting {
        match decide(service, &invitation).await {
            Ok(Some(InvitationEvent::Send)) => sent += 1,
            Ok(Some(InvitationEvent::Drop)) | Err(StoreError::NotFound) => {}
            // The hour's share is used up.
            Ok(None) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(sent)
}

/// Decides one invitation, unless the hour's share is used up. Another worker may have been quicker.
async fn decide(
    service: &Service,
    read: &Invitation,
) -> Result<Option<InvitationEvent>, StoreError> {
    let mut work = Work::begin(service, By::NOBODY).await?;
    let now = work.now;
    let event =
        if store::career_conversations::invitation::is_needed(&mut work, read.member).await? {
            let sent =
                store::career_conversations::invitation::sent_since(&mut work, now.plus_hours(-1))
                    .await?;
            if sent >= MOST_AN_HOUR {
                return Ok(None);
            }
            InvitationEvent::Send
        } else {
            InvitationEvent::Drop
        };
    let state = read.state.after(event).ok_or(StoreError::NotFound)?;
    store::career_conversations::invitation::decide(&mut work, read, state, now).await?;
    if event == InvitationEvent::Send {
        message::queue_invitation(&mut work, read.member).await?;
    }
    work.commit().await?;
    Ok(Some(event))
}
