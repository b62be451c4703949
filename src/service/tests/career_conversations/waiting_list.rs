//! The waiting list: who is asked, in which order, until when, and what an answer does.

mod coordinating;

use crate::support::World;
use crate::support::diary::{self, book_at, conflict, free_times, message, publish, signed_in};
use domain::career_conversations::availability::{ExtraSlotForm, RemoveLeaveForm};
use domain::career_conversations::career_conversation::{
    CancelForm, CareerConversation, MoveForm, SlotChoice, Status,
};
use domain::career_conversations::conflict;
use domain::career_conversations::waiting_list::{
    AcceptForm, DeclineForm, JoinForm, LeaveListForm, WaitingOffer,
};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::Role;
use domain::seats::conflict::OFFER_OVER;
use jiff::civil::date;
use service::career_conversations::availability::{add_extra_slot, add_leave, remove_leave};
use service::career_conversations::career_conversation::{cancel, mine as conversations, move_to};
use service::career_conversations::waiting_list::{
    accept, decline, end_over, free_now, join, leave, list, mine,
};

crate::on_both_engines!(
    a_freed_time_is_offered_to_the_first_in_line_and_kept_from_all_others,
    accepting_books_by_the_rules_of_every_booking_and_once,
    an_answer_that_waits_past_the_deadline_is_too_late,
    declining_passes_the_time_on_and_keeps_the_place_in_line,
    an_offer_that_runs_out_passes_on,
    somebody_elses_offer_is_not_found,
    leaving_the_list_passes_an_offer_on,
    who_books_by_themselves_leaves_the_list_and_passes_an_offer_on,
    a_move_frees_the_old_time,
    a_new_time_is_offered_first_to_who_waits,
    leave_takes_an_offer_back_and_its_end_offers_the_time_again,
    only_what_is_wished_for_is_offered,
    a_time_too_close_to_answer_for_is_free_for_everyone,
    members_join_once_and_coordinators_see_the_line,
    the_wait_ends_after_the_last_day,
    a_closed_account_waits_no_longer,
    two_places_and_two_people_are_two_offers,
);

const THURSDAY: &str = "2026-03-05T09:00:00Z";
const NEXT_THURSDAY: &str = "2026-03-12T09:00:00Z";

/// An adviser with one time a week, on Thursdays at 9am; it is Ben's. Amina waits for it, then Cara.
struct People {
    david: Actor,
    helen: Actor,
    amina: Actor,
    ben: Actor,
    cara: Actor,
    booked: CareerConversation,
}

fn wish() -> JoinForm {
    JoinForm {
        topic: "training".to_owned(),
        way: "video".to_owned(),
        monday: "on".to_owned(),
        thursday: "on".to_owned(),
        last: TypedDay::new("6", "3", "2026"),
        ..JoinForm::default()
    }
}

async fn nobody_waits(world: &World) -> People {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    publish(world, &david, 4, "9am", "9:30am").await;
    let ben = signed_in(world, "Ben Shaw", Role::HubMember).await;
    let booked = book_at(world, &ben, ben.person, david.person, THURSDAY)
        .await
        .unwrap();
    People {
        helen: signed_in(world, "Helen Marsh", Role::HubCoordinator).await,
        amina: signed_in(world, "Amina Yusuf", Role::HubMember).await,
        cara: signed_in(world, "Cara Diaz", Role::HubMember).await,
        david,
        ben,
        booked,
    }
}

async fn people(world: &World) -> People {
    let people = nobody_waits(world).await;
    for member in [&people.amina, &people.cara] {
        join(&world.service, member, wish()).await.unwrap();
        world.pass_minutes(1);
    }
    people
}

impl People {
    /// Ben cancels, so that his time is free.
    async fn free_it(&self, world: &World) {
        let form = CancelForm {
            reference: self.booked.reference.to_string(),
            version: self.booked.version.to_string(),
        };
        cancel(&world.service, &self.ben, form).await.unwrap();
    }
}

async fn offer_to(world: &World, member: &Actor) -> Option<WaitingOffer> {
    let standing = mine(&world.service, member).await.unwrap()?;
    standing.offer.map(|(offer, _)| offer)
}

/// What one moment wrote has no order.
async fn last_two_audited(world: &World) -> Vec<&'static str> {
    let audited = world.audited().await;
    let mut last = audited[audited.len() - 2..].to_vec();
    last.sort_unstable();
    last
}

