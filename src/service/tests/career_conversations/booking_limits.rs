//! One member can't take the times of all: how much they may book by themselves is a setting, and two requests at once don't get past it.

use crate::support::World;
use crate::support::diary::{book_at, conflict, publish, set, signed_in};
use domain::career_conversations::career_conversation::{
    BookForm, CancelForm, CareerConversation, SlotChoice,
};
use domain::career_conversations::conflict;
use domain::career_conversations::settings::LIVE_BOOKINGS;
use domain::career_conversations::waiting_list::{AcceptForm, JoinForm, LeaveListForm};
use domain::kit::app_error::AppError;
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::Role;
use domain::system::id::DraftId;
use service::career_conversations::career_conversation::{book, cancel};
use service::career_conversations::waiting_list::{accept, join, leave, mine};

crate::on_both_engines!(
    a_member_has_two_conversations_booked_and_is_told_what_they_can_do,
    what_is_over_or_cancelled_makes_room_but_a_day_has_its_limit,
    a_coordinator_books_for_a_member_who_has_as_many_as_they_may,
    the_same_submission_is_the_same_booking_at_the_limit_too,
    of_requests_at_once_no_more_than_the_limit_are_booked,
    who_has_as_many_as_they_may_does_not_wait_for_another,
    an_offer_beyond_the_limit_is_kept_until_there_is_room,
    the_waiting_list_is_joined_only_so_often_a_day,
    the_limit_is_a_setting,
);

/// Five half hours each working day from 9:30am with David, and Amina who books.
async fn people(world: &World) -> (Actor, Actor) {
    world.usual_booking_limits().await;
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    for weekday in 1..=5 {
        publish(world, &david, weekday, "9:30am", "12pm").await;
    }
    (
        david,
        signed_in(world, "Amina Yusuf", Role::HubMember).await,
    )
}

/// The times of the week after, one a day at first.
const TIMES: [&str; 8] = [
    "2026-03-09T09:30:00Z",
    "2026-03-10T09:30:00Z",
    "2026-03-11T09:30:00Z",
    "2026-03-12T09:30:00Z",
    "2026-03-13T09:30:00Z",
    "2026-03-09T10:50:00Z",
    "2026-03-10T10:50:00Z",
    "2026-03-11T10:50:00Z",
];

async fn own(
    world: &World,
    amina: &Actor,
    david: &Actor,
    start: &str,
) -> Result<CareerConversation, AppError> {
    book_at(world, amina, amina.person, david.person, start).await
}

fn told<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    match result {
        Err(AppError::Conflict(conflict)) if conflict.code == conflict::BOOKING_LIMIT => {
            conflict.message
        }
        other => panic!("not a limit: {other:?}"),
    }
}

async fn cancelled(world: &World, amina: &Actor, booked: &CareerConversation) {
    let form = CancelForm {
        reference: booked.reference.to_string(),
        version: booked.version.to_string(),
    };
    cancel(&world.service, amina, form).await.unwrap();
}

async fn a_member_has_two_conversations_booked_and_is_told_what_they_can_do(world: World) {
    let (david, amina) = people(&world).await;
    let first = own(&world, &amina, &david, TIMES[0]).await.unwrap();
    own(&world, &amina, &david, TIMES[1]).await.unwrap();
    let third = own(&world, &amina, &david, TIMES[2]).await;
    assert_eq!(
        told(third),
        "You have 2 conversations booked. Cancel one to book another"
    );
    cancelled(&world, &amina, &first).await;
    own(&world, &amina, &david, TIMES[2]).await.unwrap();
    let ben = signed_in(&world, "Ben Cole", Role::HubMember).await;
    own(&world, &ben, &david, TIMES[3]).await.unwrap();
}

async fn what_is_over_or_cancelled_makes_room_but_a_day_has_its_limit(world: World) {
    let (david, amina) = people(&world).await;
    for time in &TIMES[..6] {
        let booked = own(&world, &amina, &david, time).await.unwrap();
        cancelled(&world, &amina, &booked).await;
    }
    let seventh = own(&world, &amina, &david, TIMES[6]).await;
    assert_eq!(
        told(seventh),
        "You have booked 6 times today. You can book again tomorrow"
    );
    // Fifteen hours later it is midnight.
    world.pass_minutes(15 * 60);
    own(&world, &amina, &david, TIMES[0]).await.unwrap();
    own(&world, &amina, &david, TIMES[1]).await.unwrap();
    world.clock.set("2026-03-09T10:30:00Z".parse().unwrap());
    own(&world, &amina, &david, TIMES[3]).await.unwrap();
}

async fn a_coordinator_books_for_a_member_who_has_as_many_as_they_may(world: World) {
    let (david, amina) = people(&world).await;
    let helen = signed_in(&world, "Helen Marsh", Role::HubCoordinator).await;
    for time in &TIMES[..3] {
        book_at(&world, &helen, amina.person, david.person, time)
            .await
            .unwrap();
    }
    let own = own(&world, &amina, &david, TIMES[3]).await;
    assert_eq!(
        told(own),
        "You have 3 conversations booked. Cancel one to book another"
    );
}

async fn the_same_submission_is_the_same_booking_at_the_limit_too(world: World) {
    let (david, amina) = people(&world).await;
    own(&world, &amina, &david, TIMES[0]).await.unwrap();
    let slot = SlotChoice {
        start: TIMES[1].parse().unwrap(),
        adviser: david.person,
    };
    let form = BookForm {
        submission: DraftId::new(world.now(), world.service.random()).to_string(),
        topic: "apprenticeship".to_owned(),
        way: "video".to_owned(),
        slot: slot.to_string(),
        ..BookForm::default()
    };
    let once = book(&world.service, &amina, form.clone()).await.unwrap();
    let again = book(&world.service, &amina, form).await.unwrap();
    assert_eq!(once.reference, again.reference);
}

