//! Career conversations.

use domain::career_conversations::career_conversation::{CareerConversation, Reference, Status};
use domain::career_conversations::id::CareerConversationId;
use domain::kit::instant::{Instant, Interval};
use domain::people::id::PersonId;
use domain::system::id::DraftId;

use crate::db::{AskedPage, Conn, Paged, StoreError, Tx, paged, row, statements};
use crate::system::search_key;

row! {
    CareerConversation {
        id, reference, member: "member_id", adviser: "adviser_id",
        interval: Interval { start: "starts_at", end: "ends_at" }, way, site: "site_id", topic,
        preparation, status, submission: "submission_id", calendar_uid, calendar_sequence,
        booked_by, booked_at, updated_at, version,
    }
}

/// A conversation with the names that lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub conversation: CareerConversation,
    pub member_name: String,
    pub adviser_name: String,
    /// If in person.
    pub site_name: Option<String>,
}

row! { Listed { conversation: CareerConversation, member_name, adviser_name, site_name } }

/// A booked time of an adviser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub id: CareerConversationId,
    pub adviser: PersonId,
    pub member: PersonId,
    pub interval: Interval,
}

row! {
    Taken {
        id, adviser: "adviser_id", member: "member_id",
        interval: Interval { start: "starts_at", end: "ends_at" },
    }
}

/// Conversations of which nobody has said who came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unrecorded {
    pub conversations: i64,
    /// When the first of them began.
    pub first: Option<Instant>,
}

row! { Unrecorded { conversations, first } }

/// How much a member has booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// Conversations to come.
    pub live: i64,
    /// Bookings that they made by themselves since a moment, whatever became of them.
    pub made: i64,
}

row! { Booked { live, made } }

/// What a coordinator's or adviser's list asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// Starting then or later.
    pub from: Instant,
    /// Starting before then.
    pub until: Instant,
    pub adviser: Option<PersonId>,
    pub status: Option<Status>,
    /// Words of the member's name or address, or the reference; empty for all.
    pub text: String,
    pub order: Order,
    pub asked: AskedPage,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Earliest first.
    #[default]
    Time,
    TimeDescending,
    Member,
    Adviser,
    Status,
}

impl Order {
    const fn code(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::TimeDescending => "time_descending",
            Self::Member => "member",
            Self::Adviser => "adviser",
            Self::Status => "status",
        }
    }
}

