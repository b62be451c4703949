//! Actions, what came of them, feedback, templates, and what a coordinator sees of it all.

use super::*;

crate::on_both_engines!(
    actions_are_agreed_done_and_followed_up,
    only_who_is_concerned_changes_an_action,
    the_member_says_what_came_of_it,
    feedback_is_given_once_and_not_shown_to_the_adviser,
    a_coordinator_sees_how_things_stand_and_no_words,
    templates_are_ones_own_and_not_too_many,
    a_summary_and_a_correction_of_attendance_wait_for_one_another,
);

async fn actions_are_agreed_done_and_followed_up(world: World) {
    let people = attended(&world).await;
    let (service, david, amina) = (&world.service, &people.david, &people.amina);
    people.shared(&world).await;
    let past = agree(service, david, people.action("Write a CV", 2)).await;
    let said = "The day by which it is done must be today or later";
    assert_eq!(message(past, "due"), said);
    let cv = agree(service, david, people.action("Write a CV", 10)).await;
    let course = agree(service, david, people.action("Find a course", 5)).await;
    let (cv, course) = (cv.unwrap(), course.unwrap());
    let seen = people.following(&world).await.unwrap().actions;
    assert_eq!(seen, [course.clone(), cv.clone()], "the next first");
    assert_eq!(follow_ups(service, david).await.unwrap().total, 0);

    world.clock.set("2026-03-10T00:00:00Z".parse().unwrap());
    let due = follow_ups(service, david).await.unwrap();
    assert_eq!(due.total, 2);
    let names: Vec<_> = due.rows.iter().map(|row| &row.action.words).collect();
    assert_eq!(names, ["Find a course", "Write a CV"]);
    assert_eq!(due.rows[0].member_name, "Amina Yusuf");
    assert_eq!(follow_ups(service, &people.maya).await.unwrap().total, 0);

    let reference = change_as_member(service, amina, changing(&cv, "finish")).await;
    assert_eq!(reference.as_ref(), Ok(&people.met.reference));
    change_as_adviser(service, david, changing(&course, "drop"))
        .await
        .unwrap();
    assert_eq!(follow_ups(service, david).await.unwrap().total, 0);
    let actions = people.written(&world).await.actions;
    let states: Vec<_> = actions.iter().map(|action| action.state).collect();
    assert_eq!(states, [ActionState::Dropped, ActionState::Done]);

    change_as_member(service, amina, changing(&cv, "reopen"))
        .await
        .unwrap();
    assert_eq!(follow_ups(service, david).await.unwrap().total, 1);
    let reopened = people.following(&world).await.unwrap().actions;
    assert_eq!(reopened[1].closed_at, None);
    // What is no longer needed stays so.
    let over = change_as_member(service, amina, changing(&course, "finish")).await;
    assert_eq!(conflict(over), ConflictCode::CHANGED_MEANWHILE);
}

async fn only_who_is_concerned_changes_an_action(world: World) {
    let people = attended(&world).await;
    let (service, david, amina) = (&world.service, &people.david, &people.amina);
    let action = agree(service, david, people.action("Write a CV", 10)).await;
    let action = action.unwrap();
    // The member doesn't know of it before the summary is shared.
    let early = change_as_member(service, amina, changing(&action, "finish")).await;
    assert_eq!(early, Err(AppError::NotFound));
    people.shared(&world).await;
    let by_ben = change_as_member(service, &people.ben, changing(&action, "finish")).await;
    assert_eq!(by_ben, Err(AppError::NotFound));
    let by_maya = change_as_adviser(service, &people.maya, changing(&action, "finish")).await;
    assert_eq!(by_maya, Err(AppError::NotFound));
    for other in [&people.helen, &people.priya] {
        let refused = change_as_adviser(service, other, changing(&action, "finish")).await;
        assert_eq!(refused, Err(AppError::Forbidden));
        let refused = change_as_member(service, other, changing(&action, "finish")).await;
        assert_eq!(refused, Err(AppError::Forbidden));
        let refused = follow_ups(service, other).await;
        assert_eq!(refused.map(|_| ()), Err(AppError::Forbidden));
    }
    let by_maya = agree(service, &people.maya, people.action("Swim", 10)).await;
    assert_eq!(by_maya, Err(AppError::NotFound));
    // Only the adviser takes it away.
    let drop = change_as_member(service, amina, changing(&action, "drop")).await;
    assert_eq!(conflict(drop), ConflictCode::NOT_ALLOWED_NOW);
    change_as_adviser(service, david, changing(&action, "finish"))
        .await
        .unwrap();
    assert_eq!(
        people.following(&world).await.unwrap().actions[0].state,
        ActionState::Done
    );
}

