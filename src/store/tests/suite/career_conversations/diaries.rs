//! What can be booked, in one statement.

use domain::career_conversations::availability::{ExtraSlot, Leave, WeeklyPattern};
use domain::career_conversations::career_conversation::Status;
use domain::kit::instant::{Instant, Interval};
use domain::people::role::{Grant, Role};
use domain::seats::OfferState;
use jiff::civil::{Date, date};
use store::career_conversations::diary::Diaries;
use store::db::Row;
use store::kit::bank_holiday::BankHoliday;
use store::{Conn, Store, StoreError};

use super::areas::two_rows_of_each_table;
use super::build::{adviser, at, conversation, entry, member, nine, offer, uuid};

const FIRST: Date = date(2026, 3, 3);
const LAST: Date = date(2026, 5, 1);

async fn read(conn: &mut Conn, interval: Interval) -> Diaries {
    store::career_conversations::diary::read(conn, nine(), (FIRST, LAST), interval)
        .await
        .unwrap()
}

fn all_day() -> Interval {
    Interval {
        start: at("2026-03-03T00:00:00Z"),
        end: at("2026-03-04T00:00:00Z"),
    }
}

fn sorted<T, K: Ord>(mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    rows.sort_by_key(key);
    rows
}

/// What is read together is what the lists of each table say.
pub async fn diaries_hold_what_each_table_holds(store: &Store) {
    two_rows_of_each_table(store).await;
    let mut tx = store.write().await.unwrap();
    let newest = adviser(&mut tx, "Ada Bright").await;
    let advisers = store::career_conversations::adviser::all(&mut tx)
        .await
        .unwrap();
    let [ada, david, grace] = [0, 1, 2].map(|at| &advisers[at]);
    assert_eq!(ada.person, newest, "by name, not as they came");
    let grant = Grant {
        role: Role::CareerAdviser,
        organisation: None,
    };
    for adviser in [grace, david, ada] {
        store::people::role_grant::insert(
            &mut tx,
            uuid().into(),
            adviser.person,
            grant,
            nine(),
            None,
        )
        .await
        .unwrap();
    }
    let mut ruled = grace.clone();
    ruled.notice_hours = Some(72);
    ruled.horizon_days = Some(14);
    store::career_conversations::adviser::upsert(&mut tx, &ruled)
        .await
        .unwrap();
    let place = store::places::site::all(&mut tx).await.unwrap()[0].id;
    let mut patterns = store::career_conversations::weekly_pattern::all_from(&mut tx, FIRST)
        .await
        .unwrap();
    let in_person = WeeklyPattern {
        id: uuid().into(),
        site: Some(place),
        valid_to: Some(date(2026, 6, 1)),
        ..patterns.remove(0)
    };
    store::career_conversations::weekly_pattern::insert(&mut tx, &in_person)
        .await
        .unwrap();
    let at_a_place = ExtraSlot {
        id: uuid().into(),
        adviser: david.person,
        interval: Interval::lasting(nine().plus_hours(48), 45),
        ways: in_person.ways,
        site: Some(place),
    };
    store::career_conversations::extra_slot::insert(&mut tx, &at_a_place)
        .await
        .unwrap();

    let found = read(&mut tx, all_day()).await;
    let settings = store::system::setting::all(&mut tx).await.unwrap();
    assert_eq!(settings.len(), 2);
    assert_eq!(
        sorted(found.settings, |row| (row.name.clone(), row.valid_from)),
        settings
    );
    let holidays = store::kit::bank_holiday::between(&mut tx, FIRST, LAST).await;
    assert_eq!(found.bank_holidays, holidays.unwrap());
    assert_eq!(found.bank_holidays.len(), 1, "the second is a day too late");
    assert_eq!(found.advisers, [ada.clone(), david.clone(), ruled]);
    let patterns = store::career_conversations::weekly_pattern::all_from(&mut tx, FIRST)
        .await
        .unwrap();
    assert_eq!(patterns.len(), 3);
    assert_eq!(
        sorted(found.patterns, |pattern| pattern.id),
        sorted(patterns, |pattern| pattern.id)
    );
    let slots = store::career_conversations::extra_slot::all_from(&mut tx, nine())
        .await
        .unwrap();
    assert_eq!(slots.len(), 3);
    assert_eq!(
        sorted(found.extra_slots, |slot| slot.id),
        sorted(slots, |slot| slot.id)
    );
    let leave = store::career_conversations::leave::all_from(&mut tx, FIRST)
        .await
        .unwrap();
    assert_eq!(leave.len(), 2);
    assert_eq!(
        sorted(found.leave, |leave| leave.id),
        sorted(leave, |leave| leave.id)
    );
    let mut taken = Vec::new();
    for adviser in [david, grace] {
        let theirs = store::career_conversations::career_conversation::taken_of_adviser(
            &mut tx,
            adviser.person,
            all_day(),
        )
        .await;
        taken.extend(theirs.unwrap());
    }
    assert_eq!(
        found.taken,
        sorted(taken, |taken| taken.interval.start),
        "the earliest first"
    );
    let held = store::career_conversations::waiting_list::open_with(&mut tx, david.person)
        .await
        .unwrap();
    let held: Vec<_> = held
        .iter()
        .map(|held| (held.adviser, held.interval))
        .collect();
    let kept = found.held.iter().map(|held| (held.adviser, held.interval));
    assert_eq!(kept.collect::<Vec<_>>(), held);
    assert_eq!(held.len(), 2);
}

