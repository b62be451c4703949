//! Booking a career conversation: what is offered, what is refused, and what is kept.

use crate::support::World;
use crate::support::diary::{actor, book_at, conflict, leave, message, publish, signed_in};
use domain::career_conversations::career_conversation::{BookForm, SlotChoice, Status};
use domain::career_conversations::conflict;
use domain::kit::app_error::{AppError, Conflict};
use domain::people::actor::Actor;
use domain::people::id::{PersonId, RoleGrantId};
use domain::people::role::{Grant, Role};
use domain::system::id::DraftId;
use jiff::civil::date;
use service::career_conversations::career_conversation::{
    Chosen, Search, Wanted, available, book, chosen, mine,
};

crate::on_both_engines!(
    a_booking_is_kept_told_to_both_and_recorded,
    a_double_submission_is_one_booking,
    somebody_elses_submission_is_not_found,
    a_taken_time_is_refused_with_the_nearest_free_ones,
    times_that_are_not_offered_are_refused,
    only_members_and_coordinators_book,
    a_member_is_in_one_conversation_at_a_time,
    nobody_meets_themselves,
    fifty_race_for_one_time_and_one_wins,
    what_a_member_writes_is_kept_exactly,
    too_long_a_text_is_refused_whole,
    the_draft_ends_with_the_booking,
);

/// Tuesday 3 March at 9am: the first moment outside the notice.
const FIRST: &str = "2026-03-03T09:00:00Z";

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

fn form(world: &World, adviser: PersonId, start: &str) -> BookForm {
    let slot = SlotChoice {
        start: start.parse().unwrap(),
        adviser,
    };
    BookForm {
        submission: DraftId::new(world.now(), world.service.random()).to_string(),
        topic: "training".to_owned(),
        way: "phone".to_owned(),
        slot: slot.to_string(),
        ..BookForm::default()
    }
}

fn clash<T: std::fmt::Debug>(result: Result<T, AppError>) -> Conflict {
    match result {
        Err(AppError::Conflict(conflict)) => conflict,
        other => panic!("not a conflict: {other:?}"),
    }
}

async fn a_booking_is_kept_told_to_both_and_recorded(world: World) {
    let people = people(&world).await;
    let (amina, david) = (people.amina.person, people.david.person);
    let own = book_at(&world, &people.amina, amina, david, FIRST)
        .await
        .unwrap();
    assert_eq!((own.status, own.version), (Status::Booked, 1));
    assert_eq!((own.booked_by, own.calendar_sequence), (amina, 0));
    assert_eq!(own.interval.end, own.interval.start.plus_minutes(30));
    let listed = mine(&world.service, &people.amina, 1).await.unwrap();
    assert_eq!(listed.upcoming[0].conversation, own);
    assert_eq!(listed.upcoming[0].adviser_name, "David Okafor");
    for to in ["amina@example.nhs.uk", "david@example.nhs.uk"] {
        assert_eq!(world.messages_to(to).await.len(), 1, "{to}");
    }
    let for_ben = book_at(
        &world,
        &people.grace,
        people.ben.person,
        david,
        "2026-03-03T09:40:00Z",
    )
    .await
    .unwrap();
    assert_eq!(
        (for_ben.member, for_ben.booked_by),
        (people.ben.person, people.grace.person)
    );
    let mut conn = world.service.store.read().await.unwrap();
    let who = |listed: &store::system::audit::Listed| {
        let entry = &listed.entry;
        (
            entry.action.clone(),
            listed.actor_name.clone(),
            entry.person,
        )
    };
    let history = store::system::audit::of_object(&mut conn, for_ben.id.uuid())
        .await
        .unwrap();
    assert_eq!(
        history.iter().map(who).collect::<Vec<_>>(),
        [(
            "conversation_booked".to_owned(),
            Some("Grace Owusu".to_owned()),
            Some(people.ben.person)
        )]
    );
}

