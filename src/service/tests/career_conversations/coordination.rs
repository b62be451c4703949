//! Coordinators see everyone's conversations and act for members; advisers see their own and record who came.

use crate::support::World;
use crate::support::diary::{actor, book_at, conflict, publish, signed_in};
use domain::career_conversations::career_conversation::{
    CancelForm, CareerConversation, MoveForm, SlotChoice, Status,
};
use domain::career_conversations::conflict;
use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::people::role::Role;
use domain::places::id::OrganisationId;
use jiff::civil::date;
use service::career_conversations::adviser_diary;
use service::career_conversations::career_conversation::{cancel, move_to};
use service::career_conversations::coordination::{self, Found, ON_A_PAGE, Order, Search};

crate::on_both_engines!(
    the_list_is_by_day_adviser_status_name_and_reference,
    the_list_has_pages_and_orders,
    a_conversation_shows_who_did_what_to_it,
    a_coordinator_changes_a_conversation_until_it_starts,
    members_are_found_by_name_or_address,
    only_coordinators_of_the_system_see_everything,
    an_adviser_sees_only_their_own_conversations,
    attendance_is_recorded_from_the_start_on_and_can_be_corrected,
    attendance_is_refused_for_what_was_cancelled_or_has_changed,
);

/// A coordinator, two advisers with times on every weekday, and two members.
struct People {
    grace: Actor,
    david: Actor,
    ruth: Actor,
    amina: Actor,
    ben: Actor,
}

async fn people(world: &World) -> People {
    let people = People {
        grace: signed_in(world, "Grace Owusu", Role::HubCoordinator).await,
        david: signed_in(world, "David Okafor", Role::CareerAdviser).await,
        ruth: signed_in(world, "Ruth Bailey", Role::CareerAdviser).await,
        amina: signed_in(world, "Amina Yusuf", Role::HubMember).await,
        ben: signed_in(world, "Ben_50% Shaw", Role::HubMember).await,
    };
    for weekday in 1..=5 {
        publish(world, &people.david, weekday, "9am", "5pm").await;
        publish(world, &people.ruth, weekday, "9am", "5pm").await;
    }
    people
}

async fn booked(world: &World, member: &Actor, adviser: &Actor, start: &str) -> CareerConversation {
    book_at(world, member, member.person, adviser.person, start)
        .await
        .unwrap()
}

fn march() -> Search {
    Search {
        days: Some((date(2026, 3, 1), date(2026, 3, 31))),
        adviser: None,
        status: None,
        text: String::new(),
        order: Order::Time,
        page: 1,
    }
}

async fn found(world: &World, coordinator: &Actor, search: Search) -> Found {
    coordination::list(&world.service, coordinator, &search)
        .await
        .unwrap()
}

fn cancel_form(conversation: &CareerConversation) -> CancelForm {
    CancelForm {
        reference: conversation.reference.to_string(),
        version: conversation.version.to_string(),
    }
}

async fn the_list_is_by_day_adviser_status_name_and_reference(world: World) {
    let people = people(&world).await;
    let (grace, david, ruth) = (&people.grace, &people.david, &people.ruth);
    let one = booked(&world, &people.amina, david, "2026-03-03T09:00:00Z").await;
    let two = booked(&world, &people.ben, ruth, "2026-03-03T09:00:00Z").await;
    let three = booked(&world, &people.amina, ruth, "2026-03-05T09:40:00Z").await;
    cancel(&world.service, &people.amina, cancel_form(&three))
        .await
        .unwrap();
    let references = |found: &Found| -> Vec<String> {
        let reference = |listed: &service::career_conversations::career_conversation::Listed| {
            listed.conversation.reference.to_string()
        };
        found.conversations.rows.iter().map(reference).collect()
    };
    let day = Search {
        days: Some((date(2026, 3, 5), date(2026, 3, 5))),
        ..march()
    };
    assert_eq!(
        references(&found(&world, grace, day).await),
        [three.reference.to_string()]
    );
    let adviser = Search {
        adviser: Some(david.person),
        ..march()
    };
    assert_eq!(
        references(&found(&world, grace, adviser).await),
        [one.reference.to_string()]
    );
    let cancelled = Search {
        status: Some(Status::CancelledByMember),
        ..march()
    };
    let cancelled = found(&world, grace, cancelled).await;
    assert_eq!(references(&cancelled), [three.reference.to_string()]);
    // The counts say what the other statuses would show.
    assert_eq!(cancelled.counts[0], (Status::Booked, 2));
    assert_eq!(cancelled.counts[3], (Status::CancelledByMember, 1));
    for text in ["ben_50%", "SHAW", &two.reference.as_str()[3..]] {
        let search = Search {
            text: text.to_owned(),
            ..march()
        };
        let named = found(&world, grace, search).await;
        assert_eq!(references(&named), [two.reference.to_string()], "{text}");
    }
    let names: Vec<String> = found(&world, grace, march())
        .await
        .advisers
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert_eq!(names, ["David Okafor", "Ruth Bailey"]);
}