async fn place_of(world: &World, member: &Actor) -> Option<i64> {
    let standing = mine(&world.service, member).await.unwrap();
    standing.map(|standing| standing.place)
}

fn accepting(offer: &WaitingOffer) -> AcceptForm {
    AcceptForm {
        offer: offer.id.to_string(),
        preparation: "I like nights".to_owned(),
    }
}

fn declining(offer: &WaitingOffer) -> DeclineForm {
    DeclineForm {
        offer: offer.id.to_string(),
    }
}

async fn a_freed_time_is_offered_to_the_first_in_line_and_kept_from_all_others(world: World) {
    let people = people(&world).await;
    assert_eq!(offer_to(&world, &people.amina).await, None);
    people.free_it(&world).await;
    let offer = offer_to(&world, &people.amina).await.unwrap();
    assert_eq!(offer.interval.start, THURSDAY.parse().unwrap());
    assert_eq!(offer.expires_at, world.now().plus_hours(12));
    assert_eq!(offer_to(&world, &people.cara).await, None);
    assert_eq!(place_of(&world, &people.amina).await, Some(1));
    assert_eq!(place_of(&world, &people.cara).await, Some(2));

    // Others neither see it nor can book it, and no coordinator can book it for them.
    assert!(
        !free_times(&world, &people.ben)
            .await
            .contains(&THURSDAY.to_owned())
    );
    let (ben, david) = (people.ben.person, people.david.person);
    for asking in [&people.ben, &people.helen] {
        let refused = book_at(&world, asking, ben, david, THURSDAY).await;
        assert_eq!(conflict(refused), conflict::SLOT_TAKEN);
    }
    let emails = world.messages_to("amina@example.nhs.uk").await;
    let email = emails.last().unwrap();
    assert_eq!(
        email.subject,
        "A time for your career conversation: answer by Monday 2 March 2026, 9:02pm"
    );
    assert_eq!(
        email.body,
        "Hello Amina Yusuf,\n\n\
        A time has become free, and we are keeping it for you.\n\n\
        Day: Thursday 5 March 2026\n\
        Time: 9am to 9:30am\n\
        With: David Okafor, careers adviser\n\
        How: Video call\n\n\
        Accept or decline it by Monday 2 March 2026, 9:02pm:\n\
        https://hub.example.nhs.uk/career-conversations/waiting\n\n\
        If you do not answer by then, we will offer it to the next person. You keep your place on the waiting list, \
        and so you do if you decline.\n\n\
        People Hub\n"
    );
    assert!(email.calendar.is_none());
    assert!(world.messages_to("cara@example.nhs.uk").await.is_empty());
    assert_eq!(world.audited().await.last(), Some(&"offer_made"));
}

async fn accepting_books_by_the_rules_of_every_booking_and_once(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    let offer = offer_to(&world, &people.amina).await.unwrap();
    world.pass_seconds(1);
    let booked = accept(&world.service, &people.amina, accepting(&offer))
        .await
        .unwrap();
    let again = accept(&world.service, &people.amina, accepting(&offer))
        .await
        .unwrap();
    assert_eq!(again, booked);
    assert_eq!(
        (booked.status, booked.interval, booked.adviser),
        (Status::Booked, offer.interval, people.david.person)
    );
    assert_eq!(booked.topic.code(), "training");
    assert_eq!(booked.preparation, "I like nights");
    let listed = conversations(&world.service, &people.amina, 1)
        .await
        .unwrap();
    assert_eq!(listed.upcoming.len(), 1);
    assert_eq!(place_of(&world, &people.amina).await, None);
    assert_eq!(place_of(&world, &people.cara).await, Some(1));
    let emails = world.messages_to("amina@example.nhs.uk").await;
    assert!(emails.last().unwrap().calendar.is_some(), "an invitation");
    assert_eq!(
        last_two_audited(&world).await,
        ["conversation_booked", "offer_accepted"]
    );
    let late = decline(&world.service, &people.amina, declining(&offer)).await;
    assert_eq!(conflict(late), OFFER_OVER);
}

