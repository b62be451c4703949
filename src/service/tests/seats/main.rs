//! The core of places, on both databases: who gets one, what an answer achieves, and what many at once leave behind.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

mod answers;
mod history;
mod kill;
mod model;
mod places;
#[path = "../support/mod.rs"]
mod support;

use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::instant::Instant;
use domain::seats::id::{ClaimId, OfferId, PlaceId};
use domain::seats::{Answer, Claim, ClaimEvent, Holder, Occupancy, OfferEvent, PlaceKind};
use service::seats::{self, Asking, IfFull, Moved, Next, Released};
use service::work::{By, Work};
use store::db::{FromRow, Row, Statement};
use support::World;
use uuid::Uuid;

/// What a place of these tests is of; no area answers for it.
const WORKSHOP: PlaceKind = PlaceKind::new("workshop", "A workshop");

/// Somebody by a number.
fn holder(number: u128) -> Holder {
    Holder::Other(Uuid::from_u128(number))
}

/// People by their numbers, all of one standing.
fn people(numbers: impl IntoIterator<Item = u128>) -> Vec<Asking> {
    let asking = |number| Asking {
        holder: holder(number),
        standing: 0,
    };
    numbers.into_iter().map(asking).collect()
}

fn conflict<T: std::fmt::Debug>(result: Result<T, AppError>) -> ConflictCode {
    match result {
        Err(AppError::Conflict(conflict)) => conflict.code,
        other => panic!("not a conflict: {other:?}"),
    }
}

/// Claims without the offer that they need, and offers without the claim.
static LOOSE: Statement = Statement {
    name: "LOOSE",
    sqlite: LOOSE_TEXT,
    postgres: LOOSE_TEXT,
};
const LOOSE_TEXT: &str = "SELECT COUNT(*) AS n FROM seat_claim c LEFT JOIN seat_offer o ON o.claim_id = c.id AND o.state = 'open'
    WHERE (o.id IS NULL) = (c.state IN ('asked', 'offered'))";

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row) -> Result<Self, store::StoreError> {
        row.get("n").map(Self)
    }
}

/// Who was asked or offered a place can answer, and nobody else can; and nobody is in a place that has no room.
async fn assert_sound(service: &service::Service, place: PlaceId, largest: i64) {
    let mut conn = service.store.read().await.unwrap();
    let loose: Count = conn.q(&LOOSE).one().await.unwrap();
    assert_eq!(loose.0, 0, "claims and offers that don't fit each other");
    let occupancy = seats::occupancy(&mut conn, place).await.unwrap();
    assert!(
        occupancy.taken + occupancy.offered <= largest,
        "{occupancy:?}"
    );
}

/// Each in a transaction of its own, kept where it succeeds.
impl World {
    async fn kept<T>(
        &self,
        what: impl AsyncFnOnce(&mut Work<'_>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let mut work = Work::begin(&self.service, By::NOBODY).await?;
        let done = what(&mut work).await?;
        work.commit().await?;
        Ok(done)
    }

    fn in_an_hour(&self) -> Instant {
        self.now().plus_hours(1)
    }

    async fn opened(&self, capacity: Option<i64>) -> PlaceId {
        let opened = self
            .kept(async |work| seats::open(work, WORKSHOP, capacity).await)
            .await;
        opened.unwrap().id
    }

    async fn claimed(
        &self,
        place: PlaceId,
        asking: &[Asking],
        if_full: IfFull,
    ) -> Result<Vec<Claim>, AppError> {
        self.kept(async |work| seats::claim(work, place, asking, if_full).await)
            .await
    }

    async fn asked(&self, place: PlaceId, asking: &[Asking]) -> Vec<Moved> {
        let until = self.in_an_hour();
        self.kept(async |work| seats::ask(work, place, asking, until).await)
            .await
            .unwrap()
    }

    async fn accepted(&self, offer: OfferId, if_full: IfFull) -> Result<Answer, AppError> {
        self.kept(async |work| seats::accept(work, offer, if_full).await)
            .await
    }

    async fn released(
        &self,
        claim: ClaimId,
        event: ClaimEvent,
        next: Next,
    ) -> Result<Released, AppError> {
        self.kept(async |work| seats::release(work, claim, event, next).await)
            .await
    }

    async fn turned_down(
        &self,
        offer: OfferId,
        event: OfferEvent,
        then: ClaimEvent,
        next: Next,
    ) -> Result<Option<Released>, AppError> {
        self.kept(async |work| seats::turn_down(work, offer, event, then, next).await)
            .await
    }

    async fn resized(&self, place: PlaceId, capacity: Option<i64>, next: Next) -> Vec<Moved> {
        self.kept(async |work| seats::set_capacity(work, place, capacity, next).await)
            .await
            .unwrap()
    }

    async fn occupancy(&self, place: PlaceId) -> Occupancy {
        let mut conn = self.service.store.read().await.unwrap();
        seats::occupancy(&mut conn, place).await.unwrap()
    }
}
