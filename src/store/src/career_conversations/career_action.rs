//! Agreed actions.

use domain::career_conversations::career_action::{ActionState, CareerAction};
use domain::career_conversations::career_conversation::Reference;
use domain::career_conversations::id::{CareerActionId, CareerConversationId};
use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use jiff::civil::Date;

use crate::db::{AskedPage, Conn, Paged, StoreError, Tx, paged, row, statements};

row! {
    CareerAction {
        id, conversation: "conversation_id", adviser: "adviser_id", words, pathway, due_on, state,
        agreed_at, closed_at,
    }
}

/// An action with what a list of actions to follow up shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    pub action: CareerAction,
    pub reference: Reference,
    pub member_name: String,
}

row! { FollowUp { action: CareerAction, reference, member_name } }

statements! {
    INSERT = "INSERT INTO career_action (id, conversation_id, adviser_id, words, pathway, due_on, state, agreed_at, closed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SET_STATE = "UPDATE career_action SET state = $3, closed_at = $4 WHERE id = $1 AND state = $2";
    BY_ID = "SELECT * FROM career_action WHERE id = $1";
    OF_CONVERSATION = "SELECT * FROM career_action WHERE conversation_id = $1 ORDER BY due_on, id";
    // Who did not come after all agreed nothing.
    DUE = "SELECT a.*, c.reference, m.name AS member_name FROM career_action a
            JOIN career_conversation c ON c.id = a.conversation_id JOIN person m ON m.id = c.member_id
        WHERE a.adviser_id = $1 AND a.state = 'agreed' AND a.due_on <= $2 AND c.status = 'attended' ORDER BY a.due_on, a.id LIMIT $3 OFFSET $4";
    DUE_COUNT = "SELECT COUNT(*) AS n FROM career_action a JOIN career_conversation c ON c.id = a.conversation_id
        WHERE a.adviser_id = $1 AND a.state = 'agreed' AND a.due_on <= $2 AND c.status = 'attended'";
    OF_MEMBER = "SELECT a.*, c.reference, m.name AS member_name FROM career_conversation c
            JOIN career_action a ON a.conversation_id = c.id JOIN person m ON m.id = c.member_id
        WHERE c.member_id = $1 AND c.status = 'attended' AND a.state = 'agreed' AND a.due_on <= $2 ORDER BY a.due_on, a.id LIMIT $3";
}

pub async fn insert(tx: &mut Tx, action: &CareerAction) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(action.id)
        .bind(action.conversation)
        .bind(action.adviser)
        .bind(action.words.as_str())
        .bind(action.pathway)
        .bind(action.due_on)
        .bind(action.state)
        .bind(action.agreed_at)
        .bind(action.closed_at)
        .one_changed()
        .await
}

/// Changes the state of an action as it was read; one that is not agreed any more is closed `at` then.
///
/// # Errors
/// `NotFound` when it has changed since.
pub async fn set_state(
    tx: &mut Tx,
    read: &CareerAction,
    state: ActionState,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&SET_STATE)
        .bind(read.id)
        .bind(read.state)
        .bind(state)
        .bind((state != ActionState::Agreed).then_some(at))
        .one_changed()
        .await
}

pub async fn by_id(conn: &mut Conn, id: CareerActionId) -> Result<CareerAction, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

/// The next first.
pub async fn of_conversation(
    conn: &mut Conn,
    conversation: CareerConversationId,
) -> Result<Vec<CareerAction>, StoreError> {
    conn.q(&OF_CONVERSATION).bind(conversation).all().await
}

/// Actions of an adviser's conversations whose day has come by `today` and which are not done, the longest ago first.
pub async fn due(
    conn: &mut Conn,
    adviser: PersonId,
    today: Date,
    asked: AskedPage,
) -> Result<Paged<FollowUp>, StoreError> {
    paged(conn, asked, &DUE_COUNT, &DUE, |q| {
        q.bind(adviser).bind(today)
    })
    .await
}

/// What a member agreed to do by `day` and hasn't said is done, the longest ago first.
pub async fn of_member(
    conn: &mut Conn,
    member: PersonId,
    day: Date,
    limit: i64,
) -> Result<Vec<FollowUp>, StoreError> {
    conn.q(&OF_MEMBER)
        .bind(member)
        .bind(day)
        .bind(limit)
        .all()
        .await
}

pub async fn count_due(conn: &mut Conn, adviser: PersonId, today: Date) -> Result<i64, StoreError> {
    conn.q(&DUE_COUNT).bind(adviser).bind(today).count().await
}