/// Somebody else holds the diary until the deadline has passed.
async fn an_answer_that_waits_past_the_deadline_is_too_late(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    let offer = offer_to(&world, &people.amina).await.unwrap();
    let mut holds = world.service.store.write().await.unwrap();
    store::career_conversations::adviser::lock(&mut holds, people.david.person)
        .await
        .unwrap();
    let (service, amina, form) = (world.service.clone(), people.amina, accepting(&offer));
    let answering = tokio::spawn(async move { accept(&service, &amina, form).await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    world.clock.set(offer.expires_at);
    holds.rollback().await.unwrap();
    assert_eq!(conflict(answering.await.unwrap()), OFFER_OVER);
}

async fn declining_passes_the_time_on_and_keeps_the_place_in_line(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    let first = offer_to(&world, &people.amina).await.unwrap();
    for _ in 0..2 {
        decline(&world.service, &people.amina, declining(&first))
            .await
            .unwrap();
    }
    assert_eq!(place_of(&world, &people.amina).await, Some(1));
    assert_eq!(offer_to(&world, &people.amina).await, None);
    let second = offer_to(&world, &people.cara).await.unwrap();
    assert_eq!(second.interval, first.interval);
    let late = accept(&world.service, &people.amina, accepting(&first)).await;
    assert_eq!(conflict(late), OFFER_OVER);
    // Nobody is asked twice about one time: now it is free for everyone.
    decline(&world.service, &people.cara, declining(&second))
        .await
        .unwrap();
    assert_eq!(offer_to(&world, &people.amina).await, None);
    let (ben, david) = (people.ben.person, people.david.person);
    book_at(&world, &people.ben, ben, david, THURSDAY)
        .await
        .unwrap();
}

async fn an_offer_that_runs_out_passes_on(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    let offer = offer_to(&world, &people.amina).await.unwrap();
    assert_eq!(service::seats::expire(&world.service).await.unwrap(), 0);
    world.clock.set(offer.expires_at);
    // It is over before the worker has noted so.
    assert_eq!(offer_to(&world, &people.amina).await, None);
    let late = accept(&world.service, &people.amina, accepting(&offer)).await;
    assert_eq!(conflict(late), OFFER_OVER);
    assert_eq!(service::seats::expire(&world.service).await.unwrap(), 1);
    assert_eq!(service::seats::expire(&world.service).await.unwrap(), 0);
    assert_eq!(place_of(&world, &people.amina).await, Some(1));
    let next = offer_to(&world, &people.cara).await.unwrap();
    assert_eq!(next.made_at, offer.expires_at);
    let emails = world.messages_to("amina@example.nhs.uk").await;
    let subject = &emails.last().unwrap().subject;
    assert_eq!(subject, "The time we offered you is no longer kept");
    assert_eq!(
        last_two_audited(&world).await,
        ["offer_expired", "offer_made"]
    );
}

async fn somebody_elses_offer_is_not_found(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    let offer = offer_to(&world, &people.amina).await.unwrap();
    let entry = mine(&world.service, &people.amina)
        .await
        .unwrap()
        .unwrap()
        .entry;
    let form = LeaveListForm {
        entry: entry.id.to_string(),
    };
    for outcome in [
        accept(&world.service, &people.cara, accepting(&offer))
            .await
            .map(|_| ()),
        decline(&world.service, &people.cara, declining(&offer)).await,
        leave(&world.service, &people.cara, form).await,
    ] {
        assert_eq!(outcome, Err(AppError::NotFound));
    }
    let coordinator = accept(&world.service, &people.helen, accepting(&offer)).await;
    assert_eq!(coordinator, Err(AppError::Forbidden));
    assert_eq!(offer_to(&world, &people.amina).await, Some(offer));
}

async fn leaving_the_list_passes_an_offer_on(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    let standing = mine(&world.service, &people.amina).await.unwrap().unwrap();
    for _ in 0..2 {
        let form = LeaveListForm {
            entry: standing.entry.id.to_string(),
        };
        leave(&world.service, &people.amina, form).await.unwrap();
    }
    assert_eq!(place_of(&world, &people.amina).await, None);
    assert_eq!(place_of(&world, &people.cara).await, Some(1));
    assert!(offer_to(&world, &people.cara).await.is_some());
    // The list can be joined again, at its end.
    join(&world.service, &people.amina, wish()).await.unwrap();
    assert_eq!(place_of(&world, &people.amina).await, Some(2));
}

async fn who_books_by_themselves_leaves_the_list_and_passes_an_offer_on(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    assert!(offer_to(&world, &people.amina).await.is_some());
    let (amina, david) = (people.amina.person, people.david.person);
    book_at(&world, &people.amina, amina, david, NEXT_THURSDAY)
        .await
        .unwrap();
    assert_eq!(place_of(&world, &people.amina).await, None);
    assert!(offer_to(&world, &people.cara).await.is_some());
}

async fn a_move_frees_the_old_time(world: World) {
    let people = people(&world).await;
    let slot = SlotChoice {
        start: NEXT_THURSDAY.parse().unwrap(),
        adviser: people.david.person,
    };
    let form = MoveForm {
        reference: people.booked.reference.to_string(),
        version: people.booked.version.to_string(),
        way: "video".to_owned(),
        slot: slot.to_string(),
        ..MoveForm::default()
    };
    move_to(&world.service, &people.ben, form).await.unwrap();
    let offer = offer_to(&world, &people.amina).await.unwrap();
    assert_eq!(offer.interval, people.booked.interval);
}

async fn a_new_time_is_offered_first_to_who_waits(world: World) {
    let people = people(&world).await;
    let extra = ExtraSlotForm {
        day: TypedDay::new("5", "3", "2026"),
        starts: "2pm".to_owned(),
        slot_minutes: "30".to_owned(),
        video: "on".to_owned(),
        ..ExtraSlotForm::default()
    };
    add_extra_slot(&world.service, &people.david, extra)
        .await
        .unwrap();
    let offer = offer_to(&world, &people.amina).await.unwrap();
    assert_eq!(
        offer.interval.start,
        "2026-03-05T14:00:00Z".parse().unwrap()
    );
    // A weekly time makes many: each person is asked about one at a time.
    publish(&world, &people.david, 4, "3pm", "5pm").await;
    let second = offer_to(&world, &people.cara).await.unwrap();
    assert_eq!(
        second.interval.start,
        "2026-03-05T15:00:00Z".parse().unwrap()
    );
    assert_eq!(offer_to(&world, &people.amina).await, Some(offer));
}

async fn leave_takes_an_offer_back_and_its_end_offers_the_time_again(world: World) {
    let people = people(&world).await;
    people.free_it(&world).await;
    let offer = offer_to(&world, &people.amina).await.unwrap();
    world.pass_seconds(1);
    let days = diary::leave(date(2026, 3, 5), date(2026, 3, 5));
    let added = add_leave(&world.service, &people.david, days)
        .await
        .unwrap();
    assert_eq!(offer_to(&world, &people.amina).await, None);
    assert_eq!(place_of(&world, &people.amina).await, Some(1));
    let late = accept(&world.service, &people.amina, accepting(&offer)).await;
    assert_eq!(conflict(late), OFFER_OVER);
    let emails = world.messages_to("amina@example.nhs.uk").await;
    assert!(
        emails
            .last()
            .unwrap()
            .body
            .contains("We are sorry. David Okafor is no longer free")
    );
    let form = RemoveLeaveForm {
        leave: added.published.id.to_string(),
    };
    remove_leave(&world.service, &people.david, form)
        .await
        .unwrap();
    let again = offer_to(&world, &people.amina).await.unwrap();
    assert_eq!(again.interval, offer.interval);
    assert_ne!(again.id, offer.id);
}

async fn only_what_is_wished_for_is_offered(world: World) {
    let people = nobody_waits(&world).await;
    let grace = signed_in(&world, "Grace Obi", Role::CareerAdviser).await;
    publish(&world, &grace, 1, "9am", "9:30am").await;
    let wishes = [
        JoinForm {
            thursday: String::new(),
            ..wish()
        },
        JoinForm {
            last: TypedDay::new(4, 3, 2026),
            ..wish()
        },
        JoinForm {
            adviser: grace.person.to_string(),
            ..wish()
        },
        wish(),
    ];
    let names = ["Asha Amin", "Beth Cope", "Dawn Dale", "Ella Ford"];
    let mut members = Vec::new();
    for (name, wish) in names.into_iter().zip(wishes) {
        let member = signed_in(&world, name, Role::HubMember).await;
        join(&world.service, &member, wish).await.unwrap();
        world.pass_minutes(1);
        members.push(member);
    }
    people.free_it(&world).await;
    for member in &members[..3] {
        assert_eq!(offer_to(&world, member).await, None, "{}", member.name);
    }
    assert!(offer_to(&world, &members[3]).await.is_some());
}

async fn a_time_too_close_to_answer_for_is_free_for_everyone(world: World) {
    let people = people(&world).await;
    // It can be booked until Wednesday at 9am.
    world.clock.set("2026-03-04T08:40:00Z".parse().unwrap());
    let form = CancelForm {
        reference: people.booked.reference.to_string(),
        version: people.booked.version.to_string(),
    };
    cancel(&world.service, &people.helen, form).await.unwrap();
    assert_eq!(offer_to(&world, &people.amina).await, None);
    let standing = mine(&world.service, &people.amina).await.unwrap().unwrap();
    let free = free_now(&world.service, &people.amina, &standing.entry.wish)
        .await
        .unwrap();
    assert_eq!(free.len(), 1, "the page says so");
    let (ben, david) = (people.ben.person, people.david.person);
    book_at(&world, &people.ben, ben, david, THURSDAY)
        .await
        .unwrap();
}

async fn members_join_once_and_coordinators_see_the_line(world: World) {
    let people = people(&world).await;
    let twice = join(&world.service, &people.amina, wish()).await;
    assert_eq!(conflict(twice), ConflictCode::ALREADY_EXISTS);
    let nobody = JoinForm {
        adviser: people.ben.person.to_string(),
        ..wish()
    };
    let refused = join(&world.service, &people.ben, nobody).await;
    assert_eq!(message(refused, "adviser"), "Choose an adviser");
    let nowhere = JoinForm {
        way: "in_person".to_owned(),
        site: people.ben.person.to_string(),
        ..wish()
    };
    let refused = join(&world.service, &people.ben, nowhere).await;
    assert_eq!(
        message(refused, "site"),
        "Choose where you would like to meet"
    );
    let adviser = join(&world.service, &people.david, wish()).await;
    assert_eq!(adviser, Err(AppError::Forbidden));

    people.free_it(&world).await;
    let line = list(&world.service, &people.helen, 1).await.unwrap();
    let names: Vec<_> = line
        .rows
        .iter()
        .map(|row| (row.member_name.as_str(), row.offered.is_some()))
        .collect();
    assert_eq!(names, [("Amina Yusuf", true), ("Cara Diaz", false)]);
    assert_eq!((line.total, line.pages), (2, 1));
    let member = list(&world.service, &people.amina, 1).await;
    assert_eq!(member, Err(AppError::Forbidden));
}

async fn the_wait_ends_after_the_last_day(world: World) {
    let people = people(&world).await;
    world.clock.set("2026-03-06T23:59:00Z".parse().unwrap());
    assert_eq!(end_over(&world.service).await.unwrap(), 0);
    world.pass_minutes(1);
    assert_eq!(end_over(&world.service).await.unwrap(), 2);
    assert_eq!(place_of(&world, &people.amina).await, None);
    let emails = world.messages_to("cara@example.nhs.uk").await;
    assert!(
        emails[0]
            .body
            .contains("you are no longer on the waiting list")
    );
    assert_eq!(world.audited().await.last(), Some(&"waiting_list_ended"));
}

async fn a_closed_account_waits_no_longer(world: World) {
    let people = people(&world).await;
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    people.free_it(&world).await;
    let offer = offer_to(&world, &people.amina).await.unwrap();
    let form = domain::people::person::PersonForm {
        person: people.amina.person.to_string(),
    };
    service::people::person::close(&world.service, &priya, form)
        .await
        .unwrap();
    assert_eq!(place_of(&world, &people.amina).await, None);
    let next = offer_to(&world, &people.cara).await.unwrap();
    assert_eq!(next.interval, offer.interval);
    // An adviser who goes takes their times along.
    let form = domain::people::person::PersonForm {
        person: people.david.person.to_string(),
    };
    service::people::person::close(&world.service, &priya, form)
        .await
        .unwrap();
    assert_eq!(offer_to(&world, &people.cara).await, None);
    assert_eq!(place_of(&world, &people.cara).await, Some(1));
}

async fn two_places_and_two_people_are_two_offers(world: World) {
    let people = people(&world).await;
    let grace = signed_in(&world, "Grace Obi", Role::CareerAdviser).await;
    publish(&world, &grace, 4, "9am", "9:30am").await;
    let second = offer_to(&world, &people.amina).await.unwrap();
    assert_eq!(second.adviser, grace.person);
    // Amina has one: this one goes to Cara.
    people.free_it(&world).await;
    let first = offer_to(&world, &people.cara).await.unwrap();
    assert_eq!(first.adviser, people.david.person);
    decline(&world.service, &people.amina, declining(&second))
        .await
        .unwrap();
    assert_eq!(offer_to(&world, &people.amina).await, None);
}