async fn the_list_has_pages_and_orders(world: World) {
    let people = people(&world).await;
    let grace = &people.grace;
    // Eleven a day and adviser, with ten minutes between them: 28 over two days.
    let mut start = "2026-03-03T09:00:00Z"
        .parse::<domain::kit::instant::Instant>()
        .unwrap();
    for number in 0..28 {
        if number == 11 || number == 22 {
            start = start.plus_minutes(24 * 60 - 11 * 40);
        }
        let (member, adviser) = match number % 2 {
            0 => (&people.amina, &people.david),
            _ => (&people.ben, &people.ruth),
        };
        booked(&world, member, adviser, &start.to_string()).await;
        start = start.plus_minutes(40);
    }
    let first = found(&world, grace, march()).await;
    assert_eq!(
        (
            first.conversations.total,
            first.conversations.page,
            first.conversations.pages
        ),
        (28, 1, 2)
    );
    assert_eq!(
        first.conversations.rows.len(),
        usize::try_from(ON_A_PAGE).unwrap()
    );
    let beyond = Search { page: 9, ..march() };
    let last = found(&world, grace, beyond).await;
    assert_eq!(
        (last.conversations.rows.len(), last.conversations.page),
        (3, 2)
    );
    let order = |order| Search { order, ..march() };
    let rows = found(&world, grace, order(Order::TimeDescending))
        .await
        .conversations
        .rows;
    assert!(rows[0].conversation.interval.start > rows[1].conversation.interval.start);
    let rows = found(&world, grace, order(Order::Member))
        .await
        .conversations
        .rows;
    assert_eq!(rows[0].member_name, "Amina Yusuf");
    assert_eq!(rows[14].member_name, "Ben_50% Shaw");
    let rows = found(&world, grace, order(Order::Adviser))
        .await
        .conversations
        .rows;
    assert_eq!(rows[0].adviser_name, "David Okafor");
    let too_wide = Search {
        days: Some((date(2026, 3, 1), date(2030, 1, 1))),
        ..march()
    };
    assert_eq!(
        found(&world, grace, too_wide).await.days,
        Some((date(2026, 3, 1), date(2027, 3, 1)))
    );
    let whenever = Search {
        days: None,
        text: "amina".to_owned(),
        ..march()
    };
    let found = found(&world, grace, whenever).await;
    assert_eq!(found.days, None);
    let rows = found.conversations.rows;
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row.member_name == "Amina Yusuf"));
}

