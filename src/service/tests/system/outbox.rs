//! Sending what waits in the outbox: at least once, with waits that grow, and not for ever.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::World;
use domain::people::role::Role;
use domain::system::id::OutboxId;
use domain::system::outbox::{MessageKind, TRIES};
use service::system::outbox::{
    Delivered, OutgoingMessage, Sending, TOGETHER, Transport, TransportError, deliver_due,
    deliver_while,
};
use std::sync::Arc;
use store::system::outbox::Message;

const AMINA: &str = "amina@example.nhs.uk";

crate::on_both_engines!(
    a_message_is_sent_once,
    a_sign_in_email_does_not_outlive_its_delivery,
    a_failed_message_is_sent_later,
    waits_grow_until_the_message_is_given_up,
    a_message_whose_worker_stopped_is_sent_again,
    a_message_whose_workers_always_stop_is_given_up,
    two_workers_do_not_send_the_same_message,
    one_bad_message_does_not_hold_up_the_others,
    a_round_sends_no_more_than_its_limit,
    a_worker_that_is_told_to_stop_gives_back_what_it_has_not_tried,
    a_message_that_stops_its_worker_spares_the_tries_of_others,
);

/// Keeps what it is given, or fails.
#[derive(Default)]
struct Post {
    sent: Mutex<Vec<OutgoingMessage>>,
    is_down: AtomicBool,
    refuses: Option<String>,
}

impl Post {
    fn sent(&self) -> Vec<OutgoingMessage> {
        self.sent.lock().unwrap().clone()
    }
}

impl Transport for Post {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        Box::pin(async move {
            let is_refused = self.refuses.as_deref() == Some(message.recipient.as_str());
            if self.is_down.load(Ordering::SeqCst) || is_refused {
                return Err(TransportError("the mail server is down".to_owned()));
            }
            self.sent.lock().unwrap().push(message.clone());
            tokio::task::yield_now().await;
            Ok(())
        })
    }
}

/// Takes the message over, and never comes back to say so.
struct Abyss(Mutex<Vec<OutboxId>>);

impl Transport for Abyss {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        self.0.lock().unwrap().push(message.id);
        Box::pin(std::future::pending())
    }
}

/// Queues a message that is to be sent whatever changes.
async fn queue(world: &World, address: &str) {
    let now = world.now();
    let message = Message {
        id: OutboxId::new(now, world.service.random()),
        kind: MessageKind::Secret,
        recipient: address.to_owned(),
        subject: "Sign in to People Hub".to_owned(),
        body: "Your sign-in code is 123456".to_owned(),
        calendar: None,
        calendar_method: None,
        created_at: now,
        due_at: now,
        attempts: 0,
        about: None,
        topic: None,
    };
    let mut tx = world.service.store.write().await.unwrap();
    store::system::outbox::insert(&mut tx, &message)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn world_with_a_message(world: World) -> World {
    world.person("Amina Yusuf", Role::HubMember).await;
    queue(&world, AMINA).await;
    world
}

async fn deliver(world: &World, post: &Post) -> Delivered {
    deliver_due(&world.service, post, 100).await.unwrap()
}

fn sent(count: u32) -> Delivered {
    Delivered {
        sent: count,
        ..Delivered::default()
    }
}

/// A worker that stops between sending a message and marking it as sent.
async fn crash_after_sending(world: &World, abyss: &Arc<Abyss>) {
    let before = abyss.0.lock().unwrap().len();
    let (service, transport) = (world.service.clone(), abyss.clone());
    let worker = tokio::spawn(async move { deliver_due(&service, &*transport, TOGETHER).await });
    while abyss.0.lock().unwrap().len() == before && !worker.is_finished() {
        tokio::task::yield_now().await;
    }
    worker.abort();
    let _ = worker.await;
}

async fn a_message_is_sent_once(world: World) {
    let (world, post) = (world_with_a_message(world).await, Post::default());
    assert_eq!(deliver(&world, &post).await, sent(1));
    assert_eq!(deliver(&world, &post).await, sent(0));
    world.pass_minutes(60);
    assert_eq!(deliver(&world, &post).await, sent(0));
    let messages = post.sent();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].recipient.as_str(), AMINA);
    assert!(messages[0].body.contains("Your sign-in code is"));
    assert_eq!(messages[0].calendar, None);
}

async fn a_sign_in_email_does_not_outlive_its_delivery(world: World) {
    let (world, post) = (world_with_a_message(world).await, Post::default());
    assert_ne!(world.messages_to(AMINA).await[0].body, "");
    deliver(&world, &post).await;
    assert_eq!(world.messages_to(AMINA).await[0].body, "");
}

async fn a_failed_message_is_sent_later(world: World) {
    let (world, post) = (world_with_a_message(world).await, Post::default());
    post.is_down.store(true, Ordering::SeqCst);
    let failed = Delivered {
        failed: 1,
        ..Delivered::default()
    };
    assert_eq!(deliver(&world, &post).await, failed);
    post.is_down.store(false, Ordering::SeqCst);
    assert_eq!(deliver(&world, &post).await, sent(0));
    world.pass_seconds(15);
    assert_eq!(deliver(&world, &post).await, sent(1));
}

