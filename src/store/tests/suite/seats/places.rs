//! Nothing but the database keeps a place from being given twice.

use domain::seats::{Claim, ClaimState, Holder, OfferState, Place};
use store::{Store, StoreError};

use super::areas::seats::{claim, offer, place};
use super::build::{nine, uuid};

fn refused(result: Result<(), StoreError>) -> Option<String> {
    match result {
        Ok(()) => None,
        Err(StoreError::Conflict(constraint)) => Some(constraint),
        Err(error) => panic!("{error:?}"),
    }
}

fn somebody() -> Holder {
    Holder::Other(uuid())
}

async fn opened(store: &Store, capacity: Option<i64>) -> Place {
    let place = place(capacity);
    let mut tx = store.write().await.unwrap();
    store::seats::place::insert(&mut tx, &place, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    place
}

async fn insert(store: &Store, claim: &Claim) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    store::seats::claim::insert(&mut tx, claim).await?;
    tx.commit().await
}

async fn set_state(store: &Store, read: &Claim, state: ClaimState) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    store::seats::claim::set_state(&mut tx, read, state, nine()).await?;
    tx.commit().await
}

async fn set_capacity(store: &Store, place: &Place, capacity: Option<i64>) {
    let mut tx = store.write().await.unwrap();
    store::seats::place::set_capacity(&mut tx, place.id, capacity)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Half of them come anew, half of them wait and are taken on.
pub async fn of_twenty_at_once_as_many_get_in_as_there_is_room(store: &Store) {
    let place = opened(store, Some(3)).await;
    let mut waiting = Vec::new();
    for _ in 0..10 {
        let claim = claim(&place, somebody(), ClaimState::Waiting);
        insert(store, &claim).await.unwrap();
        waiting.push(claim);
    }
    let mut racers = Vec::new();
    for waits in waiting {
        let new = claim(&place, somebody(), ClaimState::Offered);
        let (one, other) = (store.clone(), store.clone());
        racers.push(tokio::spawn(async move { insert(&one, &new).await }));
        racers.push(tokio::spawn(async move {
            set_state(&other, &waits, ClaimState::Taken).await
        }));
    }
    let mut got_in = 0;
    for racer in racers {
        match refused(racer.await.unwrap()) {
            None => got_in += 1,
            Some(name) => assert_eq!(name, "seat_capacity"),
        }
    }
    assert_eq!(got_in, 3);
    let mut conn = store.read().await.unwrap();
    let occupancy = store::seats::place::occupancy(&mut conn, place.id)
        .await
        .unwrap();
    assert_eq!(occupancy.taken + occupancy.offered, 3, "{occupancy:?}");
    assert_eq!(occupancy.free(place.capacity), Some(0));
}

pub async fn a_smaller_place_keeps_who_is_in_it_and_lets_nobody_else_in(store: &Store) {
    let place = opened(store, Some(2)).await;
    let taken = claim(&place, somebody(), ClaimState::Taken);
    let offered = claim(&place, somebody(), ClaimState::Offered);
    let waiting = claim(&place, somebody(), ClaimState::Waiting);
    for claim in [&taken, &offered, &waiting] {
        insert(store, claim).await.unwrap();
    }
    set_capacity(store, &place, Some(0)).await;
    // What was kept for somebody is still theirs.
    set_state(store, &offered, ClaimState::Taken).await.unwrap();
    let full = Some("seat_capacity".to_owned());
    assert_eq!(
        refused(set_state(store, &waiting, ClaimState::Taken).await),
        full
    );
    set_state(store, &taken, ClaimState::Left).await.unwrap();
    assert_eq!(
        refused(set_state(store, &waiting, ClaimState::Taken).await),
        full
    );
    set_capacity(store, &place, Some(2)).await;
    set_state(store, &waiting, ClaimState::Taken).await.unwrap();
    set_capacity(store, &place, None).await;
    let another = claim(&place, somebody(), ClaimState::Taken);
    insert(store, &another).await.unwrap();
}

pub async fn one_place_is_somebodys_once_and_again_once_they_left(store: &Store) {
    let place = opened(store, None).await;
    let first = claim(&place, somebody(), ClaimState::Waiting);
    insert(store, &first).await.unwrap();
    for state in [
        ClaimState::Waiting,
        ClaimState::Asked,
        ClaimState::Offered,
        ClaimState::Taken,
    ] {
        let again = claim(&place, first.holder, state);
        assert_eq!(
            refused(insert(store, &again).await).unwrap(),
            "seat_claim_live"
        );
    }
    set_state(store, &first, ClaimState::Left).await.unwrap();
    insert(store, &claim(&place, first.holder, ClaimState::Taken))
        .await
        .unwrap();
}

pub async fn an_offer_is_answered_once(store: &Store) {
    let place = opened(store, None).await;
    let offered = claim(&place, somebody(), ClaimState::Offered);
    insert(store, &offered).await.unwrap();
    let kept = offer(&offered);
    let mut tx = store.write().await.unwrap();
    store::seats::offer::insert(&mut tx, &kept).await.unwrap();
    tx.commit().await.unwrap();
    let mut answers = Vec::new();
    for state in OfferState::ALL.iter().skip(1) {
        let store = store.clone();
        answers.push(tokio::spawn(async move {
            let mut tx = store.write().await?;
            store::seats::offer::answer(&mut tx, &kept, *state, nine()).await?;
            tx.commit().await
        }));
    }
    let mut answered = 0;
    for answer in answers {
        match answer.await.unwrap() {
            Ok(()) => answered += 1,
            other => assert!(matches!(other, Err(StoreError::NotFound)), "{other:?}"),
        }
    }
    assert_eq!(answered, 1);
}

pub async fn a_turn_is_taken_once(store: &Store) {
    let place = opened(store, None).await;
    let waiting = claim(&place, somebody(), ClaimState::Waiting);
    insert(store, &waiting).await.unwrap();
    let mut takers = Vec::new();
    for _ in 0..8 {
        let store = store.clone();
        takers.push(tokio::spawn(async move {
            let mut tx = store.write().await.unwrap();
            let state = ClaimState::Offered;
            let taken = store::seats::claim::take_turn(&mut tx, waiting.id, state, nine()).await;
            tx.commit().await.unwrap();
            taken.unwrap()
        }));
    }
    let mut turns = 0;
    for taker in takers {
        turns += i32::from(taker.await.unwrap());
    }
    assert_eq!(turns, 1);
}

pub async fn the_line_is_by_standing_then_by_who_came_first(store: &Store) {
    let place = opened(store, None).await;
    let waiting = |standing, minutes| Claim {
        standing,
        joined_at: nine().plus_minutes(minutes),
        ..claim(&place, somebody(), ClaimState::Waiting)
    };
    let claims = [waiting(1, 0), waiting(0, 2), waiting(0, 1)];
    for claim in &claims {
        insert(store, claim).await.unwrap();
    }
    let asked = claim(&place, somebody(), ClaimState::Asked);
    insert(store, &asked).await.unwrap();
    set_state(store, &claims[2], ClaimState::Offered)
        .await
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let line = store::seats::claim::line(&mut conn, place.id, 10)
        .await
        .unwrap();
    let ids: Vec<_> = line.iter().map(|claim| claim.id).collect();
    assert_eq!(
        ids,
        [claims[1].id, claims[0].id],
        "who was offered a place is not asked again"
    );
    let ahead = store::seats::claim::ahead_of(&mut conn, &claims[0])
        .await
        .unwrap();
    assert_eq!(ahead, 2, "who was only asked is before nobody");
}

pub async fn offers_past_their_deadline_are_found_with_what_they_are_of(store: &Store) {
    let place = opened(store, Some(1)).await;
    let offered = claim(&place, somebody(), ClaimState::Offered);
    insert(store, &offered).await.unwrap();
    let kept = offer(&offered);
    let mut tx = store.write().await.unwrap();
    store::seats::offer::insert(&mut tx, &kept).await.unwrap();
    let before = kept.expires_at.plus_seconds(-1);
    assert_eq!(
        store::seats::offer::overdue(&mut tx, before, 9)
            .await
            .unwrap(),
        []
    );
    let overdue = store::seats::offer::overdue(&mut tx, kept.expires_at, 9)
        .await
        .unwrap();
    let found: Vec<_> = overdue
        .iter()
        .map(|offer| (offer.id, &offer.kind))
        .collect();
    assert_eq!(found, [(kept.id, &place.kind)]);
}
