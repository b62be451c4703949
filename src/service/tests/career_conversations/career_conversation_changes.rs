//! Moving and cancelling career conversations, and seeing one's own.

use crate::support::World;
use crate::support::diary::{book_at, conflict, message, publish, set, signed_in};
use domain::career_conversations::career_conversation::{
    CancelForm, CareerConversation, MoveForm, Reference, SlotChoice, Status,
};
use domain::career_conversations::conflict;
use domain::career_conversations::settings::CUT_OFF_HOURS;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::people::role::Role;
use service::career_conversations::career_conversation::{
    PAST_ON_A_PAGE, cancel, mine, move_to, one,
};

crate::on_both_engines!(
    every_change_raises_the_sequence_and_tells_both,
    a_change_sent_twice_is_one_change,
    a_cancelled_time_can_be_booked_again,
    the_cut_off_itself_is_still_early_enough,
    the_cut_off_is_what_administrators_set,
    a_coordinator_may_change_it_after_the_cut_off,
    a_foreign_or_unknown_conversation_is_not_found,
    an_old_page_changes_nothing,
    a_move_goes_to_another_free_time_only,
    a_move_into_a_taken_time_offers_others,
    two_moves_into_one_time_have_one_winner,
    own_conversations_are_upcoming_or_past,
);

const TUESDAY: &str = "2026-03-03T09:00:00Z";
const THURSDAY: &str = "2026-03-05T09:00:00Z";

/// An adviser with times on every weekday, a coordinator and two members.
struct People {
    david: Actor,
    grace: Actor,
    amina: Actor,
    ben: Actor,
}

async fn people(world: &World) -> People {
    let people = People {
        david: signed_in(world, "David Okafor", Role::CareerAdviser).await,
        grace: signed_in(world, "Grace Owusu", Role::HubCoordinator).await,
        amina: signed_in(world, "Amina Yusuf", Role::HubMember).await,
        ben: signed_in(world, "Ben Shaw", Role::HubMember).await,
    };
    for weekday in 1..=5 {
        publish(world, &people.david, weekday, "9am", "12pm").await;
    }
    people
}

impl People {
    async fn booked(&self, world: &World, member: &Actor, start: &str) -> CareerConversation {
        book_at(world, member, member.person, self.david.person, start)
            .await
            .unwrap()
    }
}

fn cancelling(conversation: &CareerConversation) -> CancelForm {
    CancelForm {
        reference: conversation.reference.to_string(),
        version: conversation.version.to_string(),
    }
}

fn moving(conversation: &CareerConversation, adviser: PersonId, start: &str) -> MoveForm {
    let slot = SlotChoice {
        start: start.parse().unwrap(),
        adviser,
    };
    MoveForm {
        reference: conversation.reference.to_string(),
        version: conversation.version.to_string(),
        way: conversation.way.code().to_owned(),
        slot: slot.to_string(),
        ..MoveForm::default()
    }
}

async fn every_change_raises_the_sequence_and_tells_both(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, THURSDAY).await;
    let david = people.david.person;
    world.pass_minutes(1);
    let moved = move_to(
        &world.service,
        &people.amina,
        moving(&booked, david, "2026-03-06T09:00:00Z"),
    )
    .await
    .unwrap();
    assert_eq!((moved.calendar_sequence, moved.version), (1, 2));
    assert_eq!(
        moved.interval.start,
        "2026-03-06T09:00:00Z".parse().unwrap()
    );
    assert_eq!(moved.calendar_uid, booked.calendar_uid);
    world.pass_minutes(1);
    let cancelled = cancel(&world.service, &people.amina, cancelling(&moved))
        .await
        .unwrap();
    assert_eq!((cancelled.calendar_sequence, cancelled.version), (2, 3));
    assert_eq!(cancelled.status, Status::CancelledByMember);
    assert_eq!(cancelled.calendar_uid, booked.calendar_uid);
    // What was answered is what is kept.
    let kept = one(&world.service, &people.amina, &booked.reference).await;
    assert_eq!(kept.unwrap().listed.conversation, cancelled);
    for to in ["amina@example.nhs.uk", "david@example.nhs.uk"] {
        assert_eq!(world.messages_to(to).await.len(), 3, "{to}");
    }
    let audited = world.audited().await;
    assert_eq!(
        audited[audited.len() - 3..],
        [
            "conversation_booked",
            "conversation_moved",
            "conversation_cancelled"
        ]
    );
}

async fn a_change_sent_twice_is_one_change(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, TUESDAY).await;
    let form = moving(&booked, people.david.person, THURSDAY);
    let moved = move_to(&world.service, &people.amina, form.clone())
        .await
        .unwrap();
    let again = move_to(&world.service, &people.amina, form).await.unwrap();
    assert_eq!(moved, again);
    let cancelled = cancel(&world.service, &people.amina, cancelling(&moved))
        .await
        .unwrap();
    let again = cancel(&world.service, &people.amina, cancelling(&moved))
        .await
        .unwrap();
    assert_eq!(cancelled, again);
    assert_eq!(world.messages_to("amina@example.nhs.uk").await.len(), 3);
}

