//! Whether a message may be sent is asked when it is sent: hours may have passed since it was written.

use std::sync::Mutex;

use crate::support::World;
use crate::support::diary::{book_at, publish, signed_in};
use domain::career_conversations::career_conversation::{
    CancelForm, CareerConversation, MoveForm, SlotChoice,
};
use domain::career_conversations::invitation::InviteForm;
use domain::career_conversations::message::{NOT_BOOKED, NOT_NEEDED, OFFER_OVER};
use domain::career_conversations::waiting_list::{DeclineForm, JoinForm};
use domain::kit::instant::Instant;
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::message::{ACCOUNT_CLOSED, CODE_OVER, OTHER_ADDRESS};
use domain::people::person::{ChangePersonForm, PersonForm};
use domain::people::role::Role;
use domain::people::sign_in::EmailForm;
use domain::system::notification::EmailsForm;
use domain::system::outbox::{DropReason, NOT_WANTED};
use service::career_conversations::career_conversation;
use service::career_conversations::invitation;
use service::career_conversations::reminder;
use service::career_conversations::waiting_list;
use service::people::person;
use service::people::sign_in;
use service::system::notification;
use service::system::outbox::{Delivered, OutgoingMessage, Sending, Transport, deliver_due};

crate::on_both_engines!(
    what_is_as_it_was_is_sent,
    a_closed_account_gets_nothing_that_was_written_before,
    an_erased_account_gets_nothing_that_was_written_before,
    an_old_address_gets_nothing_but_word_of_the_change,
    a_code_that_is_over_is_not_sent,
    an_offer_that_is_over_is_not_sent,
    a_reminder_of_what_was_moved_or_cancelled_is_not_sent,
    an_invitation_that_is_no_longer_needed_is_not_sent,
    what_is_unwanted_by_email_is_read_here,
    administrators_see_why,
);

const AMINA: &str = "amina@example.nhs.uk";

#[derive(Default)]
struct Post(Mutex<Vec<(String, String)>>);

impl Transport for Post {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        Box::pin(async move {
            let sent = (message.recipient.to_string(), message.subject.clone());
            self.0.lock().unwrap().push(sent);
            Ok(())
        })
    }
}

/// Sends what is due. Gives the subjects to Amina, and why others to anybody were dropped, the latest first.
async fn sent_and_dropped(world: &World) -> (Vec<String>, Vec<DropReason>) {
    let post = Post::default();
    deliver_due(&world.service, &post, 100).await.unwrap();
    let sent = post.0.into_inner().unwrap();
    let to_amina = sent.into_iter().filter(|(to, _)| to == AMINA);
    let mut conn = world.service.store.read().await.unwrap();
    let dead = store::system::outbox::dead_letters(&mut conn, store::AskedPage::first(100))
        .await
        .unwrap();
    let dropped = dead
        .rows
        .into_iter()
        .filter_map(|letter| letter.dropped_because);
    (
        to_amina.map(|(_, subject)| subject).collect(),
        dropped.collect(),
    )
}

struct People {
    david: Actor,
    amina: Actor,
    priya: Actor,
}

async fn people(world: &World) -> People {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    for weekday in 1..=5 {
        publish(world, &david, weekday, "9:30am", "12pm").await;
    }
    People {
        david,
        amina: signed_in(world, "Amina Yusuf", Role::HubMember).await,
        priya: signed_in(world, "Priya Nair", Role::Administrator).await,
    }
}

async fn booked(world: &World, people: &People, start: &str) -> CareerConversation {
    let (amina, david) = (&people.amina, people.david.person);
    book_at(world, amina, amina.person, david, start)
        .await
        .unwrap()
}

async fn close(world: &World, people: &People) {
    let form = PersonForm {
        person: people.amina.person.to_string(),
    };
    person::close(&world.service, &people.priya, form)
        .await
        .unwrap();
}

async fn ask_for_a_code(world: &World) {
    let form = EmailForm {
        email: AMINA.to_owned(),
        return_to: String::new(),
    };
    sign_in::request_code(
        &world.service,
        form,
        &service::people::session::Visitor::default(),
    )
    .await
    .unwrap();
}

async fn wait(world: &World, people: &People) {
    let form = JoinForm {
        topic: "ideas".to_owned(),
        way: "video".to_owned(),
        monday: "on".to_owned(),
        last: TypedDay::new("20", "3", "2026"),
        ..JoinForm::default()
    };
    waiting_list::join(&world.service, &people.amina, form)
        .await
        .unwrap();
}

