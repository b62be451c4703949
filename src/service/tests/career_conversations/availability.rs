//! An adviser publishes when they can be booked, and nothing they change drops a booking.

use crate::support::World;
use crate::support::diary::{
    Weekly, add_weekly, book_at, free_times, leave, message, publish, signed_in, weekly, weekly_at,
};
use domain::career_conversations::availability::{
    EndPatternForm, ExtraSlotForm, RemoveExtraSlotForm, RemoveLeaveForm, RulesForm, WeekForm,
};
use domain::kit::app_error::AppError;
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::Role;
use jiff::civil::date;
use service::career_conversations::availability::{self, Overview};

crate::on_both_engines!(
    a_weekly_time_can_be_booked_at_once,
    a_weekly_time_can_begin_later,
    a_weekly_time_does_not_begin_in_the_past,
    a_weekly_time_does_not_overlap_another,
    a_weekly_time_may_take_the_place_of_an_ended_one,
    a_weekly_time_that_has_not_begun_can_be_ended,
    ending_a_weekly_time_keeps_what_is_booked,
    an_extra_time_can_be_booked_and_removed_without_losing_its_booking,
    an_extra_time_is_not_twice_and_not_on_leave,
    leave_closes_its_days_and_lists_what_stays_booked,
    leave_does_not_overlap_other_leave,
    rules_change_what_is_offered_and_not_what_is_booked,
    a_closed_place_is_refused,
    somebody_elses_times_are_not_found,
    only_advisers_publish,
    every_change_is_in_the_audit_log,
);

async fn david(world: &World) -> Actor {
    signed_in(world, "David Okafor", Role::CareerAdviser).await
}

async fn amina(world: &World) -> Actor {
    signed_in(world, "Amina Yusuf", Role::HubMember).await
}

async fn overview(world: &World, adviser: &Actor) -> Overview {
    availability::overview(&world.service, adviser)
        .await
        .unwrap()
}

/// Half an hour by video on Wednesday 4 March 2026.
fn extra(starts: &str) -> ExtraSlotForm {
    ExtraSlotForm {
        day: TypedDay::new("4", "3", "2026"),
        starts: starts.to_owned(),
        slot_minutes: "30".to_owned(),
        video: "on".to_owned(),
        ..ExtraSlotForm::default()
    }
}

async fn a_weekly_time_can_be_booked_at_once(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    assert_eq!(overview(&world, &david).await.free_times, 0);
    publish(&world, &david, 2, "9am", "12pm").await;
    let times = free_times(&world, &amina).await;
    assert_eq!(
        times[..5],
        [
            "2026-03-03T09:00:00Z",
            "2026-03-03T09:40:00Z",
            "2026-03-03T10:20:00Z",
            "2026-03-03T11:00:00Z",
            "2026-03-10T09:00:00Z",
        ]
    );
    let seen = overview(&world, &david).await;
    assert_eq!(seen.patterns.len(), 1);
    // Six Tuesdays within 42 days, four times each.
    assert_eq!(seen.free_times, 24);
    assert_eq!(
        seen.next_free,
        Some("2026-03-03T09:00:00Z".parse().unwrap())
    );
}

async fn a_weekly_time_can_begin_later(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    let form = Weekly {
        from: TypedDay::new("10", "3", "2026"),
        ..weekly(2, "9am", "10am")
    };
    add_weekly(&world.service, &david, form).await.unwrap();
    assert_eq!(free_times(&world, &amina).await[0], "2026-03-10T09:00:00Z");
}

async fn a_weekly_time_does_not_begin_in_the_past(world: World) {
    let david = david(&world).await;
    let form = Weekly {
        from: TypedDay::new("1", "3", "2026"),
        ..weekly(2, "9am", "10am")
    };
    let refused = add_weekly(&world.service, &david, form).await;
    assert_eq!(
        message(refused, "from"),
        "The first day must be today or later"
    );
}

async fn a_weekly_time_does_not_overlap_another(world: World) {
    let david = david(&world).await;
    publish(&world, &david, 2, "9am", "12pm").await;
    let refused = add_weekly(&world.service, &david, weekly(2, "11:59", "14:00")).await;
    assert_eq!(
        message(refused, "hours-tuesday-9"),
        "9am to 12pm and 11:59am to 2pm on Tuesday overlap. Change one of them"
    );
    publish(&world, &david, 2, "12pm", "2pm").await;
    publish(&world, &david, 3, "9am", "12pm").await;
    assert_eq!(overview(&world, &david).await.patterns.len(), 3);
}