async fn a_cancelled_time_can_be_booked_again(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, TUESDAY).await;
    cancel(&world.service, &people.amina, cancelling(&booked))
        .await
        .unwrap();
    let again = people.booked(&world, &people.ben, TUESDAY).await;
    assert_eq!(again.interval, booked.interval);
    let moved = moving(&booked, people.david.person, THURSDAY);
    let after = move_to(&world.service, &people.amina, moved).await;
    assert_eq!(conflict(after), ConflictCode::NOT_ALLOWED_NOW);
}

async fn the_cut_off_itself_is_still_early_enough(world: World) {
    let people = people(&world).await;
    // Two conversations at the same distance: one is changed at the cut-off, the other a second later.
    let first = people.booked(&world, &people.amina, THURSDAY).await;
    let second = people
        .booked(&world, &people.ben, "2026-03-05T09:40:00Z")
        .await;
    world.pass_minutes(2 * 24 * 60);
    assert_eq!(world.now(), first.cut_off(24));
    let seen = one(&world.service, &people.amina, &first.reference).await;
    assert!(seen.unwrap().can_change);
    cancel(&world.service, &people.amina, cancelling(&first))
        .await
        .unwrap();
    world.pass_minutes(40);
    world.pass_seconds(1);
    let seen = one(&world.service, &people.ben, &second.reference).await;
    assert!(!seen.unwrap().can_change);
    let late = cancel(&world.service, &people.ben, cancelling(&second)).await;
    let Err(AppError::Conflict(late)) = late else {
        panic!("{late:?}")
    };
    assert_eq!(late.code, conflict::AFTER_CUT_OFF);
    assert_eq!(
        late.message,
        "You could change this online until 24 hours before it starts. To change it now, contact David Okafor at david@example.nhs.uk"
    );
    let form = moving(&second, people.david.person, "2026-03-09T09:00:00Z");
    let late = move_to(&world.service, &people.ben, form).await;
    assert_eq!(conflict(late), conflict::AFTER_CUT_OFF);
}

async fn the_cut_off_is_what_administrators_set(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, THURSDAY).await;
    set(&world, &[(CUT_OFF_HOURS, 48)]).await;
    world.pass_minutes(24 * 60);
    assert_eq!(world.now(), booked.cut_off(48));
    let seen = one(&world.service, &people.amina, &booked.reference).await;
    assert!(seen.unwrap().can_change);
    world.pass_seconds(1);
    let seen = one(&world.service, &people.amina, &booked.reference).await;
    assert!(!seen.unwrap().can_change);
    let late = cancel(&world.service, &people.amina, cancelling(&booked)).await;
    assert_eq!(conflict(late), conflict::AFTER_CUT_OFF);
}

async fn a_coordinator_may_change_it_after_the_cut_off(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, TUESDAY).await;
    world.pass_minutes(24 * 60 - 1);
    let form = moving(&booked, people.david.person, THURSDAY);
    let moved = move_to(&world.service, &people.grace, form).await.unwrap();
    assert_eq!(
        (moved.member, moved.booked_by),
        (people.amina.person, people.amina.person)
    );
    let cancelled = cancel(&world.service, &people.grace, cancelling(&moved))
        .await
        .unwrap();
    assert_eq!(cancelled.status, Status::CancelledByCoordinator);
}

async fn a_foreign_or_unknown_conversation_is_not_found(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, THURSDAY).await;
    let service = &world.service;
    let unknown = Reference::parse("CC-0000-0000").unwrap();
    let form = moving(&booked, people.david.person, TUESDAY);
    let refused = [
        one(service, &people.ben, &booked.reference).await.err(),
        one(service, &people.amina, &unknown).await.err(),
        cancel(service, &people.ben, cancelling(&booked))
            .await
            .err(),
        move_to(service, &people.ben, form.clone()).await.err(),
    ];
    assert!(
        refused
            .iter()
            .all(|error| *error == Some(AppError::NotFound)),
        "{refused:?}"
    );
    let forbidden = [
        one(service, &people.david, &booked.reference).await.err(),
        mine(service, &people.david, 1).await.err(),
        cancel(service, &people.david, cancelling(&booked))
            .await
            .err(),
        move_to(service, &people.david, form).await.err(),
    ];
    assert!(
        forbidden
            .iter()
            .all(|error| *error == Some(AppError::Forbidden)),
        "{forbidden:?}"
    );
    let nonsense = CancelForm {
        reference: "CC-12".to_owned(),
        version: "one".to_owned(),
    };
    let refused = cancel(service, &people.amina, nonsense).await;
    assert_eq!(message(refused, "reference"), "Choose a conversation");
}