async fn a_conversation_shows_who_did_what_to_it(world: World) {
    let people = people(&world).await;
    let (grace, amina) = (&people.grace, &people.amina);
    let conversation = book_at(
        &world,
        grace,
        amina.person,
        people.david.person,
        "2026-03-05T09:00:00Z",
    )
    .await
    .unwrap();
    assert_eq!(conversation.booked_by, grace.person);
    assert_eq!(conversation.member, amina.person);
    assert_eq!(world.messages_to("amina@example.nhs.uk").await.len(), 1);
    world.pass_minutes(5);
    let slot = SlotChoice {
        start: "2026-03-06T09:00:00Z".parse().unwrap(),
        adviser: people.ruth.person,
    };
    let form = MoveForm {
        reference: conversation.reference.to_string(),
        version: "1".to_owned(),
        way: "phone".to_owned(),
        slot: slot.to_string(),
        ..MoveForm::default()
    };
    let moved = move_to(&world.service, amina, form).await.unwrap();
    world.pass_minutes(5);
    cancel(&world.service, grace, cancel_form(&moved))
        .await
        .unwrap();
    let seen = coordination::one(&world.service, grace, &conversation.reference)
        .await
        .unwrap();
    let history: Vec<(&str, Option<&str>)> = seen
        .history
        .iter()
        .map(|listed| (listed.entry.action.as_str(), listed.actor_name.as_deref()))
        .collect();
    assert_eq!(
        history,
        [
            ("conversation_booked", Some("Grace Owusu")),
            ("conversation_moved", Some("Amina Yusuf")),
            ("conversation_cancelled", Some("Grace Owusu")),
        ]
    );
    assert_eq!(seen.member.name, "Amina Yusuf");
    assert_eq!(
        seen.whole.listed.conversation.status,
        Status::CancelledByCoordinator
    );
    assert!(!seen.can_change);
}

async fn a_coordinator_changes_a_conversation_until_it_starts(world: World) {
    let people = people(&world).await;
    let conversation = booked(&world, &people.amina, &people.david, "2026-03-03T09:00:00Z").await;
    world.pass_minutes(23 * 60);
    let by_member = cancel(&world.service, &people.amina, cancel_form(&conversation)).await;
    assert_eq!(conflict(by_member), conflict::AFTER_CUT_OFF);
    let seen = |world: &World| {
        let (service, grace) = (world.service.clone(), people.grace.clone());
        let reference = conversation.reference.clone();
        async move {
            coordination::one(&service, &grace, &reference)
                .await
                .unwrap()
        }
    };
    assert!(seen(&world).await.can_change);
    world.pass_minutes(60);
    assert!(!seen(&world).await.can_change);
    let by_coordinator = cancel(&world.service, &people.grace, cancel_form(&conversation)).await;
    assert_eq!(conflict(by_coordinator), ConflictCode::NOT_ALLOWED_NOW);
}

