//! An adviser's usual week is changed at once, and nothing that begins later or is booked is lost.

use domain::career_conversations::availability::{EndPatternForm, HoursForm, WeekForm};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::Role;
use jiff::civil::Weekday::{Friday, Monday, Saturday, Thursday, Tuesday, Wednesday};
use jiff::civil::{Weekday, date};
use service::career_conversations::availability::{self, Changed};

use crate::support::World;
use crate::support::diary::{book_at, free_times, publish, signed_in};

crate::on_both_engines!(
    a_whole_week_is_saved_at_once,
    what_stays_as_it_is_is_not_touched,
    a_week_is_saved_once_and_by_who_has_seen_it_last,
    what_would_no_longer_fit_is_said_before_it_is_saved,
    hours_that_begin_later_stay_and_take_over,
    everything_that_is_wrong_is_told_at_once,
);

async fn david(world: &World) -> Actor {
    signed_in(world, "David Okafor", Role::CareerAdviser).await
}

async fn amina(world: &World) -> Actor {
    signed_in(world, "Amina Yusuf", Role::HubMember).await
}

async fn form(world: &World, adviser: &Actor) -> WeekForm {
    let week = availability::week(&world.service, adviser, None).await;
    week.unwrap().form
}

async fn save(world: &World, adviser: &Actor, form: WeekForm) -> Result<Changed, AppError> {
    availability::change_week(&world.service, adviser, form).await
}

fn at(times: &str) -> Vec<HoursForm> {
    let times = times.to_owned();
    vec![HoursForm {
        times,
        ..HoursForm::usual()
    }]
}

fn counts(changed: Changed) -> (usize, usize) {
    match changed {
        Changed::Saved(change) => (change.ended.len(), change.added.len()),
        Changed::Warned(booked) => panic!("booked: {booked:?}"),
    }
}

/// What is published, as the form says it.
async fn times_on(world: &World, adviser: &Actor, day: Weekday) -> Vec<String> {
    let form = form(world, adviser).await;
    form.of_day(day)
        .map(|(_, hours)| hours.times.clone())
        .collect()
}

async fn a_whole_week_is_saved_at_once(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    let mut week = form(&world, &david).await;
    for day in [Monday, Tuesday, Wednesday, Thursday, Friday] {
        week.put(day, at("9am to 12pm, 1pm to 5pm"));
    }
    let saved = save(&world, &david, week).await.unwrap();
    assert_eq!(counts(saved), (0, 10));
    assert_eq!(free_times(&world, &amina).await[0], "2026-03-03T09:00:00Z");
    let seen = times_on(&world, &david, Friday).await;
    assert_eq!(seen, ["9am to 12pm, 1pm to 5pm"]);
    assert_eq!(times_on(&world, &david, Saturday).await, [""]);
    assert_eq!(world.audited().await, ["pattern_added"; 10]);
}

async fn what_stays_as_it_is_is_not_touched(world: World) {
    let david = david(&world).await;
    let tuesdays = publish(&world, &david, 2, "9am", "12pm").await;
    publish(&world, &david, 3, "9am", "12pm").await;
    let mut week = form(&world, &david).await;
    week.put(Wednesday, at(""));
    week.put(Thursday, at("9am to 12pm"));
    assert_eq!(counts(save(&world, &david, week).await.unwrap()), (1, 1));
    let service = &world.service;
    let patterns = availability::overview(service, &david).await.unwrap();
    let patterns = patterns.patterns;
    assert_eq!(patterns.len(), 2);
    assert_eq!(patterns[0], tuesdays);
    assert_eq!(patterns[1].weekday, Thursday);
}

async fn a_week_is_saved_once_and_by_who_has_seen_it_last(world: World) {
    let david = david(&world).await;
    let seen = form(&world, &david).await;
    let mut first = seen.clone();
    first.put(Monday, at("9am to 5pm"));
    let mut second = seen;
    second.put(Monday, at("10am to 4pm"));
    save(&world, &david, first.clone()).await.unwrap();
    // A second click.
    assert_eq!(counts(save(&world, &david, first).await.unwrap()), (0, 0));
    // Another tab.
    let refused = save(&world, &david, second.clone()).await.unwrap_err();
    let AppError::Conflict(conflict) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(conflict.code, ConflictCode::CHANGED_MEANWHILE);
    assert_eq!(times_on(&world, &david, Monday).await, ["9am to 5pm"]);
    second.seen = form(&world, &david).await.seen;
    assert_eq!(counts(save(&world, &david, second).await.unwrap()), (1, 1));
}

