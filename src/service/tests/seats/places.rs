//! Who gets a place: many at once, one after another, and when there are more or fewer.

use domain::kit::app_error::AppError;
use domain::seats::{ClaimEvent, ClaimState, Occupancy, OfferState, conflict};
use service::seats::{self, IfFull, Next};
use service::work::{By, Work};

use crate::support::World;
use crate::{conflict, holder, people};

crate::on_both_engines!(
    places_go_to_many_at_once_as_far_as_they_go,
    where_one_of_many_gets_none_none_of_them_does,
    who_asks_together_waits_in_the_order_of_asking,
    asked_for_twice_a_place_is_had_once,
    who_waits_or_was_offered_one_takes_it_by_asking_again,
    a_place_is_not_taken_by_an_offer_that_ran_out,
    a_freed_place_is_offered_to_the_next_at_once,
    who_said_yes_before_gets_a_freed_place_at_once,
    a_larger_place_is_offered_at_once_and_a_smaller_one_drops_nobody,
    an_offer_counts_from_when_the_place_was_had,
    without_an_end_everybody_gets_in,
    who_leaves_the_line_frees_nothing,
    what_is_over_is_not_ended_again,
    a_place_that_nobody_opened_is_not_found,
);

fn states(claims: &[domain::seats::Claim]) -> Vec<ClaimState> {
    claims.iter().map(|claim| claim.state).collect()
}

async fn places_go_to_many_at_once_as_far_as_they_go(world: World) {
    let place = world.opened(Some(28)).await;
    let claims = world
        .claimed(place, &people(0..30), IfFull::Wait)
        .await
        .unwrap();
    let expected = [vec![ClaimState::Taken; 28], vec![ClaimState::Waiting; 2]].concat();
    assert_eq!(states(&claims), expected);
    let occupancy = world.occupancy(place).await;
    assert_eq!((occupancy.taken, occupancy.waiting), (28, 2));
    assert_eq!(occupancy.free(Some(28)), Some(0));
}

async fn where_one_of_many_gets_none_none_of_them_does(world: World) {
    let place = world.opened(Some(3)).await;
    let refused = world.claimed(place, &people(0..4), IfFull::Refuse).await;
    assert_eq!(conflict(refused), conflict::FULL);
    assert_eq!(world.occupancy(place).await, Occupancy::default());
    world
        .claimed(place, &people(0..3), IfFull::Refuse)
        .await
        .unwrap();
}

async fn who_asks_together_waits_in_the_order_of_asking(world: World) {
    let place = world.opened(Some(0)).await;
    let claims = world
        .claimed(place, &people((1..=20).rev()), IfFull::Wait)
        .await
        .unwrap();
    let moved = world.resized(place, Some(20), Next::Give).await;
    let ids = moved.iter().map(|moved| moved.claim.id);
    assert!(ids.eq(claims.iter().map(|claim| claim.id)));
}

async fn asked_for_twice_a_place_is_had_once(world: World) {
    let place = world.opened(Some(1)).await;
    let first = world
        .claimed(place, &people([1]), IfFull::Refuse)
        .await
        .unwrap();
    let again = world
        .claimed(place, &people([1, 1]), IfFull::Refuse)
        .await
        .unwrap();
    assert_eq!(again, [first[0], first[0]]);
}

async fn who_waits_or_was_offered_one_takes_it_by_asking_again(world: World) {
    let place = world.opened(Some(1)).await;
    let claims = world
        .claimed(place, &people([1, 2, 3]), IfFull::Wait)
        .await
        .unwrap();
    let still = world
        .claimed(place, &people([2]), IfFull::Wait)
        .await
        .unwrap();
    assert_eq!(still, [claims[1]], "nothing is free yet");
    let next = Next::Offer(world.in_an_hour());
    let released = world
        .released(claims[0].id, ClaimEvent::Leave, next)
        .await
        .unwrap();
    let offer = released.moved[0].offer.unwrap();
    // What is kept for the second is not the third's.
    let third = world.claimed(place, &people([3]), IfFull::Refuse).await;
    assert_eq!(conflict(third), conflict::FULL);
    let taken = world
        .claimed(place, &people([2]), IfFull::Refuse)
        .await
        .unwrap();
    assert_eq!(states(&taken), [ClaimState::Taken]);
    let mut conn = world.service.store.read().await.unwrap();
    let offer = store::seats::offer::by_id(&mut conn, offer.id)
        .await
        .unwrap();
    assert_eq!(offer.state, OfferState::Accepted);
    // Somebody may be let in who waited.
    world.resized(place, Some(2), Next::Nobody).await;
    let let_in = world
        .claimed(place, &people([3]), IfFull::Refuse)
        .await
        .unwrap();
    assert_eq!(
        (let_in[0].id, let_in[0].state),
        (claims[2].id, ClaimState::Taken)
    );
}

async fn a_place_is_not_taken_by_an_offer_that_ran_out(world: World) {
    let place = world.opened(Some(1)).await;
    let claims = world
        .claimed(place, &people([1, 2]), IfFull::Wait)
        .await
        .unwrap();
    let next = Next::Offer(world.in_an_hour());
    world
        .released(claims[0].id, ClaimEvent::Leave, next)
        .await
        .unwrap();
    world.clock.set(world.in_an_hour());
    let late = world.claimed(place, &people([2]), IfFull::Refuse).await;
    assert_eq!(conflict(late), conflict::FULL);
    let late = world
        .claimed(place, &people([2]), IfFull::Wait)
        .await
        .unwrap();
    assert_eq!(
        states(&late),
        [ClaimState::Offered],
        "until the area sees to it"
    );
}

