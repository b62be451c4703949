//! Booking, moving and cancelling: one transaction each, and the database is the arbiter.

use std::collections::BTreeSet;

use domain::career_conversations::audit::{
    CONVERSATION_BOOKED, CONVERSATION_CANCELLED, CONVERSATION_MOVED,
};
use domain::career_conversations::career_conversation::{
    BookForm, BookRequest, CancelForm, CancelRequest, CareerConversation, Event, MoveForm,
    MoveRequest, Reference, Status,
};
use domain::career_conversations::conflict;
use domain::career_conversations::id::CareerConversationId;
use domain::career_conversations::permission::{COORDINATE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::{AppError, Conflict, ConflictCode};
use domain::kit::words;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::people::role::Role;
use domain::seats::ClaimEvent;
use serde_json::json;
use store::{Conn, StoreError, changed_meanwhile};

use super::diaries::{Diaries, Wanted};
use super::{Doing, about, check_limit, lock_member, not_theirs, rules_at};
use crate::Service;
use crate::career_conversations::message::{self, Change};
use crate::career_conversations::waiting_list;
use crate::career_conversations::waiting_list::Freed;
use crate::work::Work;

/// Books a conversation for oneself, or for a member when a coordinator asks. The same submission twice is one booking.
///
/// # Errors
/// `Invalid`; `Forbidden`; `NotFound` for an unknown member or another one's submission; `Conflict` with the nearest free
/// times when the time is taken or no longer offered, or for who has booked as much as they may by themselves.
pub async fn book(
    service: &Service,
    actor: &Actor,
    form: BookForm,
) -> Result<CareerConversation, AppError> {
    let request = form.parse()?;
    let member = request.member.unwrap_or(actor.person);
    may_act_for(actor, member)?;

    let wanted = Wanted {
        member,
        slot: request.slot,
        way: request.way,
        site: request.site,
        moving: None,
    };
    match look_and_insert(service, actor, &wanted, &request).await {
        Err(AppError::Conflict(conflict)) => {
            // The same submission may have got the time since it was looked for.
            let mut conn = service.store.read().await?;
            submitted_before(&mut conn, &request, member)
                .await?
                .ok_or(AppError::Conflict(conflict))
        }
        result => result,
    }
}

/// A look before the write, so that those who lost a race don't queue for the writer.
async fn look_and_insert(
    service: &Service,
    actor: &Actor,
    wanted: &Wanted,
    request: &BookRequest,
) -> Result<CareerConversation, AppError> {
    let mut conn = service.store.read().await?;
    if let Some(booked) = submitted_before(&mut conn, request, wanted.member).await? {
        return Ok(booked);
    }
    is_active_member(&mut conn, wanted.member).await?;
    if wanted.member == actor.person {
        check_limit(service.now(), &mut conn, wanted.member, Doing::Book).await?;
    }
    let diaries = Diaries::about(service, &mut conn, wanted.slot.start, None).await?;
    drop(conn);
    let booked = match diaries.offered(service.now(), wanted) {
        Ok(_) => insert(service, actor, wanted, request).await,
        Err(code) => Err(AppError::conflict(code)),
    };
    or_alternatives(service, booked, wanted).await
}

async fn insert(
    service: &Service,
    actor: &Actor,
    wanted: &Wanted,
    request: &BookRequest,
) -> Result<CareerConversation, AppError> {
    let member = wanted.member;
    let is_own = member == actor.person;
    let mut work = Work::begin(service, actor).await?;
    if is_own {
        lock_member(&mut work, member).await?;
    }
    let kept = waiting_list::adviser_of_open_offer(&mut work, member).await?;
    let advisers = [Some(request.slot.adviser), kept];
    lock_diaries(&mut work, advisers.into_iter().flatten()).await?;
    if let Some(booked) = submitted_before(&mut work, request, member).await? {
        return Ok(booked);
    }
    if is_own {
        check_limit(work.now, &mut work, member, Doing::Book).await?;
    }
    let diaries = Diaries::about(service, &mut work, wanted.slot.start, None).await?;
    let conversation = book_in(&mut work, actor, &diaries, wanted, request).await?;
    waiting_list::no_longer_needed(&mut work, member, ClaimEvent::Serve).await?;
    work.commit().await?;
    Ok(conversation)
}

/// Books in a transaction that has locked the adviser's diary and read `diaries` after that; the caller commits.
pub(crate) async fn book_in(
    work: &mut Work<'_>,
    actor: &Actor,
    diaries: &Diaries,
    wanted: &Wanted,
    request: &BookRequest,
) -> Result<CareerConversation, AppError> {
    let now = work.now;
    let offered = diaries.offered(now, wanted).map_err(AppError::conflict)?;
    let slot = offered.slot;
    let id: CareerConversationId = work.id();
    let conversation = CareerConversation {
        id,
        reference: Reference::new(work.service.random()),
        member: wanted.member,
        adviser: slot.adviser,
        interval: slot.interval,
        way: request.way,
        site: request.site,
        topic: request.topic,
        preparation: request.preparation.clone(),
        status: Status::Booked,
        submission: request.submission,
        calendar_uid: format!("{id}@people-hub"),
        calendar_sequence: 0,
        booked_by: actor.person,
        booked_at: now,
        updated_at: now,
        version: 1,
    };
    store::career_conversations::career_conversation::insert(work, &conversation).await?;
    store::system::draft::remove(work, request.submission, actor.person).await?;
    let detail = json!({ "reference": conversation.reference, "starts": conversation.interval.start, "way": conversation.way });
    let about = about(&conversation);
    work.note(CONVERSATION_BOOKED, about, detail).await?;
    message::queue_conversation(work, Change::Booked, &conversation, "").await?;
    Ok(conversation)
}

/// Moves a conversation to another time, way or adviser: the member up to the cut-off, a coordinator until it starts. The same
/// move sent twice is one move.
///
/// # Errors
/// `Invalid`; `NotFound` for somebody else's; `Conflict` after the cut-off, when it has changed meanwhile, or with the nearest
/// free times when the time is taken or no longer offered.
pub async fn move_to(
    service: &Service,
    actor: &Actor,
    form: MoveForm,
) -> Result<CareerConversation, AppError> {
    let request = form.parse()?;
    let moved = write_move(service, actor, &request).await;
    or_done_meanwhile(service, actor, &request.reference, moved, |found| {
        is_done_already(found, &request)
    })
    .await
}

async fn write_move(
    service: &Service,
    actor: &Actor,
    request: &MoveRequest,
) -> Result<CareerConversation, AppError> {
    let mut work = Work::begin(service, actor).await?;
    let found = theirs(service, actor, &mut work, &request.reference).await?;
    if is_done_already(&found, request) {
        return Ok(found);
    }
    let (read, _) = to_change(
        &mut work,
        actor,
        found,
        request.version,
        Event::Move,
        Event::Move,
    )
    .await?;
    if is_there(&read, request) {
        return Err(AppError::invalid("slot", "Choose a different time"));
    }
    let wanted = Wanted {
        member: read.member,
        slot: request.slot,
        way: request.way,
        site: request.site,
        moving: Some(read.id),
    };
    let moved = move_in(&mut work, &read, &wanted, "").await;
    if moved.is_err() {
        drop(work);
        return or_alternatives(service, moved, &wanted).await;
    }
    work.commit().await?;
    moved
}

/// Moves a conversation as it was read, and tells both with what is noted for the member; the caller commits.
pub(crate) async fn move_in(
    work: &mut Work<'_>,
    read: &CareerConversation,
    wanted: &Wanted,
    note: &str,
) -> Result<CareerConversation, AppError> {
    let advisers = [wanted.slot.adviser, read.adviser];
    lock_diaries(work, advisers.into_iter()).await?;
    let diaries = Diaries::about(work.service, work, wanted.slot.start, Some(read.id)).await?;
    // A reminder that was written while the diaries were waited for is older than this, and is not sent.
    let now = work.now;
    let offered = diaries.offered(now, wanted).map_err(AppError::conflict)?;
    let slot = offered.slot;
    let moved = CareerConversation {
        adviser: slot.adviser,
        interval: slot.interval,
        way: wanted.way,
        site: wanted.site,
        calendar_sequence: read.calendar_sequence + 1,
        updated_at: now,
        version: read.version + 1,
        ..read.clone()
    };
    store::career_conversations::career_conversation::move_to(work, read, &moved, now)
        .await
        .map_err(changed_meanwhile)?;
    let detail = json!({ "reference": moved.reference, "from": read.interval.start, "to": moved.interval.start, "way": moved.way });
    let change = Change::Moved {
        from: read.interval,
    };
    work.note(CONVERSATION_MOVED, about(&moved), detail).await?;
    message::queue_conversation(work, change, &moved, note).await?;
    if moved.adviser != read.adviser {
        message::queue_given_away(work, read.adviser, read.interval, &moved).await?;
    }
    let freed = Freed::Time(read.interval);
    waiting_list::offer_freed(work, read.adviser, freed).await?;
    Ok(moved)
}

/// Cancels a conversation without asking why: the member up to the cut-off, a coordinator until it starts. Cancelled twice from
/// the same page, it is cancelled once.
///
/// # Errors
/// `Invalid`; `NotFound` for somebody else's; `Conflict` after the cut-off or when it has changed meanwhile.
pub async fn cancel(
    service: &Service,
    actor: &Actor,
    form: CancelForm,
) -> Result<CareerConversation, AppError> {
    let request = form.parse()?;
    let cancelled = write_cancellation(service, actor, &request).await;
    or_done_meanwhile(service, actor, &request.reference, cancelled, |found| {
        is_cancelled_already(found, &request)
    })
    .await
}

async fn write_cancellation(
    service: &Service,
    actor: &Actor,
    request: &CancelRequest,
) -> Result<CareerConversation, AppError> {
    let mut work = Work::begin(service, actor).await?;
    let found = theirs(service, actor, &mut work, &request.reference).await?;
    if is_cancelled_already(&found, request) {
        return Ok(found);
    }
    let (read, status) = to_change(
        &mut work,
        actor,
        found,
        request.version,
        Event::CancelByMember,
        Event::CancelByCoordinator,
    )
    .await?;
    let cancelled = cancel_in(&mut work, read, status, "").await?;
    work.commit().await?;
    Ok(cancelled)
}

/// Cancels a conversation as it was read, and tells both with what is noted for the member; the caller commits.
pub(crate) async fn cancel_in(
    work: &mut Work<'_>,
    read: CareerConversation,
    status: Status,
    note: &str,
) -> Result<CareerConversation, AppError> {
    let now = work.now;
    lock_diaries(work, [read.adviser].into_iter()).await?;
    store::career_conversations::career_conversation::set_status(work, &read, status, now)
        .await
        .map_err(changed_meanwhile)?;
    let cancelled = CareerConversation {
        status,
        calendar_sequence: read.calendar_sequence + 1,
        updated_at: now,
        version: read.version + 1,
        ..read
    };
    let detail = json!({ "reference": cancelled.reference, "starts": cancelled.interval.start });
    let about = about(&cancelled);
    work.note(CONVERSATION_CANCELLED, about, detail).await?;
    message::queue_conversation(work, Change::Cancelled, &cancelled, note).await?;
    let freed = Freed::Time(cancelled.interval);
    waiting_list::offer_freed(work, cancelled.adviser, freed).await?;
    Ok(cancelled)
}

/// Oneself as a hub member, or anyone as a coordinator.
fn may_act_for(actor: &Actor, member: PersonId) -> Result<(), AppError> {
    if member == actor.person {
        actor.may(HAVE_CONVERSATIONS)
    } else {
        actor.may(COORDINATE_CONVERSATIONS)
    }
}

/// Refuses who isn't a hub member or has a closed account.
pub(crate) async fn is_active_member(conn: &mut Conn, member: PersonId) -> Result<(), AppError> {
    let person = store::people::person::by_id(conn, member).await?;
    let grants = store::people::role_grant::of_person(conn, member).await?;
    let is_member = grants.iter().any(|held| held.grant.role == Role::HubMember);
    if person.closed_at.is_none() && is_member {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// Makes others who change these advisers' diaries wait, always in the same order, so that no two wait for one another. What is done
/// from here on is later than what whoever had them did: a deadline that passed meanwhile has passed. A time with nobody is not available.
pub(crate) async fn lock_diaries(
    work: &mut Work<'_>,
    advisers: impl Iterator<Item = PersonId>,
) -> Result<(), AppError> {
    let advisers: BTreeSet<PersonId> = advisers.collect();
    for adviser in advisers {
        store::career_conversations::adviser::lock(work, adviser)
            .await
            .map_err(|error| match error {
                StoreError::NotFound => AppError::conflict(conflict::SLOT_UNAVAILABLE),
                error => error.into(),
            })?;
    }
    work.waited();
    Ok(())
}

/// What this submission made before. Somebody else's is not found.
async fn submitted_before(
    conn: &mut Conn,
    request: &BookRequest,
    member: PersonId,
) -> Result<Option<CareerConversation>, AppError> {
    let booked =
        store::career_conversations::career_conversation::by_submission(conn, request.submission)
            .await?;
    match booked {
        Some(booked) if booked.member != member => Err(AppError::NotFound),
        booked => Ok(booked),
    }
}

/// The conversation, if it is the actor's own or they coordinate.
async fn theirs(
    service: &Service,
    actor: &Actor,
    conn: &mut Conn,
    reference: &Reference,
) -> Result<CareerConversation, AppError> {
    actor
        .may(HAVE_CONVERSATIONS)
        .or_else(|_| actor.may(COORDINATE_CONVERSATIONS))?;
    let read =
        store::career_conversations::career_conversation::by_reference(conn, reference).await?;
    match may_act_for(actor, read.member) {
        Ok(()) => Ok(read),
        Err(_) => Err(not_theirs(service, actor, &read)),
    }
}

/// Whether the conversation is already as the move would make it.
fn is_there(conversation: &CareerConversation, request: &MoveRequest) -> bool {
    conversation.interval.start == request.slot.start
        && conversation.adviser == request.slot.adviser
        && conversation.way == request.way
        && conversation.site == request.site
}

/// Whether this very move was made before: a second click, or an answer that was lost on its way.
fn is_done_already(found: &CareerConversation, request: &MoveRequest) -> bool {
    found.status == Status::Booked
        && found.version == request.version + 1
        && is_there(found, request)
}

/// Whether it was cancelled from this very page before.
fn is_cancelled_already(found: &CareerConversation, request: &CancelRequest) -> bool {
    found.status.is_cancelled() && found.version == request.version + 1
}

/// A second click that ran beside the first lost against it: where the change is made by now, the answer is the same.
async fn or_done_meanwhile(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
    result: Result<CareerConversation, AppError>,
    is_done: impl Fn(&CareerConversation) -> bool,
) -> Result<CareerConversation, AppError> {
    let Err(AppError::Conflict(conflict)) = result else {
        return result;
    };
    let mut conn = service.store.read().await?;
    let found = theirs(service, actor, &mut conn, reference).await?;
    if is_done(&found) {
        Ok(found)
    } else {
        Err(AppError::Conflict(conflict))
    }
}

/// The conversation, if the actor can change it now, and the status after the change.
async fn to_change(
    work: &mut Work<'_>,
    actor: &Actor,
    read: CareerConversation,
    version: i64,
    by_member: Event,
    by_coordinator: Event,
) -> Result<(CareerConversation, Status), AppError> {
    let now = work.now;
    let coordinates = actor.may(COORDINATE_CONVERSATIONS).is_ok();
    let event = if coordinates {
        by_coordinator
    } else {
        by_member
    };
    let Some(status) = read
        .status
        .after(event)
        .filter(|_| now < read.interval.start)
    else {
        return Err(AppError::conflict(conflict::NOT_ALLOWED_NOW));
    };
    if read.version != version {
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    let rules = rules_at(now, work).await?;
    if !coordinates && !read.member_can_change(now, rules.cut_off_hours) {
        return Err(after_cut_off(work, &read, rules.cut_off_hours).await?);
    }
    Ok((read, status))
}

async fn after_cut_off(
    conn: &mut Conn,
    read: &CareerConversation,
    hours: i64,
) -> Result<AppError, AppError> {
    let adviser = store::career_conversations::adviser::by_id(conn, read.adviser).await?;
    let message = format!(
        "You could change this online until {} before it starts. To change it now, contact {}",
        words::duration(hours * 60),
        adviser.contact()
    );
    Ok(AppError::Conflict(Conflict {
        code: conflict::AFTER_CUT_OFF,
        message,
        alternatives: Vec::new(),
    }))
}

/// Who can't have a time is told the nearest ones that are free. They are read afresh: the caller's transaction must be over.
pub(crate) async fn or_alternatives<T>(
    service: &Service,
    result: Result<T, AppError>,
    wanted: &Wanted,
) -> Result<T, AppError> {
    match result {
        Err(AppError::Conflict(mut conflict)) => {
            let about_time = [
                conflict::SLOT_TAKEN,
                conflict::SLOT_UNAVAILABLE,
                conflict::MEMBER_BUSY,
            ];
            let is_about_time = about_time.contains(&conflict.code);
            if is_about_time
                && let Ok(mut conn) = service.store.read().await
                && let Ok(diaries) = Diaries::load(service, &mut conn, wanted.moving).await
            {
                conflict.alternatives = diaries.alternatives(service.now(), wanted);
            }
            Err(AppError::Conflict(conflict))
        }
        result => result,
    }
}
