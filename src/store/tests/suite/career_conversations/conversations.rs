//! The database is the arbiter of double bookings.

use domain::career_conversations::career_conversation::{Status, Way};
use domain::kit::instant::Interval;
use jiff::civil::date;
use store::career_conversations::career_conversation::{self as conversations, ListQuery, Order};
use store::{AskedPage, Store, StoreError};

use super::build::{
    adviser, at, book, conversation, member, nine, two_members_and_an_adviser, uuid,
};

fn constraint(result: Result<(), StoreError>) -> String {
    match result {
        Err(StoreError::Conflict(name)) => name,
        other => panic!("expected a conflict, got {other:?}"),
    }
}

pub async fn one_of_twenty_wins_a_slot(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let adviser = adviser(&mut tx, "David Okafor").await;
    let mut members = Vec::new();
    for _ in 0..20 {
        members.push(member(&mut tx, "Amina Yusuf").await);
    }
    tx.commit().await.unwrap();

    let mut tasks = Vec::new();
    for member in members {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            book(&store, &conversation(member, adviser, nine())).await
        }));
    }
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => won += 1,
            Err(StoreError::Conflict(name)) => {
                assert!(name.starts_with("career_conversation_adviser"), "{name}")
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(won, 1);
}

pub async fn an_adviser_has_one_conversation_at_a_time(store: &Store) {
    let (amina, ben, david) = two_members_and_an_adviser(store).await;
    book(store, &conversation(amina, david, nine()))
        .await
        .unwrap();

    let same = book(store, &conversation(ben, david, nine())).await;
    assert!(constraint(same).starts_with("career_conversation_adviser"));
    let crossing = book(store, &conversation(ben, david, nine().plus_minutes(29))).await;
    assert_eq!(constraint(crossing), "career_conversation_adviser_overlap");
    book(store, &conversation(ben, david, nine().plus_minutes(30)))
        .await
        .unwrap();
}

pub async fn a_member_has_one_conversation_at_a_time(store: &Store) {
    let (amina, _, david) = two_members_and_an_adviser(store).await;
    let mut tx = store.write().await.unwrap();
    let grace = adviser(&mut tx, "Grace Obi").await;
    tx.commit().await.unwrap();
    book(store, &conversation(amina, david, nine()))
        .await
        .unwrap();

    let second = book(store, &conversation(amina, grace, nine().plus_minutes(15))).await;
    assert_eq!(constraint(second), "career_conversation_member_overlap");
}

/// Midnight is no border: what began the evening before still takes the adviser's time.
pub async fn a_time_is_taken_that_reaches_into_the_interval(store: &Store) {
    let (amina, ben, david) = two_members_and_an_adviser(store).await;
    let (early, late) = (nine(), nine().plus_minutes(30));
    for (member, start) in [(amina, early), (ben, late)] {
        book(store, &conversation(member, david, start))
            .await
            .unwrap();
    }
    let mut conn = store.read().await.unwrap();
    for (start, end, expected) in [
        (early.plus_minutes(29), late, vec![early]),
        (early.plus_minutes(30), late.plus_minutes(1), vec![late]),
        (early.plus_hours(-1), early, vec![]),
        (
            early.plus_hours(-30),
            late.plus_hours(30),
            vec![early, late],
        ),
    ] {
        let days = (date(2026, 3, 2), date(2026, 3, 4));
        let read = store::career_conversations::diary::read(
            &mut conn,
            start,
            days,
            Interval { start, end },
        )
        .await;
        let starts: Vec<_> = read
            .unwrap()
            .taken
            .iter()
            .map(|taken| taken.interval.start)
            .collect();
        assert_eq!(starts, expected, "from {start} to {end}");
    }
}

pub async fn moving_into_a_taken_time_is_refused(store: &Store) {
    let (amina, ben, david) = two_members_and_an_adviser(store).await;
    book(store, &conversation(amina, david, nine()))
        .await
        .unwrap();
    let later = conversation(ben, david, nine().plus_minutes(60));
    book(store, &later).await.unwrap();

    let mut moved = later.clone();
    moved.interval = Interval::lasting(nine().plus_minutes(15), 30);
    let mut tx = store.write().await.unwrap();
    let refused = conversations::move_to(&mut tx, &later, &moved, nine()).await;
    assert_eq!(constraint(refused), "career_conversation_adviser_overlap");
    drop(tx);

    let mut conn = store.read().await.unwrap();
    assert_eq!(
        conversations::by_reference(&mut conn, &later.reference)
            .await
            .unwrap()
            .interval,
        later.interval
    );
}

