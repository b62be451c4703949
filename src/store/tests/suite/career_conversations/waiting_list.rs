//! A time is booked or kept for one person, and every turn, answer and reminder counts once.

use domain::career_conversations::career_conversation::Status;
use domain::career_conversations::reminder::{ReminderKind, ReminderOutcome};
use domain::career_conversations::waiting_list::WaitingEntry;
use domain::people::role::{Grant, Role};
use domain::seats::{ClaimState, OfferState};
use store::career_conversations::waiting_list as list;
use store::people::calendar_feed::CalendarFeed;
use store::{Store, StoreError};

use super::build::{
    at, book, conversation, entry, make_offer, member, nine, offer, two_members_and_an_adviser,
    uuid,
};
use domain::people::id::PersonId;

fn constraint(result: Result<(), StoreError>) -> String {
    match result {
        Err(StoreError::Conflict(constraint)) => constraint,
        other => panic!("not refused: {other:?}"),
    }
}

/// Members in line, one a minute, and an adviser.
async fn line(store: &Store, count: i64) -> (Vec<WaitingEntry>, PersonId) {
    let (_, _, david) = two_members_and_an_adviser(store).await;
    let mut tx = store.write().await.unwrap();
    let mut entries = Vec::new();
    for number in 0..count {
        let mut entry = entry(member(&mut tx, "Cara Diaz").await);
        entry.joined_at = entry.joined_at.plus_minutes(number);
        store::testing::stand_in_line(&mut tx, &entry)
            .await
            .unwrap();
        entries.push(entry);
    }
    tx.commit().await.unwrap();
    (entries, david)
}

pub async fn two_offers_of_one_time_are_one(store: &Store) {
    let (entries, david) = line(store, 20).await;
    let mut racers = Vec::new();
    for entry in &entries {
        let (store, offer) = (store.clone(), offer(entry, david, nine().plus_hours(5)));
        racers.push(tokio::spawn(
            async move { make_offer(&store, &offer).await },
        ));
    }
    let mut made = 0;
    for racer in racers {
        match racer.await.unwrap() {
            Ok(()) => made += 1,
            refused => {
                let name = constraint(refused);
                let known = ["waiting_offer_slot", "waiting_offer_overlap"];
                assert!(known.contains(&name.as_str()), "{name}");
            }
        }
    }
    assert_eq!(made, 1);
}

pub async fn an_offered_time_is_not_offered_in_part(store: &Store) {
    let (entries, david) = line(store, 2).await;
    let kept = offer(&entries[0], david, nine().plus_hours(5));
    make_offer(store, &kept).await.unwrap();
    let close = offer(&entries[1], david, nine().plus_hours(5).plus_minutes(15));
    let refused = make_offer(store, &close).await;
    assert_eq!(constraint(refused), "waiting_offer_overlap");
    // Right after it is another time.
    let next = offer(&entries[1], david, kept.interval.end);
    make_offer(store, &next).await.unwrap();
}

