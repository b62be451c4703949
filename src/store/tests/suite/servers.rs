//! Several programs on one database.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::career_conversations::career_conversation::CareerConversation;
use domain::kit::instant::Instant;
use domain::people::id::PersonId;
use domain::system::id::OutboxId;
use domain::system::job::JobName;
use domain::system::outbox::MessageKind;
use store::system::outbox::Message;
use store::testing::TestDatabase;
use store::{Store, StoreError};

use super::build::{adviser, conversation, member, nine, uuid};

pub async fn what_another_server_holds_is_busy(database: &TestDatabase) {
    let mut tx = database.store.write().await.unwrap();
    let david = adviser(&mut tx, "David Okafor").await;
    tx.commit().await.unwrap();
    let other = Store::open(&database.url).await.unwrap();

    let mut holding = database.store.write().await.unwrap();
    store::career_conversations::adviser::lock(&mut holding, david)
        .await
        .unwrap();
    let waiting = async {
        let mut tx = other.write().await?;
        store::career_conversations::adviser::lock(&mut tx, david).await?;
        tx.commit().await
    };
    let refused = waiting.await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");

    holding.commit().await.unwrap();
    let mut tx = other.write().await.unwrap();
    store::career_conversations::adviser::lock(&mut tx, david)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    other.close().await;
}

pub async fn readers_see_what_is_kept_while_somebody_writes(database: &TestDatabase) {
    let mut writing = database.store.write().await.unwrap();
    member(&mut writing, "Amina Yusuf").await;
    let mut conn = database.store.read().await.unwrap();
    assert_eq!(store::people::person::count(&mut conn).await.unwrap(), 0);
    drop(conn);
    writing.commit().await.unwrap();
    let mut conn = database.store.read().await.unwrap();
    assert_eq!(store::people::person::count(&mut conn).await.unwrap(), 1);
}

pub async fn servers_that_migrate_at_once_wait_for_one_another(database: &TestDatabase) {
    assert!(!database.store.is_migrated().await.unwrap());
    let pending = database.store.pending_migrations().await.unwrap();
    assert_eq!(pending[0], "0001 organisations");

    let mut servers = Vec::new();
    for _ in 0..4 {
        let url = database.url.clone();
        servers.push(tokio::spawn(async move {
            let store = Store::open(&url).await?;
            store.migrate().await?;
            store.close().await;
            Ok::<_, StoreError>(())
        }));
    }
    for server in servers {
        server.await.unwrap().unwrap();
    }
    assert_eq!(
        database.store.pending_migrations().await.unwrap(),
        Vec::<String>::new()
    );
}

pub fn message(number: usize) -> Message {
    Message {
        id: uuid().into(),
        kind: MessageKind::Ordinary,
        recipient: format!("person{number}@example.nhs.uk"),
        subject: "Your career conversation".to_owned(),
        body: "It is booked.".to_owned(),
        calendar: None,
        calendar_method: None,
        created_at: nine(),
        due_at: nine(),
        attempts: 0,
        about: None,
        topic: None,
    }
}

/// Claims messages one by one until there is none, as a server's worker does.
async fn claim_all(store: &Store) -> Vec<OutboxId> {
    let mut claimed = Vec::new();
    loop {
        let mut tx = store.write().await.unwrap();
        let found = store::system::outbox::claim(&mut tx, nine(), nine().plus_minutes(5), 1)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let Some(message) = found.first() else {
            let mut conn = store.read().await.unwrap();
            // What another server is just claiming is passed over, so nothing found is no proof that nothing is left.
            if !store::system::outbox::is_any_due(&mut conn, nine())
                .await
                .unwrap()
            {
                return claimed;
            }
            continue;
        };
        claimed.push(message.id);
    }
}

pub async fn no_message_is_claimed_by_two_servers(database: &TestDatabase) {
    let mut queued = BTreeSet::new();
    let mut tx = database.store.write().await.unwrap();
    for number in 0..120 {
        let message = message(number);
        queued.insert(message.id);
        store::system::outbox::insert(&mut tx, &message)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();

    let other = Store::open(&database.url).await.unwrap();
    let (first, second) = (database.store.clone(), other.clone());
    let first = tokio::spawn(async move { claim_all(&first).await });
    let second = tokio::spawn(async move { claim_all(&second).await });
    let claimed = [first.await.unwrap(), second.await.unwrap()].concat();
    assert_eq!(claimed.len(), 120, "each once");
    assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>(), queued);
    other.close().await;
}

