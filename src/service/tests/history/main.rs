//! Random histories of many people acting at once, replayed one step at a time: never over capacity, nothing that was
//! acknowledged is lost, nothing is there twice, and each change has one set of messages and one line in the audit log.
//!
//! `PEOPLE_HUB_HISTORY_OPERATIONS` says how many steps (`make prove` asks for 10,000), `PEOPLE_HUB_HISTORY_SEED` which ones.
//! A run that fails is made small and printed. With the version taken out of the update of a move on purpose, no order fits.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

mod hub;
mod model;
mod order;
mod shrink;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::career_conversations::audit::{
    AVAILABILITY, CAREER_CONVERSATION, CONVERSATION_BOOKED, CONVERSATION_CANCELLED,
    CONVERSATION_MOVED, EXTRA_SLOT_ADDED, EXTRA_SLOT_REMOVED,
};
use domain::career_conversations::career_conversation::Reference;
use domain::kit::instant::Instant;
use store::career_conversations::career_conversation::{ListQuery, Order};
use store::testing::TestDatabase;

use hub::{Hub, Step, steps};
use model::{Answered, Asked, Model, Place, Seen};
use order::{Done, order_of};
use shrink::shrink;
use support::World;

/// Steps of a run where nothing else is asked for: enough for a few hundred clashes.
const OPERATIONS: usize = 800;
/// Runs with which a failing history is made small.
const SHRINKING_RUNS: usize = 60;

fn number_of(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap())
}

/// What is wrong with a run of these steps on a new database, if anything.
async fn fault_of(database: TestDatabase, steps: &[Step], tells: bool) -> Option<String> {
    let hub = Arc::new(Hub::new(World::without_booking_limits(database).await).await);
    let history = hub.run(steps).await;
    let mut model = Model::default();
    match order_of(&history, &mut model) {
        Ok(changes) => {
            let changes: Vec<&Done> = changes.iter().map(|at| &history[*at]).collect();
            if tells {
                tell(&history, &changes);
            }
            fault_of_what_is_kept(&hub, &model, &changes).await
        }
        Err(no_order) => Some(format!(
            "{} of {} fit; then none of these can be next: {:#?}",
            no_order.fitted,
            history.len(),
            no_order.around
        )),
    }
}

fn tell(history: &[Done], changes: &[&Done]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for done in history {
        let asked = format!("{:?}", done.asked);
        let refused = if done.answered == Answered::Refused {
            " refused"
        } else {
            ""
        };
        let name = asked.split([' ', '(']).next().unwrap_or_default();
        *counts.entry(format!("{name}{refused}")).or_default() += 1;
    }
    println!(
        "{} steps, {} changes: {counts:?}",
        history.len(),
        changes.len()
    );
}

/// What is kept is what the model says, no more and no less.
async fn fault_of_what_is_kept(hub: &Hub, model: &Model, changes: &[&Done]) -> Option<String> {
    let mut conn = hub.world.service.store.read().await.unwrap();
    let query = ListQuery {
        from: Instant::from_unix_microseconds(0),
        until: hub.world.now().plus_hours(10_000),
        adviser: None,
        status: None,
        text: String::new(),
        order: Order::Time,
        asked: store::AskedPage::first(1_000_000),
    };
    let kept = store::career_conversations::career_conversation::list(&mut conn, &query)
        .await
        .unwrap()
        .rows;
    let mut seen: Vec<Seen> = Vec::new();
    for listed in &kept {
        let conversation = &listed.conversation;
        if conversation.calendar_sequence != conversation.version - 1 {
            return Some(format!(
                "a change is missing in the calendar of {conversation:?}"
            ));
        }
        seen.push(hub.seen(conversation));
    }
    let mut expected: Vec<Seen> = model.conversations().cloned().collect();
    seen.sort();
    expected.sort();
    if seen != expected {
        return Some(format!("kept {seen:#?}\nexpected {expected:#?}"));
    }
    drop(conn);

    let uids = kept.iter().map(|listed| {
        let conversation = &listed.conversation;
        (
            conversation.reference.clone(),
            conversation.calendar_uid.clone(),
        )
    });
    let (expected, queued) = (
        expected_messages(hub, changes, &uids.collect()),
        queued_messages(hub).await,
    );
    if queued != expected {
        return Some(format!("messages {queued:#?}\nexpected {expected:#?}"));
    }
    let (expected, recorded) = (expected_audit(changes), audit(hub).await);
    (recorded != expected).then(|| format!("audit {recorded:?}, expected {expected:?}"))
}

