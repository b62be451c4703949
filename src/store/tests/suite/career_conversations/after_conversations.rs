//! What follows a conversation is kept once, changed only as it was read, and shown to whom it belongs.

use domain::career_conversations::career_action::ActionState;
use domain::career_conversations::career_conversation::{CareerConversation, Status};
use domain::career_conversations::career_outcome::{
    CareerOutcome, ConversationFeedback, NextStep, OutcomeKind, Pathway, Usefulness,
};
use domain::career_conversations::conversation_summary::{
    ConversationSummary, PrivateNote, SummaryState, SummaryTemplate,
};
use domain::people::id::PersonId;
use jiff::civil::date;
use store::career_conversations::career_action as actions;
use store::career_conversations::career_outcome as outcomes;
use store::career_conversations::conversation_summary as summaries;
use store::career_conversations::private_note;
use store::career_conversations::summary_template as templates;
use store::{AskedPage, Store, StoreError};

use super::build::{
    action, adviser, conversation, draft_summary, nine, two_members_and_an_adviser, uuid,
};

fn constraint(result: Result<(), StoreError>) -> String {
    match result {
        Err(StoreError::Conflict(constraint)) => constraint,
        other => panic!("not refused: {other:?}"),
    }
}

/// Amina came to a conversation with David. Grace is another adviser.
async fn attended(store: &Store) -> (CareerConversation, PersonId) {
    let (amina, _, david) = two_members_and_an_adviser(store).await;
    let mut tx = store.write().await.unwrap();
    let grace = adviser(&mut tx, "Grace Obi").await;
    let booked = conversation(amina, david, nine());
    store::career_conversations::career_conversation::insert(&mut tx, &booked)
        .await
        .unwrap();
    store::career_conversations::career_conversation::set_status(
        &mut tx,
        &booked,
        Status::Attended,
        nine(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    (booked, grace)
}

fn note(conversation: &CareerConversation, adviser: PersonId) -> PrivateNote {
    PrivateNote {
        conversation: conversation.id,
        adviser,
        words: "Worried about money".to_owned(),
        saved_at: nine(),
    }
}

pub async fn a_private_note_is_its_advisers_alone(store: &Store) {
    let (booked, grace) = attended(store).await;
    let davids = note(&booked, booked.adviser);
    let mut tx = store.write().await.unwrap();
    private_note::save(&mut tx, &davids).await.unwrap();
    tx.commit().await.unwrap();

    let mut conn = store.read().await.unwrap();
    let mut of = async |person| {
        private_note::of_adviser(&mut conn, person, booked.id)
            .await
            .unwrap()
    };
    assert_eq!(of(booked.adviser).await, Some(davids.clone()));
    for other in [grace, booked.member, uuid().into()] {
        assert_eq!(of(other).await, None);
    }
    drop(conn);

    // Nobody writes one about a conversation of somebody else's, or takes one away.
    let mut tx = store.write().await.unwrap();
    let foreign = private_note::save(&mut tx, &note(&booked, grace)).await;
    assert!(matches!(foreign, Err(StoreError::NotFound)), "{foreign:?}");
    drop(tx);
    let mut tx = store.write().await.unwrap();
    private_note::remove(&mut tx, grace, booked.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    let kept = private_note::of_adviser(&mut conn, booked.adviser, booked.id).await;
    assert_eq!(kept.unwrap(), Some(davids.clone()));
    drop(conn);

    // The adviser changes it and removes it.
    let changed = PrivateNote {
        words: "Money is fine now".to_owned(),
        ..davids
    };
    let mut tx = store.write().await.unwrap();
    private_note::save(&mut tx, &changed).await.unwrap();
    let kept = private_note::of_adviser(&mut tx, booked.adviser, booked.id).await;
    assert_eq!(kept.unwrap(), Some(changed));
    private_note::remove(&mut tx, booked.adviser, booked.id)
        .await
        .unwrap();
    let kept = private_note::of_adviser(&mut tx, booked.adviser, booked.id).await;
    assert_eq!(kept.unwrap(), None);
}

/// Whoever writes another statement about notes must ask for the adviser too.
pub async fn no_statement_reads_a_note_without_its_adviser(_: &Store) {
    let statements = store::statements().into_iter();
    let about_notes: Vec<_> = statements
        .filter(|statement| statement.sqlite.contains("private_note"))
        .collect();
    assert_eq!(
        about_notes.len(),
        6,
        "save, remove and read; take along, say that there is one, and erase"
    );
    for statement in about_notes {
        for text in [statement.sqlite, statement.postgres] {
            // What people take along is their own, and that there is a note says nothing of what is in it.
            let is_theirs = ["adviser_id = $2", "n.adviser_id = $1"]
                .iter()
                .any(|theirs| text.contains(theirs));
            assert!(is_theirs || !text.contains("words"), "{}", statement.name);
        }
    }
}

pub async fn a_draft_is_not_there_for_the_member(store: &Store) {
    let (booked, _) = attended(store).await;
    let draft = draft_summary(&booked);
    let mut tx = store.write().await.unwrap();
    summaries::insert(&mut tx, &draft).await.unwrap();
    let seen = summaries::shared(&mut tx, booked.id).await.unwrap();
    assert_eq!(seen, None);
    let written = summaries::of_conversation(&mut tx, booked.id)
        .await
        .unwrap();
    assert_eq!(written.as_ref(), Some(&draft));

    let shared = ConversationSummary {
        state: SummaryState::Shared,
        shared_at: Some(nine()),
        ..draft.clone()
    };
    summaries::change(&mut tx, &draft, &shared).await.unwrap();
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    let seen = summaries::shared(&mut conn, booked.id).await.unwrap();
    let expected = ConversationSummary {
        version: 2,
        ..shared
    };
    assert_eq!(seen, Some(expected));
}

pub async fn a_summary_is_changed_only_as_it_was_read(store: &Store) {
    let (booked, _) = attended(store).await;
    let draft = draft_summary(&booked);
    let mut tx = store.write().await.unwrap();
    summaries::insert(&mut tx, &draft).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let again = summaries::insert(&mut tx, &draft).await;
    assert_eq!(constraint(again), "conversation_summary_pk");
    drop(tx);

    let changed = ConversationSummary {
        words: "We talked about nursing.".to_owned(),
        pathways: [Pathway::Reserve].into(),
        ..draft.clone()
    };
    let mut tx = store.write().await.unwrap();
    summaries::change(&mut tx, &draft, &changed).await.unwrap();
    let stale = summaries::change(&mut tx, &draft, &draft).await;
    assert!(matches!(stale, Err(StoreError::NotFound)), "{stale:?}");
    let kept = summaries::of_conversation(&mut tx, booked.id)
        .await
        .unwrap();
    let expected = ConversationSummary {
        version: 2,
        ..changed
    };
    assert_eq!(kept, Some(expected));
}

pub async fn what_follows_waits_for_attendance(store: &Store) {
    let (booked, _) = attended(store).await;
    let mut tx = store.write().await.unwrap();
    store::career_conversations::career_conversation::lock_attended(&mut tx, booked.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let read = store::career_conversations::career_conversation::by_id(&mut tx, booked.id)
        .await
        .unwrap();
    store::career_conversations::career_conversation::set_status(
        &mut tx,
        &read,
        Status::DidNotAttend,
        nine(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let refused =
        store::career_conversations::career_conversation::lock_attended(&mut tx, booked.id).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
}

pub async fn an_action_changes_once_as_it_was_read(store: &Store) {
    let (booked, _) = attended(store).await;
    let agreed = action(&booked);
    let mut tx = store.write().await.unwrap();
    actions::insert(&mut tx, &agreed).await.unwrap();
    assert_eq!(actions::by_id(&mut tx, agreed.id).await.unwrap(), agreed);
    tx.commit().await.unwrap();

    let mut racers = Vec::new();
    for state in [ActionState::Done, ActionState::Dropped] {
        let (store, agreed) = (store.clone(), agreed.clone());
        racers.push(tokio::spawn(async move {
            let mut tx = store.write().await?;
            actions::set_state(&mut tx, &agreed, state, nine()).await?;
            tx.commit().await
        }));
    }
    let mut changed = 0;
    for racer in racers {
        match racer.await.unwrap() {
            Ok(()) => changed += 1,
            other => assert!(matches!(other, Err(StoreError::NotFound)), "{other:?}"),
        }
    }
    assert_eq!(changed, 1);
    let mut conn = store.read().await.unwrap();
    let kept = actions::of_conversation(&mut conn, booked.id)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].closed_at, Some(nine()));
}

pub async fn due_actions_are_the_advisers_own_and_of_who_came(store: &Store) {
    let (booked, grace) = attended(store).await;
    let (due, mut later, mut done) = (action(&booked), action(&booked), action(&booked));
    later.due_on = date(2026, 3, 11);
    done.state = ActionState::Done;
    done.closed_at = Some(nine());
    let mut tx = store.write().await.unwrap();
    for agreed in [&later, &due, &done] {
        actions::insert(&mut tx, agreed).await.unwrap();
    }
    let day = date(2026, 3, 10);
    let found = actions::due(&mut tx, booked.adviser, day, AskedPage::first(10))
        .await
        .unwrap();
    assert_eq!(found.total, 1);
    assert_eq!(found.rows[0].action, due);
    assert_eq!(found.rows[0].reference, booked.reference);
    assert_eq!(found.rows[0].member_name, "Amina Yusuf");
    let count = async |tx: &mut store::Tx, adviser, day| {
        let found = actions::count_due(tx, adviser, day).await;
        found.unwrap()
    };
    assert_eq!(count(&mut tx, grace, day).await, 0);
    assert_eq!(count(&mut tx, booked.adviser, date(2026, 3, 9)).await, 0);
    assert_eq!(count(&mut tx, booked.adviser, date(2026, 3, 11)).await, 2);
    let few = actions::due(
        &mut tx,
        booked.adviser,
        date(2026, 3, 11),
        AskedPage::first(1),
    )
    .await
    .unwrap();
    assert_eq!((few.rows.len(), few.total), (1, 2));
    assert_eq!(few.rows[0].action, due, "the longest ago first");

    let read = store::career_conversations::career_conversation::by_id(&mut tx, booked.id)
        .await
        .unwrap();
    store::career_conversations::career_conversation::set_status(
        &mut tx,
        &read,
        Status::DidNotAttend,
        nine(),
    )
    .await
    .unwrap();
    assert_eq!(count(&mut tx, booked.adviser, day).await, 0);
}

pub async fn the_last_answer_about_an_outcome_counts(store: &Store) {
    let (booked, _) = attended(store).await;
    let outcome = |kind, happened_on| CareerOutcome {
        conversation: booked.id,
        kind,
        happened_on,
        said_at: nine(),
    };
    let nothing = outcome(OutcomeKind::NothingYet, None);
    let job = outcome(OutcomeKind::GotJob, Some(date(2026, 3, 9)));
    let training = outcome(OutcomeKind::StartedTraining, Some(date(2026, 3, 12)));
    let corrected = outcome(OutcomeKind::GotJob, Some(date(2026, 3, 10)));
    let mut tx = store.write().await.unwrap();
    for said in [&nothing, &training, &job, &corrected] {
        outcomes::say(&mut tx, said).await.unwrap();
    }
    outcomes::take_back(&mut tx, booked.id, OutcomeKind::NothingYet)
        .await
        .unwrap();
    let kept = outcomes::of_conversation(&mut tx, booked.id).await.unwrap();
    assert_eq!(kept, [corrected, training]);
}

pub async fn feedback_is_given_once(store: &Store) {
    let (booked, _) = attended(store).await;
    let first = ConversationFeedback {
        conversation: booked.id,
        usefulness: Usefulness::VeryUseful,
        next_step: NextStep::Partly,
        given_at: nine(),
    };
    let mut tx = store.write().await.unwrap();
    let none = outcomes::feedback(&mut tx, booked.id).await.unwrap();
    assert_eq!(none, None);
    outcomes::give_feedback(&mut tx, &first).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let second = ConversationFeedback {
        next_step: NextStep::No,
        ..first
    };
    let again = outcomes::give_feedback(&mut tx, &second).await;
    assert_eq!(constraint(again), "conversation_feedback_pk");
    drop(tx);
    let mut conn = store.read().await.unwrap();
    let kept = outcomes::feedback(&mut conn, booked.id).await.unwrap();
    assert_eq!(kept, Some(first));
}

pub async fn templates_are_their_advisers_own(store: &Store) {
    let (booked, grace) = attended(store).await;
    let template = |adviser, name: &str| SummaryTemplate {
        id: uuid().into(),
        adviser,
        name: name.to_owned(),
        words: "We talked about".to_owned(),
        made_at: nine(),
    };
    let (second, first) = (
        template(booked.adviser, "Reserves"),
        template(booked.adviser, "First conversation"),
    );
    let mut tx = store.write().await.unwrap();
    for own in [&second, &first, &template(grace, "Reserves")] {
        templates::insert(&mut tx, own).await.unwrap();
    }
    let davids = templates::of_adviser(&mut tx, booked.adviser)
        .await
        .unwrap();
    assert_eq!(davids, [first.clone(), second.clone()]);
    let foreign = templates::remove(&mut tx, grace, first.id).await;
    assert!(matches!(foreign, Err(StoreError::NotFound)), "{foreign:?}");
    templates::remove(&mut tx, booked.adviser, first.id)
        .await
        .unwrap();
    let davids = templates::of_adviser(&mut tx, booked.adviser)
        .await
        .unwrap();
    assert_eq!(davids, std::slice::from_ref(&second));
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let twice = templates::insert(&mut tx, &template(booked.adviser, "Reserves")).await;
    assert_eq!(constraint(twice), "summary_template_once");
}