pub async fn a_cancelled_slot_can_be_booked_again(store: &Store) {
    let (amina, ben, david) = two_members_and_an_adviser(store).await;
    let first = conversation(amina, david, nine());
    book(store, &first).await.unwrap();
    let mut tx = store.write().await.unwrap();
    conversations::set_status(&mut tx, &first, Status::CancelledByMember, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    book(store, &conversation(ben, david, nine()))
        .await
        .unwrap();
}

pub async fn a_change_based_on_an_old_version_is_refused(store: &Store) {
    let (amina, _, david) = two_members_and_an_adviser(store).await;
    let read = conversation(amina, david, nine());
    book(store, &read).await.unwrap();
    let mut moved = read.clone();
    moved.interval = Interval::lasting(nine().plus_minutes(60), 30);
    let mut tx = store.write().await.unwrap();
    conversations::move_to(&mut tx, &read, &moved, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let stale = conversations::set_status(&mut tx, &read, Status::CancelledByMember, nine()).await;
    assert!(matches!(stale, Err(StoreError::NotFound)), "{stale:?}");
    drop(tx);
    let mut conn = store.read().await.unwrap();
    let now = conversations::by_reference(&mut conn, &read.reference)
        .await
        .unwrap();
    assert_eq!(
        (now.version, now.calendar_sequence, now.status),
        (2, 1, Status::Booked)
    );
}

pub async fn a_submission_is_booked_once(store: &Store) {
    let (amina, _, david) = two_members_and_an_adviser(store).await;
    let first = conversation(amina, david, nine());
    book(store, &first).await.unwrap();
    let mut again = conversation(amina, david, nine().plus_minutes(120));
    again.submission = first.submission;
    assert_eq!(
        constraint(book(store, &again).await),
        "career_conversation_submission"
    );
}

pub async fn a_place_is_kept_only_for_meeting_in_person(store: &Store) {
    let (amina, _, david) = two_members_and_an_adviser(store).await;
    let mut nowhere = conversation(amina, david, nine());
    nowhere.way = Way::InPerson;
    assert_eq!(
        constraint(book(store, &nowhere).await),
        "career_conversation_place"
    );
}

pub async fn lists_are_filtered_sorted_and_paged(store: &Store) {
    let (amina, ben, david) = two_members_and_an_adviser(store).await;
    for hour in 0..3 {
        book(store, &conversation(amina, david, nine().plus_hours(hour)))
            .await
            .unwrap();
        book(
            store,
            &conversation(ben, david, nine().plus_hours(hour).plus_minutes(30)),
        )
        .await
        .unwrap();
    }
    let query = ListQuery {
        from: nine(),
        until: at("2026-03-04T00:00:00Z"),
        adviser: Some(david),
        status: Some(Status::Booked),
        text: "AMINA".to_owned(),
        order: Order::TimeDescending,
        asked: AskedPage::first(2),
    };
    let mut conn = store.read().await.unwrap();
    let page = conversations::list(&mut conn, &query).await.unwrap();
    assert_eq!(page.total, 3);
    assert_eq!(
        page.rows
            .iter()
            .map(|row| row.conversation.interval.start)
            .collect::<Vec<_>>(),
        [nine().plus_hours(2), nine().plus_hours(1)]
    );
    assert!(
        page.rows
            .iter()
            .all(|row| row.member_name == "Amina Yusuf" && row.adviser_name == "David Okafor")
    );

    let by_member = ListQuery {
        text: String::new(),
        order: Order::Member,
        asked: AskedPage::first(10),
        ..query.clone()
    };
    let names: Vec<_> = conversations::list(&mut conn, &by_member)
        .await
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.member_name)
        .collect();
    assert_eq!(
        names,
        [
            "Amina Yusuf",
            "Amina Yusuf",
            "Amina Yusuf",
            "Ben Cole",
            "Ben Cole",
            "Ben Cole"
        ]
    );

    let nobody = ListQuery {
        adviser: Some(uuid().into()),
        ..query.clone()
    };
    assert_eq!(
        conversations::list(&mut conn, &nobody).await.unwrap().total,
        0
    );
    let wildcards_are_letters = ListQuery {
        text: "%".to_owned(),
        ..query
    };
    assert_eq!(
        conversations::list(&mut conn, &wildcards_are_letters)
            .await
            .unwrap()
            .total,
        0
    );
}
