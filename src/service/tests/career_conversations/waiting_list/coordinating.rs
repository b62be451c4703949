//! What coordinators do for who waits.

use super::*;
use domain::career_conversations::waiting_list::OfferTimeForm;
use service::career_conversations::waiting_list::{Waiting, offer, one, remove};

crate::on_both_engines!(
    a_free_time_is_offered_before_whoever_came_first,
    a_time_that_is_not_for_them_cannot_be_offered,
    whoever_is_removed_hears_of_it_and_passes_on_what_was_kept,
    nobody_else_coordinates_the_line,
);

/// Two Thursday times: Ben has 9am, 2pm is free. Amina waits, then Cara.
async fn with_a_free_time(world: &World) -> People {
    let people = nobody_waits(world).await;
    publish(world, &people.david, 4, "2pm", "2:30pm").await;
    for member in [&people.amina, &people.cara] {
        join(&world.service, member, wish()).await.unwrap();
        world.pass_minutes(1);
    }
    people
}

async fn waiting(world: &World, people: &People, member: &Actor) -> Waiting {
    let standing = mine(&world.service, member).await.unwrap().unwrap();
    one(&world.service, &people.helen, standing.entry.id)
        .await
        .unwrap()
}

fn offering(waiting: &Waiting, start: &str, people: &People) -> OfferTimeForm {
    OfferTimeForm {
        entry: waiting.standing.entry.id.to_string(),
        slot: format!("{start}~{}", people.david.person),
    }
}

fn removing(waiting: &Waiting) -> LeaveListForm {
    LeaveListForm {
        entry: waiting.standing.entry.id.to_string(),
    }
}

const FREE: &str = "2026-03-05T14:00:00Z";

async fn a_free_time_is_offered_before_whoever_came_first(world: World) {
    let people = with_a_free_time(&world).await;
    let cara = waiting(&world, &people, &people.cara).await;
    assert_eq!(cara.standing.place, 2);
    assert_eq!(cara.member.name, "Cara Diaz");
    let free: Vec<_> = cara
        .free
        .iter()
        .map(|free| free.slot.interval.start)
        .collect();
    assert_eq!(free, [FREE.parse().unwrap()]);
    let form = offering(&cara, FREE, &people);
    offer(&world.service, &people.helen, form.clone())
        .await
        .unwrap();
    let kept = offer_to(&world, &people.cara).await.unwrap();
    assert_eq!(kept.interval.start, FREE.parse().unwrap());
    assert_eq!(offer_to(&world, &people.amina).await, None);
    let audited = world.audited().await;
    assert_eq!(audited.last(), Some(&"offer_made"));
    let emails = world.messages_to("cara@example.nhs.uk").await;
    assert!(emails[0].body.contains("we are keeping it for you"));
    // Nothing else is offered meanwhile, and nothing twice.
    let again = waiting(&world, &people, &people.cara).await;
    assert_eq!(again.free, []);
    let twice = offer(&world.service, &people.helen, form.clone()).await;
    assert_eq!(conflict(twice), ConflictCode::CHANGED_MEANWHILE);
    decline(&world.service, &people.cara, declining(&kept))
        .await
        .unwrap();
    // It went to Amina; who has said no is not asked again.
    let next = offer_to(&world, &people.amina).await.unwrap();
    decline(&world.service, &people.amina, declining(&next))
        .await
        .unwrap();
    let declined = waiting(&world, &people, &people.cara).await;
    assert_eq!(declined.free, []);
    let asked = offer(&world.service, &people.helen, form).await;
    assert_eq!(conflict(asked), conflict::SLOT_UNAVAILABLE);
}

async fn a_time_that_is_not_for_them_cannot_be_offered(world: World) {
    let people = with_a_free_time(&world).await;
    let amina = waiting(&world, &people, &people.amina).await;
    // Ben has the first, the second is no time, the third after Amina's last day.
    for start in [THURSDAY, "2026-03-05T15:00:00Z", NEXT_THURSDAY] {
        let form = offering(&amina, start, &people);
        let refused = offer(&world.service, &people.helen, form).await;
        assert_eq!(conflict(refused), conflict::SLOT_UNAVAILABLE, "{start}");
    }
    let form = OfferTimeForm {
        slot: "soon".to_owned(),
        ..offering(&amina, FREE, &people)
    };
    let unread = offer(&world.service, &people.helen, form).await;
    assert_ne!(message(unread, "slot"), "");
    assert_eq!(offer_to(&world, &people.amina).await, None);
}

async fn whoever_is_removed_hears_of_it_and_passes_on_what_was_kept(world: World) {
    let people = with_a_free_time(&world).await;
    let cara = waiting(&world, &people, &people.cara).await;
    let form = offering(&cara, FREE, &people);
    offer(&world.service, &people.helen, form).await.unwrap();
    for _ in 0..2 {
        remove(&world.service, &people.helen, removing(&cara))
            .await
            .unwrap();
    }
    assert_eq!(place_of(&world, &people.cara).await, None);
    let kept = offer_to(&world, &people.amina).await.unwrap();
    assert_eq!(kept.interval.start, FREE.parse().unwrap());
    let emails = world.messages_to("cara@example.nhs.uk").await;
    let told = emails
        .iter()
        .filter(|email| email.body.contains("has taken you off the waiting list"));
    assert_eq!(told.count(), 1);
    let gone = one(&world.service, &people.helen, cara.standing.entry.id).await;
    assert_eq!(gone, Err(AppError::NotFound));
}

async fn nobody_else_coordinates_the_line(world: World) {
    let people = with_a_free_time(&world).await;
    let amina = waiting(&world, &people, &people.amina).await;
    for other in [&people.amina, &people.david, &people.ben] {
        let id = amina.standing.entry.id;
        let seen = one(&world.service, other, id).await;
        assert_eq!(seen, Err(AppError::Forbidden));
        let form = offering(&amina, FREE, &people);
        let offered = offer(&world.service, other, form).await;
        assert_eq!(offered, Err(AppError::Forbidden));
        let removed = remove(&world.service, other, removing(&amina)).await;
        assert_eq!(removed, Err(AppError::Forbidden));
    }
    assert_eq!(place_of(&world, &people.amina).await, Some(1));
}
