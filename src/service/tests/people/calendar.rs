//! One's own calendar: what is booked with oneself and nobody else, when one could be booked, and when one is away.

use domain::career_conversations::availability::{ExtraSlotForm, LeaveForm};
use domain::career_conversations::career_conversation::CancelForm;
use domain::kit::app_error::AppError;
use domain::kit::calendar::{Entry, Kind};
use domain::people::actor::Actor;
use domain::people::role::Role;
use jiff::civil::{Date, date};
use service::career_conversations::availability::{add_extra_slot, add_leave};
use service::career_conversations::career_conversation::cancel;
use service::people::calendar::{booked, everything};

use crate::support::diary::{book_at, leave, publish, signed_in};
use crate::support::{World, statements_of};

crate::on_both_engines!(
    people_see_what_is_theirs_and_not_cancelled,
    who_has_nothing_with_a_time_has_no_calendar,
    an_adviser_sees_free_times_and_leave_and_members_do_not,
    bank_holidays_are_everybodys,
    what_lasts_over_midnight_is_on_both_days,
    a_calendar_takes_as_few_statements_when_it_is_full,
);

const WEEK: (Date, Date) = (date(2026, 3, 2), date(2026, 3, 8));
const FEWEST: usize = 4;

/// An adviser with times on every weekday, and two members.
async fn people(world: &World) -> (Actor, Actor, Actor) {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    for weekday in 1..=5 {
        publish(world, &david, weekday, "9:30am", "12pm").await;
    }
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    let ben = signed_in(world, "Ben Shaw", Role::HubMember).await;
    (david, amina, ben)
}

async fn of(world: &World, actor: &Actor, days: (Date, Date)) -> Vec<Entry> {
    everything(&world.service, actor, days).await.unwrap()
}

/// What somebody sees of one kind: when it begins in UTC, and its words.
fn told(entries: &[Entry], kind: Kind) -> Vec<String> {
    let entries = entries.iter().filter(|entry| entry.kind == kind);
    let told = entries.map(|entry| {
        let start = entry.interval.start.timestamp();
        format!("{start} {}", entry.words)
    });
    told.collect()
}

async fn people_see_what_is_theirs_and_not_cancelled(world: World) {
    let (david, amina, ben) = people(&world).await;
    for (member, starts) in [
        (&amina, "2026-03-04T09:30:00Z"),
        (&ben, "2026-03-04T10:10:00Z"),
        (&amina, "2026-03-12T09:30:00Z"),
    ] {
        book_at(&world, member, member.person, david.person, starts)
            .await
            .unwrap();
    }
    let cancelled = book_at(
        &world,
        &amina,
        amina.person,
        david.person,
        "2026-03-05T09:30:00Z",
    );
    let cancelled = cancelled.await.unwrap();
    let form = CancelForm {
        reference: cancelled.reference.to_string(),
        version: cancelled.version.to_string(),
    };
    cancel(&world.service, &amina, form).await.unwrap();
    let shown = of(&world, &amina, WEEK).await;
    let own = ["2026-03-04T09:30:00Z Career conversation with David Okafor"];
    assert_eq!(told(&shown, Kind::Booked), own);
    assert!(shown[0].href.starts_with("/conversations/CC-"), "{shown:?}");
    assert_eq!(
        told(&of(&world, &david, WEEK).await, Kind::Booked),
        [
            "2026-03-04T09:30:00Z Career conversation with Amina Yusuf",
            "2026-03-04T10:10:00Z Career conversation with Ben Shaw",
        ]
    );
    let day_after = (date(2026, 3, 5), date(2026, 3, 5));
    assert_eq!(of(&world, &amina, day_after).await, [], "it is over");
    let later = (date(2026, 3, 12), date(2026, 3, 12));
    assert_eq!(of(&world, &ben, later).await, []);
    assert_eq!(
        booked(&world.service, &amina, later).await.unwrap().len(),
        1
    );
}

