//! What somebody was told: their own alone, new until they have read it.

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::role::Role;
use domain::system::id::OutboxId;
use domain::system::notification::{MOST_COUNTED, ReadUpToForm};
use service::system::notification::{Notification, count_unread, list, read, read_up_to};

use crate::support::World;
use crate::support::diary::{book_at, publish, signed_in};

crate::on_both_engines!(
    what_was_told_is_new_until_it_is_read,
    what_came_after_the_list_was_shown_stays_new,
    very_many_are_counted_as_more_than_a_limit,
);

/// A booking of Amina's with David, which tells both.
async fn booked(world: &World) -> (Actor, Actor) {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    publish(world, &david, 2, "9:30am", "12pm").await;
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    tell(world, &amina, &david, "2026-03-10T09:30:00Z").await;
    (amina, david)
}

async fn tell(world: &World, amina: &Actor, david: &Actor, start: &str) {
    book_at(world, amina, amina.person, david.person, start)
        .await
        .unwrap();
}

async fn listed(world: &World, actor: &Actor) -> Vec<Notification> {
    list(&world.service, actor, 1).await.unwrap().rows
}

async fn unread(world: &World, actor: &Actor) -> i64 {
    count_unread(&world.service, actor).await.unwrap()
}

fn up_to(newest: OutboxId) -> ReadUpToForm {
    ReadUpToForm {
        newest: newest.to_string(),
    }
}

async fn what_was_told_is_new_until_it_is_read(world: World) {
    let (amina, david) = booked(&world).await;
    let service = &world.service;
    let [told] = listed(&world, &amina).await.try_into().unwrap();
    assert_eq!(told.seen_at, None);
    assert_eq!(unread(&world, &amina).await, 1);

    // It is nobody else's.
    let refused = read(service, &david, told.id).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    let refused = read_up_to(service, &david, up_to(told.id)).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    assert_eq!(unread(&world, &amina).await, 1);

    let shown = read(service, &amina, told.id).await.unwrap();
    assert!(shown.body.contains("/conversations/CC-"), "{}", shown.body);
    assert_eq!(unread(&world, &amina).await, 0);
    assert_eq!(unread(&world, &david).await, 1);
    let [seen] = listed(&world, &amina).await.try_into().unwrap();
    assert_eq!(seen.seen_at, Some(world.now()));

    // Read again, it was read when it was read first.
    world.pass_minutes(5);
    read(service, &amina, told.id).await.unwrap();
    assert_eq!(listed(&world, &amina).await, [seen]);
}

async fn what_came_after_the_list_was_shown_stays_new(world: World) {
    let (amina, david) = booked(&world).await;
    let shown = listed(&world, &amina).await;
    world.pass_minutes(1);
    tell(&world, &amina, &david, "2026-03-10T10:50:00Z").await;
    read_up_to(&world.service, &amina, up_to(shown[0].id))
        .await
        .unwrap();
    assert_eq!(unread(&world, &amina).await, 1);
    let [newest, older] = listed(&world, &amina).await.try_into().unwrap();
    assert_eq!((newest.seen_at, older.seen_at), (None, Some(world.now())));
    read_up_to(&world.service, &amina, up_to(newest.id))
        .await
        .unwrap();
    assert_eq!(unread(&world, &amina).await, 0);
}

async fn very_many_are_counted_as_more_than_a_limit(world: World) {
    let (amina, _) = booked(&world).await;
    let [first] = world
        .messages_to("amina@example.nhs.uk")
        .await
        .try_into()
        .unwrap();
    let mut tx = world.service.store.write().await.unwrap();
    for _ in 0..MOST_COUNTED + 5 {
        let id = OutboxId::new(world.now(), world.service.random());
        let message = store::system::outbox::Message {
            id,
            ..first.clone()
        };
        store::system::outbox::insert(&mut tx, &message)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(unread(&world, &amina).await, MOST_COUNTED + 1);
    let page = list(&world.service, &amina, 2).await.unwrap();
    assert_eq!((page.page, page.pages, page.total), (2, 5, 105));
}