/// Amina waits, and a Monday's time becomes free for her.
async fn offered(world: &World, people: &People) {
    let ben = signed_in(world, "Ben Cole", Role::HubMember).await;
    let david = people.david.person;
    let theirs = book_at(world, &ben, ben.person, david, "2026-03-09T09:30:00Z").await;
    let theirs = theirs.unwrap();
    wait(world, people).await;
    let form = CancelForm {
        reference: theirs.reference.to_string(),
        version: theirs.version.to_string(),
    };
    career_conversation::cancel(&world.service, &ben, form)
        .await
        .unwrap();
}

async fn what_is_as_it_was_is_sent(world: World) {
    let people = people(&world).await;
    offered(&world, &people).await;
    ask_for_a_code(&world).await;
    let (sent, dropped) = sent_and_dropped(&world).await;
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert_eq!(dropped, []);
}

async fn a_closed_account_gets_nothing_that_was_written_before(world: World) {
    let people = people(&world).await;
    offered(&world, &people).await;
    booked(&world, &people, "2026-03-10T09:30:00Z").await;
    close(&world, &people).await;
    let (sent, dropped) = sent_and_dropped(&world).await;
    assert!(sent.is_empty(), "{sent:?}");
    assert!(dropped.contains(&ACCOUNT_CLOSED), "{dropped:?}");
}

async fn an_erased_account_gets_nothing_that_was_written_before(world: World) {
    let people = people(&world).await;
    booked(&world, &people, "2026-03-10T09:30:00Z").await;
    ask_for_a_code(&world).await;
    let form = domain::people::personal_data::ErasureForm {
        understood: "on".to_owned(),
    };
    service::people::personal_data::erase(&world.service, &people.amina, form)
        .await
        .unwrap();
    let post = Post::default();
    deliver_due(&world.service, &post, 100).await.unwrap();
    let sent = post.0.into_inner().unwrap();
    assert!(
        sent.iter().all(|(to, _)| to == "david@example.nhs.uk"),
        "{sent:?}"
    );
}

async fn an_old_address_gets_nothing_but_word_of_the_change(world: World) {
    let people = people(&world).await;
    booked(&world, &people, "2026-03-10T09:30:00Z").await;
    ask_for_a_code(&world).await;
    let new = "amina.new@example.nhs.uk";
    let form = ChangePersonForm {
        person: people.amina.person.to_string(),
        name: "Amina Yusuf".to_owned(),
        email: new.to_owned(),
        ..ChangePersonForm::default()
    };
    person::change(&world.service, &people.priya, form)
        .await
        .unwrap();
    let body = world.messages_to(new).await.pop().unwrap().body;
    let link = &body.split_once("/sign-in/address/").unwrap().1[..64];
    person::confirm_address(&world.service, link, "192.0.2.1")
        .await
        .unwrap();
    let (mut sent, mut dropped) = sent_and_dropped(&world).await;
    sent.sort();
    assert_eq!(
        sent,
        [
            "Someone asked to change your email address",
            "Your email address has been changed"
        ]
    );
    dropped.sort_by_key(|reason| reason.code().to_owned());
    assert_eq!(
        dropped,
        [CODE_OVER, CODE_OVER, OTHER_ADDRESS],
        "the booking, the sign-in code and the link"
    );
}

async fn a_code_that_is_over_is_not_sent(world: World) {
    people(&world).await;
    ask_for_a_code(&world).await;
    world.pass_minutes(10);
    let (sent, dropped) = sent_and_dropped(&world).await;
    assert_eq!((sent.len(), dropped), (0, vec![CODE_OVER]));
}

async fn an_offer_that_is_over_is_not_sent(world: World) {
    let people = people(&world).await;
    offered(&world, &people).await;
    let standing = waiting_list::mine(&world.service, &people.amina).await;
    let (offer, _) = standing.unwrap().unwrap().offer.unwrap();
    let form = DeclineForm {
        offer: offer.id.to_string(),
    };
    waiting_list::decline(&world.service, &people.amina, form)
        .await
        .unwrap();
    let (sent, dropped) = sent_and_dropped(&world).await;
    assert_eq!((sent.len(), dropped), (0, vec![OFFER_OVER]));
}

async fn reminded(world: &World, at: &str) {
    sent_and_dropped(world).await;
    world.clock.set(at.parse::<Instant>().unwrap());
    assert_eq!(reminder::queue_due(&world.service).await.unwrap(), 1);
    world.pass_minutes(1);
}

