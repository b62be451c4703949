//! Registers, and the lists that need many rows at once.

use domain::kit::grid_reference::GridReference;
use domain::people::role::{Grant, Role};
use store::places::register::Upserted;
use store::{AskedPage, Store, StoreError};

use super::areas::places::{organisation, placed, postcode, school};
use super::build::{member, nine, person, uuid};

const fn rows(added: u64, changed: u64, unchanged: u64) -> Upserted {
    Upserted {
        added,
        changed,
        unchanged,
    }
}

pub async fn a_register_says_what_was_added_changed_and_unchanged(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let first = organisation(Some("RRE"), "MIDLANDS PARTNERSHIP");
    let second = organisation(Some("RJE"), "NORTH MIDLANDS");
    let done =
        store::places::organisation::upsert_all(&mut tx, &[first.clone(), second.clone()]).await;
    assert_eq!(done.unwrap(), rows(2, 0, 0));

    let mut renamed = organisation(Some("RRE"), "MIDLANDS PARTNERSHIP UNIVERSITY");
    renamed.opened = None;
    let third = organisation(Some("RLY"), "COMBINED HEALTHCARE");
    let again = [renamed.clone(), second.clone(), third];
    let done = store::places::organisation::upsert_all(&mut tx, &again).await;
    assert_eq!(done.unwrap(), rows(1, 1, 1));
    let done = store::places::organisation::upsert_all(&mut tx, &again).await;
    assert_eq!(done.unwrap(), rows(0, 0, 3));
    let kept = store::places::organisation::by_ods_code(&mut tx, "RRE")
        .await
        .unwrap();
    renamed.id = first.id;
    assert_eq!(kept, Some(renamed), "one that is kept keeps its identifier");

    let schools = [school(104_024, "Lodge 👩🏽‍🏫"), school(104_026, "Grange")];
    let done = store::places::school::upsert_all(&mut tx, &schools).await;
    assert_eq!(done.unwrap(), rows(2, 0, 0));
    let mut reopened = schools.clone();
    reopened[0].closed = None;
    let done = store::places::school::upsert_all(&mut tx, &reopened).await;
    assert_eq!(done.unwrap(), rows(0, 1, 1));
    assert_eq!(store::places::school::all(&mut tx).await.unwrap(), reopened);
    tx.commit().await.unwrap();
}

pub async fn of_two_rows_with_one_key_the_last_counts(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let twice = [placed("ST4 6QG", 1), placed("ST4 6QG", 2)];
    let done = store::places::postcode::upsert_all(&mut tx, &twice).await;
    assert_eq!(done.unwrap(), rows(1, 0, 0));
    let mut amina = person("Amina Yusuf");
    amina.postcode = Some(postcode("ST4 6QG"));
    store::people::person::insert(&mut tx, &amina)
        .await
        .unwrap();
    let home = store::places::postcode::home(&mut tx, amina.id).await;
    assert_eq!(home.unwrap(), twice[1].grid_reference);
    tx.commit().await.unwrap();
}

pub async fn where_somebody_lives_is_known_by_register_or_district(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let known = placed("ST4 6QG", 1);
    let mut placeless = placed("ST4 1ZZ", 1);
    placeless.grid_reference = None;
    store::places::postcode::upsert_all(&mut tx, &[known.clone(), placeless])
        .await
        .unwrap();
    let district = GridReference::of_outward_code("ST5");
    assert!(district.is_some());
    for (lives_at, expected) in [
        (Some("ST4 6QG"), known.grid_reference),
        (Some("ST4 1ZZ"), None),
        (Some("ST5 1AA"), district),
        (None, None),
    ] {
        let mut amina = person("Amina Yusuf");
        amina.postcode = lives_at.map(postcode);
        store::people::person::insert(&mut tx, &amina)
            .await
            .unwrap();
        let home = store::places::postcode::home(&mut tx, amina.id).await;
        assert_eq!(home.unwrap(), expected, "{lives_at:?}");
    }
    let nobody = store::places::postcode::home(&mut tx, uuid().into()).await;
    assert!(matches!(nobody, Err(StoreError::NotFound)), "{nobody:?}");
}

pub async fn a_register_can_be_tried_without_keeping_it(store: &Store) {
    // More than one statement's worth.
    let many: Vec<_> = (0..2_500)
        .map(|n| {
            placed(
                &format!(
                    "ST{} {}{}{}",
                    n % 20 + 1,
                    n / 20 % 10,
                    letter(n / 200),
                    letter(n / 4_000)
                ),
                n,
            )
        })
        .collect();
    let mut tx = store.write().await.unwrap();
    let done = store::places::postcode::upsert_all(&mut tx, &many)
        .await
        .unwrap();
    assert_eq!(done, rows(2_500, 0, 0));
    tx.rollback().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let done = store::places::postcode::upsert_all(&mut tx, &many[..1]).await;
    assert_eq!(done.unwrap(), rows(1, 0, 0), "nothing was kept");
    let nowhere = store::places::postcode::upsert_all(&mut tx, &[placed("ST1 1AP", -1)]).await;
    assert_eq!(nowhere.unwrap_err().constraint(), Some("postcode_easting"));
}

fn letter(n: i32) -> char {
    char::from(b"ABDEFGHJLNPQRSTUWXYZ"[usize::try_from(n).unwrap() % 20])
}

pub async fn the_roles_of_a_page_of_people_come_at_once(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let amina = member(&mut tx, "Amina Yusuf").await;
    let ben = member(&mut tx, "Ben Cole").await;
    let cara = member(&mut tx, "Cara Diaz").await;
    for (person, role) in [
        (amina, Role::HubMember),
        (amina, Role::CareerAdviser),
        (ben, Role::HubMember),
        (cara, Role::HubMember),
    ] {
        let grant = Grant {
            role,
            organisation: None,
        };
        store::people::role_grant::insert(&mut tx, uuid().into(), person, grant, nine(), None)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();

    let mut conn = store.read().await.unwrap();
    let held = store::people::role_grant::of_people(&mut conn, &[amina, ben])
        .await
        .unwrap();
    let held: Vec<_> = held
        .iter()
        .map(|held| (held.person, held.grant.role))
        .collect();
    assert_eq!(
        held,
        [
            (amina, Role::CareerAdviser),
            (amina, Role::HubMember),
            (ben, Role::HubMember)
        ]
    );
    assert_eq!(
        store::people::role_grant::of_people(&mut conn, &[])
            .await
            .unwrap(),
        []
    );
}

pub async fn a_name_is_found_whatever_its_case(store: &Store) {
    let mut tx = store.write().await.unwrap();
    for name in ["Łukasz Øster", "Élodie Ng", "محمد علي"] {
        store::people::person::insert(&mut tx, &person(name))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    for (text, name) in [
        ("łukasz", "Łukasz Øster"),
        ("ØSTER", "Łukasz Øster"),
        ("élodie", "Élodie Ng"),
        ("علي", "محمد علي"),
    ] {
        let found = store::people::person::search(&mut conn, text, "", AskedPage::first(10))
            .await
            .unwrap();
        let names: Vec<_> = found
            .rows
            .iter()
            .map(|person| person.name.as_str())
            .collect();
        assert_eq!(names, [name], "{text}");
    }
}