async fn a_freed_place_is_offered_to_the_next_at_once(world: World) {
    let place = world.opened(Some(1)).await;
    let claims = world
        .claimed(place, &people([1, 2]), IfFull::Wait)
        .await
        .unwrap();
    world.pass_minutes(1);
    world
        .claimed(place, &people([3]), IfFull::Wait)
        .await
        .unwrap();
    let next = Next::Offer(world.in_an_hour());
    let released = world
        .released(claims[0].id, ClaimEvent::Leave, next)
        .await
        .unwrap();
    assert_eq!(released.claim.state, ClaimState::Left);
    assert_eq!(released.moved.len(), 1);
    assert_eq!(released.moved[0].claim.id, claims[1].id);
    assert_eq!(
        released.moved[0].offer.unwrap().expires_at,
        world.in_an_hour()
    );
    // Who leaves with an offer open gives it up, and it goes on.
    let released = world
        .released(claims[1].id, ClaimEvent::Leave, next)
        .await
        .unwrap();
    assert_eq!(released.offer.unwrap().state, OfferState::Withdrawn);
    assert_eq!(released.moved[0].claim.holder, holder(3));
}

async fn who_said_yes_before_gets_a_freed_place_at_once(world: World) {
    let place = world.opened(Some(1)).await;
    let claims = world
        .claimed(place, &people([1, 2]), IfFull::Wait)
        .await
        .unwrap();
    let released = world
        .released(claims[0].id, ClaimEvent::End, Next::Give)
        .await
        .unwrap();
    assert_eq!(released.claim.state, ClaimState::Ended);
    assert_eq!(
        (released.moved[0].claim.state, released.moved[0].offer),
        (ClaimState::Taken, None)
    );
}

async fn a_larger_place_is_offered_at_once_and_a_smaller_one_drops_nobody(world: World) {
    let place = world.opened(Some(2)).await;
    world
        .claimed(place, &people(0..6), IfFull::Wait)
        .await
        .unwrap();
    let next = Next::Offer(world.in_an_hour());
    let moved = world.resized(place, Some(4), next).await;
    let offers: Vec<_> = moved.iter().map(|moved| moved.offer.unwrap()).collect();
    assert_eq!(offers.len(), 2);
    assert_eq!(world.resized(place, Some(1), next).await, []);
    let occupancy = world.occupancy(place).await;
    assert_eq!(
        (occupancy.taken, occupancy.offered, occupancy.waiting),
        (2, 2, 2)
    );
    assert_eq!(occupancy.free(Some(1)), Some(0));
    // What was offered before is kept.
    let answer = world.accepted(offers[0].id, IfFull::Refuse).await.unwrap();
    assert_eq!(answer, domain::seats::Answer::Taken);
    // What is given up now is nobody's: the place is still too full.
    let down = world
        .turned_down(
            offers[1].id,
            domain::seats::OfferEvent::Decline,
            ClaimEvent::Leave,
            next,
        )
        .await
        .unwrap()
        .unwrap();
    assert_eq!(down.moved, []);
    assert_eq!(world.resized(place, None, Next::Give).await.len(), 2);
}

async fn an_offer_counts_from_when_the_place_was_had(world: World) {
    let place = world.opened(Some(1)).await;
    let asking = people(0..2);
    world.claimed(place, &asking, IfFull::Wait).await.unwrap();
    let mut holds = world.service.store.write().await.unwrap();
    store::seats::place::lock(&mut holds, place).await.unwrap();
    let (service, next) = (world.service.clone(), Next::Offer(world.in_an_hour()));
    let resizing = tokio::spawn(async move {
        let mut work = Work::begin(&service, By::NOBODY).await.unwrap();
        let moved = seats::set_capacity(&mut work, place, Some(2), next).await;
        work.commit().await.unwrap();
        moved.unwrap()
    });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    world.pass_minutes(1);
    holds.rollback().await.unwrap();
    let moved = resizing.await.unwrap();
    assert_eq!(moved[0].offer.unwrap().made_at, world.now());
}

async fn without_an_end_everybody_gets_in(world: World) {
    let place = world.opened(None).await;
    let claims = world
        .claimed(place, &people(0..40), IfFull::Refuse)
        .await
        .unwrap();
    assert_eq!(states(&claims), [ClaimState::Taken; 40]);
    assert_eq!(world.occupancy(place).await.free(None), None);
}

async fn who_leaves_the_line_frees_nothing(world: World) {
    let place = world.opened(Some(1)).await;
    let claims = world
        .claimed(place, &people([1, 2, 3]), IfFull::Wait)
        .await
        .unwrap();
    let released = world
        .released(claims[1].id, ClaimEvent::Leave, Next::Give)
        .await
        .unwrap();
    assert_eq!((released.offer, released.moved), (None, Vec::new()));
}

async fn what_is_over_is_not_ended_again(world: World) {
    let place = world.opened(Some(1)).await;
    let claims = world
        .claimed(place, &people([1]), IfFull::Wait)
        .await
        .unwrap();
    world
        .released(claims[0].id, ClaimEvent::Leave, Next::Give)
        .await
        .unwrap();
    let again = world
        .released(claims[0].id, ClaimEvent::Leave, Next::Give)
        .await;
    assert_eq!(
        conflict(again),
        domain::kit::app_error::ConflictCode::CHANGED_MEANWHILE
    );
}

async fn a_place_that_nobody_opened_is_not_found(world: World) {
    let nowhere = uuid::Uuid::nil().into();
    let refused = world.claimed(nowhere, &people([1]), IfFull::Wait).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    let resized = world
        .kept(async |work| seats::set_capacity(work, nowhere, None, Next::Give).await)
        .await;
    assert!(matches!(resized, Err(AppError::NotFound)), "{resized:?}");
}
