//! Booking, moving and cancelling career conversations, and seeing one's own.

mod availability;
mod change;
mod diaries;
mod limit;
mod look;

use domain::career_conversations::audit::{
    ATTENDANCE_RECORDED, CAREER_CONVERSATION, CONVERSATION_BOOKED, CONVERSATION_CANCELLED,
    CONVERSATION_MOVED, SUMMARY_CORRECTED, SUMMARY_SHARED,
};
use domain::career_conversations::career_conversation::{CareerConversation, Reference};
use domain::career_conversations::conflict;
use domain::career_conversations::id::CareerConversationId;
use domain::career_conversations::permission::{
    COORDINATE_CONVERSATIONS, GIVE_CONVERSATIONS, HAVE_CONVERSATIONS,
};
use domain::career_conversations::settings::Rules;
use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::system::audit::Action;
use domain::system::outbox::CalendarMethod;
use store::career_conversations::adviser::Adviser;
use store::places::site::Site;
use store::{AskedPage, Conn, Paged, StoreError, Tx};

use crate::Service;
use crate::career_conversations::message;
use crate::system::audit;
use crate::work::{About, Work};

pub use availability::{
    Availability, Chosen, PlaceToMeet, available, available_on, chosen, places,
};
pub(crate) use availability::{free_times_between, free_times_of};
pub use change::{book, cancel, move_to};
pub(crate) use change::{
    book_in, cancel_in, is_active_member, lock_diaries, move_in, or_alternatives,
};
pub use diaries::{DaySlots, OfferedSlot, Search, Wanted};
pub(crate) use diaries::{Diaries, empty_diary};
pub(crate) use limit::{Doing, check_limit, lock_member};
pub use look::Looks;
pub use store::career_conversations::career_conversation::Listed;
pub use store::system::audit::Listed as HistoryEntry;

pub const PAST_ON_A_PAGE: i64 = 10;

/// One's own conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// Booked and not over, earliest first.
    pub upcoming: Vec<Listed>,
    /// A page of the others, latest first.
    pub past: Paged<Listed>,
}

/// One conversation with all that its page needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    pub listed: Listed,
    pub adviser: Adviser,
    /// If in person.
    pub site: Option<Site>,
    /// Until when the member can move or cancel it.
    pub cut_off: Instant,
    /// Whether the member can still move or cancel it.
    pub can_change: bool,
}

/// A conversation in the log; the record is its member's.
pub(crate) fn about(conversation: &CareerConversation) -> About {
    About::the(CAREER_CONVERSATION, conversation.id.uuid()).of(conversation.member)
}

pub(crate) async fn rules_at(now: Instant, conn: &mut Conn) -> Result<Rules, AppError> {
    let values = store::system::setting::all(conn).await?;
    Ok(Rules::on(london::day_of(now), &values))
}

/// One's own conversations, with the page `page` (from 1) of past ones.
///
/// # Errors
/// `Forbidden` for who isn't a hub member.
pub async fn mine(service: &Service, actor: &Actor, page: i64) -> Result<Mine, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let now = service.now();
    let upcoming = store::career_conversations::career_conversation::upcoming_of_member(
        &mut conn,
        actor.person,
        now,
    )
    .await?;
    let asked = AskedPage::new(page, PAST_ON_A_PAGE);
    let past = store::career_conversations::career_conversation::past_of_member(
        &mut conn,
        actor.person,
        now,
        asked,
    )
    .await?;
    Ok(Mine { upcoming, past })
}

/// How long after a booking its questions say that it is done, to whoever goes back to them.
const JUST_BOOKED_HOURS: i64 = 24;

/// The newest conversation that the actor has booked for this member in the last day and that is still to come, if any.
///
/// # Errors
/// `Forbidden` for who neither is the member nor may book for members.
pub async fn just_booked(
    service: &Service,
    actor: &Actor,
    member: PersonId,
) -> Result<Option<Listed>, AppError> {
    let permission = if actor.person == member {
        HAVE_CONVERSATIONS
    } else {
        COORDINATE_CONVERSATIONS
    };
    actor.may(permission)?;
    let now = service.now();
    let mut conn = service.store.read().await?;
    let upcoming = store::career_conversations::career_conversation::upcoming_of_member(
        &mut conn, member, now,
    )
    .await?;
    let is_just_booked = |listed: &Listed| {
        let conversation = &listed.conversation;
        conversation.booked_by == actor.person
            && conversation.booked_at.plus_hours(JUST_BOOKED_HOURS) > now
    };
    let booked = upcoming.into_iter().filter(is_just_booked);
    Ok(booked.max_by_key(|listed| listed.conversation.booked_at))
}

/// Whose eyes a conversation is seen with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    ByMember,
    ByAdviser,
    ByCoordinator,
}