async fn a_weekly_time_may_take_the_place_of_an_ended_one(world: World) {
    let david = david(&world).await;
    let first = publish(&world, &david, 2, "9am", "12pm").await;
    let form = EndPatternForm {
        pattern: first.id.to_string(),
    };
    availability::end_pattern(&world.service, &david, form.clone())
        .await
        .unwrap();
    assert!(overview(&world, &david).await.patterns.is_empty());
    publish(&world, &david, 2, "9am", "11am").await;
    let again = availability::end_pattern(&world.service, &david, form).await;
    assert_eq!(again.unwrap_err(), AppError::NotFound);
}

async fn a_weekly_time_that_has_not_begun_can_be_ended(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    let later = Weekly {
        from: TypedDay::new("9", "3", "2026"),
        ..weekly(2, "9am", "12pm")
    };
    let pattern = add_weekly(&world.service, &david, later).await.unwrap();
    assert_eq!(overview(&world, &david).await.patterns.len(), 1);
    let form = EndPatternForm {
        pattern: pattern.id.to_string(),
    };
    availability::end_pattern(&world.service, &david, form.clone())
        .await
        .unwrap();
    assert!(overview(&world, &david).await.patterns.is_empty());
    assert!(free_times(&world, &amina).await.is_empty());
    let again = availability::end_pattern(&world.service, &david, form).await;
    assert_eq!(again.unwrap_err(), AppError::NotFound);
    // Its place is free.
    publish(&world, &david, 2, "10am", "11am").await;
}

async fn ending_a_weekly_time_keeps_what_is_booked(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    let pattern = publish(&world, &david, 2, "9am", "12pm").await;
    publish(&world, &david, 3, "9am", "12pm").await;
    let tuesday = book_at(
        &world,
        &amina,
        amina.person,
        david.person,
        "2026-03-03T10:20:00Z",
    )
    .await;
    book_at(
        &world,
        &amina,
        amina.person,
        david.person,
        "2026-03-04T10:20:00Z",
    )
    .await
    .unwrap();
    let form = EndPatternForm {
        pattern: pattern.id.to_string(),
    };
    let ended = availability::end_pattern(&world.service, &david, form)
        .await
        .unwrap();
    let stays: Vec<_> = ended
        .booked
        .iter()
        .map(|listed| listed.conversation.reference.clone())
        .collect();
    assert_eq!(stays, [tuesday.unwrap().reference]);
    let mine = service::career_conversations::career_conversation::mine(&world.service, &amina, 1)
        .await
        .unwrap();
    assert_eq!(mine.upcoming.len(), 2);
    let times = free_times(&world, &amina).await;
    assert!(
        times.iter().all(|time| !time.starts_with("2026-03-03")),
        "{times:?}"
    );
}

async fn an_extra_time_can_be_booked_and_removed_without_losing_its_booking(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    let slot = availability::add_extra_slot(&world.service, &david, extra("6pm"))
        .await
        .unwrap();
    assert_eq!(free_times(&world, &amina).await, ["2026-03-04T18:00:00Z"]);
    book_at(
        &world,
        &amina,
        amina.person,
        david.person,
        "2026-03-04T18:00:00Z",
    )
    .await
    .unwrap();
    assert_eq!(
        overview(&world, &david).await.extra_slots[0].booked.len(),
        1
    );
    let form = RemoveExtraSlotForm {
        slot: slot.id.to_string(),
    };
    let removed = availability::remove_extra_slot(&world.service, &david, form)
        .await
        .unwrap();
    assert_eq!(removed.booked[0].member_name, "Amina Yusuf");
    assert!(overview(&world, &david).await.extra_slots.is_empty());
    // The time is not free any more, and another one there would be two at once.
    let over = availability::add_extra_slot(&world.service, &david, extra("6:15pm")).await;
    assert_eq!(
        message(over, "starts"),
        "You have a conversation booked from 6pm to 6:30pm. Choose a time that does not overlap it"
    );
    let mine = service::career_conversations::career_conversation::mine(&world.service, &amina, 1)
        .await
        .unwrap();
    assert_eq!(mine.upcoming.len(), 1);
}