async fn a_reminder_of_what_was_moved_or_cancelled_is_not_sent(world: World) {
    let people = people(&world).await;
    let booked = booked(&world, &people, "2026-03-24T09:30:00Z").await;
    reminded(&world, "2026-03-17T10:00:00Z").await;
    let slot = SlotChoice {
        start: "2026-03-25T09:30:00Z".parse().unwrap(),
        adviser: people.david.person,
    };
    let form = MoveForm {
        reference: booked.reference.to_string(),
        version: booked.version.to_string(),
        way: "phone".to_owned(),
        slot: slot.to_string(),
        ..MoveForm::default()
    };
    career_conversation::move_to(&world.service, &people.amina, form)
        .await
        .unwrap();
    let (sent, dropped) = sent_and_dropped(&world).await;
    assert_eq!(sent.len(), 1, "that it was moved: {sent:?}");
    assert_eq!(dropped, [NOT_BOOKED]);
}

async fn an_invitation_that_is_no_longer_needed_is_not_sent(world: World) {
    let people = people(&world).await;
    let helen = signed_in(&world, "Helen Marsh", Role::HubCoordinator).await;
    let form = InviteForm {
        count: "1".to_owned(),
        ..InviteForm::default()
    };
    invitation::invite(&world.service, &helen, form)
        .await
        .unwrap();
    assert_eq!(invitation::send_due(&world.service).await, Ok(1));
    booked(&world, &people, "2026-03-10T09:30:00Z").await;
    let (sent, dropped) = sent_and_dropped(&world).await;
    assert_eq!(sent.len(), 1, "that it is booked: {sent:?}");
    assert_eq!(dropped, [NOT_NEEDED]);
}

async fn administrators_see_why(world: World) {
    let people = people(&world).await;
    ask_for_a_code(&world).await;
    world.pass_minutes(10);
    let post = Post::default();
    let delivered = deliver_due(&world.service, &post, 100).await.unwrap();
    let expected = Delivered {
        dropped: 1,
        ..Delivered::default()
    };
    assert_eq!(delivered, expected);
    let work = service::system::work::show(&world.service, &people.priya, 9)
        .await
        .unwrap();
    assert_eq!((work.dead.total, work.dead.page, work.waiting), (1, 1, 0));
    assert_eq!(work.dead.rows[0].dropped_because, Some(CODE_OVER));
    let form = domain::system::outbox::RetryForm {
        message: work.dead.rows[0].id.to_string(),
    };
    let again = service::system::work::retry(&world.service, &people.priya, form).await;
    assert_eq!(again, Err(domain::kit::app_error::AppError::NotFound));
}

async fn what_is_unwanted_by_email_is_read_here(world: World) {
    let people = people(&world).await;
    let (service, amina) = (&world.service, &people.amina);
    let form = EmailsForm {
        asked: [("bookings".to_owned(), "on".to_owned())].into(),
        ..EmailsForm::default()
    };
    notification::choose_emails(service, amina, form.clone())
        .await
        .unwrap();
    booked(&world, &people, "2026-03-10T09:30:00Z").await;
    ask_for_a_code(&world).await;
    let (sent, dropped) = sent_and_dropped(&world).await;
    assert_eq!(sent, ["Sign in to People Hub"]);
    assert_eq!(dropped, [NOT_WANTED]);
    // David's own is sent, and what opens her account isn't shown.
    let listed = notification::list(service, amina, 1).await.unwrap();
    let subjects: Vec<_> = listed.rows.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(
        subjects,
        ["Career conversation booked: Tuesday 10 March 2026, 9:30am"]
    );
    assert_eq!(notification::count_unread(service, amina).await, Ok(1));
    let chosen = notification::emails(service, amina).await.unwrap();
    let unwanted: Vec<_> = chosen.iter().filter(|(_, is_wanted)| !is_wanted).collect();
    assert_eq!(unwanted.len(), 1, "{chosen:?}");

    // No email of summaries is none of bookings.
    let mut wanted = EmailsForm {
        wanted: form.asked.clone(),
        ..form
    };
    let (asked, on) = ("summaries".to_owned(), "on".to_owned());
    wanted.asked.insert(asked, on);
    notification::choose_emails(service, amina, wanted)
        .await
        .unwrap();
    booked(&world, &people, "2026-03-11T09:30:00Z").await;
    let (sent, _) = sent_and_dropped(&world).await;
    assert_eq!(sent.len(), 1, "{sent:?}");
}