async fn who_has_nothing_with_a_time_has_no_calendar(world: World) {
    let helen = signed_in(&world, "Helen Marsh", Role::HubCoordinator).await;
    let refused = Err(AppError::Forbidden);
    assert_eq!(everything(&world.service, &helen, WEEK).await, refused);
    assert_eq!(booked(&world.service, &helen, WEEK).await, refused);
}

async fn an_adviser_sees_free_times_and_leave_and_members_do_not(world: World) {
    let (david, amina, _) = people(&world).await;
    let grace = signed_in(&world, "Grace Obi", Role::CareerAdviser).await;
    publish(&world, &grace, 2, "1pm", "3pm").await;
    let form: LeaveForm = leave(date(2026, 3, 6), date(2026, 3, 9));
    add_leave(&world.service, &david, form).await.unwrap();
    // The second of four times, so that the others stand in two rows.
    book_at(
        &world,
        &amina,
        amina.person,
        david.person,
        "2026-03-04T10:10:00Z",
    )
    .await
    .unwrap();
    let shown = of(&world, &david, WEEK).await;
    assert_eq!(
        told(&shown, Kind::Available),
        [
            "2026-03-03T09:30:00Z 4 free times",
            "2026-03-04T09:30:00Z 1 free time",
            "2026-03-04T10:50:00Z 2 free times",
            "2026-03-05T09:30:00Z 4 free times",
        ]
    );
    assert_eq!(told(&shown, Kind::Away), ["2026-03-06T00:00:00Z On leave"]);
    let before = (date(2026, 2, 23), date(2026, 3, 1));
    assert_eq!(of(&world, &david, before).await, []);
    let of_amina = of(&world, &amina, WEEK).await;
    assert!(of_amina.iter().all(|entry| entry.kind == Kind::Booked));
    assert_eq!(
        told(&of(&world, &grace, WEEK).await, Kind::Available).len(),
        1
    );
}

async fn bank_holidays_are_everybodys(world: World) {
    let (david, amina, _) = people(&world).await;
    service::kit::bank_holiday::ensure(&world.service)
        .await
        .unwrap();
    let easter = (date(2026, 3, 30), date(2026, 4, 5));
    for actor in [&david, &amina] {
        let shown = of(&world, actor, easter).await;
        let closed = ["2026-04-02T23:00:00Z Bank holiday: Good Friday"];
        assert_eq!(told(&shown, Kind::Away), closed);
    }
}

async fn what_lasts_over_midnight_is_on_both_days(world: World) {
    let (david, amina, _) = people(&world).await;
    let form = ExtraSlotForm {
        day: date(2026, 3, 8).into(),
        starts: "11:45pm".to_owned(),
        slot_minutes: "30".to_owned(),
        video: "on".to_owned(),
        ..ExtraSlotForm::default()
    };
    add_extra_slot(&world.service, &david, form).await.unwrap();
    book_at(
        &world,
        &amina,
        amina.person,
        david.person,
        "2026-03-08T23:45:00Z",
    )
    .await
    .unwrap();
    for day in [8, 9] {
        let day = date(2026, 3, day);
        assert_eq!(of(&world, &amina, (day, day)).await.len(), 1, "{day}");
    }
    let after = date(2026, 3, 10);
    assert_eq!(of(&world, &amina, (after, after)).await, []);
}

async fn a_calendar_takes_as_few_statements_when_it_is_full(world: World) {
    let (david, amina, _) = people(&world).await;
    let (_, statements) = statements_of(of(&world, &david, WEEK)).await;
    assert_eq!(statements.len(), FEWEST, "{statements:?}");
    for starts in [
        "2026-03-04T09:30:00Z",
        "2026-03-05T09:30:00Z",
        "2026-03-06T09:30:00Z",
    ] {
        book_at(&world, &amina, amina.person, david.person, starts)
            .await
            .unwrap();
    }
    let (_, statements) = statements_of(of(&world, &david, WEEK)).await;
    assert_eq!(statements.len(), FEWEST, "{statements:?}");
}