async fn an_extra_time_is_not_twice_and_not_on_leave(world: World) {
    let david = david(&world).await;
    availability::add_extra_slot(&world.service, &david, extra("6pm"))
        .await
        .unwrap();
    let twice = availability::add_extra_slot(&world.service, &david, extra("6:15pm")).await;
    assert_eq!(
        message(twice, "starts"),
        "You already have an extra time from 6pm to 6:30pm. Choose a time that does not overlap it"
    );
    let away = leave(date(2026, 3, 4), date(2026, 3, 4));
    availability::add_leave(&world.service, &david, away)
        .await
        .unwrap();
    let on_leave = availability::add_extra_slot(&world.service, &david, extra("7pm")).await;
    assert_eq!(
        message(on_leave, "day"),
        "You are on leave that day. Choose another day, or remove the leave first"
    );
}

async fn leave_closes_its_days_and_lists_what_stays_booked(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    publish(&world, &david, 2, "9am", "10am").await;
    publish(&world, &david, 3, "9am", "10am").await;
    for start in ["2026-03-03T09:00:00Z", "2026-03-04T09:00:00Z"] {
        book_at(&world, &amina, amina.person, david.person, start)
            .await
            .unwrap();
    }
    let added = availability::add_leave(
        &world.service,
        &david,
        leave(date(2026, 3, 4), date(2026, 3, 11)),
    )
    .await
    .unwrap();
    let starts =
        |booked: &[service::career_conversations::career_conversation::Listed]| -> Vec<String> {
            let start = |listed: &service::career_conversations::career_conversation::Listed| {
                listed.conversation.interval.start.timestamp().to_string()
            };
            booked.iter().map(start).collect()
        };
    assert_eq!(starts(&added.booked), ["2026-03-04T09:00:00Z"]);
    assert_eq!(free_times(&world, &amina).await[0], "2026-03-17T09:00:00Z");
    let seen = overview(&world, &david).await;
    assert_eq!(starts(&seen.leave[0].booked), ["2026-03-04T09:00:00Z"]);

    let form = RemoveLeaveForm {
        leave: added.published.id.to_string(),
    };
    availability::remove_leave(&world.service, &david, form)
        .await
        .unwrap();
    assert_eq!(free_times(&world, &amina).await[0], "2026-03-10T09:00:00Z");
}

async fn leave_does_not_overlap_other_leave(world: World) {
    let david = david(&world).await;
    let add = |first, last| availability::add_leave(&world.service, &david, leave(first, last));
    add(date(2026, 3, 4), date(2026, 3, 6)).await.unwrap();
    let refused = add(date(2026, 3, 6), date(2026, 3, 9)).await;
    assert_eq!(
        message(refused, "first"),
        "You already have leave from 4 March 2026 to 6 March 2026. Choose days that do not overlap it"
    );
    add(date(2026, 3, 7), date(2026, 3, 9)).await.unwrap();
}

async fn rules_change_what_is_offered_and_not_what_is_booked(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    publish(&world, &david, 2, "9am", "12pm").await;
    book_at(
        &world,
        &amina,
        amina.person,
        david.person,
        "2026-03-03T09:40:00Z",
    )
    .await
    .unwrap();
    let form = RulesForm {
        about: "I came into care from hospitality.".to_owned(),
        buffer_minutes: "0".to_owned(),
        notice_hours: "48".to_owned(),
        horizon_days: "14".to_owned(),
        phone: "01632 960 001".to_owned(),
    };
    availability::change_rules(&world.service, &david, form)
        .await
        .unwrap();
    let times = free_times(&world, &amina).await;
    assert_eq!(
        times.len(),
        6,
        "without the first Tuesday, which is too near: {times:?}"
    );
    assert_eq!(times[1], "2026-03-10T09:30:00Z");
    let seen = overview(&world, &david).await.adviser;
    assert_eq!(seen.about, "I came into care from hospitality.");
    assert_eq!((seen.notice_hours, seen.horizon_days), (Some(48), Some(14)));
    let mine = service::career_conversations::career_conversation::mine(&world.service, &amina, 1)
        .await
        .unwrap();
    assert_eq!(mine.upcoming.len(), 1);
}

async fn a_closed_place_is_refused(world: World) {
    let david = david(&world).await;
    let unknown = weekly_at(david.person, false, weekly(2, "9am", "10am"));
    let refused = add_weekly(&world.service, &david, unknown).await;
    assert_eq!(
        message(refused, "site-tuesday-9"),
        "Choose the place where you meet people on Tuesday"
    );
    let sites = availability::open_sites(&world.service, &david).await;
    assert!(sites.unwrap().is_empty());
}