pub async fn an_offered_time_is_not_booked(store: &Store) {
    let (entries, david) = line(store, 1).await;
    let (amina, kept) = (
        entries[0].member,
        offer(&entries[0], david, nine().plus_hours(5)),
    );
    make_offer(store, &kept).await.unwrap();
    let close = conversation(amina, david, nine().plus_hours(5).plus_minutes(15));
    let refused = book(store, &close).await;
    assert_eq!(constraint(refused), "career_conversation_offered");
    // Moving there is refused too.
    let elsewhere = conversation(amina, david, nine());
    book(store, &elsewhere).await.unwrap();
    let mut moved = elsewhere.clone();
    moved.interval = kept.interval;
    let mut tx = store.write().await.unwrap();
    let refused = store::career_conversations::career_conversation::move_to(
        &mut tx,
        &elsewhere,
        &moved,
        nine(),
    )
    .await;
    assert_eq!(constraint(refused), "career_conversation_offered");
    drop(tx);
    // Once it is declined, it can be booked.
    let mut tx = store.write().await.unwrap();
    store::seats::offer::answer(&mut tx, &kept.offer(), OfferState::Declined, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    book(store, &close).await.unwrap();
}

pub async fn a_booked_time_is_not_offered(store: &Store) {
    let (entries, david) = line(store, 1).await;
    let booked = conversation(entries[0].member, david, nine().plus_hours(5));
    book(store, &booked).await.unwrap();
    let close = offer(&entries[0], david, nine().plus_hours(5).plus_minutes(15));
    let refused = make_offer(store, &close).await;
    assert_eq!(constraint(refused), "waiting_offer_booked");
    let mut tx = store.write().await.unwrap();
    let status = Status::CancelledByMember;
    store::career_conversations::career_conversation::set_status(&mut tx, &booked, status, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    make_offer(store, &close).await.unwrap();
}

/// Nothing but the database keeps them apart here.
pub async fn an_offer_and_a_booking_race_for_one_time(store: &Store) {
    let (entries, david) = line(store, 20).await;
    for (round, entry) in entries.iter().enumerate() {
        let start = nine().plus_hours(i64::try_from(round).unwrap() + 1);
        let (offered, booked) = (
            offer(entry, david, start),
            conversation(entry.member, david, start),
        );
        let (one, other) = (store.clone(), store.clone());
        let offering = tokio::spawn(async move { make_offer(&one, &offered).await });
        let booking = tokio::spawn(async move { book(&other, &booked).await });
        let (offering, booking) = (offering.await.unwrap(), booking.await.unwrap());
        match (offering, booking) {
            (Ok(()), refused) => assert_eq!(constraint(refused), "career_conversation_offered"),
            (refused, Ok(())) => assert_eq!(constraint(refused), "waiting_offer_booked"),
            both => panic!("both were refused: {both:?}"),
        }
    }
}

pub async fn nobody_stands_in_line_or_is_asked_twice(store: &Store) {
    let (entries, david) = line(store, 1).await;
    let mut tx = store.write().await.unwrap();
    let again = store::testing::stand_in_line(&mut tx, &entry(entries[0].member)).await;
    assert_eq!(constraint(again), "seat_claim_live");
    drop(tx);

    let first = offer(&entries[0], david, nine().plus_hours(5));
    make_offer(store, &first).await.unwrap();
    let second = make_offer(store, &offer(&entries[0], david, nine().plus_hours(6))).await;
    assert_eq!(constraint(second), "seat_offer_claim");

    let mut tx = store.write().await.unwrap();
    store::seats::offer::answer(&mut tx, &first.offer(), OfferState::Expired, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let same = make_offer(store, &offer(&entries[0], david, nine().plus_hours(5))).await;
    assert_eq!(constraint(same), "waiting_offer_once");
}

pub async fn who_came_first_is_asked_first(store: &Store) {
    let (entries, david) = line(store, 3).await;
    let mut tx = store.write().await.unwrap();
    store::seats::claim::set_state(&mut tx, &entries[0].claim(), ClaimState::Left, nine())
        .await
        .unwrap();
    let kept = offer(&entries[1], david, nine().plus_hours(5));
    store::testing::keep_time(&mut tx, &kept).await.unwrap();
    store::seats::offer::answer(&mut tx, &kept.offer(), OfferState::Declined, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    // They are members only on paper: nobody has given them the role.
    let candidates = list::candidates(&mut conn, jiff::civil::date(2026, 3, 2), nine()).await;
    assert_eq!(candidates.unwrap(), []);
    let ahead = store::seats::claim::ahead_of(&mut conn, &entries[2].claim())
        .await
        .unwrap();
    assert_eq!(ahead, 1);
    let listed = list::list(&mut conn, store::AskedPage::first(10))
        .await
        .unwrap();
    let ids: Vec<_> = listed.rows.iter().map(|row| row.entry.id).collect();
    assert_eq!((listed.total, ids), (2, vec![entries[1].id, entries[2].id]));
    let over = list::over(&mut conn, jiff::civil::date(2026, 4, 1), 10).await;
    assert_eq!(over.unwrap().len(), 2);
}

pub async fn a_reminder_is_decided_once(store: &Store) {
    let (amina, _, david) = two_members_and_an_adviser(store).await;
    let booked = conversation(amina, david, nine());
    book(store, &booked).await.unwrap();
    let mut deciders = Vec::new();
    for _ in 0..8 {
        let (store, booked) = (store.clone(), booked.clone());
        deciders.push(tokio::spawn(async move {
            let mut tx = store.write().await?;
            let (kind, outcome) = (ReminderKind::Day, ReminderOutcome::Queued);
            store::career_conversations::reminder::decide(&mut tx, &booked, kind, outcome, nine())
                .await?;
            tx.commit().await
        }));
    }
    let mut decided = 0;
    for decider in deciders {
        match decider.await.unwrap() {
            Ok(()) => decided += 1,
            refused => assert_eq!(constraint(refused), "reminder_pk"),
        }
    }
    assert_eq!(decided, 1);
    let from = at("2026-03-01T09:00:00Z");
    let mut conn = store.read().await.unwrap();
    let due = |kind| (kind, from, nine().plus_hours(1));
    let (kind, from, until) = due(ReminderKind::Day);
    let none = store::career_conversations::reminder::due(&mut conn, kind, from, until, 10).await;
    assert_eq!(none.unwrap(), []);
    let (kind, from, until) = due(ReminderKind::Week);
    let one = store::career_conversations::reminder::due(&mut conn, kind, from, until, 10).await;
    assert_eq!(one.unwrap(), [booked]);
}

pub async fn a_calendar_link_works_until_it_is_replaced(store: &Store) {
    let (amina, _, david) = two_members_and_an_adviser(store).await;
    book(store, &conversation(amina, david, nine()))
        .await
        .unwrap();
    let link = |byte| CalendarFeed {
        id: uuid().into(),
        person: amina,
        token_hash: vec![byte; 32],
        made_at: nine(),
    };
    let mut tx = store.write().await.unwrap();
    let member = Grant {
        role: Role::HubMember,
        organisation: None,
    };
    store::people::role_grant::insert(&mut tx, uuid().into(), amina, member, nine(), None)
        .await
        .unwrap();
    store::people::calendar_feed::insert(&mut tx, &link(1))
        .await
        .unwrap();
    assert!(
        store::people::calendar_feed::revoke(&mut tx, amina, nine())
            .await
            .unwrap()
    );
    store::people::calendar_feed::insert(&mut tx, &link(2))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    let old = store::people::calendar_feed::by_token(&mut conn, vec![1; 32]).await;
    assert!(matches!(old, Err(StoreError::NotFound)), "{old:?}");
    let new = store::people::calendar_feed::by_token(&mut conn, vec![2; 32]).await;
    assert_eq!(new.unwrap().person, amina);
    let shown = store::career_conversations::calendar::shown(
        &mut conn,
        david,
        domain::kit::instant::Interval::lasting(nine(), 600),
        10,
    )
    .await;
    assert_eq!(shown.unwrap().len(), 1, "the adviser has it too");
}