async fn a_double_submission_is_one_booking(world: World) {
    let people = people(&world).await;
    let form = form(&world, people.david.person, FIRST);
    let first = book(&world.service, &people.amina, form.clone())
        .await
        .unwrap();
    world.pass_minutes(5);
    let again = book(&world.service, &people.amina, form.clone())
        .await
        .unwrap();
    assert_eq!(first, again);
    // At the very same moment, too.
    let other = BookForm {
        submission: DraftId::new(world.now(), world.service.random()).to_string(),
        ..form_at(&form, people.david.person, "2026-03-04T09:00:00Z")
    };
    let (one, two) = tokio::join!(
        book(&world.service, &people.amina, other.clone()),
        book(&world.service, &people.amina, other.clone()),
    );
    assert_eq!(one.unwrap(), two.unwrap());
    let listed = mine(&world.service, &people.amina, 1).await.unwrap();
    assert_eq!(listed.upcoming.len(), 2);
    assert_eq!(world.messages_to("amina@example.nhs.uk").await.len(), 2);
}

fn form_at(form: &BookForm, adviser: PersonId, start: &str) -> BookForm {
    let slot = SlotChoice {
        start: start.parse().unwrap(),
        adviser,
    };
    BookForm {
        slot: slot.to_string(),
        ..form.clone()
    }
}

async fn somebody_elses_submission_is_not_found(world: World) {
    let people = people(&world).await;
    let form = form(&world, people.david.person, FIRST);
    book(&world.service, &people.amina, form.clone())
        .await
        .unwrap();
    let foreign = book(&world.service, &people.ben, form).await;
    assert_eq!(foreign.unwrap_err(), AppError::NotFound);
}

async fn a_taken_time_is_refused_with_the_nearest_free_ones(world: World) {
    let people = people(&world).await;
    let (ben, david) = (people.ben.person, people.david.person);
    let start = "2026-03-03T09:40:00Z";
    book_at(&world, &people.amina, people.amina.person, david, start)
        .await
        .unwrap();
    let taken = clash(book_at(&world, &people.ben, ben, david, start).await);
    assert_eq!(taken.code, conflict::SLOT_TAKEN);
    let labels: Vec<&str> = taken
        .alternatives
        .iter()
        .map(|choice| choice.label.as_str())
        .collect();
    assert_eq!(
        labels[..2],
        [
            "Tuesday 3 March 2026, 9am to 9:30am with David Okafor",
            "Tuesday 3 March 2026, 10:20am to 10:50am with David Okafor",
        ]
    );
    assert_eq!(labels.len(), 5);
    // Each can be booked straight away.
    let form = BookForm {
        slot: taken.alternatives[0].value.clone(),
        ..form(&world, david, start)
    };
    book(&world.service, &people.ben, form).await.unwrap();
}

async fn times_that_are_not_offered_are_refused(world: World) {
    let people = people(&world).await;
    service::kit::bank_holiday::ensure(&world.service)
        .await
        .unwrap();
    service::career_conversations::availability::add_leave(
        &world.service,
        &people.david,
        leave(date(2026, 3, 10), date(2026, 3, 10)),
    )
    .await
    .unwrap();
    let refused = [
        ("in the past", "2026-02-27T09:00:00Z"),
        ("inside the notice", "2026-03-02T11:00:00Z"),
        ("outside the weekly times", "2026-03-03T08:20:00Z"),
        ("between two slots", "2026-03-03T09:05:00Z"),
        ("on a Saturday", "2026-03-07T09:00:00Z"),
        ("on leave", "2026-03-10T09:00:00Z"),
        ("on Good Friday", "2026-04-03T08:00:00Z"),
        ("after the horizon", "2026-04-14T08:00:00Z"),
    ];
    for (why, start) in refused {
        let result = book_at(
            &world,
            &people.amina,
            people.amina.person,
            people.david.person,
            start,
        )
        .await;
        let refused = clash(result);
        assert_eq!(refused.code, conflict::SLOT_UNAVAILABLE, "{why}");
        assert!(!refused.alternatives.is_empty(), "{why}");
    }
    // The last day of the horizon, after the clocks went forward.
    book_at(
        &world,
        &people.amina,
        people.amina.person,
        people.david.person,
        "2026-04-13T08:00:00Z",
    )
    .await
    .unwrap();
    // A way in which the adviser does not meet, and an adviser who is none.
    let in_person = BookForm {
        way: "in_person".to_owned(),
        site: people.david.person.to_string(),
        ..form(&world, people.david.person, FIRST)
    };
    let refused = book(&world.service, &people.amina, in_person).await;
    assert_eq!(conflict(refused), conflict::SLOT_UNAVAILABLE);
    let nobody = form(&world, people.ben.person, FIRST);
    let refused = book(&world.service, &people.amina, nobody).await;
    assert_eq!(conflict(refused), conflict::SLOT_UNAVAILABLE);
}

