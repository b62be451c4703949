//! Everyone's conversations, for hub coordinators: the day's list, one conversation with its history, finding a member.
//!
//! Booking, moving and cancelling are in [`crate::career_conversations::career_conversation`], which lets a coordinator act for a member.

use domain::career_conversations::audit::CAREER_CONVERSATION;
use domain::career_conversations::career_action::{ActionState, CareerAction};
use domain::career_conversations::career_conversation::{Reference, Status};
use domain::career_conversations::career_outcome::{CareerOutcome, ConversationFeedback, Pathway};
use domain::career_conversations::conversation_summary::SummaryState;
use domain::career_conversations::id::CareerConversationId;
use domain::career_conversations::permission::COORDINATE_CONVERSATIONS;
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::audit::PERSON;
use domain::people::id::PersonId;
use domain::people::role::Role;
use jiff::civil::Date;
use store::career_conversations::career_conversation::ListQuery;
use store::people::person::Person;
use store::{AskedPage, Conn, Paged};

use crate::Service;
use crate::career_conversations::career_conversation::{self, HistoryEntry, Listed, Whole};
use crate::system::audit;

pub use store::career_conversations::career_conversation::Order;

pub const ON_A_PAGE: i64 = 25;
pub const MEMBERS_ON_A_PAGE: i64 = 20;
/// The most days that can be looked at together.
pub const MOST_DAYS: i32 = 366;
/// No conversation is earlier, and none later.
pub(crate) const FIRST_DAY: Date = Date::constant(2000, 1, 1);
const LAST_DAY: Date = Date::constant(2999, 12, 31);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// The first and the last; `None` for every day there is.
    pub days: Option<(Date, Date)>,
    pub adviser: Option<PersonId>,
    pub status: Option<Status>,
    /// Part of the member's name or of the reference; empty for all.
    pub text: String,
    pub order: Order,
    /// From 1.
    pub page: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub conversations: Paged<Listed>,
    /// How many of each status there are on those days with that adviser, whatever the status looked for.
    pub counts: Vec<(Status, i64)>,
    /// Advisers to choose from.
    pub advisers: Vec<(PersonId, String)>,
    /// The days that were looked at: fewer than asked when those were too many.
    pub days: Option<(Date, Date)>,
}

/// A conversation as a coordinator sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Coordinated {
    pub whole: Whole,
    pub member: Person,
    /// Whether it can be moved or cancelled: until it starts.
    pub can_change: bool,
    /// Oldest first.
    pub history: Vec<HistoryEntry>,
    /// What has followed it, if the member came.
    pub followed: Option<Followed>,
}

/// What has followed a conversation, as a coordinator sees it: how things stand, and nothing of what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Whether the summary is a draft or shared; `None` before there is one.
    pub summary: Option<SummaryState>,
    /// The next first.
    pub actions: Vec<ActionStatus>,
    pub outcomes: Vec<CareerOutcome>,
    pub feedback: Option<ConversationFeedback>,
}

/// An agreed action without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionStatus {
    pub pathway: Option<Pathway>,
    pub due_on: Date,
    pub state: ActionState,
    /// Whether its day has come and it is not done.
    pub is_due: bool,
}

impl ActionStatus {
    fn of(action: &CareerAction, today: Date) -> Self {
        Self {
            pathway: action.pathway,
            due_on: action.due_on,
            state: action.state,
            is_due: action.is_due(today),
        }
    }
}

/// The conversations of some days.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator.
pub async fn list(service: &Service, actor: &Actor, search: &Search) -> Result<Found, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let days = search.days.map(|(first, last)| {
        let furthest = london::plus_days(first, MOST_DAYS - 1);
        (first, last.max(first).min(furthest))
    });
    let (first, last) = days.unwrap_or((FIRST_DAY, LAST_DAY));
    let query = ListQuery {
        from: london::start_of_day(first),
        until: london::start_of_day(london::plus_days(last, 1)),
        adviser: search.adviser,
        status: search.status,
        text: search.text.clone(),
        order: search.order,
        asked: AskedPage::new(search.page, ON_A_PAGE),
    };
    let mut conn = service.store.read().await?;
    let conversations =
        store::career_conversations::career_conversation::list(&mut conn, &query).await?;
    let counts =
        store::career_conversations::career_conversation::count_by_status(&mut conn, &query)
            .await?;
    let advisers = store::career_conversations::adviser::active(&mut conn).await?;
    Ok(Found {
        conversations,
        counts,
        advisers: advisers
            .into_iter()
            .map(|adviser| (adviser.person, adviser.name))
            .collect(),
        days,
    })
}

/// One conversation with its history.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator; `NotFound`.
pub async fn one(
    service: &Service,
    actor: &Actor,
    reference: &Reference,
) -> Result<Coordinated, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let whole = career_conversation::load(service, reference).await?;
    let conversation = &whole.listed.conversation;
    let mut conn = service.store.read().await?;
    let member = store::people::person::by_id(&mut conn, conversation.member).await?;
    let history = store::system::audit::of_object(&mut conn, conversation.id.uuid()).await?;
    let followed = match conversation.status {
        Status::Attended => Some(followed(service, &mut conn, conversation.id).await?),
        _ => None,
    };
    let (kind, object) = (CAREER_CONVERSATION, conversation.id.uuid());
    audit::looked_at(service, actor, kind, object, conversation.member);
    Ok(Coordinated {
        followed,
        can_change: conversation.status == Status::Booked
            && service.now() < conversation.interval.start,
        member,
        history,
        whole,
    })
}

async fn followed(
    service: &Service,
    conn: &mut Conn,
    conversation: CareerConversationId,
) -> Result<Followed, AppError> {
    let today = london::day_of(service.now());
    let summary =
        store::career_conversations::conversation_summary::of_conversation(conn, conversation)
            .await?;
    let actions =
        store::career_conversations::career_action::of_conversation(conn, conversation).await?;
    Ok(Followed {
        summary: summary.map(|summary| summary.state),
        actions: actions
            .iter()
            .map(|action| ActionStatus::of(action, today))
            .collect(),
        outcomes: store::career_conversations::career_outcome::of_conversation(conn, conversation)
            .await?,
        feedback: store::career_conversations::career_outcome::feedback(conn, conversation).await?,
    })
}

/// A page of the hub members whose name or email address contains the text, by name.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator.
pub async fn find_members(
    service: &Service,
    actor: &Actor,
    text: &str,
    page: i64,
) -> Result<Paged<Person>, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let (role, asked) = (
        Role::HubMember.code(),
        AskedPage::new(page, MEMBERS_ON_A_PAGE),
    );
    Ok(store::people::person::search(&mut conn, text, role, asked).await?)
}

/// The member for whom a coordinator books.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator; `NotFound` for who isn't a hub member or has a closed account.
pub async fn member(
    service: &Service,
    actor: &Actor,
    member: PersonId,
) -> Result<Person, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    career_conversation::is_active_member(&mut conn, member).await?;
    audit::looked_at(service, actor, PERSON, member.uuid(), member);
    Ok(store::people::person::by_id(&mut conn, member).await?)
}
