//! What is counted of the conversations of some time.

use domain::career_conversations::career_conversation::Status;
use domain::kit::instant::{Instant, Interval};
use domain::kit::postcode::Postcode;
use domain::people::background::Background;
use domain::people::id::PersonId;
use jiff::civil::Date;

use crate::db::{Conn, StoreError, row, statements};

/// A conversation, and what is counted of its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub member: PersonId,
    pub adviser_name: String,
    pub background: Option<Background>,
    pub postcode: Option<Postcode>,
    pub status: Status,
    /// When it was, or would have been.
    pub start: Instant,
    pub booked_at: Instant,
    /// When the first action was agreed that still stands.
    pub agreed_at: Option<Instant>,
    /// When the first action was done.
    pub done_at: Option<Instant>,
    /// The first day on which something came of it.
    pub came_on: Option<Date>,
    /// The first day of a job or an apprenticeship.
    pub post_on: Option<Date>,
}

row! {
    Counted {
        member: "member_id", adviser_name, background, postcode, status, start: "starts_at",
        booked_at, agreed_at, done_at, came_on, post_on,
    }
}

statements! {
    CONVERSATIONS = "SELECT c.member_id, a.name AS adviser_name, m.background, m.postcode, c.status, c.starts_at, c.booked_at,
            (SELECT MIN(t.agreed_at) FROM career_action t WHERE t.conversation_id = c.id AND t.state <> 'dropped') AS agreed_at,
            (SELECT MIN(t.closed_at) FROM career_action t WHERE t.conversation_id = c.id AND t.state = 'done') AS done_at,
            (SELECT MIN(o.happened_on) FROM career_outcome o WHERE o.conversation_id = c.id) AS came_on,
            (SELECT MIN(o.happened_on) FROM career_outcome o WHERE o.conversation_id = c.id
                AND o.kind IN ('got_job', 'started_apprenticeship')) AS post_on
        FROM career_conversation c JOIN person m ON m.id = c.member_id JOIN person a ON a.id = c.adviser_id
        WHERE c.starts_at >= $1 AND c.starts_at < $2 ORDER BY c.starts_at, c.id";
}

/// Every conversation that starts in the interval, whatever became of it.
pub async fn conversations(
    conn: &mut Conn,
    interval: Interval,
) -> Result<Vec<Counted>, StoreError> {
    conn.q(&CONVERSATIONS)
        .bind(interval.start)
        .bind(interval.end)
        .all()
        .await
}