/// Each with another adviser, whose diaries don't make them wait for each other: without the lock of the member more than two are
/// booked on PostgreSQL.
async fn of_requests_at_once_no_more_than_the_limit_are_booked(world: World) {
    let (david, amina) = people(&world).await;
    let mut advisers = vec![david];
    for name in ["Grace Bell", "Tom Price", "Nadia Khan"] {
        let adviser = signed_in(&world, name, Role::CareerAdviser).await;
        for weekday in 1..=5 {
            publish(&world, &adviser, weekday, "9:30am", "12pm").await;
        }
        advisers.push(adviser);
    }
    let request = |at: usize| own(&world, &amina, &advisers[at], TIMES[at]);
    let (one, two, three, four) = tokio::join!(request(0), request(1), request(2), request(3));
    let answers = [one, two, three, four];
    let booked = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(booked, 2, "{answers:?}");
    for refused in answers.into_iter().filter(Result::is_err) {
        told(refused);
    }
}

fn wish(last_day: &str) -> JoinForm {
    JoinForm {
        topic: "ideas".to_owned(),
        way: "video".to_owned(),
        monday: "on".to_owned(),
        friday: "on".to_owned(),
        last: TypedDay::new(last_day, "3", "2026"),
        ..JoinForm::default()
    }
}

async fn who_has_as_many_as_they_may_does_not_wait_for_another(world: World) {
    let (david, amina) = people(&world).await;
    own(&world, &amina, &david, TIMES[0]).await.unwrap();
    own(&world, &amina, &david, TIMES[1]).await.unwrap();
    let joined = join(&world.service, &amina, wish("20")).await;
    assert_eq!(
        told(joined),
        "You have 2 conversations booked. Cancel one to join the waiting list"
    );
}

async fn an_offer_beyond_the_limit_is_kept_until_there_is_room(world: World) {
    let (david, amina) = people(&world).await;
    let helen = signed_in(&world, "Helen Marsh", Role::HubCoordinator).await;
    let ben = signed_in(&world, "Ben Cole", Role::HubMember).await;
    let bens = own(&world, &ben, &david, TIMES[4]).await.unwrap();
    join(&world.service, &amina, wish("20")).await.unwrap();
    cancelled(&world, &ben, &bens).await;
    let standing = mine(&world.service, &amina).await.unwrap().unwrap();
    let (offer, _) = standing.offer.unwrap();
    set(&world, &[(LIVE_BOOKINGS, 1)]).await;
    // Booked by a coordinator, it would end the wait: so it is put there as if it had been there before.
    let booked = booked_before(&world, &helen, &amina, &david).await;
    let form = || AcceptForm {
        offer: offer.id.to_string(),
        ..AcceptForm::default()
    };
    let accepted = accept(&world.service, &amina, form()).await;
    assert_eq!(
        told(accepted),
        "You have 1 conversation booked. Cancel it to book another"
    );
    cancelled(&world, &amina, &booked).await;
    let accepted = accept(&world.service, &amina, form()).await.unwrap();
    assert_eq!(accepted.interval.start, bens.interval.start);
}

/// A conversation that a coordinator booked, with Amina still in line.
async fn booked_before(
    world: &World,
    helen: &Actor,
    amina: &Actor,
    david: &Actor,
) -> CareerConversation {
    let cara = signed_in(world, "Cara Diaz", Role::HubMember).await;
    let booked = book_at(world, helen, cara.person, david.person, TIMES[0]).await;
    let booked = booked.unwrap();
    cancelled(world, &cara, &booked).await;
    let now = world.now();
    let mut tx = world.service.store.write().await.unwrap();
    let theirs = CareerConversation {
        id: domain::career_conversations::id::CareerConversationId::new(
            now,
            world.service.random(),
        ),
        reference: domain::career_conversations::career_conversation::Reference::new(
            world.service.random(),
        ),
        submission: DraftId::new(now, world.service.random()),
        member: amina.person,
        ..booked
    };
    store::career_conversations::career_conversation::insert(&mut tx, &theirs)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    theirs
}

async fn the_waiting_list_is_joined_only_so_often_a_day(world: World) {
    let (_, amina) = people(&world).await;
    for _ in 0..6 {
        let entry = join(&world.service, &amina, wish("20")).await.unwrap();
        let form = LeaveListForm {
            entry: entry.id.to_string(),
        };
        leave(&world.service, &amina, form).await.unwrap();
    }
    let seventh = join(&world.service, &amina, wish("20")).await;
    assert_eq!(
        told(seventh),
        "You have joined the waiting list 6 times today. You can join it again tomorrow"
    );
    world.pass_minutes(24 * 60);
    join(&world.service, &amina, wish("20")).await.unwrap();
}

async fn the_limit_is_a_setting(world: World) {
    let (david, amina) = people(&world).await;
    set(&world, &[(LIVE_BOOKINGS, 3)]).await;
    for time in &TIMES[..3] {
        own(&world, &amina, &david, time).await.unwrap();
    }
    let fourth = own(&world, &amina, &david, TIMES[3]).await;
    assert_eq!(conflict(fourth), conflict::BOOKING_LIMIT);
}