async fn members_are_found_by_name_or_address(world: World) {
    let people = people(&world).await;
    let find = |text: &'static str| {
        let (service, grace) = (world.service.clone(), people.grace.clone());
        async move {
            let found = coordination::find_members(&service, &grace, text, 1)
                .await
                .unwrap();
            found
                .rows
                .into_iter()
                .map(|person| person.name)
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(find("yus").await, ["Amina Yusuf"]);
    assert_eq!(find("AMINA@example").await, ["Amina Yusuf"]);
    assert_eq!(find("50%").await, ["Ben_50% Shaw"]);
    assert_eq!(find("").await, ["Amina Yusuf", "Ben_50% Shaw"]);
    assert!(find("David").await.is_empty(), "an adviser isn't a member");
    let (service, grace) = (&world.service, &people.grace);
    let amina = coordination::member(service, grace, people.amina.person).await;
    assert_eq!(amina.unwrap().name, "Amina Yusuf");
    let adviser = coordination::member(service, grace, people.david.person).await;
    assert_eq!(adviser.unwrap_err(), AppError::NotFound);
    world.close_account(people.amina.person).await;
    let closed = coordination::member(service, grace, people.amina.person).await;
    assert_eq!(closed.unwrap_err(), AppError::NotFound);
}

async fn only_coordinators_of_the_system_see_everything(world: World) {
    let people = people(&world).await;
    let conversation = booked(&world, &people.amina, &people.david, "2026-03-03T09:00:00Z").await;
    let nobody = PersonId::from(uuid::Uuid::nil());
    let mut others: Vec<Actor> = Role::ALL
        .iter()
        .filter(|role| **role != Role::HubCoordinator)
        .map(|role| actor(nobody, "Other", *role))
        .collect();
    let mut local = people.grace.clone();
    local.grants[0].organisation = Some(OrganisationId::from(uuid::Uuid::nil()));
    others.push(local);
    let service = &world.service;
    for other in others {
        let refused = [
            coordination::list(service, &other, &march()).await.err(),
            coordination::one(service, &other, &conversation.reference)
                .await
                .err(),
            coordination::find_members(service, &other, "", 1)
                .await
                .err(),
            coordination::member(service, &other, people.amina.person)
                .await
                .err(),
        ];
        assert!(
            refused
                .iter()
                .all(|error| *error == Some(AppError::Forbidden)),
            "{:?}: {refused:?}",
            other.grants
        );
    }
}

async fn an_adviser_sees_only_their_own_conversations(world: World) {
    let people = people(&world).await;
    let own = booked(&world, &people.amina, &people.david, "2026-03-03T09:00:00Z").await;
    booked(&world, &people.ben, &people.ruth, "2026-03-03T09:00:00Z").await;
    booked(&world, &people.ben, &people.david, "2026-03-04T09:00:00Z").await;
    let service = &world.service;
    let (first, last) = (date(2026, 3, 3), date(2026, 3, 3));
    let day = adviser_diary::between(service, &people.david, first, last)
        .await
        .unwrap();
    assert_eq!(day.len(), 1);
    assert_eq!(day[0].member_name, "Amina Yusuf");
    let (seen, member) = adviser_diary::one(service, &people.david, &own.reference)
        .await
        .unwrap();
    assert_eq!(
        seen.listed.conversation.preparation,
        "I like working with people"
    );
    assert_eq!(member.email.as_str(), "amina@example.nhs.uk");
    let theirs = adviser_diary::one(service, &people.ruth, &own.reference).await;
    assert_eq!(theirs.unwrap_err(), AppError::NotFound);
    let by_member = adviser_diary::between(service, &people.amina, first, last).await;
    assert_eq!(by_member.unwrap_err(), AppError::Forbidden);
}

async fn attendance_is_recorded_from_the_start_on_and_can_be_corrected(world: World) {
    let people = people(&world).await;
    let conversation = booked(&world, &people.amina, &people.david, "2026-03-03T09:00:00Z").await;
    let record = |adviser: &Actor, version, attended| {
        let (service, adviser) = (world.service.clone(), adviser.clone());
        let reference = conversation.reference.clone();
        async move {
            adviser_diary::record_attendance(&service, &adviser, &reference, version, attended)
                .await
        }
    };
    world.pass_minutes(24 * 60 - 1);
    assert_eq!(
        conflict(record(&people.david, 1, true).await),
        ConflictCode::NOT_ALLOWED_NOW
    );
    world.pass_minutes(1);
    assert_eq!(
        record(&people.ruth, 1, true).await.unwrap_err(),
        AppError::NotFound
    );
    record(&people.david, 1, false).await.unwrap();
    record(&people.david, 2, true).await.unwrap();
    let again = record(&people.david, 3, true).await;
    assert_eq!(conflict(again), ConflictCode::NOT_ALLOWED_NOW);
    let (seen, _) = adviser_diary::one(&world.service, &people.david, &conversation.reference)
        .await
        .unwrap();
    assert_eq!(seen.listed.conversation.status, Status::Attended);
    let audited = world.audited().await;
    assert_eq!(
        audited[audited.len() - 2..],
        ["attendance_recorded", "attendance_recorded"]
    );
}

async fn attendance_is_refused_for_what_was_cancelled_or_has_changed(world: World) {
    let people = people(&world).await;
    let (service, david) = (&world.service, &people.david);
    let cancelled = booked(&world, &people.amina, david, "2026-03-04T09:00:00Z").await;
    let other = booked(&world, &people.amina, david, "2026-03-04T09:40:00Z").await;
    cancel(service, &people.amina, cancel_form(&cancelled))
        .await
        .unwrap();
    world.pass_minutes(3 * 24 * 60);
    let refused =
        adviser_diary::record_attendance(service, david, &cancelled.reference, 2, true).await;
    assert_eq!(conflict(refused), ConflictCode::NOT_ALLOWED_NOW);
    let stale = adviser_diary::record_attendance(service, david, &other.reference, 7, true).await;
    assert_eq!(conflict(stale), ConflictCode::CHANGED_MEANWHILE);
}
