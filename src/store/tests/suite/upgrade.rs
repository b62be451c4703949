//! What people had before an upgrade they have after it.

use domain::career_conversations::waiting_list::WaitingEntry;
use domain::kit::instant::Instant;
use domain::seats::{ClaimState, OfferState};
use store::career_conversations::waiting_list;
use store::db::Statement;
use store::testing::{TestDatabase, migrate_before};

use super::build::{adviser, at, entry, member, nine, offer};

const SEATS: i64 = 20_261_130_090_000;

macro_rules! then {
    ($name:ident = $sql:literal) => {
        static $name: Statement = Statement {
            name: stringify!($name),
            sqlite: $sql,
            postgres: $sql,
        };
    };
}

then!(
    JOINED = "INSERT INTO waiting_entry (id, member_id, way, weekdays, last_day, topic, state, joined_at, updated_at)
        VALUES ($1, $2, 'video', 'mon,tue,wed,thu,fri', $3, 'ideas', $4, $5, $6)"
);
then!(
    OFFERED = "INSERT INTO waiting_offer (id, entry_id, adviser_id, starts_at, ends_at, state, made_at, expires_at, answered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);

fn changed() -> Instant {
    at("2026-03-02T10:00:00Z")
}

/// Everybody on the waiting list keeps their place in it, and what was offered to them.
pub async fn the_line_and_its_offers_move_to_seats(database: &TestDatabase) {
    let store = &database.store;
    migrate_before(store, SEATS).await;
    let mut tx = store.write().await.unwrap();
    let david = adviser(&mut tx, "David Okafor").await;
    let mut people: Vec<(WaitingEntry, &str)> = Vec::new();
    for (minutes, state) in [(2, "offered"), (1, "waiting"), (0, "booked"), (3, "left")] {
        let mut entry = entry(member(&mut tx, "Cara Diaz").await);
        entry.joined_at = entry.joined_at.plus_minutes(minutes);
        tx.q(&JOINED)
            .bind(entry.id)
            .bind(entry.member)
            .bind(entry.wish.last_day)
            .bind(state)
            .bind(entry.joined_at)
            .bind(changed())
            .one_changed()
            .await
            .unwrap();
        people.push((entry, state));
    }
    let kept = offer(&people[0].0, david, nine().plus_hours(5));
    let mut declined = offer(&people[0].0, david, nine().plus_hours(6));
    declined.state = OfferState::Declined;
    for offer in [&kept, &declined] {
        let answered = (offer.state != OfferState::Open).then(changed);
        tx.q(&OFFERED)
            .bind(offer.id)
            .bind(offer.entry)
            .bind(offer.adviser)
            .bind(offer.interval.start)
            .bind(offer.interval.end)
            .bind(offer.state)
            .bind(offer.made_at)
            .bind(offer.expires_at)
            .bind(answered)
            .one_changed()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();

    store.migrate().await.unwrap();
    let mut tx = store.write().await.unwrap();
    for (mut expected, state) in people {
        expected.state = match state {
            "booked" => ClaimState::Served,
            code => ClaimState::from_code(code).unwrap(),
        };
        let found = waiting_list::by_id(&mut tx, expected.id).await.unwrap();
        assert_eq!(found, expected);
        let claim = store::seats::claim::by_id(&mut tx, expected.id)
            .await
            .unwrap();
        assert_eq!(claim, expected.claim());
    }
    for expected in [&kept, &declined] {
        let found = waiting_list::offer(&mut tx, expected.id).await.unwrap();
        assert_eq!(found, *expected);
    }
    let listed = waiting_list::list(&mut tx, store::AskedPage::first(10))
        .await
        .unwrap();
    let states: Vec<_> = listed.rows.iter().map(|row| row.entry.state).collect();
    assert_eq!(
        states,
        [ClaimState::Waiting, ClaimState::Offered],
        "who came first before all others"
    );
    // What was kept for somebody follows their answer.
    store::seats::offer::answer(&mut tx, &kept.offer(), OfferState::Accepted, nine())
        .await
        .unwrap();
    let found = waiting_list::offer(&mut tx, kept.id).await.unwrap();
    assert_eq!(found.state, OfferState::Accepted);
    tx.commit().await.unwrap();
}
