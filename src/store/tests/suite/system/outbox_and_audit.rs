//! Messages, the audit log, drafts and settings.

use domain::career_conversations::settings::{CUT_OFF_HOURS, HORIZON_DAYS};
use domain::people::audit::{SESSION, SIGNED_IN};
use domain::system::outbox::MessageKind;
use jiff::civil::date;
use store::db::Statement;
use store::system::draft::Draft;
use store::system::outbox::Message;
use store::{AskedPage, Store, StoreError};

use super::build::{member, nine, uuid};

fn message() -> Message {
    Message {
        id: uuid().into(),
        kind: MessageKind::Secret,
        recipient: "amina.yusuf@example.nhs.uk".to_owned(),
        subject: "Your code".to_owned(),
        body: "123456".to_owned(),
        calendar: None,
        calendar_method: None,
        created_at: nine(),
        due_at: nine(),
        attempts: 0,
        about: None,
        topic: None,
    }
}

pub async fn a_claimed_message_is_nobody_elses(store: &Store) {
    let mut tx = store.write().await.unwrap();
    store::system::outbox::insert(&mut tx, &message())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let claim = async |now| {
        let mut tx = store.write().await.unwrap();
        let claimed = store::system::outbox::claim(&mut tx, now, now.plus_minutes(1), 10)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        claimed
            .into_iter()
            .map(|message| message.attempts)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        claim(nine().plus_minutes(-1)).await,
        Vec::<i64>::new(),
        "not due yet"
    );
    assert_eq!(claim(nine()).await, [1]);
    assert_eq!(claim(nine()).await, Vec::<i64>::new(), "somebody has it");
    assert_eq!(
        claim(nine().plus_minutes(1)).await,
        [2],
        "whoever had it is gone"
    );
}

pub async fn only_what_was_never_tried_is_claimed_as_new(store: &Store) {
    let (first, second) = (message(), message());
    let until = nine().plus_minutes(1);
    let mut tx = store.write().await.unwrap();
    for message in [&first, &second] {
        store::system::outbox::insert(&mut tx, message)
            .await
            .unwrap();
    }
    let tried = store::system::outbox::claim(&mut tx, nine(), until, 1).await;
    let tried = tried.unwrap()[0].id;
    store::system::outbox::retry_at(&mut tx, tried, nine(), "away")
        .await
        .unwrap();
    let new = store::system::outbox::claim_new(&mut tx, nine(), until, 10).await;
    let new: Vec<_> = new.unwrap().iter().map(|message| message.id).collect();
    assert_eq!(new.len(), 1);
    assert_ne!(new[0], tried);
    store::system::outbox::release(&mut tx, new[0])
        .await
        .unwrap();
    let again = store::system::outbox::claim_new(&mut tx, nine(), until, 10).await;
    let again = again.unwrap();
    assert_eq!((again.len(), again[0].attempts), (1, 1));
    tx.commit().await.unwrap();
}

