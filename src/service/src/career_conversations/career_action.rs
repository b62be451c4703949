//! Agreed actions: the adviser adds them, both say what became of them, and the adviser follows them up.

use domain::career_conversations::audit::{ACTION_AGREED, ACTION_CHANGED};
use domain::career_conversations::career_action::{
    ActionChange, ActionEvent, ActionForm, ActionRequest, ActionState, CareerAction,
    ChangeActionForm,
};
use domain::career_conversations::career_conversation::{CareerConversation, Reference, Status};
use domain::career_conversations::conflict;
use domain::career_conversations::id::CareerActionId;
use domain::career_conversations::permission::{GIVE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::london;
use domain::people::actor::Actor;
use serde_json::json;
use store::{AskedPage, Paged, StoreError, Tx, changed_meanwhile};

use crate::Service;
use crate::career_conversations::career_conversation::{
    about, attended, lock_attended, not_theirs,
};
use crate::work::Work;

pub use store::career_conversations::career_action::FollowUp;

/// The most actions that the list of those to follow up shows.
pub const MOST_FOLLOW_UPS: i64 = 100;
/// The most actions that can be agreed in a conversation.
pub const MOST_ACTIONS: usize = 20;

/// Actions of one's own conversations whose day has come and which are not done, the longest ago first.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn follow_ups(service: &Service, actor: &Actor) -> Result<Paged<FollowUp>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let today = london::day_of(service.now());
    let mut conn = service.store.read().await?;
    let asked = AskedPage::first(MOST_FOLLOW_UPS);
    Ok(
        store::career_conversations::career_action::due(&mut conn, actor.person, today, asked)
            .await?,
    )
}

/// How many actions of one's own conversations are to be followed up.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn count_follow_ups(service: &Service, actor: &Actor) -> Result<i64, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let today = london::day_of(service.now());
    let mut conn = service.store.read().await?;
    Ok(
        store::career_conversations::career_action::count_due(&mut conn, actor.person, today)
            .await?,
    )
}

/// Adds what was agreed in one of one's own conversations. The same action sent twice is one.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`, also when there are too many; `NotFound` for another adviser's; `Conflict` when
/// the member did not come.
pub async fn agree(
    service: &Service,
    actor: &Actor,
    form: ActionForm,
) -> Result<CareerAction, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse(london::day_of(service.now()))?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = attended(&mut work, actor, &request.reference, |held| held.adviser).await?;
    let action = add(&mut work, &conversation, request).await?;
    work.commit().await?;
    Ok(action)
}

/// [`agree`], as a part of something larger.
pub(crate) async fn add(
    work: &mut Work<'_>,
    conversation: &CareerConversation,
    request: ActionRequest,
) -> Result<CareerAction, AppError> {
    let others =
        store::career_conversations::career_action::of_conversation(work, conversation.id).await?;
    if let Some(kept) = others.iter().find(|other| is_same(other, &request)) {
        return Ok(kept.clone());
    }
    if others.len() >= MOST_ACTIONS {
        let message = format!("A conversation can have {MOST_ACTIONS} actions");
        return Err(AppError::invalid("action", message));
    }
    let action = CareerAction {
        id: work.id(),
        conversation: conversation.id,
        adviser: conversation.adviser,
        words: request.words,
        pathway: request.pathway,
        due_on: request.due_on,
        state: ActionState::Agreed,
        agreed_at: work.now,
        closed_at: None,
    };
    store::career_conversations::career_action::insert(work, &action).await?;
    let detail = detail(conversation, &action);
    work.note(ACTION_AGREED, about(conversation), detail)
        .await?;
    Ok(action)
}

fn is_same(kept: &CareerAction, request: &ActionRequest) -> bool {
    kept.state == ActionState::Agreed
        && kept.words == request.words
        && kept.pathway == request.pathway
        && kept.due_on == request.due_on
}

/// The adviser says what became of an action of one of their own conversations. Gives the conversation's reference.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `Invalid`; `NotFound` for another adviser's; `Conflict` when its state does not allow it
/// or has changed.
pub async fn change_as_adviser(
    service: &Service,
    actor: &Actor,
    form: ChangeActionForm,
) -> Result<Reference, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let change = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let conversation = change_own(&mut work, actor, change).await?;
    work.commit().await?;
    Ok(conversation.reference)
}

/// [`change_as_adviser`], as a part of something larger. Gives the conversation.
pub(crate) async fn change_own(
    work: &mut Work<'_>,
    actor: &Actor,
    change: ActionChange,
) -> Result<CareerConversation, AppError> {
    let (read, conversation) = load(work, change.action).await?;
    if conversation.adviser != actor.person {
        return Err(not_theirs(work.service, actor, &conversation));
    }
    write(work, &read, &conversation, change.event).await?;
    Ok(conversation)
}

/// The member says that they have done an action, or not after all. They know of those whose summary was shared. Gives the
/// conversation's reference.
///
/// # Errors
/// `Forbidden` for who isn't a hub member; `Invalid`; `NotFound` for somebody else's; `Conflict` when its state does not allow it
/// or has changed.
pub async fn change_as_member(
    service: &Service,
    actor: &Actor,
    form: ChangeActionForm,
) -> Result<Reference, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let change = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let (read, conversation) = load(&mut work, change.action).await?;
    let shared =
        store::career_conversations::conversation_summary::shared(&mut work, conversation.id)
            .await?;
    if conversation.member != actor.person {
        return Err(not_theirs(service, actor, &conversation));
    }
    if shared.is_none() || conversation.status != Status::Attended {
        return Err(AppError::NotFound);
    }
    if change.event == ActionEvent::Drop {
        return Err(AppError::conflict(conflict::NOT_ALLOWED_NOW));
    }
    write(&mut work, &read, &conversation, change.event).await?;
    work.commit().await?;
    Ok(conversation.reference)
}

async fn load(
    tx: &mut Tx,
    action: CareerActionId,
) -> Result<(CareerAction, CareerConversation), StoreError> {
    let read = store::career_conversations::career_action::by_id(tx, action).await?;
    let conversation =
        store::career_conversations::career_conversation::by_id(tx, read.conversation).await?;
    Ok((read, conversation))
}

/// A second click finds it done and changes nothing.
async fn write(
    work: &mut Work<'_>,
    read: &CareerAction,
    conversation: &CareerConversation,
    event: ActionEvent,
) -> Result<(), AppError> {
    lock_attended(work, conversation.id).await?;
    let Some(state) = read.state.after(event) else {
        return if read.state == left_by(event) {
            Ok(())
        } else {
            Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE))
        };
    };
    let now = work.now;
    store::career_conversations::career_action::set_state(work, read, state, now)
        .await
        .map_err(changed_meanwhile)?;
    let changed = CareerAction {
        state,
        ..read.clone()
    };
    let detail = detail(conversation, &changed);
    Ok(work
        .note(ACTION_CHANGED, about(conversation), detail)
        .await?)
}

/// The state that an event leads to, wherever it leads anywhere.
const fn left_by(event: ActionEvent) -> ActionState {
    match event {
        ActionEvent::Finish => ActionState::Done,
        ActionEvent::Reopen => ActionState::Agreed,
        ActionEvent::Drop => ActionState::Dropped,
    }
}

/// Never with the words.
fn detail(conversation: &CareerConversation, action: &CareerAction) -> serde_json::Value {
    json!({
        "reference": conversation.reference, "action": action.id, "pathway": action.pathway, "due": action.due_on, "state": action.state,
    })
}