/// To whom, which event, its sequence, and whether it is to be added or removed; and how often.
type Messages = BTreeMap<(String, String, i64, &'static str), usize>;

fn expected_messages(hub: &Hub, changes: &[&Done], uids: &BTreeMap<Reference, String>) -> Messages {
    let mut messages = Messages::new();
    let mut places: BTreeMap<Reference, Place> = BTreeMap::new();
    for done in changes {
        let Answered::Conversation(seen) = &done.answered else {
            continue;
        };
        let method = if seen.status.is_cancelled() {
            "CANCEL"
        } else {
            "REQUEST"
        };
        let before = places.insert(seen.reference.clone(), seen.place);
        let mut told = vec![
            (hub.member_email(seen.member), method),
            (hub.adviser_email(seen.place.adviser), method),
        ];
        if let Some(before) = before.filter(|before| before.adviser != seen.place.adviser) {
            told.push((hub.adviser_email(before.adviser), "CANCEL"));
        }
        for (email, method) in told {
            let uid = uids[&seen.reference].clone();
            let key = (email.to_string(), uid, seen.version - 1, method);
            *messages.entry(key).or_default() += 1;
        }
    }
    messages
}

/// Messages that carry a calendar part. Others may tell of the same changes to people who wait.
async fn queued_messages(hub: &Hub) -> Messages {
    let mut messages = Messages::new();
    for email in hub.readers() {
        for message in hub.world.messages_to(email.as_str()).await {
            let Some(calendar) = message.calendar else {
                continue;
            };
            let value = |name: &str| {
                let mut lines = calendar.lines();
                lines
                    .find_map(|line| line.strip_prefix(name))
                    .unwrap()
                    .to_owned()
            };
            let method = match value("METHOD:").as_str() {
                "CANCEL" => "CANCEL",
                _ => "REQUEST",
            };
            let sequence = value("SEQUENCE:").parse().unwrap();
            let key = (email.to_string(), value("UID:"), sequence, method);
            *messages.entry(key).or_default() += 1;
        }
    }
    messages
}

fn expected_audit(changes: &[&Done]) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for done in changes {
        let action = match done.asked {
            Asked::Publish(_) => EXTRA_SLOT_ADDED,
            Asked::Remove { .. } => EXTRA_SLOT_REMOVED,
            Asked::Book { .. } => CONVERSATION_BOOKED,
            Asked::Move { .. } => CONVERSATION_MOVED,
            Asked::Cancel { .. } => CONVERSATION_CANCELLED,
            Asked::Mine { .. } => panic!("reading is no change"),
        };
        *counts.entry(action.code().to_owned()).or_default() += 1;
    }
    counts
}

async fn audit(hub: &Hub) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    let mut conn = hub.world.service.store.read().await.unwrap();
    for (action, kind) in [
        (EXTRA_SLOT_ADDED, AVAILABILITY),
        (EXTRA_SLOT_REMOVED, AVAILABILITY),
        (CONVERSATION_BOOKED, CAREER_CONVERSATION),
        (CONVERSATION_MOVED, CAREER_CONVERSATION),
        (CONVERSATION_CANCELLED, CAREER_CONVERSATION),
    ] {
        let query = store::system::audit::ListQuery {
            from: Instant::from_unix_microseconds(0),
            until: hub.world.now().plus_hours(1),
            actor: String::new(),
            action: action.code().to_owned(),
            object_kind: kind.code().to_owned(),
            asked: store::AskedPage::first(1),
        };
        let total = store::system::audit::list(&mut conn, &query)
            .await
            .unwrap()
            .total;
        if total > 0 {
            counts.insert(action.code().to_owned(), total);
        }
    }
    counts
}

async fn check<F: Future<Output = TestDatabase>>(open: impl Fn() -> F) {
    let seed = number_of("PEOPLE_HUB_HISTORY_SEED").unwrap_or(20_260_302);
    let count = number_of("PEOPLE_HUB_HISTORY_OPERATIONS");
    let count = count.map_or(OPERATIONS, |count| usize::try_from(count).unwrap());
    println!("seed {seed}, {count} operations");
    let all = steps(seed, count);
    let started = tokio::time::Instant::now();
    let Some(fault) = fault_of(open().await, &all, true).await else {
        println!("{:.1} s", started.elapsed().as_secs_f64());
        return;
    };
    println!("seed {seed}: {fault}\nmaking it small");
    let mut smallest = fault;
    let few = shrink(all, SHRINKING_RUNS, async |steps: &[Step]| {
        // What several do at once goes differently each time: a part that was lucky once may be unlucky next.
        for _ in 0..2 {
            if let Some(fault) = fault_of(open().await, steps, false).await {
                smallest = fault;
                return true;
            }
        }
        false
    })
    .await;
    panic!(
        "seed {seed}: {} steps are enough: {few:?}\n{smallest}",
        few.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn histories_on_sqlite_happened_one_after_the_other() {
    check(store::testing::sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn histories_on_postgresql_happened_one_after_the_other() {
    check(store::testing::postgres).await;
}
