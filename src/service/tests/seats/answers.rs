//! What a yes, a no and silence achieve.

use domain::seats::{Answer, ClaimEvent, ClaimState, OfferEvent, OfferState};
use service::seats::{self, Asking, IfFull, Moved, Next};

use crate::support::World;
use crate::{holder, people};

crate::on_both_engines!(
    of_more_yeses_than_places_the_rest_stand_by_by_standing,
    where_nobody_stands_by_a_yes_too_late_costs_nothing,
    who_stands_by_gets_the_next_place_and_reads_so_under_the_old_link,
    a_yes_at_the_deadline_is_too_late,
    an_offer_turned_down_goes_to_the_next_and_not_back,
    an_offer_is_turned_down_once,
    nobody_is_asked_twice_about_one_place,
    an_offer_that_no_area_answers_for_is_left_alone,
);

fn offers(moved: &[Moved]) -> Vec<domain::seats::id::OfferId> {
    moved.iter().map(|moved| moved.offer.unwrap().id).collect()
}

/// Asked in the order of their standing, they answer in another.
async fn of_more_yeses_than_places_the_rest_stand_by_by_standing(world: World) {
    let place = world.opened(Some(2)).await;
    let asking: Vec<Asking> = (0..5)
        .map(|number| Asking {
            holder: holder(number),
            standing: i64::try_from(number).unwrap(),
        })
        .collect();
    let asked = offers(&world.asked(place, &asking).await);
    let mut answers = Vec::new();
    for number in [3, 4, 2, 0, 1] {
        answers.push(world.accepted(asked[number], IfFull::Wait).await.unwrap());
    }
    use Answer::{StandsBy, Taken};
    // The third is before nobody; the first, once they answer, before the third.
    assert_eq!(
        answers,
        [Taken, Taken, StandsBy(0), StandsBy(0), StandsBy(1)]
    );
    let now = world.accepted(asked[2], IfFull::Wait).await.unwrap();
    assert_eq!(now, StandsBy(2), "where they stand by now");
    assert_eq!(world.occupancy(place).await.taken, 2);
}

async fn where_nobody_stands_by_a_yes_too_late_costs_nothing(world: World) {
    let place = world.opened(Some(1)).await;
    let asked = offers(&world.asked(place, &people([1, 2])).await);
    assert_eq!(
        world.accepted(asked[0], IfFull::Refuse).await.unwrap(),
        Answer::Taken
    );
    assert_eq!(
        world.accepted(asked[1], IfFull::Refuse).await.unwrap(),
        Answer::Filled
    );
    assert_eq!(
        world.accepted(asked[1], IfFull::Refuse).await.unwrap(),
        Answer::Filled
    );
}

async fn who_stands_by_gets_the_next_place_and_reads_so_under_the_old_link(world: World) {
    let place = world.opened(Some(1)).await;
    let asked = world.asked(place, &people([1, 2])).await;
    let links = offers(&asked);
    world.accepted(links[0], IfFull::Wait).await.unwrap();
    world.accepted(links[1], IfFull::Wait).await.unwrap();
    let released = world
        .released(asked[0].claim.id, ClaimEvent::Leave, Next::Give)
        .await
        .unwrap();
    assert_eq!(released.moved[0].claim.id, asked[1].claim.id);
    assert_eq!(
        world.accepted(links[1], IfFull::Wait).await.unwrap(),
        Answer::Taken
    );
    assert_eq!(
        world.accepted(links[0], IfFull::Wait).await.unwrap(),
        Answer::Over
    );
}

async fn a_yes_at_the_deadline_is_too_late(world: World) {
    let place = world.opened(Some(2)).await;
    let asked = offers(&world.asked(place, &people([1, 2])).await);
    world.clock.set(world.in_an_hour().plus_seconds(-1));
    assert_eq!(
        world.accepted(asked[0], IfFull::Wait).await.unwrap(),
        Answer::Taken
    );
    world.pass_seconds(1);
    assert_eq!(
        world.accepted(asked[1], IfFull::Wait).await.unwrap(),
        Answer::Over
    );
    // Who was in time still is.
    assert_eq!(
        world.accepted(asked[0], IfFull::Wait).await.unwrap(),
        Answer::Taken
    );
    assert_eq!(
        world.occupancy(place).await.asked,
        1,
        "until the area sees to it"
    );
}