/// How the actor sees a conversation: as the one who has it or gives it, before as one who looks after all.
///
/// # Errors
/// `Forbidden` for who can't have anything to do with any; `NotFound` for somebody else's.
pub async fn seen(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
) -> Result<Seen, AppError> {
    let may = |permission| actor.may(permission).is_ok();
    let (has, gives, coordinates) = (
        may(HAVE_CONVERSATIONS),
        may(GIVE_CONVERSATIONS),
        may(COORDINATE_CONVERSATIONS),
    );
    if !(has || gives || coordinates) {
        return Err(AppError::Forbidden);
    }
    let mut conn = service.store.read().await?;
    let conversation =
        store::career_conversations::career_conversation::by_reference(&mut conn, reference)
            .await?;
    match conversation {
        own if has && own.member == actor.person => Ok(Seen::ByMember),
        given if gives && given.adviser == actor.person => Ok(Seen::ByAdviser),
        _ if coordinates => Ok(Seen::ByCoordinator),
        other => Err(not_theirs(service, actor, &other)),
    }
}

/// One of one's own conversations.
///
/// # Errors
/// `Forbidden` for who isn't a hub member; `NotFound` for somebody else's.
pub async fn one(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
) -> Result<Whole, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let whole = load(service, reference).await?;
    if whole.listed.conversation.member == actor.person {
        Ok(whole)
    } else {
        Err(not_theirs(service, actor, &whole.listed.conversation))
    }
}

/// One of one's own conversations as a file for one's calendar: the event that the emails about it tell of.
///
/// # Errors
/// As [`one`].
pub async fn calendar(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
) -> Result<String, AppError> {
    let whole = one(service, actor, reference).await?;
    let conversation = &whole.listed.conversation;
    let event = message::event_for_member(service, conversation, whole.site.as_ref());
    let method = match conversation.status.is_cancelled() {
        true => CalendarMethod::Cancel,
        false => CalendarMethod::Request,
    };
    Ok(crate::kit::calendar::file(&event, method))
}

/// What the two whom a conversation concerns are told of its history: what they could see happen.
const TOLD: [Action; 6] = [
    CONVERSATION_BOOKED,
    CONVERSATION_MOVED,
    CONVERSATION_CANCELLED,
    ATTENDANCE_RECORDED,
    SUMMARY_SHARED,
    SUMMARY_CORRECTED,
];

/// What happened to one's own conversation, or to one that one gives, oldest first.
///
/// # Errors
/// `NotFound` for somebody else's.
pub async fn history(
    service: &Service,
    actor: &Actor,
    conversation: &CareerConversation,
) -> Result<Vec<HistoryEntry>, AppError> {
    if ![conversation.member, conversation.adviser].contains(&actor.person) {
        return Err(not_theirs(service, actor, conversation));
    }
    let mut conn = service.store.read().await?;
    let mut history = store::system::audit::of_object(&mut conn, conversation.id.uuid()).await?;
    let is_told = |code: &str| TOLD.iter().any(|action| action.code() == code);
    history.retain(|happened| is_told(&happened.entry.action));
    Ok(history)
}

/// Somebody asked for a conversation that is not theirs. It is noted, and told as if there were none.
pub(crate) fn not_theirs(
    service: &Service,
    actor: &Actor,
    conversation: &CareerConversation,
) -> AppError {
    let (object, member) = (conversation.id.uuid(), conversation.member);
    audit::not_theirs(service, actor, CAREER_CONVERSATION, object, member)
}

/// Any conversation; whoever calls has asked for the permission.
pub(crate) async fn load(service: &Service, reference: &Reference) -> Result<Whole, AppError> {
    let mut conn = service.store.read().await?;
    let listed =
        store::career_conversations::career_conversation::listed_by_reference(&mut conn, reference)
            .await?;
    let adviser =
        store::career_conversations::adviser::by_id(&mut conn, listed.conversation.adviser).await?;
    let site = match listed.conversation.site {
        Some(site) => Some(store::places::site::by_id(&mut conn, site).await?),
        None => None,
    };
    let rules = rules_at(service.now(), &mut conn).await?;
    let conversation: &CareerConversation = &listed.conversation;
    Ok(Whole {
        cut_off: conversation.cut_off(rules.cut_off_hours),
        can_change: conversation.member_can_change(service.now(), rules.cut_off_hours),
        adviser,
        site,
        listed,
    })
}

/// The conversation if it is `whose` own and the member came. Whoever would correct that waits until the transaction ends.
///
/// # Errors
/// `NotFound` for somebody else's; `Conflict` when the member did not come.
pub(crate) async fn attended(
    work: &mut Work<'_>,
    actor: &Actor,
    reference: &Reference,
    whose: fn(&CareerConversation) -> PersonId,
) -> Result<CareerConversation, AppError> {
    let read =
        store::career_conversations::career_conversation::by_reference(work, reference).await?;
    if whose(&read) != actor.person {
        return Err(not_theirs(work.service, actor, &read));
    }
    lock_attended(work, read.id).await?;
    Ok(read)
}

/// Has whoever would correct the attendance wait until the transaction ends.
///
/// # Errors
/// `Conflict` when the member did not come.
pub(crate) async fn lock_attended(
    tx: &mut Tx,
    conversation: CareerConversationId,
) -> Result<(), AppError> {
    store::career_conversations::career_conversation::lock_attended(tx, conversation)
        .await
        .map_err(|error| match error {
            StoreError::NotFound => AppError::conflict(conflict::NOT_ATTENDED),
            error => error.into(),
        })
}
