//! Members who never had a career conversation, and their invitations to book one.

use domain::career_conversations::id::InvitationId;
use domain::career_conversations::invitation::InvitationState;
use domain::kit::instant::Instant;
use domain::people::background::Background;
use domain::people::id::PersonId;

use crate::db::{Conn, StoreError, Tx, row, statements};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub member: PersonId,
    pub asked_by: PersonId,
    pub asked_at: Instant,
    pub state: InvitationState,
}

row! { Invitation { id, member: "member_id", asked_by, asked_at, state } }

struct Member(PersonId);

row! { Member("id") }

statements! {
    // Members with an open account who never had a conversation, have none to come, don't wait for one, and were not invited lately.
    CANDIDATES = "SELECT p.id FROM person p
        WHERE p.closed_at IS NULL AND ($1 = '' OR p.background = $1)
            AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'hub_member' AND g.revoked_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM career_conversation c WHERE c.member_id = p.id AND c.status IN ('booked', 'attended', 'did_not_attend'))
            AND NOT EXISTS (SELECT 1 FROM seat_claim c JOIN waiting_entry w ON w.id = c.id WHERE c.person_id = p.id AND c.state IN ('waiting', 'offered'))
            AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.member_id = p.id AND (i.state = 'waiting' OR (i.state = 'sent' AND i.asked_at > $2)))
        ORDER BY p.created_at, p.id";
    INSERT = "INSERT INTO invitation (id, member_id, asked_by, asked_at, state) VALUES ($1, $2, $3, $4, 'waiting')
        ON CONFLICT (member_id) WHERE state = 'waiting' DO NOTHING";
    WAITING = "SELECT id, member_id, asked_by, asked_at, state FROM invitation WHERE state = 'waiting' ORDER BY asked_at, id LIMIT $1";
    WAITING_COUNT = "SELECT COUNT(*) AS n FROM invitation WHERE state = 'waiting'";
    SENT_SINCE = "SELECT COUNT(*) AS n FROM invitation WHERE state = 'sent' AND decided_at > $1";
    IS_NEEDED = "SELECT COUNT(*) AS n FROM person p
        WHERE p.id = $1 AND p.closed_at IS NULL
            AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'hub_member' AND g.revoked_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM career_conversation c WHERE c.member_id = p.id AND c.status IN ('booked', 'attended', 'did_not_attend'))
            AND NOT EXISTS (SELECT 1 FROM seat_claim c JOIN waiting_entry w ON w.id = c.id WHERE c.person_id = p.id AND c.state IN ('waiting', 'offered'))";
    DECIDE = "UPDATE invitation SET state = $3, decided_at = $4 WHERE id = $1 AND state = $2";
}

/// Whom a coordinator could invite now; `invited_after`: who was invited after that is left out.
pub async fn candidates(
    conn: &mut Conn,
    background: Option<Background>,
    invited_after: Instant,
) -> Result<Vec<PersonId>, StoreError> {
    let found: Vec<Member> = conn
        .q(&CANDIDATES)
        .bind(background.map_or("", Background::code))
        .bind(invited_after)
        .all()
        .await?;
    Ok(found.into_iter().map(|member| member.0).collect())
}

/// Puts an invitation in line; says whether it is new. Who waits for one already gets no second.
pub async fn insert(tx: &mut Tx, invitation: &Invitation) -> Result<bool, StoreError> {
    let inserted = tx
        .q(&INSERT)
        .bind(invitation.id)
        .bind(invitation.member)
        .bind(invitation.asked_by)
        .bind(invitation.asked_at)
        .execute()
        .await?;
    Ok(inserted == 1)
}

/// The first in line.
pub async fn waiting(conn: &mut Conn, limit: i64) -> Result<Vec<Invitation>, StoreError> {
    conn.q(&WAITING).bind(limit).all().await
}

pub async fn waiting_count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.q(&WAITING_COUNT).count().await
}

pub async fn sent_since(conn: &mut Conn, after: Instant) -> Result<i64, StoreError> {
    conn.q(&SENT_SINCE).bind(after).count().await
}

/// Whether the member still has neither a conversation nor a place on the waiting list.
pub async fn is_needed(conn: &mut Conn, member: PersonId) -> Result<bool, StoreError> {
    Ok(conn.q(&IS_NEEDED).bind(member).count().await? == 1)
}

/// Decides an invitation as it was read: once.
///
/// # Errors
/// `NotFound` when it was decided before.
pub async fn decide(
    tx: &mut Tx,
    read: &Invitation,
    state: InvitationState,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&DECIDE)
        .bind(read.id)
        .bind(read.state)
        .bind(state)
        .bind(at)
        .one_changed()
        .await
}