pub async fn a_job_is_done_by_one_server_until_its_claim_runs_out(database: &TestDatabase) {
    let other = Store::open(&database.url).await.unwrap();
    let mut tx = database.store.write().await.unwrap();
    store::system::job::ensure(&mut tx, nine()).await.unwrap();
    store::system::job::ensure(&mut tx, nine().plus_minutes(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut claims = Vec::new();
    for turn in 0..8 {
        let store = if turn % 2 == 0 {
            database.store.clone()
        } else {
            other.clone()
        };
        claims.push(tokio::spawn(async move {
            let mut tx = store.write().await.unwrap();
            let until = nine().plus_minutes(30);
            let claimed = store::system::job::claim(&mut tx, JobName::ForgetEnded, nine(), until)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            claimed
        }));
    }
    let mut won = 0;
    for claim in claims {
        won += usize::from(claim.await.unwrap());
    }
    assert_eq!(won, 1, "one server has it");

    let due = async |at: Instant| {
        let mut conn = other.read().await.unwrap();
        store::system::job::due(&mut conn, at)
            .await
            .unwrap()
            .contains(&JobName::ForgetEnded)
    };
    assert!(!due(nine().plus_minutes(29)).await, "it is being done");
    assert!(due(nine().plus_minutes(30)).await, "whoever had it is gone");

    // The one that is late says nothing about the run that follows.
    let later = nine().plus_minutes(30);
    let mut tx = other.write().await.unwrap();
    assert!(
        store::system::job::claim(&mut tx, JobName::ForgetEnded, later, later.plus_minutes(30))
            .await
            .unwrap()
    );
    store::system::job::end(
        &mut tx,
        JobName::ForgetEnded,
        nine(),
        later.plus_minutes(10),
        5,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert!(!due(later.plus_minutes(20)).await);
    let mut tx = other.write().await.unwrap();
    store::system::job::note_failure(
        &mut tx,
        JobName::ForgetEnded,
        later,
        later,
        "the database was away",
    )
    .await
    .unwrap();
    store::system::job::end(
        &mut tx,
        JobName::ForgetEnded,
        later,
        later.plus_minutes(5),
        12,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut conn = database.store.read().await.unwrap();
    let jobs = store::system::job::all(&mut conn).await.unwrap();
    let job = jobs
        .iter()
        .find(|job| job.name == JobName::ForgetEnded)
        .unwrap();
    assert_eq!(
        (job.runs, job.failures, job.took_milliseconds),
        (2, 1, Some(12))
    );
    assert_eq!(job.last_error.as_deref(), Some("the database was away"));
    assert_eq!(
        (job.due_at, job.claimed_until),
        (later.plus_minutes(5), None)
    );
    drop(conn);
    other.close().await;
}

/// Tries are counted together, so that nobody gets more of them by asking each server in turn.
pub async fn servers_count_tries_together(database: &TestDatabase) {
    let other = Store::open(&database.url).await.unwrap();
    let mut counts = Vec::new();
    for turn in 0..10 {
        let store = if turn % 2 == 0 {
            &database.store
        } else {
            &other
        };
        let mut tx = store.write().await.unwrap();
        counts.push(
            store::system::rate_limit::count(&mut tx, "code", nine())
                .await
                .unwrap(),
        );
        tx.commit().await.unwrap();
    }
    assert_eq!(counts, (1..=10).collect::<Vec<_>>());
    other.close().await;
}

/// Waits until the version is another one than `before`.
async fn change(store: &Store, adviser: PersonId, before: u64) -> u64 {
    let mut changes = store.conversation_changes();
    let changed = changes.wait_for(|_| store.conversations_version(Some(adviser)) != before);
    tokio::time::timeout(Duration::from_secs(5), changed)
        .await
        .unwrap()
        .unwrap();
    store.conversations_version(Some(adviser))
}

pub async fn a_change_is_heard_by_every_server_once_it_is_kept(database: &TestDatabase) {
    let other = Store::open(&database.url).await.unwrap();
    let mut listening = Vec::new();
    let mut servers = vec![database.store.clone()];
    if database.store.is_postgres() {
        servers.push(other.clone());
        for store in servers.clone() {
            let mut heard = store.conversation_changes();
            let before = *heard.borrow();
            let listener = store.clone();
            let mut task = tokio::spawn(async move { listener.listen().await });
            // It notes that anything may have changed when it begins to listen. Where there is no connection left for it, it ends.
            tokio::select! {
                begun = heard.wait_for(|version| *version != before) => { begun.unwrap(); }
                ended = &mut task => panic!("nobody listens: {ended:?}"),
            }
            listening.push(task);
        }
    }
    let mut tx = database.store.write().await.unwrap();
    let amina = member(&mut tx, "Amina Yusuf").await;
    let david = adviser(&mut tx, "David Okafor").await;
    let fatima = adviser(&mut tx, "Fatima Rahman").await;
    tx.commit().await.unwrap();
    let versions = |who: PersonId| -> Vec<u64> {
        servers
            .iter()
            .map(|store| store.conversations_version(Some(who)))
            .collect()
    };
    let (davids, fatimas) = (versions(david), versions(fatima));
    let free_times = || -> Vec<u64> {
        servers
            .iter()
            .map(store::career_conversations::diary::version)
            .collect()
    };
    let free_before = free_times();

    let mut tx = database.store.write().await.unwrap();
    let given_up = conversation(amina, david, nine());
    store::career_conversations::career_conversation::insert(&mut tx, &given_up)
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    let mut tx = database.store.write().await.unwrap();
    let kept = conversation(amina, fatima, nine());
    store::career_conversations::career_conversation::insert(&mut tx, &kept)
        .await
        .unwrap();
    assert_eq!(versions(fatima), fatimas, "nothing is kept yet");
    assert_eq!(free_times(), free_before, "nothing is taken yet");
    tx.commit().await.unwrap();
    for (store, before) in servers.iter().zip(&fatimas) {
        change(store, fatima, *before).await;
    }
    for (now, before) in free_times().iter().zip(&free_before) {
        assert!(now > before, "a time is taken");
    }
    assert_eq!(versions(david), davids, "what was given up is not told");

    // A move from one to the other concerns both.
    let fatimas = versions(fatima);
    let moved = CareerConversation {
        adviser: david,
        ..kept.clone()
    };
    let mut tx = database.store.write().await.unwrap();
    store::career_conversations::career_conversation::move_to(&mut tx, &kept, &moved, nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for (at, store) in servers.iter().enumerate() {
        change(store, david, davids[at]).await;
        change(store, fatima, fatimas[at]).await;
    }
    for task in listening {
        task.abort();
    }
    other.close().await;
}