async fn waits_grow_until_the_message_is_given_up(world: World) {
    let (world, post) = (world_with_a_message(world).await, Post::default());
    post.is_down.store(true, Ordering::SeqCst);
    let mut waits = Vec::new();
    for _ in 1..TRIES {
        assert_eq!(deliver(&world, &post).await.failed, 1);
        let due_at = world.messages_to(AMINA).await[0].due_at;
        let wait = due_at.unix_microseconds() - world.now().unix_microseconds();
        waits.push(wait / 1_000_000);
        world.clock.set(due_at);
    }
    assert!(waits[..7].is_sorted_by(|a, b| a * 2 <= *b), "{waits:?}");
    assert!(waits.iter().sum::<i64>() > 12 * 3_600, "{waits:?}");
    let dead = Delivered {
        dead: 1,
        ..Delivered::default()
    };
    assert_eq!(deliver(&world, &post).await, dead);
    post.is_down.store(false, Ordering::SeqCst);
    world.pass_minutes(24 * 60);
    assert_eq!(deliver(&world, &post).await, sent(0));
    assert_eq!(world.messages_to(AMINA).await[0].body, "");
}

async fn a_message_whose_worker_stopped_is_sent_again(world: World) {
    let (world, post) = (world_with_a_message(world).await, Post::default());
    let abyss = Arc::new(Abyss(Mutex::default()));
    crash_after_sending(&world, &abyss).await;
    assert_eq!(deliver(&world, &post).await, sent(0));
    world.pass_minutes(5);
    assert_eq!(deliver(&world, &post).await, sent(1));
    assert_eq!(*abyss.0.lock().unwrap(), [post.sent()[0].id]);
}

async fn a_message_whose_workers_always_stop_is_given_up(world: World) {
    let world = world_with_a_message(world).await;
    let abyss = Arc::new(Abyss(Mutex::default()));
    for _ in 0..TRIES {
        crash_after_sending(&world, &abyss).await;
        world.pass_minutes(5);
    }
    assert_eq!(abyss.0.lock().unwrap().len(), 10);
    assert_eq!(deliver(&world, &Post::default()).await.dead, 1);
}

async fn two_workers_do_not_send_the_same_message(world: World) {
    for number in 0..20 {
        queue(&world, &format!("person{number}@example.nhs.uk")).await;
    }
    let post = Arc::new(Post::default());
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (service, post) = (world.service.clone(), post.clone());
            tokio::spawn(async move { deliver_due(&service, &*post, 100).await.unwrap() })
        })
        .collect();
    let mut count = 0;
    for worker in workers {
        count += worker.await.unwrap().sent;
    }
    count += deliver(&world, &post).await.sent;
    assert_eq!(count, 20);
    let mut ids: Vec<_> = post.sent().iter().map(|message| message.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 20);
}

async fn one_bad_message_does_not_hold_up_the_others(world: World) {
    let world = world_with_a_message(world).await;
    world.pass_seconds(1);
    queue(&world, "nobody@example.nhs.uk").await;
    let post = Post {
        refuses: Some(AMINA.to_owned()),
        ..Post::default()
    };
    let delivered = deliver(&world, &post).await;
    assert_eq!((delivered.sent, delivered.failed), (1, 1));
}

async fn a_round_sends_no_more_than_its_limit(world: World) {
    let world = world_with_a_message(world).await;
    queue(&world, "nobody@example.nhs.uk").await;
    let post = Post::default();
    let round = deliver_due(&world.service, &post, 1).await.unwrap();
    assert_eq!(round, sent(1));
    assert_eq!(deliver(&world, &post).await, sent(1));
}

async fn attempts(world: &World, address: &str) -> i64 {
    world.messages_to(address).await[0].attempts
}

async fn a_worker_that_is_told_to_stop_gives_back_what_it_has_not_tried(world: World) {
    let world = world_with_a_message(world).await;
    for second in ["b@example.nhs.uk", "c@example.nhs.uk"] {
        world.pass_seconds(1);
        queue(&world, second).await;
    }
    let post = Post::default();
    let goes_on = || post.sent().is_empty();
    let round = deliver_while(&world.service, &post, TOGETHER, &goes_on).await;
    assert_eq!(round.unwrap(), sent(1));
    assert_eq!(post.sent()[0].recipient.as_str(), AMINA, "the first due");
    assert_eq!(attempts(&world, "b@example.nhs.uk").await, 0);
    assert_eq!(deliver(&world, &post).await, sent(2), "at once");
    assert_eq!(attempts(&world, "b@example.nhs.uk").await, 1);
}

async fn a_message_that_stops_its_worker_spares_the_tries_of_others(world: World) {
    let world = world_with_a_message(world).await;
    world.pass_seconds(1);
    queue(&world, "nobody@example.nhs.uk").await;
    let abyss = Arc::new(Abyss(Mutex::default()));
    for tries in 1..4 {
        crash_after_sending(&world, &abyss).await;
        assert_eq!(attempts(&world, AMINA).await, tries);
        assert_eq!(attempts(&world, "nobody@example.nhs.uk").await, 1);
        world.pass_minutes(5);
    }
    crash_after_sending(&world, &abyss).await;
    let post = Post::default();
    assert_eq!(deliver(&world, &post).await, sent(1), "without the other");
    assert_eq!(post.sent()[0].recipient.as_str(), "nobody@example.nhs.uk");
}