statements! {
    INSERT = "INSERT INTO career_conversation (id, reference, member_id, adviser_id, starts_at, ends_at, way, site_id, topic,
            preparation, status, submission_id, calendar_uid, calendar_sequence, booked_by, booked_at, updated_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    MOVE = "UPDATE career_conversation SET adviser_id = $4, starts_at = $5, ends_at = $6, way = $7, site_id = $8,
            calendar_sequence = calendar_sequence + 1, updated_at = $9, version = version + 1
        WHERE id = $1 AND version = $2 AND status = $3";
    SET_STATUS = "UPDATE career_conversation SET status = $4, calendar_sequence = calendar_sequence + 1, updated_at = $5, version = version + 1
        WHERE id = $1 AND version = $2 AND status = $3";
    STILL_ATTENDED = "UPDATE career_conversation SET version = version WHERE id = $1 AND status = 'attended'";
    BY_ID = "SELECT * FROM career_conversation WHERE id = $1";
    BY_REFERENCE = "SELECT * FROM career_conversation WHERE reference = $1";
    BY_SUBMISSION = "SELECT * FROM career_conversation WHERE submission_id = $1";
    LISTED_BY_REFERENCE = "SELECT c.*, m.name AS member_name, a.name AS adviser_name, s.name AS site_name
        FROM career_conversation c JOIN person m ON m.id = c.member_id JOIN person a ON a.id = c.adviser_id LEFT JOIN site s ON s.id = c.site_id
        WHERE c.reference = $1";
    // The day before bounds what is read: without it every conversation of the past would be.
    TAKEN_OF_ADVISER = "SELECT id, adviser_id, member_id, starts_at, ends_at FROM career_conversation
        WHERE status = 'booked' AND adviser_id = $1 AND starts_at < $3 AND ends_at > $2 ORDER BY starts_at";
    MEMBER_UPCOMING = "SELECT c.*, m.name AS member_name, a.name AS adviser_name, s.name AS site_name
        FROM career_conversation c JOIN person m ON m.id = c.member_id JOIN person a ON a.id = c.adviser_id LEFT JOIN site s ON s.id = c.site_id
        WHERE c.member_id = $1 AND c.status = 'booked' AND c.ends_at > $2 ORDER BY c.starts_at, c.id";
    MEMBER_PAST = "SELECT c.*, m.name AS member_name, a.name AS adviser_name, s.name AS site_name
        FROM career_conversation c JOIN person m ON m.id = c.member_id JOIN person a ON a.id = c.adviser_id LEFT JOIN site s ON s.id = c.site_id
        WHERE c.member_id = $1 AND NOT (c.status = 'booked' AND c.ends_at > $2) ORDER BY c.starts_at DESC, c.id LIMIT $3 OFFSET $4";
    MEMBER_PAST_COUNT = "SELECT COUNT(*) AS n FROM career_conversation c WHERE c.member_id = $1 AND NOT (c.status = 'booked' AND c.ends_at > $2)";
    MEMBER_BUSY = "SELECT COUNT(*) AS n FROM career_conversation
        WHERE member_id = $1 AND status = 'booked' AND starts_at < $3 AND ends_at > $2 AND id <> $4";
    UNRECORDED = "SELECT COUNT(*) AS conversations, MIN(starts_at) AS first FROM career_conversation
        WHERE adviser_id = $1 AND status = 'booked' AND starts_at < $2 AND ends_at <= $2";
    BOOKED = "SELECT COUNT(CASE WHEN status = 'booked' AND starts_at > $2 THEN 1 END) AS live,
            COUNT(CASE WHEN booked_by = $1 AND booked_at >= $3 THEN 1 END) AS made
        FROM career_conversation WHERE member_id = $1";
    LIST = "SELECT l.* FROM (
            SELECT c.*, m.name AS member_name, a.name AS adviser_name, s.name AS site_name, m.search_key AS member_key, a.search_key AS adviser_key,
                m.search_key || ' ' || LOWER(c.reference) || ' ' || LOWER(REPLACE(c.reference, '-', '')) AS found_by
            FROM career_conversation c JOIN person m ON m.id = c.member_id JOIN person a ON a.id = c.adviser_id LEFT JOIN site s ON s.id = c.site_id) l
        WHERE l.starts_at >= $1 AND l.starts_at < $2
            AND ($3 = 0 OR l.adviser_id = $4) AND ($5 = '' OR l.status = $5)
            AND l.found_by LIKE $6 AND l.found_by LIKE $7 AND l.found_by LIKE $8 AND l.found_by LIKE $9 AND l.found_by LIKE $10 AND l.found_by LIKE $11
        ORDER BY CASE WHEN $12 = 'member' THEN l.member_key WHEN $12 = 'adviser' THEN l.adviser_key WHEN $12 = 'status' THEN l.status ELSE '' END,
            CASE WHEN $12 = 'time_descending' THEN l.starts_at END DESC, l.starts_at, l.id
        LIMIT $13 OFFSET $14";
    LIST_COUNT = "SELECT COUNT(*) AS n FROM (
            SELECT c.starts_at, c.adviser_id, c.status, m.search_key || ' ' || LOWER(c.reference) || ' ' || LOWER(REPLACE(c.reference, '-', '')) AS found_by
            FROM career_conversation c JOIN person m ON m.id = c.member_id) l
        WHERE l.starts_at >= $1 AND l.starts_at < $2
            AND ($3 = 0 OR l.adviser_id = $4) AND ($5 = '' OR l.status = $5)
            AND l.found_by LIKE $6 AND l.found_by LIKE $7 AND l.found_by LIKE $8 AND l.found_by LIKE $9 AND l.found_by LIKE $10 AND l.found_by LIKE $11";
    COUNT_BY_STATUS = "SELECT l.status, COUNT(*) AS n FROM (
            SELECT c.starts_at, c.adviser_id, c.status, m.search_key || ' ' || LOWER(c.reference) || ' ' || LOWER(REPLACE(c.reference, '-', '')) AS found_by
            FROM career_conversation c JOIN person m ON m.id = c.member_id) l
        WHERE l.starts_at >= $1 AND l.starts_at < $2 AND ($3 = 0 OR l.adviser_id = $4)
            AND l.found_by LIKE $5 AND l.found_by LIKE $6 AND l.found_by LIKE $7 AND l.found_by LIKE $8 AND l.found_by LIKE $9 AND l.found_by LIKE $10
        GROUP BY l.status";
}