async fn the_member_says_what_came_of_it(world: World) {
    let people = attended(&world).await;
    let (service, amina) = (&world.service, &people.amina);
    world.clock.set("2026-03-20T10:00:00Z".parse().unwrap());
    let nothing = OutcomeForm {
        reference: people.met.reference.to_string(),
        kind: "nothing_yet".to_owned(),
        ..OutcomeForm::default()
    };
    say(service, amina, nothing.clone()).await.unwrap();
    let before = say(service, amina, people.outcome(OutcomeKind::GotJob, 2)).await;
    let said = "The day it happened must be 3 March 2026 or later: the day of your conversation";
    assert_eq!(message(before, "happened"), said);
    let later = say(service, amina, people.outcome(OutcomeKind::GotJob, 21)).await;
    let said = "The day it happened must be today or earlier";
    assert_eq!(message(later, "happened"), said);
    let kinds = async |world: &World| {
        let outcomes = people.following(world).await.unwrap().outcomes;
        let what = |said: &CareerOutcome| (said.kind, said.happened_on);
        outcomes.iter().map(what).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&world).await, [(OutcomeKind::NothingYet, None)]);

    for (kind, day) in [
        (OutcomeKind::GotJob, 18),
        (OutcomeKind::StartedTraining, 10),
        (OutcomeKind::GotJob, 19),
    ] {
        say(service, amina, people.outcome(kind, day))
            .await
            .unwrap();
    }
    assert_eq!(
        kinds(&world).await,
        [
            (OutcomeKind::StartedTraining, Some(date(2026, 3, 10))),
            (OutcomeKind::GotJob, Some(date(2026, 3, 19))),
        ]
    );
    let nothing_now = say(service, amina, nothing).await;
    let said = "You have told us before that something came of it";
    assert_eq!(message(nothing_now, "kind"), said);
    assert_eq!(people.written(&world).await.outcomes.len(), 2);
    let foreign = say(
        service,
        &people.ben,
        people.outcome(OutcomeKind::GotJob, 18),
    )
    .await;
    assert_eq!(foreign, Err(AppError::NotFound));
    let foreign = say(
        service,
        &people.david,
        people.outcome(OutcomeKind::GotJob, 18),
    )
    .await;
    assert_eq!(foreign, Err(AppError::Forbidden));
}

async fn feedback_is_given_once_and_not_shown_to_the_adviser(world: World) {
    let people = attended(&world).await;
    let (service, amina) = (&world.service, &people.amina);
    let foreign = give_feedback(service, &people.ben, people.feedback(NextStep::No)).await;
    assert_eq!(foreign, Err(AppError::NotFound));
    give_feedback(service, amina, people.feedback(NextStep::Partly))
        .await
        .unwrap();
    let again = give_feedback(service, amina, people.feedback(NextStep::No)).await;
    match again {
        Err(AppError::Conflict(conflict)) => {
            assert_eq!(conflict.code, ConflictCode::ALREADY_EXISTS);
            assert_eq!(conflict.message, "You have given your feedback already");
        }
        other => panic!("not refused: {other:?}"),
    }
    let kept = people.following(&world).await.unwrap().feedback.unwrap();
    assert_eq!(
        (kept.usefulness, kept.next_step),
        (Usefulness::VeryUseful, NextStep::Partly)
    );
    let shown = format!("{:?}", people.written(&world).await);
    assert!(!shown.contains("VeryUseful"), "{shown}");
}