async fn only_members_and_coordinators_book(world: World) {
    let people = people(&world).await;
    let david = people.david.person;
    for role in Role::ALL {
        let other = actor(people.ben.person, "Other", *role);
        if *role == Role::HubMember {
            continue;
        }
        let own = book(&world.service, &other, form(&world, david, FIRST)).await;
        assert_eq!(own.unwrap_err(), AppError::Forbidden, "{role}");
        if *role == Role::HubCoordinator {
            continue;
        }
        let for_amina = BookForm {
            member: people.amina.person.to_string(),
            ..form(&world, david, FIRST)
        };
        let foreign = book(&world.service, &other, for_amina).await;
        assert_eq!(foreign.unwrap_err(), AppError::Forbidden, "{role}");
    }
    let for_member = |member: PersonId| BookForm {
        member: member.to_string(),
        ..form(&world, david, FIRST)
    };
    let by_member = book(&world.service, &people.ben, for_member(people.amina.person)).await;
    assert_eq!(by_member.unwrap_err(), AppError::Forbidden);
    let for_adviser = book(&world.service, &people.grace, for_member(david)).await;
    assert_eq!(for_adviser.unwrap_err(), AppError::NotFound);
    world.close_account(people.ben.person).await;
    let closed = book(&world.service, &people.grace, for_member(people.ben.person)).await;
    assert_eq!(closed.unwrap_err(), AppError::NotFound);
}

async fn a_member_is_in_one_conversation_at_a_time(world: World) {
    let people = people(&world).await;
    let ruth = signed_in(&world, "Ruth Bailey", Role::CareerAdviser).await;
    publish(&world, &ruth, 2, "9:15am", "10:25am").await;
    let amina = people.amina.person;
    book_at(&world, &people.amina, amina, people.david.person, FIRST)
        .await
        .unwrap();
    let crossing = "2026-03-03T09:15:00Z";
    let busy = clash(book_at(&world, &people.amina, amina, ruth.person, crossing).await);
    assert_eq!(busy.code, conflict::MEMBER_BUSY);
    let free = |choice: &domain::kit::app_error::Choice| !choice.label.contains("9:15am");
    assert!(busy.alternatives.iter().all(free), "{busy:?}");
    let search = Search {
        adviser: Some(ruth.person),
        ..Search::default()
    };
    let starts = |search: Search| {
        let (service, amina) = (world.service.clone(), people.amina.clone());
        async move {
            let found = available(&service, &amina, search).await.unwrap();
            let slots = found.days.into_iter().flat_map(|day| day.slots);
            slots
                .map(|offered| offered.slot.interval.start.timestamp().to_string())
                .next()
        }
    };
    assert_eq!(starts(search).await.as_deref(), Some(crossing));
    let for_her = Search {
        member: Some(amina),
        ..search
    };
    assert_eq!(
        starts(for_her).await.as_deref(),
        Some("2026-03-03T09:55:00Z")
    );
}

