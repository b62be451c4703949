//! Booked conversations that no longer fit what the adviser has published: nothing drops them, and the adviser decides each.

use domain::career_conversations::audit::CONVERSATION_KEPT;
use domain::career_conversations::availability::{
    Clash, ClashForm, ClashRequest, ClashesForm, Decision,
};
use domain::career_conversations::career_conversation::{
    CareerConversation, Event, Reference, SlotChoice, Status,
};
use domain::career_conversations::conflict;
use domain::career_conversations::permission::GIVE_CONVERSATIONS;
use domain::kit::app_error::{AppError, Choice, ConflictCode};
use domain::kit::field_errors::FieldErrors;
use domain::people::actor::Actor;
use serde_json::json;
use store::career_conversations::career_conversation::Listed;
use store::changed_meanwhile;

use super::booked;
use crate::Service;
use crate::career_conversations::career_conversation;
use crate::career_conversations::career_conversation::{
    Diaries, Wanted, cancel_in, move_in, not_theirs, or_alternatives,
};
use crate::work::Work;

/// A booked conversation that no longer fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clashing {
    pub listed: Listed,
    pub clash: Clash,
}

/// A conversation to come, to keep, move or cancel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    pub listed: Listed,
    /// Why it no longer fits, if it doesn't.
    pub clash: Option<Clash>,
    /// The nearest times it can be moved to, the closest first.
    pub alternatives: Vec<Choice>,
}

/// One's own conversations to come that no longer fit what one has published and that one has not decided to keep, earliest
/// first.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn clashes(service: &Service, actor: &Actor) -> Result<Vec<Clashing>, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let (adviser, now) = (actor.person, service.now());
    let diaries = Diaries::load(service, &mut conn, None).await?;
    let booked = booked(&mut conn, adviser, now).await?;
    let kept = store::career_conversations::kept_clash::of_adviser(&mut conn, adviser, now).await?;
    let is_kept = |conversation: &CareerConversation, clash: Clash| {
        kept.iter().any(|kept| {
            kept.conversation == conversation.id
                && kept.start == conversation.interval.start
                && kept.clash == clash
        })
    };
    let clashing = booked.into_iter().filter_map(|listed| {
        let clash = diaries.clash(&listed.conversation)?;
        (!is_kept(&listed.conversation, clash)).then_some(Clashing { listed, clash })
    });
    Ok(clashing.collect())
}

/// One's own conversation to come, whether it fits or not, with the nearest times it can be moved to.
///
/// # Errors
/// `Forbidden` for who isn't an adviser; `NotFound` when it isn't theirs, has started or is cancelled.
pub async fn to_decide(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
) -> Result<Undecided, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let listed =
        store::career_conversations::career_conversation::listed_by_reference(&mut conn, reference)
            .await?;
    let conversation = &listed.conversation;
    let is_to_come =
        conversation.status == Status::Booked && service.now() < conversation.interval.start;
    if conversation.adviser != actor.person {
        return Err(not_theirs(service, actor, conversation));
    }
    if !is_to_come {
        return Err(AppError::NotFound);
    }
    let diaries = Diaries::load(service, &mut conn, Some(conversation.id)).await?;
    let here = choice_of(conversation);
    let wanted = elsewhere(conversation, here);
    let mut alternatives = diaries.alternatives(service.now(), &wanted);
    alternatives.retain(|choice| choice.value != here.to_string());
    Ok(Undecided {
        clash: diaries.clash(conversation),
        alternatives,
        listed,
    })
}

/// Keeps, moves or cancels one's own conversation, until it starts. The member is told of a move or a cancellation, with the
/// adviser's message. Decided twice from the same page, it is decided once.
///
/// # Errors
/// `Invalid`; `Forbidden` for who isn't an adviser; `NotFound` for another adviser's; `Conflict` when it has started or changed
/// meanwhile, or with the nearest free times when the chosen one is gone.
pub async fn decide(
    service: &Service,
    actor: &Actor,
    form: ClashForm,
) -> Result<CareerConversation, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let request = form.parse()?;
    carry_out(service, actor, request).await
}