async fn a_coordinator_sees_how_things_stand_and_no_words(world: World) {
    let people = met(&world).await;
    let (service, david, amina) = (&world.service, &people.david, &people.amina);
    let reference = &people.met.reference;
    let one =
        service::career_conversations::coordination::one(service, &people.helen, reference).await;
    assert_eq!(one.unwrap().followed, None);
    people.record(&world, 1, true).await;
    people.shared(&world).await;
    let action = agree(service, david, people.action("Write a CV", 3)).await;
    let other = agree(service, david, people.action("Find a course", 4)).await;
    change_as_member(service, amina, changing(&action.unwrap(), "finish"))
        .await
        .unwrap();
    other.unwrap();
    say(service, amina, people.outcome(OutcomeKind::GotJob, 3))
        .await
        .unwrap();
    give_feedback(service, amina, people.feedback(NextStep::Yes))
        .await
        .unwrap();
    world.clock.set("2026-03-04T10:00:00Z".parse().unwrap());
    let seen =
        service::career_conversations::coordination::one(service, &people.helen, reference).await;
    let seen = seen.unwrap();
    let followed = seen.followed.clone().unwrap();
    assert_eq!(followed.summary, Some(SummaryState::Shared));
    let states: Vec<_> = followed
        .actions
        .iter()
        .map(|action| (action.state, action.due_on, action.is_due))
        .collect();
    assert_eq!(
        states,
        [
            (ActionState::Done, date(2026, 3, 3), false),
            (ActionState::Agreed, date(2026, 3, 4), true),
        ]
    );
    assert_eq!(followed.outcomes[0].kind, OutcomeKind::GotJob);
    assert_eq!(followed.feedback.unwrap().next_step, NextStep::Yes);
    let shown = format!("{seen:?}");
    for words in ["nursing", "CV", "course"] {
        assert!(!shown.contains(words), "{words}: {shown}");
    }
}

async fn templates_are_ones_own_and_not_too_many(world: World) {
    let people = attended(&world).await;
    let (service, david) = (&world.service, &people.david);
    let template = |name: &str| TemplateForm {
        name: name.to_owned(),
        words: "We talked about".to_owned(),
    };
    for number in 1..=MOST_TEMPLATES {
        summary_template::add(service, david, template(&format!("Template {number}")))
            .await
            .unwrap();
    }
    let more = summary_template::add(service, david, template("One more")).await;
    let said = "You can keep 30 templates. Remove one first";
    assert_eq!(message(more, "name"), said);
    let mine = summary_template::mine(service, david).await.unwrap();
    assert_eq!(mine.len(), MOST_TEMPLATES);
    let removing = RemoveTemplateForm {
        template: mine[0].id.to_string(),
    };
    let foreign = summary_template::remove(service, &people.maya, removing.clone()).await;
    assert_eq!(foreign, Err(AppError::NotFound));
    summary_template::remove(service, david, removing)
        .await
        .unwrap();
    let twice = summary_template::add(service, david, template("Template 2")).await;
    let said = "You have a template of this name. Choose another name";
    assert_eq!(message(twice, "name"), said);
    assert_eq!(
        people.written(&world).await.templates.len(),
        MOST_TEMPLATES - 1
    );
    summary_template::add(service, &people.maya, template("Template 2"))
        .await
        .unwrap();
    let refused = summary_template::mine(service, &people.priya).await;
    assert_eq!(refused, Err(AppError::Forbidden));
}

/// Whichever comes first, there is never a summary of a conversation that the member did not come to.
async fn a_summary_and_a_correction_of_attendance_wait_for_one_another(world: World) {
    let people = attended(&world).await;
    let (service, david, reference) = (&world.service, &people.david, &people.met.reference);
    let saving = save(service, david, people.summary(0, WORDS));
    let correcting = adviser_diary::record_attendance(service, david, reference, 2, false);
    let (saved, corrected) = tokio::join!(saving, correcting);
    corrected.unwrap();
    match saved {
        Ok(state) => assert_eq!(state, SummaryState::Draft),
        refused => assert_eq!(
            conflict(refused),
            domain::career_conversations::conflict::NOT_ATTENDED
        ),
    }
    assert!(!people.written(&world).await.is_open);
}
