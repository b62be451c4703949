//! People, roles and signing in.

use domain::people::id::SignInCodeId;
use domain::people::role::{Grant, Role};
use store::db::Statement;
use store::people::session::{Session, SignedIn};
use store::people::sign_in_code::SignInCode;
use store::{AskedPage, Conn, Store, StoreError};

use super::areas::places::organisation;
use super::build::{adviser, at, member, nine, person, uuid};

pub async fn an_address_is_given_once(store: &Store) {
    let amina = person("Amina Yusuf");
    let mut tx = store.write().await.unwrap();
    store::people::person::insert(&mut tx, &amina)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut other = person("Somebody Else");
    other.email = amina.email.clone();
    let mut tx = store.write().await.unwrap();
    let refused = store::people::person::insert(&mut tx, &other).await;
    assert_eq!(refused.unwrap_err().constraint(), Some("person_email"));
    drop(tx);

    let mut conn = store.read().await.unwrap();
    assert_eq!(
        store::people::person::by_email(&mut conn, &amina.email)
            .await
            .unwrap(),
        Some(amina)
    );
}

pub async fn a_role_is_held_once_but_can_be_given_again(store: &Store) {
    let grant = Grant {
        role: Role::HubMember,
        organisation: None,
    };
    let mut tx = store.write().await.unwrap();
    let amina = member(&mut tx, "Amina Yusuf").await;
    let first = uuid().into();
    store::people::role_grant::insert(&mut tx, first, amina, grant, nine(), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let twice =
        store::people::role_grant::insert(&mut tx, uuid().into(), amina, grant, nine(), None).await;
    assert_eq!(twice.unwrap_err().constraint(), Some("role_grant_system"));
    drop(tx);

    let mut tx = store.write().await.unwrap();
    store::people::role_grant::revoke(&mut tx, first, nine(), None)
        .await
        .unwrap();
    store::people::role_grant::insert(&mut tx, uuid().into(), amina, grant, nine(), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    assert_eq!(
        store::people::role_grant::of_person(&mut conn, amina)
            .await
            .unwrap()
            .len(),
        1
    );
}

pub async fn a_session_comes_with_whose_it_is_and_what_they_may_do(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let organisation = organisation(None, "A care home");
    store::places::organisation::insert(&mut tx, &organisation)
        .await
        .unwrap();
    let amina = person("Amina Yusuf");
    store::people::person::insert(&mut tx, &amina)
        .await
        .unwrap();
    let somebody = member(&mut tx, "Somebody Else").await;
    let session = Session {
        id: uuid().into(),
        token_hash: vec![7; 32],
        person: amina.id,
        created_at: nine(),
        last_seen_at: nine(),
        expires_at: nine().plus_hours(12),
        browser: "Firefox".to_owned(),
        revoked_at: None,
    };
    store::people::session::insert(&mut tx, &session)
        .await
        .unwrap();
    let mut expected = SignedIn {
        session,
        name: amina.name.clone(),
        email: amina.email.clone(),
        closed_at: None,
        grants: Vec::new(),
    };
    let found = store::people::session::signed_in(&mut tx, vec![7; 32]).await;
    assert_eq!(found.unwrap().as_ref(), Some(&expected), "without a role");
    let grant = |role, organisation| Grant { role, organisation };
    let given = [
        (amina.id, grant(Role::CareerAdviser, None)),
        (amina.id, grant(Role::HubMember, None)),
        (amina.id, grant(Role::SiteManager, Some(organisation.id))),
        (somebody, grant(Role::Administrator, None)),
    ];
    for (who, grant) in given {
        store::people::role_grant::insert(&mut tx, uuid().into(), who, grant, nine(), None)
            .await
            .unwrap();
    }
    let (taken, once) = (uuid().into(), grant(Role::HubCoordinator, None));
    store::people::role_grant::insert(&mut tx, taken, amina.id, once, nine(), None)
        .await
        .unwrap();
    store::people::role_grant::revoke(&mut tx, taken, nine(), None)
        .await
        .unwrap();
    store::people::person::set_closed(&mut tx, amina.id, Some(nine()))
        .await
        .unwrap();
    expected.closed_at = Some(nine());
    expected.grants = given[..3].iter().map(|(_, grant)| *grant).collect();
    let found = store::people::session::signed_in(&mut tx, vec![7; 32]).await;
    assert_eq!(found.unwrap(), Some(expected));
    let unknown = store::people::session::signed_in(&mut tx, vec![8; 32]).await;
    assert_eq!(unknown.unwrap(), None);
}

fn code(id: SignInCodeId) -> SignInCode {
    SignInCode {
        id,
        person: None,
        email: person("Nobody").email,
        code_hash: vec![1; 32],
        link_hash: id.uuid().as_bytes().to_vec(),
        created_at: nine(),
        expires_at: nine().plus_minutes(10),
        attempts: 0,
        used_at: None,
        replaced_at: None,
        return_to: "/".to_owned(),
        from_known_browser: false,
    }
}

pub async fn a_code_is_used_once_and_only_while_it_lives(store: &Store) {
    let used = code(uuid().into());
    let late = code(uuid().into());
    let replaced = code(uuid().into());
    let mut tx = store.write().await.unwrap();
    for code in [&used, &late, &replaced] {
        store::people::sign_in_code::insert(&mut tx, code)
            .await
            .unwrap();
    }
    store::people::sign_in_code::use_once(&mut tx, used.id, nine().plus_minutes(9), 5)
        .await
        .unwrap();
    let again =
        store::people::sign_in_code::use_once(&mut tx, used.id, nine().plus_minutes(9), 5).await;
    assert!(matches!(again, Err(StoreError::NotFound)));
    let after =
        store::people::sign_in_code::use_once(&mut tx, late.id, nine().plus_minutes(10), 5).await;
    assert!(matches!(after, Err(StoreError::NotFound)));
    assert_eq!(
        store::people::sign_in_code::replace_earlier(&mut tx, &replaced.email, nine(), false)
            .await
            .unwrap(),
        1
    );
    let older = store::people::sign_in_code::use_once(&mut tx, replaced.id, nine(), 5).await;
    assert!(matches!(older, Err(StoreError::NotFound)));
    tx.commit().await.unwrap();
}

pub async fn a_code_asked_for_in_a_known_browser_is_replaced_from_a_known_browser_alone(
    store: &Store,
) {
    let known = SignInCode {
        from_known_browser: true,
        ..code(uuid().into())
    };
    let other = SignInCode {
        email: known.email.clone(),
        ..code(uuid().into())
    };
    let mut tx = store.write().await.unwrap();
    for code in [&known, &other] {
        store::people::sign_in_code::insert(&mut tx, code)
            .await
            .unwrap();
    }
    for (from_known_browser, replaced) in [(false, 1), (false, 0), (true, 1)] {
        let count = store::people::sign_in_code::replace_earlier(
            &mut tx,
            &known.email,
            nine(),
            from_known_browser,
        );
        assert_eq!(count.await.unwrap(), replaced);
    }
    tx.commit().await.unwrap();
}

pub async fn a_browser_is_known_for_who_signed_in_there_under_its_newest_token(store: &Store) {
    let [amina, ben] = ["Amina", "Ben"].map(person);
    let (old, new) = (vec![1; 32], vec![2; 32]);
    let mut tx = store.write().await.unwrap();
    for person in [&amina, &ben] {
        store::people::person::insert(&mut tx, person)
            .await
            .unwrap();
    }
    let mut at = nine();
    for person in [&amina, &ben, &amina] {
        store::people::known_browser::know(&mut tx, old.clone(), person.id, at)
            .await
            .unwrap();
        at = at.plus_minutes(1);
    }
    let renewed = store::people::known_browser::renew(&mut tx, old.clone(), new.clone()).await;
    assert_eq!(renewed.unwrap(), 2);
    let before = nine().plus_minutes(2);
    assert_eq!(
        store::people::known_browser::forget(&mut tx, before)
            .await
            .unwrap(),
        1
    );
    let mut is_of = async |token: &Vec<u8>, person: &store::people::person::Person| {
        let known = store::people::known_browser::is_of(&mut tx, token.clone(), &person.email);
        known.await.unwrap()
    };
    assert!(is_of(&new, &amina).await);
    assert!(!is_of(&old, &amina).await);
    assert!(!is_of(&new, &ben).await, "it was not used for long");
    let forgotten = store::people::known_browser::forget_all_of(&mut tx, amina.id).await;
    assert_eq!(forgotten.unwrap(), 1);
    tx.commit().await.unwrap();
}

pub async fn tries_are_counted_up_to_the_limit(store: &Store) {
    let code = code(uuid().into());
    let mut tx = store.write().await.unwrap();
    store::people::sign_in_code::insert(&mut tx, &code)
        .await
        .unwrap();
    for _ in 0..5 {
        store::people::sign_in_code::count_try(&mut tx, code.id, 5)
            .await
            .unwrap();
    }
    assert!(matches!(
        store::people::sign_in_code::count_try(&mut tx, code.id, 5).await,
        Err(StoreError::NotFound)
    ));
    assert!(matches!(
        store::people::sign_in_code::use_once(&mut tx, code.id, nine(), 5).await,
        Err(StoreError::NotFound)
    ));
    for tries in 1..=3 {
        assert_eq!(
            store::system::rate_limit::count(&mut tx, "code:1", nine())
                .await
                .unwrap(),
            tries
        );
    }
    assert_eq!(
        store::system::rate_limit::count(&mut tx, "code:1", at("2026-03-03T10:00:00Z"))
            .await
            .unwrap(),
        1
    );
    tx.commit().await.unwrap();
}

async fn found(store: &Store, text: &str) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let found = store::people::person::search(&mut conn, text, "", AskedPage::first(10)).await;
    let found = found.unwrap();
    assert_eq!(found.total, i64::try_from(found.rows.len()).unwrap());
    found.rows.into_iter().map(|person| person.name).collect()
}

pub async fn people_are_found_by_part_of_their_name(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let amina = member(&mut tx, "Amina Yusuf").await;
    member(&mut tx, "Ben Cole").await;
    let grant = Grant {
        role: Role::HubMember,
        organisation: None,
    };
    store::people::role_grant::insert(&mut tx, uuid().into(), amina, grant, nine(), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut conn = store.read().await.unwrap();
    let found = store::people::person::search(&mut conn, "yus", "hub_member", AskedPage::first(10))
        .await
        .unwrap();
    assert_eq!((found.total, found.rows[0].id), (1, amina));
    assert_eq!(
        store::people::person::search(&mut conn, "ben", "hub_member", AskedPage::first(10))
            .await
            .unwrap()
            .total,
        0
    );
    assert_eq!(
        store::people::person::search(&mut conn, "", "", AskedPage::new(2, 1))
            .await
            .unwrap()
            .rows[0]
            .name,
        "Ben Cole"
    );
}

pub async fn people_are_found_by_any_word_in_any_order(store: &Store) {
    let names = [
        "Élodie Martin",
        "Siân O’Brien",
        "Łukasz Øster",
        "Иван Петров",
        "Ωμέγα Σίγμας",
        "Amina Yusuf",
    ];
    let mut tx = store.write().await.unwrap();
    for name in names {
        member(&mut tx, name).await;
    }
    tx.commit().await.unwrap();
    for (text, name) in [
        ("elodie", "Élodie Martin"),
        ("E\u{301}LODIE", "Élodie Martin"),
        ("O'Brien", "Siân O’Brien"),
        ("o’brien  sian", "Siân O’Brien"),
        ("lukasz", "Łukasz Øster"),
        ("ØSTER Łukasz", "Łukasz Øster"),
        ("иван", "Иван Петров"),
        ("ΩΜΈΓΑ", "Ωμέγα Σίγμας"),
        ("yus ami", "Amina Yusuf"),
    ] {
        assert_eq!(found(store, text).await, [name], "{text}");
    }
    for nothing in ["?", "%", "_", "\\", "'", "\u{200B}", "Ж", "amina martin"] {
        assert!(found(store, nothing).await.is_empty(), "{nothing}");
    }
    let by_name = [
        "Amina Yusuf",
        "Élodie Martin",
        "Łukasz Øster",
        "Siân O’Brien",
        "Ωμέγα Σίγμας",
        "Иван Петров",
    ];
    assert_eq!(found(store, "").await, by_name);
    assert_eq!(found(store, "example.nhs.uk").await, by_name);
}

static FROM_BEFORE: Statement = Statement {
    name: "FROM_BEFORE",
    sqlite: "UPDATE person SET search_key = '', phone = CASE WHEN name = 'Ben Cole' THEN '12345 67890 12' ELSE '01782 123 456' END",
    postgres: "UPDATE person SET search_key = '', phone = CASE WHEN name = 'Ben Cole' THEN '12345 67890 12' ELSE '01782 123 456' END",
};

static PLACES_FROM_BEFORE: Statement = Statement {
    name: "PLACES_FROM_BEFORE",
    sqlite: "UPDATE organisation SET search_key = ''",
    postgres: "UPDATE organisation SET search_key = ''",
};

static RULES_FROM_BEFORE: Statement = Statement {
    name: "RULES_FROM_BEFORE",
    sqlite: "UPDATE adviser SET phone = '(01782) 123456'",
    postgres: "UPDATE adviser SET phone = '(01782) 123456'",
};

pub async fn who_was_added_before_there_were_keys_is_found_after_the_next_start(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let amina = member(&mut tx, "Amina Yusuf").await;
    let ben = adviser(&mut tx, "Ben Cole").await;
    let home = organisation(None, "Ty Gwyn");
    store::places::organisation::insert(&mut tx, &home)
        .await
        .unwrap();
    tx.q(&FROM_BEFORE).execute().await.unwrap();
    tx.q(&PLACES_FROM_BEFORE).execute().await.unwrap();
    tx.q(&RULES_FROM_BEFORE).execute().await.unwrap();
    tx.commit().await.unwrap();
    assert!(found(store, "amina").await.is_empty());

    for _ in 0..2 {
        store.migrate().await.unwrap();
        assert_eq!(found(store, "amina").await, ["Amina Yusuf"]);
        let mut conn = store.read().await.unwrap();
        let places =
            store::places::organisation::search(&mut conn, "gwyn", AskedPage::first(10)).await;
        assert_eq!(places.unwrap().rows, std::slice::from_ref(&home));
        let phone = async |conn: &mut Conn, id| {
            let person = store::people::person::by_id(conn, id).await.unwrap();
            person.phone.unwrap().as_str().to_owned()
        };
        assert_eq!(phone(&mut conn, amina).await, "+441782123456");
        assert_eq!(phone(&mut conn, ben).await, "12345 67890 12");
        let rules = store::career_conversations::adviser::by_id(&mut conn, ben)
            .await
            .unwrap();
        assert_eq!(rules.phone.unwrap().as_str(), "+441782123456");
    }
}