/// An adviser who is a member too is offered other times, and not told that something exists already.
async fn nobody_meets_themselves(world: World) {
    let people = people(&world).await;
    let mut david = people.david.clone();
    let as_member = Grant {
        role: Role::HubMember,
        organisation: None,
    };
    let (now, random) = (world.now(), world.service.random());
    let mut tx = world.service.store.write().await.unwrap();
    let id = RoleGrantId::new(now, random);
    store::people::role_grant::insert(&mut tx, id, david.person, as_member, now, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    david.grants.push(as_member);
    let own = book_at(&world, &david, david.person, david.person, FIRST).await;
    assert_eq!(conflict(own), conflict::SLOT_UNAVAILABLE);
}

async fn fifty_race_for_one_time_and_one_wins(world: World) {
    let people = people(&world).await;
    let mut racers = Vec::new();
    for number in 0..50 {
        racers.push(signed_in(&world, &format!("Racer{number} Shaw"), Role::HubMember).await);
    }
    let tasks: Vec<_> = racers
        .into_iter()
        .map(|racer| {
            let form = form(&world, people.david.person, FIRST);
            let service = world.service.clone();
            tokio::spawn(async move { book(&service, &racer, form).await })
        })
        .collect();
    let (mut won, mut taken) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => won += 1,
            Err(AppError::Conflict(conflict)) if conflict.code == conflict::SLOT_TAKEN => {
                assert_eq!(conflict.alternatives.len(), 5);
                taken += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((won, taken), (1, 49));
}

async fn what_a_member_writes_is_kept_exactly(world: World) {
    let people = people(&world).await;
    let texts = [
        "👩🏽‍⚕️ I love nights — “really”",
        "مرحبا، أريد أن أتحدث\nעם יועץ",
        "<script>alert('1')</script> & \"2\" </textarea>",
        "'; DROP TABLE career_conversation; -- %s {{7*7}}",
        &"é".repeat(2_000),
    ];
    for (text, start) in texts.into_iter().zip([
        FIRST,
        "2026-03-03T09:40:00Z",
        "2026-03-03T10:20:00Z",
        "2026-03-03T11:00:00Z",
        "2026-03-04T09:00:00Z",
    ]) {
        let form = BookForm {
            preparation: text.to_owned(),
            ..form(&world, people.david.person, start)
        };
        let booked = book(&world.service, &people.amina, form).await.unwrap();
        let seen = service::career_conversations::career_conversation::one(
            &world.service,
            &people.amina,
            &booked.reference,
        )
        .await
        .unwrap();
        assert_eq!(seen.listed.conversation.preparation, text);
    }
}

async fn too_long_a_text_is_refused_whole(world: World) {
    let people = people(&world).await;
    let form = BookForm {
        preparation: "a".repeat(10_000),
        topic: "no such topic".to_owned(),
        ..form(&world, people.david.person, FIRST)
    };
    let refused = book(&world.service, &people.amina, form.clone()).await;
    assert_eq!(
        message(refused.clone(), "preparation"),
        "What you would like to talk about must be 2,000 characters or fewer. You have used 10,000"
    );
    // All that is wrong is said at once.
    assert_eq!(
        message(refused, "topic"),
        "Choose what you would like to talk about"
    );
    let listed = mine(&world.service, &people.amina, 1).await.unwrap();
    assert!(listed.upcoming.is_empty());
}

async fn the_draft_ends_with_the_booking(world: World) {
    let people = people(&world).await;
    let service = &world.service;
    let amina = &people.amina;
    for topic in ["ideas", "training"] {
        service::career_conversations::draft::save(service, amina, "", |answers| {
            topic.clone_into(&mut answers.topic);
        })
        .await
        .unwrap();
    }
    let draft = service::career_conversations::draft::find(service, amina, "")
        .await
        .unwrap();
    let draft = draft.unwrap();
    assert_eq!(draft.answers.topic, "training");
    // Another person, or another subject, has another draft.
    for (who, subject) in [(&people.ben, ""), (amina, "for someone")] {
        let other = service::career_conversations::draft::find(service, who, subject)
            .await
            .unwrap();
        assert_eq!(other, None);
    }
    let form = BookForm {
        submission: draft.id.to_string(),
        ..form(&world, people.david.person, FIRST)
    };
    let slot = SlotChoice::parse(&form.slot).unwrap();
    book(service, amina, form).await.unwrap();
    assert_eq!(
        service::career_conversations::draft::find(service, amina, "")
            .await
            .unwrap(),
        None
    );
    // What was chosen before is known to be gone.
    let wanted = Wanted {
        member: people.ben.person,
        slot,
        way: domain::career_conversations::career_conversation::Way::Phone,
        site: None,
        moving: None,
    };
    match chosen(service, &people.ben, wanted).await.unwrap() {
        Chosen::Gone(conflict) => assert_eq!(conflict.code, conflict::SLOT_TAKEN),
        Chosen::Free(offered) => panic!("{offered:?}"),
    }
}