async fn what_would_no_longer_fit_is_said_before_it_is_saved(world: World) {
    let (david, amina) = (david(&world).await, amina(&world).await);
    publish(&world, &david, 2, "9am", "12pm").await;
    let start = "2026-03-03T09:00:00Z";
    let booked = book_at(&world, &amina, amina.person, david.person, start).await;
    let reference = booked.unwrap().reference;
    let mut week = form(&world, &david).await;
    week.put(Tuesday, at("10am to 12pm"));
    let Changed::Warned(told) = save(&world, &david, week.clone()).await.unwrap() else {
        panic!("saved without a word");
    };
    let service = &world.service;
    let asked = availability::would_clash(service, &david, week.clone()).await;
    assert_eq!(asked.unwrap(), told);
    assert_eq!(told[0].conversation.reference, reference);
    assert_eq!(times_on(&world, &david, Tuesday).await, ["9am to 12pm"]);
    week.clashes = "1".to_owned();
    assert_eq!(counts(save(&world, &david, week).await.unwrap()), (1, 1));
    let clashes = availability::clashes(service, &david).await.unwrap();
    assert_eq!(clashes.len(), 1);
    // It fits no more already: another change has nothing new to say about it.
    let mut again = form(&world, &david).await;
    again.put(Tuesday, at("11am to 12pm"));
    assert_eq!(counts(save(&world, &david, again).await.unwrap()), (1, 1));
}

async fn hours_that_begin_later_stay_and_take_over(world: World) {
    let david = david(&world).await;
    publish(&world, &david, 2, "9am", "12pm").await;
    let mut june = form(&world, &david).await;
    june.put(Tuesday, at("10am to 3pm"));
    june.from = TypedDay::new("1", "6", "2026");
    assert_eq!(counts(save(&world, &david, june).await.unwrap()), (1, 1));
    let mut now = form(&world, &david).await;
    now.put(Tuesday, at("9am to 5pm"));
    now.put(Wednesday, at("9am to 5pm"));
    assert_eq!(counts(save(&world, &david, now).await.unwrap()), (1, 2));
    let service = &world.service;
    let seen = availability::week(service, &david, None).await.unwrap();
    let first = date(2026, 6, 1);
    let until: Vec<_> = seen
        .patterns
        .iter()
        .map(|p| (p.starts.hour(), p.valid_to))
        .collect();
    assert_eq!(until, [(9, Some(first)), (10, None), (9, None)]);
    assert_eq!(seen.later.len(), 1);
    let june = availability::week(service, &david, Some(first)).await;
    let june = june.unwrap().form;
    let tuesday: Vec<_> = june.of_day(Tuesday).map(|(_, hours)| hours).collect();
    assert_eq!(tuesday[0].times, "10am to 3pm");
    // They can be ended.
    let pattern = seen.later[0].id.to_string();
    availability::end_pattern(service, &david, EndPatternForm { pattern })
        .await
        .unwrap();
    let seen = availability::week(service, &david, None).await.unwrap();
    assert!(seen.later.is_empty());
}

async fn everything_that_is_wrong_is_told_at_once(world: World) {
    let david = david(&world).await;
    let mut week = form(&world, &david).await;
    week.put(Monday, at("9 to 5"));
    let nowhere = HoursForm {
        in_person: "on".to_owned(),
        ..at("9am to 5pm")[0].clone()
    };
    week.put(Tuesday, vec![nowhere]);
    week.from = TypedDay::new("31", "2", "2026");
    let refused = save(&world, &david, week).await.unwrap_err();
    let AppError::Invalid(errors) = refused else {
        panic!("{refused:?}")
    };
    let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["hours-monday-0", "site-tuesday-0", "from"]);
    let mut past = form(&world, &david).await;
    past.from = TypedDay::new("1", "3", "2026");
    let refused = save(&world, &david, past).await.unwrap_err();
    let message = "The first day must be today or later";
    assert_eq!(refused, AppError::invalid("from", message));
}