async fn carry_out(
    service: &Service,
    actor: &Actor,
    request: ClashRequest,
) -> Result<CareerConversation, AppError> {
    let mut work = Work::begin(service, actor).await?;
    let read = store::career_conversations::career_conversation::by_reference(
        &mut work,
        &request.reference,
    )
    .await?;
    if read.adviser != actor.person {
        return Err(not_theirs(service, actor, &read));
    }
    if is_done_already(&read, &request) {
        return Ok(read);
    }
    let event = match request.decision {
        Decision::Keep(_) | Decision::Move(_) => Event::Move,
        Decision::Cancel => Event::CancelByAdviser,
    };
    let Some(status) = read
        .status
        .after(event)
        .filter(|_| work.now < read.interval.start)
    else {
        return Err(AppError::conflict(conflict::NOT_ALLOWED_NOW));
    };
    if read.version != request.version {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    let note = match request.message.as_str() {
        "" => String::new(),
        message => format!("{} wrote:\n{message}", actor.name),
    };
    let decided = match request.decision {
        Decision::Keep(clash) => keep(&mut work, read, clash).await?,
        Decision::Move(slot) => {
            let wanted = elsewhere(&read, slot);
            let moved = move_in(&mut work, &read, &wanted, &note).await;
            if moved.is_err() {
                drop(work);
                return or_alternatives(service, moved, &wanted).await;
            }
            moved?
        }
        Decision::Cancel => cancel_in(&mut work, read, status, &note).await?,
    };
    work.commit().await?;
    Ok(decided)
}

/// A conversation that no longer fits, and the nearest time that it can be moved to beside the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub clashing: Clashing,
    pub nearest: Option<Choice>,
}

/// What moving these of one's clashing conversations would come to, each to its nearest time that none before it takes. Those that are
/// decided or gone are left out.
///
/// # Errors
/// `Forbidden` for who isn't an adviser.
pub async fn plan(
    service: &Service,
    actor: &Actor,
    picked: &[Reference],
) -> Result<Vec<Planned>, AppError> {
    let mut found = clashes(service, actor).await?;
    found.retain(|clashing| picked.contains(&clashing.listed.conversation.reference));
    let now = service.now();
    let mut conn = service.store.read().await?;
    let mut diaries = Diaries::load(service, &mut conn, None).await?;
    let plan = |clashing: Clashing| {
        let conversation = &clashing.listed.conversation;
        let wanted = elsewhere(conversation, choice_of(conversation));
        let nearest = diaries.move_to_nearest(now, conversation.id, &wanted);
        Planned { clashing, nearest }
    };
    Ok(found.into_iter().map(plan).collect())
}

/// Decides about several conversations alike, each for itself: how many were decided.
///
/// # Errors
/// `Forbidden`; `Invalid`, also for those that could not be decided, under their references, when the others were.
pub async fn decide_all(
    service: &Service,
    actor: &Actor,
    form: ClashesForm,
) -> Result<usize, AppError> {
    actor.may(GIVE_CONVERSATIONS)?;
    let requests = form.parse()?;
    let (mut decided, mut refused) = (0, FieldErrors::default());
    for request in requests {
        let reference = request.reference.clone();
        match carry_out(service, actor, request).await {
            Ok(_) => decided += 1,
            Err(error) => error.note(reference.as_str(), &mut refused)?,
        }
    }
    Ok(refused.or(decided)?)
}

async fn keep(
    work: &mut Work<'_>,
    read: CareerConversation,
    clash: Clash,
) -> Result<CareerConversation, AppError> {
    let now = work.now;
    store::career_conversations::kept_clash::keep(work, &read, clash, now)
        .await
        .map_err(changed_meanwhile)?;
    let detail = json!({ "reference": read.reference, "clash": clash });
    let about = career_conversation::about(&read);
    work.note(CONVERSATION_KEPT, about, detail).await?;
    Ok(read)
}

fn choice_of(conversation: &CareerConversation) -> SlotChoice {
    SlotChoice {
        start: conversation.interval.start,
        adviser: conversation.adviser,
    }
}

fn elsewhere(conversation: &CareerConversation, slot: SlotChoice) -> Wanted {
    Wanted {
        member: conversation.member,
        slot,
        way: conversation.way,
        site: conversation.site,
        moving: Some(conversation.id),
    }
}

/// Whether this very decision was made before: a second click, or an answer that was lost on its way.
fn is_done_already(found: &CareerConversation, request: &ClashRequest) -> bool {
    let is_as_decided = match request.decision {
        Decision::Keep(_) => false,
        Decision::Move(slot) => found.status == Status::Booked && choice_of(found) == slot,
        Decision::Cancel => found.status == Status::CancelledByAdviser,
    };
    is_as_decided && found.version == request.version + 1
}