async fn an_offer_turned_down_goes_to_the_next_and_not_back(world: World) {
    let place = world.opened(Some(1)).await;
    let claims = world
        .claimed(place, &people([1, 2, 3]), IfFull::Wait)
        .await
        .unwrap();
    let next = Next::Offer(world.in_an_hour());
    let released = world
        .released(claims[0].id, ClaimEvent::Leave, next)
        .await
        .unwrap();
    let first = released.moved[0];
    let (no, then) = (OfferEvent::Decline, ClaimEvent::Return);
    let down = world
        .turned_down(first.offer.unwrap().id, no, then, next)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        down.claim.state,
        ClaimState::Waiting,
        "they keep their place in line"
    );
    let second = down.moved[0];
    assert_ne!(second.claim.id, first.claim.id);
    // With nobody else in line, it is free for everyone.
    let (late, then) = (OfferEvent::Expire, ClaimEvent::End);
    world
        .released(first.claim.id, ClaimEvent::Leave, next)
        .await
        .unwrap();
    let down = world
        .turned_down(second.offer.unwrap().id, late, then, next)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (down.claim.state, down.moved),
        (ClaimState::Ended, Vec::new())
    );
    assert_eq!(world.occupancy(place).await.free(Some(1)), Some(1));
}

async fn an_offer_is_turned_down_once(world: World) {
    let place = world.opened(Some(1)).await;
    let asked = offers(&world.asked(place, &people([1])).await);
    let (no, then) = (OfferEvent::Decline, ClaimEvent::Leave);
    let first = world
        .turned_down(asked[0], no, then, Next::Nobody)
        .await
        .unwrap();
    assert_eq!(first.unwrap().claim.state, ClaimState::Left);
    let again = world
        .turned_down(asked[0], OfferEvent::Expire, then, Next::Nobody)
        .await;
    assert_eq!(again.unwrap(), None);
    let mut conn = world.service.store.read().await.unwrap();
    let offer = store::seats::offer::by_id(&mut conn, asked[0])
        .await
        .unwrap();
    assert_eq!(offer.state, OfferState::Declined);
}

async fn nobody_is_asked_twice_about_one_place(world: World) {
    let place = world.opened(Some(3)).await;
    world
        .claimed(place, &people([1]), IfFull::Wait)
        .await
        .unwrap();
    let first = world.asked(place, &people([1, 2, 2, 3])).await;
    let second = world.asked(place, &people([2, 3, 4])).await;
    let asked = |moved: &[Moved]| {
        moved
            .iter()
            .map(|moved| moved.claim.holder)
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(&first), [holder(2), holder(3)]);
    assert_eq!(asked(&second), [holder(4)]);
    // Who said no was asked too.
    let (no, then) = (OfferEvent::Decline, ClaimEvent::Leave);
    let link = first[0].offer.unwrap().id;
    world
        .turned_down(link, no, then, Next::Nobody)
        .await
        .unwrap();
    assert_eq!(
        asked(&world.asked(place, &people([2, 5])).await),
        [holder(5)]
    );
}

async fn an_offer_that_no_area_answers_for_is_left_alone(world: World) {
    let place = world.opened(Some(1)).await;
    let asked = offers(&world.asked(place, &people([1])).await);
    world.clock.set(world.in_an_hour());
    assert_eq!(seats::expire(&world.service).await.unwrap(), 1);
    let mut conn = world.service.store.read().await.unwrap();
    let offer = store::seats::offer::by_id(&mut conn, asked[0])
        .await
        .unwrap();
    assert_eq!(offer.state, OfferState::Open);
}