pub async fn a_sign_in_text_is_emptied_once_sent(store: &Store) {
    let message = message();
    let mut tx = store.write().await.unwrap();
    store::system::outbox::insert(&mut tx, &message)
        .await
        .unwrap();
    store::system::outbox::mark_delivered(&mut tx, message.id, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    assert_eq!(
        store::system::outbox::to(&mut conn, &message.recipient)
            .await
            .unwrap()[0]
            .body,
        ""
    );
    let counts = store::system::outbox::counts(&mut conn).await.unwrap();
    assert_eq!((counts.waiting, counts.delivered, counts.dead), (0, 1, 0));
}

pub async fn a_message_that_was_given_up_can_be_tried_again(store: &Store) {
    let message = Message {
        kind: MessageKind::Ordinary,
        ..message()
    };
    let mut tx = store.write().await.unwrap();
    store::system::outbox::insert(&mut tx, &message)
        .await
        .unwrap();
    let queue = store::system::outbox::queue(&mut tx).await.unwrap();
    assert_eq!(
        (queue.waiting, queue.first_due_at, queue.dead),
        (1, Some(nine()), 0)
    );
    let early = store::system::outbox::revive(&mut tx, message.id, nine()).await;
    assert!(matches!(early, Err(StoreError::NotFound)), "{early:?}");
    tx.rollback().await.unwrap();

    let mut tx = store.write().await.unwrap();
    store::system::outbox::insert(&mut tx, &message)
        .await
        .unwrap();
    store::system::outbox::claim(&mut tx, nine(), nine().plus_minutes(1), 1)
        .await
        .unwrap();
    store::system::outbox::mark_dead(&mut tx, message.id, nine(), "nobody here")
        .await
        .unwrap();
    let dead = store::system::outbox::dead_letters(&mut tx, AskedPage::first(10))
        .await
        .unwrap();
    assert_eq!((dead.total, dead.rows.len()), (1, 1));
    assert_eq!(
        (dead.rows[0].id, dead.rows[0].last_error.as_str()),
        (message.id, "nobody here")
    );
    let queue = store::system::outbox::queue(&mut tx).await.unwrap();
    assert_eq!(
        (queue.waiting, queue.first_due_at, queue.dead),
        (0, None, 1)
    );

    store::system::outbox::revive(&mut tx, message.id, nine().plus_minutes(5))
        .await
        .unwrap();
    let gone = store::system::outbox::dead_letter(&mut tx, message.id).await;
    assert!(matches!(gone, Err(StoreError::NotFound)), "{gone:?}");
    let waiting = store::system::outbox::to(&mut tx, &message.recipient)
        .await
        .unwrap();
    assert_eq!(
        (
            waiting[0].attempts,
            waiting[0].due_at,
            waiting[0].body.as_str()
        ),
        (0, nine().plus_minutes(5), "123456")
    );
    tx.commit().await.unwrap();
}

static CHANGE: Statement = Statement {
    name: "CHANGE",
    sqlite: "UPDATE audit SET action = 'signed_out'",
    postgres: "UPDATE audit SET action = 'signed_out'",
};
static REMOVE: Statement = Statement {
    name: "REMOVE",
    sqlite: "DELETE FROM audit",
    postgres: "DELETE FROM audit",
};
const UNCHAIN: Statement = Statement {
    name: "UNCHAIN",
    sqlite: "DELETE FROM audit_link",
    postgres: "DELETE FROM audit_link",
};

pub async fn the_audit_log_is_append_only(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let amina = member(&mut tx, "Amina Yusuf").await;
    let entry = store::system::audit::Entry {
        id: uuid().into(),
        at: nine(),
        actor: Some(amina),
        action: SIGNED_IN.code().to_owned(),
        object_kind: SESSION.code().to_owned(),
        object: uuid(),
        person: Some(amina),
        organisation: None,
        address: Some("2001:db8::1".to_owned()),
        detail: serde_json::json!({ "browser": "Firefox" }),
    };
    store::system::audit::append(&mut tx, &entry).await.unwrap();
    let link = store::system::audit_link::Link {
        ordinal: 1,
        audit: entry.id.uuid(),
        hash: vec![0; 32],
    };
    store::system::audit_link::append(&mut tx, 0, &[link])
        .await
        .unwrap();
    tx.commit().await.unwrap();

    for (statement, guard) in [
        (&CHANGE, "audit_append_only"),
        (&REMOVE, "audit_append_only"),
        (&UNCHAIN, "audit_link_append_only"),
    ] {
        let mut tx = store.write().await.unwrap();
        let refused = tx.q(statement).execute().await;
        assert_eq!(refused.unwrap_err().constraint(), Some(guard));
    }
    let mut conn = store.read().await.unwrap();
    let listed = store::system::audit::of_object(&mut conn, entry.object)
        .await
        .unwrap();
    assert_eq!(
        (&listed[0].entry, listed[0].actor_name.as_deref()),
        (&entry, Some("Amina Yusuf"))
    );
}

pub async fn drafts_keep_their_identifier(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let amina = member(&mut tx, "Amina Yusuf").await;
    let first = Draft {
        id: uuid().into(),
        person: amina,
        journey: "career_conversation".to_owned(),
        subject: String::new(),
        answers: serde_json::json!({ "topic": "ideas" }),
        updated_at: nine(),
    };
    store::system::draft::save(&mut tx, &first).await.unwrap();
    let second = Draft {
        id: uuid().into(),
        answers: serde_json::json!({ "topic": "training" }),
        ..first.clone()
    };
    store::system::draft::save(&mut tx, &second).await.unwrap();
    let kept = store::system::draft::find(&mut tx, amina, "career_conversation", "")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.id, kept.answers), (first.id, second.answers));
    tx.commit().await.unwrap();
}

pub async fn a_setting_gives_way_from_a_day_on(store: &Store) {
    let mut tx = store.write().await.unwrap();
    for (value, from) in [
        (48, date(2026, 1, 1)),
        (12, date(2026, 3, 1)),
        (36, date(2026, 2, 1)),
    ] {
        store::system::setting::set(
            &mut tx,
            &store::system::setting::New {
                id: uuid().into(),
                setting: CUT_OFF_HOURS,
                organisation: None,
                value,
                from,
                at: nine(),
                by: None,
            },
        )
        .await
        .unwrap();
    }
    let values = store::system::setting::all(&mut tx).await.unwrap();
    assert_eq!(CUT_OFF_HOURS.on(date(2026, 1, 31), &values), 48);
    assert_eq!(
        CUT_OFF_HOURS.on(date(2026, 3, 1), &values),
        36,
        "what was to start later gave way"
    );
    let out_of_range = store::system::setting::set(
        &mut tx,
        &store::system::setting::New {
            id: uuid().into(),
            setting: HORIZON_DAYS,
            organisation: None,
            value: -1,
            from: date(2026, 1, 1),
            at: nine(),
            by: None,
        },
    )
    .await;
    assert_eq!(
        out_of_range.unwrap_err().constraint(),
        Some("setting_value")
    );
}
