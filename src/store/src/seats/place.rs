//! Places: what has room for so many.

use domain::kit::instant::Instant;
use domain::seats::id::PlaceId;
use domain::seats::{ClaimState, Occupancy, Place};

use crate::db::{Conn, StoreError, Tx, row, statements};

row! { Place { id, kind, capacity } }

struct Counted(ClaimState, i64);

row! { Counted("state", "n") }

statements! {
    INSERT = "INSERT INTO seat_place (id, kind, capacity, opened_at) VALUES ($1, $2, $3, $4)";
    BY_ID = "SELECT * FROM seat_place WHERE id = $1";
    LOCK = {
        sqlite: "SELECT * FROM seat_place WHERE id = $1",
        postgres: "SELECT * FROM seat_place WHERE id = $1 FOR NO KEY UPDATE"
    };
    SET_CAPACITY = "UPDATE seat_place SET capacity = $2 WHERE id = $1";
    OCCUPANCY = "SELECT state, COUNT(*) AS n FROM seat_claim
        WHERE place_id = $1 AND state IN ('waiting', 'asked', 'offered', 'taken') GROUP BY state";
}

pub async fn insert(tx: &mut Tx, place: &Place, at: Instant) -> Result<(), StoreError> {
    tx.q(&INSERT)
        .bind(place.id)
        .bind(place.kind.clone())
        .bind(place.capacity)
        .bind(at)
        .one_changed()
        .await
}

pub async fn by_id(conn: &mut Conn, id: PlaceId) -> Result<Place, StoreError> {
    conn.q(&BY_ID).bind(id).one().await
}

/// One place, so that nobody else changes who is in it until the transaction ends.
pub async fn lock(tx: &mut Tx, id: PlaceId) -> Result<Place, StoreError> {
    tx.q(&LOCK).bind(id).one().await
}

/// Makes a place larger or smaller. Who is in it stays.
pub async fn set_capacity(
    tx: &mut Tx,
    id: PlaceId,
    capacity: Option<i64>,
) -> Result<(), StoreError> {
    tx.q(&SET_CAPACITY)
        .bind(id)
        .bind(capacity)
        .one_changed()
        .await
}

pub async fn occupancy(conn: &mut Conn, id: PlaceId) -> Result<Occupancy, StoreError> {
    let counted: Vec<Counted> = conn.q(&OCCUPANCY).bind(id).all().await?;
    let of = |state| {
        let found = counted.iter().find(|counted| counted.0 == state);
        found.map_or(0, |counted| counted.1)
    };
    Ok(Occupancy {
        taken: of(ClaimState::Taken),
        offered: of(ClaimState::Offered),
        asked: of(ClaimState::Asked),
        waiting: of(ClaimState::Waiting),
    })
}
