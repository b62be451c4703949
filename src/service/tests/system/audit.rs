//! The audit log besides changes: who looked and who was refused, and the chain that shows whether a row was touched.

use crate::support::diary::{book_at, publish, set, signed_in};
use crate::support::{World, statements_of};
use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::settings::{CUT_OFF_HOURS, HORIZON_DAYS, NOTICE_HOURS};
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::audit::{PERSON, PERSON_ADDED};
use domain::people::role::Role;
use domain::system::audit::{ACCESS_REFUSED, RECORD_READ};
use service::career_conversations::career_conversation;
use service::career_conversations::coordination;
use service::system::audit::{Fault, link_waiting, verify, write_noted};
use service::work::{About, By, Work};
use store::db::Statement;

crate::on_both_engines!(
    who_looks_at_somebody_elses_record_is_noted_once_in_a_while,
    who_asks_for_what_is_not_theirs_is_noted,
    a_full_queue_of_notes_waits_for_the_database,
    what_one_change_leads_to_is_noted_in_order_and_may_be_nobodys,
);

async fn booked(world: &World) -> (CareerConversation, Actor) {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    publish(world, &david, 2, "9am", "12pm").await;
    let (member, adviser) = (amina.person, david.person);
    let booked = book_at(world, &amina, member, adviser, "2026-03-03T09:00:00Z").await;
    (booked.unwrap(), amina)
}

/// What was noted of looks and refusals: who, what, whose and from where.
async fn noted(world: &World) -> Vec<(String, String, String, String)> {
    write_noted(&world.service).await.unwrap();
    let query = store::system::audit::ListQuery {
        from: world.now().plus_hours(-100),
        until: world.now().plus_hours(1),
        actor: String::new(),
        action: String::new(),
        object_kind: String::new(),
        asked: store::AskedPage::first(1_000),
    };
    let mut conn = world.service.store.read().await.unwrap();
    let page = store::system::audit::list(&mut conn, &query).await.unwrap();
    let noted = page.rows.into_iter().rev().filter(|listed| {
        [RECORD_READ, ACCESS_REFUSED]
            .iter()
            .any(|action| action.code() == listed.entry.action)
    });
    noted
        .map(|listed| {
            (
                listed.actor_name.unwrap(),
                listed.entry.action,
                listed.person_name.unwrap(),
                listed.entry.address.unwrap_or_default(),
            )
        })
        .collect()
}

async fn who_looks_at_somebody_elses_record_is_noted_once_in_a_while(world: World) {
    let (conversation, amina) = booked(&world).await;
    let grace = Actor {
        address: Some("2001:db8::7".parse().unwrap()),
        ..signed_in(&world, "Grace Owusu", Role::HubCoordinator).await
    };
    let (service, reference) = (&world.service, &conversation.reference);
    career_conversation::one(service, &amina, reference)
        .await
        .unwrap();
    let (seen, statements) = statements_of(coordination::one(service, &grace, reference)).await;
    seen.unwrap();
    // Nobody who looks waits for a writer.
    let writes = |name: &String| name.contains("audit::APPEND");
    assert!(!statements.iter().any(writes), "{statements:?}");

    let look = (
        "Grace Owusu".to_owned(),
        "record_read".to_owned(),
        "Amina Yusuf".to_owned(),
        "2001:db8::7".to_owned(),
    );
    assert_eq!(noted(&world).await, std::slice::from_ref(&look));
    coordination::one(service, &grace, reference).await.unwrap();
    assert_eq!(noted(&world).await, std::slice::from_ref(&look));
    world.pass_minutes(11);
    coordination::one(service, &grace, reference).await.unwrap();
    assert_eq!(noted(&world).await, [look.clone(), look]);

    // The story of the conversation is of what happened to it.
    let story = coordination::one(service, &grace, reference).await.unwrap();
    assert!(
        story
            .history
            .iter()
            .all(|line| line.entry.action != RECORD_READ.code())
    );
}

async fn who_asks_for_what_is_not_theirs_is_noted(world: World) {
    let (conversation, _) = booked(&world).await;
    let ben = signed_in(&world, "Ben Shaw", Role::HubMember).await;
    let (service, reference) = (&world.service, &conversation.reference);
    for _ in 0..3 {
        let refused = career_conversation::one(service, &ben, reference).await;
        assert_eq!(refused.unwrap_err(), AppError::NotFound);
    }
    let refusal = (
        "Ben Shaw".to_owned(),
        "access_refused".to_owned(),
        "Amina Yusuf".to_owned(),
        String::new(),
    );
    assert_eq!(noted(&world).await, [refusal]);
}

async fn a_full_queue_of_notes_waits_for_the_database(world: World) {
    let (conversation, _) = booked(&world).await;
    let grace = signed_in(&world, "Grace Owusu", Role::HubCoordinator).await;
    let (service, reference) = (&world.service, &conversation.reference);
    coordination::one(service, &grace, reference).await.unwrap();
    if !service.store.is_postgres() {
        let lock = service.store.write().await.unwrap();
        assert_eq!(write_noted(service).await, Err(AppError::Busy));
        drop(lock);
    }
    assert_eq!(noted(&world).await.len(), 1);
}