/// Books a conversation.
///
/// # Errors
/// `Conflict(career_conversation_adviser_slot)` or `Conflict(career_conversation_adviser_overlap)` when the adviser's time is
/// taken, `Conflict(career_conversation_member_overlap)` when the member has another conversation then,
/// `Conflict(career_conversation_submission)` for a submission that was booked already.
pub async fn insert(tx: &mut Tx, conversation: &CareerConversation) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(conversation.id)
        .bind(conversation.reference.clone())
        .bind(conversation.member)
        .bind(conversation.adviser)
        .bind(conversation.interval.start)
        .bind(conversation.interval.end)
        .bind(conversation.way)
        .bind(conversation.site)
        .bind(conversation.topic)
        .bind(conversation.preparation.as_str())
        .bind(conversation.status)
        .bind(conversation.submission)
        .bind(conversation.calendar_uid.as_str())
        .bind(conversation.calendar_sequence)
        .bind(conversation.booked_by)
        .bind(conversation.booked_at)
        .bind(conversation.updated_at)
        .bind(conversation.version)
        .one_changed()
        .await?;
    tx.announce(conversation.adviser).await
}

/// An adviser's conversations that are over and still booked: nobody has said who came.
pub async fn unrecorded(
    conn: &mut Conn,
    adviser: PersonId,
    now: Instant,
) -> Result<Unrecorded, StoreError> {
    conn.q(&UNRECORDED).bind(adviser).bind(now).one().await
}

/// How much a member has booked: to come after `now`, and made by themselves since `since`.
pub async fn booked(
    conn: &mut Conn,
    member: PersonId,
    now: Instant,
    since: Instant,
) -> Result<Booked, StoreError> {
    conn.q(&BOOKED)
        .bind(member)
        .bind(now)
        .bind(since)
        .one()
        .await
}

/// Moves a conversation as it was read to what `moved` says; sequence and version rise by one.
///
/// # Errors
/// `NotFound` when it has changed since; `Conflict` as for [`insert`].
pub async fn move_to(
    tx: &mut Tx,
    read: &CareerConversation,
    moved: &CareerConversation,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&MOVE)
        .bind(read.id)
        .bind(read.version)
        .bind(read.status)
        .bind(moved.adviser)
        .bind(moved.interval.start)
        .bind(moved.interval.end)
        .bind(moved.way)
        .bind(moved.site)
        .bind(at)
        .one_changed()
        .await?;
    tx.announce(read.adviser).await?;
    if moved.adviser == read.adviser {
        return Ok(());
    }
    tx.announce(moved.adviser).await
}

/// Changes the status of a conversation as it was read; sequence and version rise by one.
///
/// # Errors
/// `NotFound` when it has changed since.
pub async fn set_status(
    tx: &mut Tx,
    read: &CareerConversation,
    status: Status,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&SET_STATUS)
        .bind(read.id)
        .bind(read.version)
        .bind(read.status)
        .bind(status)
        .bind(at)
        .one_changed()
        .await?;
    tx.announce(read.adviser).await
}

/// Makes sure that the member came. Whoever would correct that waits until the transaction ends.
///
/// # Errors
/// `NotFound` when it is not recorded that they came.
pub async fn lock_attended(tx: &mut Tx, id: CareerConversationId) -> Result<(), StoreError> {
    tx.q(&STILL_ATTENDED).bind(id).one_changed().await
}

pub async fn by_id(
    conn: &mut Conn,
    id: CareerConversationId,
) -> Result<CareerConversation, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

pub async fn by_reference(
    conn: &mut Conn,
    reference: &Reference,
) -> Result<CareerConversation, StoreError> {
    conn.q(&BY_REFERENCE).bind(reference.clone()).one().await
}

