//! Reminders: a week and a day before, once each, for the time that holds.

use crate::support::World;
use crate::support::diary::{book_at, publish, signed_in};
use domain::career_conversations::career_conversation::{
    CancelForm, CareerConversation, MoveForm, SlotChoice,
};
use domain::people::actor::Actor;
use domain::people::role::Role;
use service::career_conversations::career_conversation::{cancel, move_to};
use service::career_conversations::reminder::queue_due;

crate::on_both_engines!(
    a_week_and_a_day_before_the_member_is_reminded_once,
    a_move_makes_reminders_for_the_new_time,
    a_cancelled_conversation_is_quiet,
    who_booked_later_than_the_reminder_is_not_reminded,
    reminders_keep_their_clock_time_when_the_clocks_go_forward,
    reminders_keep_their_clock_time_when_the_clocks_go_back,
    several_workers_write_one_reminder,
);

async fn people(world: &World) -> (Actor, Actor) {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    for weekday in 1..=5 {
        publish(world, &david, weekday, "9:30am", "12pm").await;
    }
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    (david, amina)
}

async fn booked(world: &World, start: &str) -> (Actor, Actor, CareerConversation) {
    let (david, amina) = people(world).await;
    let booked = book_at(world, &amina, amina.person, david.person, start)
        .await
        .unwrap();
    (david, amina, booked)
}

/// What the worker queues at this moment, and what it says.
async fn reminders_at(world: &World, now: &str) -> Vec<String> {
    world.clock.set(now.parse().unwrap());
    let before = world.messages_to("amina@example.nhs.uk").await.len();
    let queued = queue_due(&world.service).await.unwrap();
    let messages = world.messages_to("amina@example.nhs.uk").await;
    assert_eq!(messages.len() - before, queued);
    let subjects = messages[before..].iter().map(|new| new.subject.clone());
    subjects.collect()
}

async fn a_week_and_a_day_before_the_member_is_reminded_once(world: World) {
    booked(&world, "2026-03-12T09:30:00Z").await;
    let none: Vec<String> = Vec::new();
    let said = ["Reminder of your career conversation: Thursday 12 March 2026, 9:30am"];
    assert_eq!(reminders_at(&world, "2026-03-05T09:29:59Z").await, none);
    assert_eq!(reminders_at(&world, "2026-03-05T09:30:00Z").await, said);
    assert_eq!(reminders_at(&world, "2026-03-05T09:30:01Z").await, none);
    assert_eq!(reminders_at(&world, "2026-03-11T09:29:59Z").await, none);
    assert_eq!(reminders_at(&world, "2026-03-11T09:30:00Z").await, said);
    assert_eq!(reminders_at(&world, "2026-03-11T09:31:00Z").await, none);
    assert_eq!(reminders_at(&world, "2026-03-12T09:30:00Z").await, none);
    let messages = world.messages_to("amina@example.nhs.uk").await;
    let last = messages.last().unwrap();
    assert!(last.body.starts_with(
        "Hello Amina Yusuf,\n\nThis is a reminder of your career conversation.\n\nReference: CC-"
    ));
    assert!(
        last.body.contains(
            "Time: 9:30am to 10am\nWith: David Okafor, careers adviser\nHow: Video call\n"
        )
    );
    assert!(!last.body.contains("working with"), "not what they wrote");
    assert!(last.calendar.is_none());
    assert_eq!(world.messages_to("david@example.nhs.uk").await.len(), 1);
}

async fn a_move_makes_reminders_for_the_new_time(world: World) {
    let (david, amina, booked) = booked(&world, "2026-03-12T09:30:00Z").await;
    assert_eq!(reminders_at(&world, "2026-03-05T10:00:00Z").await.len(), 1);
    let slot = SlotChoice {
        start: "2026-03-19T09:30:00Z".parse().unwrap(),
        adviser: david.person,
    };
    let form = MoveForm {
        reference: booked.reference.to_string(),
        version: booked.version.to_string(),
        way: "video".to_owned(),
        slot: slot.to_string(),
        ..MoveForm::default()
    };
    move_to(&world.service, &amina, form).await.unwrap();
    assert!(
        reminders_at(&world, "2026-03-11T09:30:00Z")
            .await
            .is_empty()
    );
    let said = ["Reminder of your career conversation: Thursday 19 March 2026, 9:30am"];
    assert_eq!(reminders_at(&world, "2026-03-12T09:30:00Z").await, said);
    assert_eq!(reminders_at(&world, "2026-03-18T09:30:00Z").await, said);
    assert!(
        reminders_at(&world, "2026-03-18T10:30:00Z")
            .await
            .is_empty()
    );
}

async fn a_cancelled_conversation_is_quiet(world: World) {
    let (_, amina, booked) = booked(&world, "2026-03-12T09:30:00Z").await;
    let form = CancelForm {
        reference: booked.reference.to_string(),
        version: booked.version.to_string(),
    };
    cancel(&world.service, &amina, form).await.unwrap();
    for now in ["2026-03-05T09:30:00Z", "2026-03-11T09:30:00Z"] {
        assert!(reminders_at(&world, now).await.is_empty());
    }
}

async fn who_booked_later_than_the_reminder_is_not_reminded(world: World) {
    // It is Monday 2 March: the week's reminder would have been on the Friday before.
    booked(&world, "2026-03-06T09:30:00Z").await;
    assert!(
        reminders_at(&world, "2026-03-02T09:01:00Z")
            .await
            .is_empty()
    );
    assert_eq!(reminders_at(&world, "2026-03-05T09:30:00Z").await.len(), 1);
}

async fn reminders_keep_their_clock_time_when_the_clocks_go_forward(world: World) {
    // Monday 30 March 2026, 9:30am: the clocks went forward on the day before.
    booked(&world, "2026-03-30T08:30:00Z").await;
    assert!(
        reminders_at(&world, "2026-03-23T09:29:00Z")
            .await
            .is_empty()
    );
    assert_eq!(reminders_at(&world, "2026-03-23T09:30:00Z").await.len(), 1);
    assert!(
        reminders_at(&world, "2026-03-29T08:29:00Z")
            .await
            .is_empty()
    );
    assert_eq!(reminders_at(&world, "2026-03-29T08:30:00Z").await.len(), 1);
}

async fn reminders_keep_their_clock_time_when_the_clocks_go_back(world: World) {
    world.clock.set("2026-10-01T09:00:00Z".parse().unwrap());
    // Monday 26 October 2026, 9:30am: the clocks went back on the day before.
    booked(&world, "2026-10-26T09:30:00Z").await;
    assert!(
        reminders_at(&world, "2026-10-19T08:29:00Z")
            .await
            .is_empty()
    );
    assert_eq!(reminders_at(&world, "2026-10-19T08:30:00Z").await.len(), 1);
    assert!(
        reminders_at(&world, "2026-10-25T09:29:00Z")
            .await
            .is_empty()
    );
    assert_eq!(reminders_at(&world, "2026-10-25T09:30:00Z").await.len(), 1);
}

async fn several_workers_write_one_reminder(world: World) {
    booked(&world, "2026-03-12T09:30:00Z").await;
    world.clock.set("2026-03-05T09:30:00Z".parse().unwrap());
    let mut workers = Vec::new();
    for _ in 0..8 {
        let service = world.service.clone();
        workers.push(tokio::spawn(async move { queue_due(&service).await }));
    }
    let mut queued = 0;
    for worker in workers {
        queued += worker.await.unwrap().unwrap();
    }
    assert_eq!(queued, 1);
    assert_eq!(world.messages_to("amina@example.nhs.uk").await.len(), 2);
}