async fn somebody_elses_times_are_not_found(world: World) {
    let david = david(&world).await;
    let ruth = signed_in(&world, "Ruth Bailey", Role::CareerAdviser).await;
    let pattern = publish(&world, &david, 2, "9am", "12pm").await;
    let slot = availability::add_extra_slot(&world.service, &david, extra("6pm"))
        .await
        .unwrap();
    let away = leave(date(2026, 3, 5), date(2026, 3, 5));
    let away = availability::add_leave(&world.service, &david, away)
        .await
        .unwrap()
        .published;
    let service = &world.service;
    let pattern_form = EndPatternForm {
        pattern: pattern.id.to_string(),
    };
    let slot_form = RemoveExtraSlotForm {
        slot: slot.id.to_string(),
    };
    let leave_form = RemoveLeaveForm {
        leave: away.id.to_string(),
    };
    let not_found = [
        availability::pattern(service, &ruth, pattern.id)
            .await
            .err(),
        availability::extra_slot(service, &ruth, slot.id)
            .await
            .err(),
        availability::leave(service, &ruth, away.id).await.err(),
        availability::end_pattern(service, &ruth, pattern_form)
            .await
            .err(),
        availability::remove_extra_slot(service, &ruth, slot_form)
            .await
            .err(),
        availability::remove_leave(service, &ruth, leave_form)
            .await
            .err(),
    ];
    assert!(
        not_found
            .iter()
            .all(|error| *error == Some(AppError::NotFound)),
        "{not_found:?}"
    );
    assert_eq!(overview(&world, &david).await.patterns.len(), 1);
    assert!(overview(&world, &ruth).await.patterns.is_empty());
}

async fn only_advisers_publish(world: World) {
    let service = &world.service;
    for role in Role::ALL
        .iter()
        .filter(|role| **role != Role::CareerAdviser)
    {
        let other = crate::support::diary::actor(
            domain::people::id::PersonId::from(uuid::Uuid::nil()),
            "Other",
            *role,
        );
        let refused = [
            availability::overview(service, &other).await.err(),
            availability::open_sites(service, &other).await.err(),
            availability::week(service, &other, None).await.err(),
            availability::would_clash(service, &other, WeekForm::default())
                .await
                .err(),
            availability::change_week(service, &other, WeekForm::default())
                .await
                .err(),
            availability::add_extra_slot(service, &other, extra("6pm"))
                .await
                .err(),
            availability::add_leave(service, &other, leave(date(2026, 3, 5), date(2026, 3, 5)))
                .await
                .err(),
            availability::change_rules(service, &other, RulesForm::default())
                .await
                .err(),
        ];
        assert!(
            refused
                .iter()
                .all(|error| *error == Some(AppError::Forbidden)),
            "{role}: {refused:?}"
        );
    }
}

async fn every_change_is_in_the_audit_log(world: World) {
    let david = david(&world).await;
    let service = &world.service;
    let pattern = publish(&world, &david, 2, "9am", "12pm")
        .await
        .id
        .to_string();
    world.pass_minutes(1);
    availability::end_pattern(service, &david, EndPatternForm { pattern })
        .await
        .unwrap();
    world.pass_minutes(1);
    let slot = availability::add_extra_slot(service, &david, extra("6pm"))
        .await
        .unwrap()
        .id
        .to_string();
    world.pass_minutes(1);
    availability::remove_extra_slot(service, &david, RemoveExtraSlotForm { slot })
        .await
        .unwrap();
    world.pass_minutes(1);
    let leave = availability::add_leave(service, &david, leave(date(2026, 3, 5), date(2026, 3, 5)))
        .await
        .unwrap()
        .published
        .id
        .to_string();
    world.pass_minutes(1);
    availability::remove_leave(service, &david, RemoveLeaveForm { leave })
        .await
        .unwrap();
    world.pass_minutes(1);
    let rules = RulesForm {
        buffer_minutes: "15".to_owned(),
        ..RulesForm::default()
    };
    availability::change_rules(service, &david, rules)
        .await
        .unwrap();
    // What was refused leaves no trace.
    let refused = availability::change_rules(service, &david, RulesForm::default()).await;
    assert_eq!(
        message(refused, "buffer_minutes"),
        "Enter a whole number from 0 to 60"
    );
    assert_eq!(
        world.audited().await,
        [
            "pattern_added",
            "pattern_ended",
            "extra_slot_added",
            "extra_slot_removed",
            "leave_added",
            "leave_removed",
            "booking_rules_changed",
        ]
    );
}