pub async fn listed_by_reference(
    conn: &mut Conn,
    reference: &Reference,
) -> Result<Listed, StoreError> {
    conn.q(&LISTED_BY_REFERENCE)
        .bind(reference.clone())
        .one()
        .await
}

pub async fn by_submission(
    conn: &mut Conn,
    submission: DraftId,
) -> Result<Option<CareerConversation>, StoreError> {
    conn.q(&BY_SUBMISSION).bind(submission).optional().await
}

/// One adviser's booked times that touch the interval.
pub async fn taken_of_adviser(
    conn: &mut Conn,
    adviser: PersonId,
    interval: Interval,
) -> Result<Vec<Taken>, StoreError> {
    conn.q(&TAKEN_OF_ADVISER)
        .bind(adviser)
        .bind(interval.start)
        .bind(interval.end)
        .all()
        .await
}

/// A member's conversations that are booked and not over at `now`, earliest first.
pub async fn upcoming_of_member(
    conn: &mut Conn,
    member: PersonId,
    now: Instant,
) -> Result<Vec<Listed>, StoreError> {
    conn.q(&MEMBER_UPCOMING).bind(member).bind(now).all().await
}

/// A member's other conversations, latest first.
pub async fn past_of_member(
    conn: &mut Conn,
    member: PersonId,
    now: Instant,
    asked: AskedPage,
) -> Result<Paged<Listed>, StoreError> {
    paged(conn, asked, &MEMBER_PAST_COUNT, &MEMBER_PAST, |q| {
        q.bind(member).bind(now)
    })
    .await
}

/// Whether a member has another booked conversation in the interval.
pub async fn member_is_busy(
    conn: &mut Conn,
    member: PersonId,
    interval: Interval,
    except: CareerConversationId,
) -> Result<bool, StoreError> {
    let count = conn
        .q(&MEMBER_BUSY)
        .bind(member)
        .bind(interval.start)
        .bind(interval.end)
        .bind(except)
        .count()
        .await?;
    Ok(count > 0)
}

pub async fn list(conn: &mut Conn, query: &ListQuery) -> Result<Paged<Listed>, StoreError> {
    let patterns = search_key::patterns(&query.text);
    let status = query.status.map_or("", Status::code);
    let any_adviser = PersonId::from(uuid::Uuid::nil());
    let (has_adviser, adviser) = (
        i64::from(query.adviser.is_some()),
        query.adviser.unwrap_or(any_adviser),
    );
    let total = conn
        .q(&LIST_COUNT)
        .bind(query.from)
        .bind(query.until)
        .bind(has_adviser)
        .bind(adviser)
        .bind(status)
        .bind_patterns(&patterns)
        .count()
        .await?;
    let shown = query.asked.among(total);
    let rows = conn
        .q(&LIST)
        .bind(query.from)
        .bind(query.until)
        .bind(has_adviser)
        .bind(adviser)
        .bind(status)
        .bind_patterns(&patterns)
        .bind(query.order.code())
        .bind(shown.limit)
        .bind(shown.offset)
        .all()
        .await?;
    Ok(shown.with(rows))
}

struct StatusCount(Status, i64);

row! { StatusCount("status", "n") }

/// How many conversations there are of each status, in the usual order, whatever status, order and page the query asks for.
pub async fn count_by_status(
    conn: &mut Conn,
    query: &ListQuery,
) -> Result<Vec<(Status, i64)>, StoreError> {
    let any_adviser = PersonId::from(uuid::Uuid::nil());
    let counts: Vec<StatusCount> = conn
        .q(&COUNT_BY_STATUS)
        .bind(query.from)
        .bind(query.until)
        .bind(i64::from(query.adviser.is_some()))
        .bind(query.adviser.unwrap_or(any_adviser))
        .bind_patterns(&search_key::patterns(&query.text))
        .all()
        .await?;
    let count_of = |status| {
        let found = counts.iter().find(|count| count.0 == status);
        found.map_or(0, |count| count.1)
    };
    Ok(Status::ALL
        .iter()
        .map(|status| (*status, count_of(*status)))
        .collect())
}