/// As the owner of the tables, who can do anything.
async fn worlds() -> [World; 2] {
    [
        World::new(store::testing::sqlite().await),
        World::new(store::testing::postgres().await),
    ]
}

async fn run(world: &World, statement: &'static Statement) {
    let mut tx = world.service.store.write().await.unwrap();
    tx.q(statement).execute().await.unwrap();
    tx.commit().await.unwrap();
}

async fn what_one_change_leads_to_is_noted_in_order_and_may_be_nobodys(world: World) {
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    let mut work = Work::begin(&world.service, &amina).await.unwrap();
    let about = || About::the(PERSON, amina.person.uuid()).of(amina.person);
    for number in 0..9 {
        let about = match number % 2 {
            0 => about(),
            _ => about().by_nobody(),
        };
        let detail = serde_json::json!({ "number": number });
        work.note(PERSON_ADDED, about, detail).await.unwrap();
    }
    work.commit().await.unwrap();
    let mut conn = world.service.store.read().await.unwrap();
    let history = store::system::audit::of_object(&mut conn, amina.person.uuid()).await;
    for (number, listed) in history.unwrap().into_iter().enumerate() {
        let entry = listed.entry;
        assert_eq!(entry.detail["number"], number);
        assert_eq!(entry.at, world.now());
        let by = (number % 2 == 0).then_some(amina.person);
        assert_eq!(entry.actor, by);
    }
}

/// Four changes; three of them are linked.
async fn linked(world: &World) {
    let values = [(NOTICE_HOURS, 10), (CUT_OFF_HOURS, 11), (HORIZON_DAYS, 12)];
    set(world, &values).await;
    assert_eq!(link_waiting(&world.service).await, Ok(3));
    assert_eq!(link_waiting(&world.service).await, Ok(0));
    let mut work = Work::begin(&world.service, By::NOBODY).await.unwrap();
    let about = About::the(PERSON, uuid::Uuid::nil());
    let detail = serde_json::json!({ "z": 1, "a": { "y": [1, 2], "b": "é" } });
    work.note(PERSON_ADDED, about, detail).await.unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn an_untouched_log_fits_and_says_what_waits_for_its_link() {
    for world in worlds().await {
        linked(&world).await;
        let proof = verify(&world.service, None).await.unwrap();
        assert_eq!((proof.linked, proof.waiting, proof.fault), (3, 1, None));
        let noted = (proof.linked, proof.head.as_str());
        assert_eq!(link_waiting(&world.service).await, Ok(1));
        let proof = verify(&world.service, Some(noted)).await.unwrap();
        assert_eq!((proof.linked, proof.waiting, proof.fault), (4, 0, None));
    }
}

static UNGUARD: Statement = Statement {
    name: "UNGUARD",
    sqlite: "DROP TRIGGER audit_append_only_update",
    postgres: "ALTER TABLE audit DISABLE TRIGGER audit_append_only",
};
static UNGUARD_DELETE: Statement = Statement {
    name: "UNGUARD_DELETE",
    sqlite: "DROP TRIGGER audit_append_only_delete",
    postgres: "ALTER TABLE audit DISABLE TRIGGER audit_append_only",
};
const SECOND: &str = "(SELECT audit_id FROM audit_link WHERE ordinal = 2)";

fn statement(sql: String) -> &'static Statement {
    let sql: &'static str = sql.leak();
    Box::leak(Box::new(Statement {
        name: "TAMPER",
        sqlite: sql,
        postgres: sql,
    }))
}

#[tokio::test]
async fn the_first_row_that_does_not_fit_is_named() {
    for (sql, expected) in [
        (
            format!("UPDATE audit SET action = 'signed_out' WHERE id = {SECOND}"),
            "link 2: the row … is not as it was written",
        ),
        (
            format!("UPDATE audit SET address = '10.0.0.1' WHERE id = {SECOND}"),
            "link 2: the row … is not as it was written",
        ),
        (
            format!("DELETE FROM audit WHERE id = {SECOND}"),
            "link 2: the row … is not there",
        ),
        (
            "DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_unlinked)".to_owned(),
            "1 rows are not there that waited for their link",
        ),
        (
            "DELETE FROM audit_unlinked".to_owned(),
            "1 rows are in the log and were never to be linked",
        ),
    ] {
        let sql = statement(sql);
        for world in worlds().await {
            linked(&world).await;
            run(&world, &UNGUARD).await;
            run(&world, &UNGUARD_DELETE).await;
            run(&world, sql).await;
            let fault = verify(&world.service, None).await.unwrap().fault.unwrap();
            let said = match &fault {
                Fault::NoRow(_, id) | Fault::Changed(_, id) => {
                    fault.to_string().replace(&id.to_string(), "…")
                }
                fault => fault.to_string(),
            };
            assert_eq!(said, expected, "{}", sql.sqlite);
        }
    }
}

#[tokio::test]
async fn a_chain_that_was_made_anew_is_not_the_one_that_was_noted() {
    for world in worlds().await {
        linked(&world).await;
        for noted in [(2, "00"), (9, "00")] {
            let proof = verify(&world.service, Some(noted)).await.unwrap();
            assert_eq!(proof.fault, Some(Fault::NotAsNoted(noted.0)));
        }
    }
}
