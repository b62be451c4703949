//! Who has a place or wants one.

use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::seats::id::{ClaimId, PlaceId};
use domain::seats::{Claim, ClaimState, Holder};
use uuid::Uuid;

use crate::db::{Conn, FromRow, Row, StoreError, Tx, statements};

impl FromRow for Claim {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let (holder, person): (Uuid, Option<PersonId>) =
            (row.get("holder_id")?, row.get("person_id")?);
        Ok(Self {
            id: row.get("id")?,
            place: row.get("place_id")?,
            holder: person.map_or(Holder::Other(holder), Holder::Person),
            state: row.get("state")?,
            standing: row.get("standing")?,
            joined_at: row.get("joined_at")?,
        })
    }
}

statements! {
    INSERT = "INSERT INTO seat_claim (id, place_id, holder_id, person_id, state, standing, joined_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    BY_ID = "SELECT * FROM seat_claim WHERE id = $1";
    LIVE = "SELECT * FROM seat_claim WHERE place_id = $1 AND holder_id = $2 AND state IN ('waiting', 'asked', 'offered', 'taken')";
    EVER = "SELECT COUNT(*) AS n FROM seat_claim WHERE place_id = $1 AND holder_id = $2";
    AHEAD = "SELECT COUNT(*) AS n FROM seat_claim WHERE place_id = $1 AND state IN ('waiting', 'asked', 'offered') AND state <> 'asked'
        AND (standing < $2 OR (standing = $2 AND (joined_at < $3 OR (joined_at = $3 AND id < $4))))";
    LINE = "SELECT * FROM seat_claim WHERE place_id = $1 AND state IN ('waiting', 'asked', 'offered') AND state = 'waiting'
        ORDER BY standing, joined_at, id LIMIT $2";
    // On PostgreSQL whoever is just being asked or is just leaving is passed over rather than waited for.
    TAKE_TURN = {
        sqlite: "UPDATE seat_claim SET state = $2, changed_at = $3 WHERE id = $1 AND state = 'waiting'",
        postgres: "UPDATE seat_claim SET state = $2, changed_at = $3
            WHERE id IN (SELECT id FROM seat_claim WHERE id = $1 AND state = 'waiting' FOR NO KEY UPDATE SKIP LOCKED)"
    };
    SET_STATE = "UPDATE seat_claim SET state = $3, changed_at = $4 WHERE id = $1 AND state = $2";
}

/// Adds a claim.
///
/// # Errors
/// `Conflict(seat_claim_live)` for who has one already, `Conflict(seat_capacity)` where it would hold a place and none is free.
pub async fn insert(tx: &mut Tx, claim: &Claim) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(claim.id)
        .bind(claim.place)
        .bind(claim.holder.uuid())
        .bind(claim.holder.person())
        .bind(claim.state)
        .bind(claim.standing)
        .bind(claim.joined_at)
        .one_changed()
        .await
}

/// Live or over.
pub async fn by_id(conn: &mut Conn, id: ClaimId) -> Result<Claim, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

pub async fn live(
    conn: &mut Conn,
    place: PlaceId,
    holder: Holder,
) -> Result<Option<Claim>, StoreError> {
    conn.q(&LIVE)
        .bind(place)
        .bind(holder.uuid())
        .optional()
        .await
}

/// Whether somebody has, or ever had, to do with a place.
pub async fn was_ever(conn: &mut Conn, place: PlaceId, holder: Holder) -> Result<bool, StoreError> {
    let claims = conn.q(&EVER).bind(place).bind(holder.uuid());
    Ok(claims.count().await? > 0)
}

/// How many people in line are before this one, with a place kept for them or not.
pub async fn ahead_of(conn: &mut Conn, claim: &Claim) -> Result<i64, StoreError> {
    conn.q(&AHEAD)
        .bind(claim.place)
        .bind(claim.standing)
        .bind(claim.joined_at)
        .bind(claim.id)
        .count()
        .await
}

/// Who waits for a place, in order, so many at most.
pub async fn line(conn: &mut Conn, place: PlaceId, limit: i64) -> Result<Vec<Claim>, StoreError> {
    conn.q(&LINE).bind(place).bind(limit).all().await
}

/// Ends somebody's wait in favour of `state`. `false` when they are no longer waiting, or somebody else is just changing that.
///
/// # Errors
/// `Conflict(seat_capacity)` where nothing is free.
pub async fn take_turn(
    tx: &mut Tx,
    id: ClaimId,
    state: ClaimState,
    at: Instant,
) -> Result<bool, StoreError> {
    let taken = tx.q(&TAKE_TURN).bind(id).bind(state).bind(at);
    Ok(taken.execute().await? > 0)
}

/// Changes the state of a claim as it was read.
///
/// # Errors
/// `NotFound` when it has changed since; `Conflict(seat_capacity)` where it would hold a place and none is free.
pub async fn set_state(
    tx: &mut Tx,
    read: &Claim,
    state: ClaimState,
    at: Instant,
) -> Result<(), StoreError> {
    tx.q(&SET_STATE)
        .bind(read.id)
        .bind(read.state)
        .bind(state)
        .bind(at)
        .one_changed()
        .await
}