/// What was read is good until this is another number.
pub async fn what_can_be_booked_has_another_version_once_it_may_have_changed(store: &Store) {
    two_rows_of_each_table(store).await;
    let version = || store::career_conversations::diary::version(store);
    let (before, mut conn) = (version(), store.read().await.unwrap());
    let read = read(&mut conn, all_day()).await;
    drop(conn);
    let mut tx = store.write().await.unwrap();
    store::system::draft::forget(&mut tx, nine()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(version(), before, "drafts have no part in it");
    let away = Leave {
        id: uuid().into(),
        adviser: read.patterns[0].adviser,
        first_day: FIRST,
        last_day: FIRST,
    };
    for is_kept in [false, true] {
        let mut tx = store.write().await.unwrap();
        let inserted = store::career_conversations::leave::insert(&mut tx, &away);
        inserted.await.unwrap();
        if is_kept {
            tx.commit().await.unwrap();
        } else {
            tx.rollback().await.unwrap();
        }
        assert_eq!(version() > before, is_kept);
    }
}

fn document(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// What a document of tables lacks or has of another kind is said, not passed over.
pub async fn a_document_that_does_not_fit_is_an_error(_: &Store) {
    let read = |text: &str| Row::table::<Leave>(&mut document(text), "leave_period");
    assert_eq!(read(r#"{"leave_period": null}"#).unwrap(), []);
    let id = uuid();
    let fits = format!(
        r#"{{"leave_period": [{{"id": "{id}", "adviser_id": "{}", "first_day": "2026-04-01", "last_day": "2026-04-03"}}]}}"#,
        id.simple()
    );
    let leave = Leave {
        id: id.into(),
        adviser: id.into(),
        first_day: date(2026, 4, 1),
        last_day: date(2026, 4, 3),
    };
    assert_eq!(read(&fits).unwrap(), [leave]);
    let wrong = [
        ("{}".to_owned(), "leave_period"),
        (r#"{"leave_period": 1}"#.to_owned(), "leave_period"),
        (fits.replace("\"last_day\"", "\"last\""), "last_day"),
        (fits.replace("\"2026-04-03\"", "3"), "last_day"),
        (fits.replace("2026-04-03", "3 April"), "last_day"),
        (fits.replace("\"2026-04-03\"", "null"), "last_day"),
        (fits.replace(&id.to_string(), "nobody"), "id"),
    ];
    for (text, named) in wrong {
        let error = read(&text).unwrap_err();
        assert!(
            matches!(error, StoreError::Internal(_)),
            "{text}: {error:?}"
        );
        assert!(format!("{error:?}").contains(named), "{text}: {error:?}");
    }
}

/// Nothing that is over, has been taken back or lies outside the days.
pub async fn diaries_leave_out_what_does_not_count(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let empty = read(&mut tx, all_day()).await;
    assert!(empty.advisers.is_empty() && empty.taken.is_empty() && empty.settings.is_empty());
    let amina = member(&mut tx, "Amina Yusuf").await;
    let ben = member(&mut tx, "Ben Cole").await;
    let grant = Grant {
        role: Role::CareerAdviser,
        organisation: None,
    };
    let coordinator = Grant {
        role: Role::HubCoordinator,
        organisation: None,
    };
    let mut people = Vec::new();
    for name in ["Left", "No longer", "David Okafor"] {
        let person = adviser(&mut tx, name).await;
        let id = uuid().into();
        store::people::role_grant::insert(&mut tx, id, person, grant, nine(), None)
            .await
            .unwrap();
        people.push((person, id));
    }
    let [(left, _), (no_longer, role), (david, _)] = people[..] else {
        panic!("three advisers")
    };
    store::people::person::set_closed(&mut tx, left, Some(nine()))
        .await
        .unwrap();
    store::people::role_grant::revoke(&mut tx, role, nine(), None)
        .await
        .unwrap();
    store::people::role_grant::insert(&mut tx, uuid().into(), no_longer, coordinator, nine(), None)
        .await
        .unwrap();
    let past = BankHoliday {
        day: FIRST.yesterday().unwrap(),
        name: "Yesterday".to_owned(),
    };
    store::kit::bank_holiday::upsert(&mut tx, &past)
        .await
        .unwrap();
    for (valid_from, valid_to) in [
        (date(2026, 1, 1), Some(FIRST)),
        (date(2026, 4, 1), Some(date(2026, 4, 1))),
    ] {
        let pattern = WeeklyPattern {
            id: uuid().into(),
            adviser: david,
            weekday: jiff::civil::Weekday::Friday,
            starts: jiff::civil::time(9, 0, 0, 0),
            ends: jiff::civil::time(12, 0, 0, 0),
            slot_minutes: 30,
            ways: domain::career_conversations::availability::Ways::all(),
            site: None,
            valid_from,
            valid_to,
        };
        store::career_conversations::weekly_pattern::insert(&mut tx, &pattern)
            .await
            .unwrap();
    }
    let slot = |start: Instant| ExtraSlot {
        id: uuid().into(),
        adviser: david,
        interval: Interval::lasting(start, 30),
        ways: domain::career_conversations::availability::Ways::all(),
        site: None,
    };
    let (past, removed) = (slot(nine().plus_minutes(-1)), slot(nine().plus_hours(9)));
    for slot in [&past, &removed] {
        store::career_conversations::extra_slot::insert(&mut tx, slot)
            .await
            .unwrap();
    }
    store::career_conversations::extra_slot::remove(&mut tx, removed.id, david, nine())
        .await
        .unwrap();
    let leave = |first_day, last_day| Leave {
        id: uuid().into(),
        adviser: david,
        first_day,
        last_day,
    };
    let (over, taken_back) = (
        leave(date(2026, 2, 1), date(2026, 3, 2)),
        leave(date(2026, 4, 1), date(2026, 4, 3)),
    );
    for leave in [&over, &taken_back] {
        store::career_conversations::leave::insert(&mut tx, leave)
            .await
            .unwrap();
    }
    store::career_conversations::leave::remove(&mut tx, taken_back.id, david, nine())
        .await
        .unwrap();
    let cancelled = conversation(amina, david, nine().plus_hours(1));
    store::career_conversations::career_conversation::insert(&mut tx, &cancelled)
        .await
        .unwrap();
    store::career_conversations::career_conversation::set_status(
        &mut tx,
        &cancelled,
        Status::CancelledByMember,
        nine(),
    )
    .await
    .unwrap();
    let waiting = entry(ben);
    store::testing::stand_in_line(&mut tx, &waiting)
        .await
        .unwrap();
    let declined = offer(&waiting, david, nine().plus_hours(2));
    store::testing::keep_time(&mut tx, &declined).await.unwrap();
    store::seats::offer::answer(&mut tx, &declined.offer(), OfferState::Declined, nine())
        .await
        .unwrap();
    for outside in [all_day().end, all_day().start.plus_minutes(-30)] {
        let waiting = entry(member(&mut tx, "Cara Diaz").await);
        store::testing::stand_in_line(&mut tx, &waiting)
            .await
            .unwrap();
        let mut offer = offer(&waiting, david, outside);
        offer.expires_at = outside;
        store::testing::keep_time(&mut tx, &offer).await.unwrap();
    }

    let found = read(&mut tx, all_day()).await;
    let names: Vec<_> = found
        .advisers
        .iter()
        .map(|adviser| adviser.person)
        .collect();
    assert_eq!(names, [david], "not {left}, who left, nor {no_longer}");
    assert_eq!(
        found,
        Diaries {
            advisers: found.advisers.clone(),
            settings: Vec::new(),
            bank_holidays: Vec::new(),
            patterns: Vec::new(),
            extra_slots: Vec::new(),
            leave: Vec::new(),
            taken: Vec::new(),
            held: Vec::new(),
        }
    );
}