async fn an_old_page_changes_nothing(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, TUESDAY).await;
    let david = people.david.person;
    // Two tabs: the first moves it, the second still shows how it was.
    move_to(
        &world.service,
        &people.amina,
        moving(&booked, david, THURSDAY),
    )
    .await
    .unwrap();
    let old = move_to(
        &world.service,
        &people.amina,
        moving(&booked, david, "2026-03-06T09:00:00Z"),
    )
    .await;
    assert_eq!(conflict(old), ConflictCode::CHANGED_MEANWHILE);
    let old = cancel(&world.service, &people.amina, cancelling(&booked)).await;
    assert_eq!(conflict(old), ConflictCode::CHANGED_MEANWHILE);
}

async fn a_move_goes_to_another_free_time_only(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, THURSDAY).await;
    let david = people.david.person;
    let to = |start: &str| {
        let (service, amina) = (world.service.clone(), people.amina.clone());
        let form = moving(&booked, david, start);
        async move { move_to(&service, &amina, form).await }
    };
    assert_eq!(
        message(to(THURSDAY).await, "slot"),
        "Choose a different time"
    );
    for start in ["2026-03-02T11:00:00Z", "2026-03-07T09:00:00Z"] {
        assert_eq!(conflict(to(start).await), conflict::SLOT_UNAVAILABLE);
    }
    // The same time in another way is a move.
    let by_phone = MoveForm {
        way: "phone".to_owned(),
        ..moving(&booked, david, THURSDAY)
    };
    let moved = move_to(&world.service, &people.amina, by_phone)
        .await
        .unwrap();
    assert_eq!(moved.way.code(), "phone");
}

async fn a_move_into_a_taken_time_offers_others(world: World) {
    let people = people(&world).await;
    let booked = people.booked(&world, &people.amina, THURSDAY).await;
    people.booked(&world, &people.ben, TUESDAY).await;
    let form = moving(&booked, people.david.person, TUESDAY);
    let refused = move_to(&world.service, &people.amina, form).await;
    let Err(AppError::Conflict(taken)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(taken.code, conflict::SLOT_TAKEN);
    assert_eq!(
        taken.alternatives[0].label,
        "Tuesday 3 March 2026, 9:40am to 10:10am with David Okafor"
    );
    let kept = one(&world.service, &people.amina, &booked.reference).await;
    assert_eq!(kept.unwrap().listed.conversation, booked);
}

async fn two_moves_into_one_time_have_one_winner(world: World) {
    let people = people(&world).await;
    let one = people.booked(&world, &people.amina, THURSDAY).await;
    let two = people
        .booked(&world, &people.ben, "2026-03-05T09:40:00Z")
        .await;
    let david = people.david.person;
    let (first, second) = tokio::join!(
        move_to(&world.service, &people.amina, moving(&one, david, TUESDAY)),
        move_to(&world.service, &people.ben, moving(&two, david, TUESDAY)),
    );
    let loser = match (first, second) {
        (Ok(_), loser) | (loser, Ok(_)) => loser,
        both => panic!("{both:?}"),
    };
    assert_eq!(conflict(loser), conflict::SLOT_TAKEN);
}

async fn own_conversations_are_upcoming_or_past(world: World) {
    let people = people(&world).await;
    let mut start: domain::kit::instant::Instant = TUESDAY.parse().unwrap();
    for number in 0..13 {
        let booked = people
            .booked(&world, &people.amina, &start.to_string())
            .await;
        if number > 0 {
            cancel(&world.service, &people.amina, cancelling(&booked))
                .await
                .unwrap();
        }
        if number == PAST_ON_A_PAGE {
            let full = mine(&world.service, &people.amina, 1).await.unwrap();
            assert_eq!(full.past.pages, 1, "a full page is one page");
        }
        start = match number % 4 {
            3 => start.plus_minutes(24 * 60 - 3 * 40),
            _ => start.plus_minutes(40),
        };
    }
    let first = mine(&world.service, &people.amina, 1).await.unwrap();
    assert_eq!(first.upcoming.len(), 1);
    assert_eq!((first.past.page, first.past.pages), (1, 2));
    assert_eq!(
        first.past.rows.len(),
        usize::try_from(PAST_ON_A_PAGE).unwrap()
    );
    let newest_first = |pair: &[service::career_conversations::career_conversation::Listed]| {
        pair[0].conversation.interval.start > pair[1].conversation.interval.start
    };
    assert!(first.past.rows.windows(2).all(newest_first));
    let beyond = mine(&world.service, &people.amina, 99).await.unwrap();
    assert_eq!((beyond.past.page, beyond.past.rows.len()), (2, 2));
    // Over is when it has ended, whether or not anyone said who came.
    world.pass_minutes(24 * 60 + 29);
    let running = mine(&world.service, &people.amina, 1).await.unwrap();
    assert_eq!(running.upcoming.len(), 1);
    world.pass_minutes(1);
    let over = mine(&world.service, &people.amina, 2).await.unwrap();
    assert_eq!((over.upcoming.len(), over.past.rows.len()), (0, 3));
    let nobody = mine(&world.service, &people.ben, 1).await.unwrap();
    assert_eq!((nobody.past.rows.len(), nobody.past.pages), (0, 1));
}
