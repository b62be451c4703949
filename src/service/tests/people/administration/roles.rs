//! Nobody decides alone what they may do, and a role in an organisation works there.

use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::email_address::EmailAddress;
use domain::people::actor::Actor;
use domain::people::role::Role;
use service::people::person;

use super::{add, add_form, at, give, of_leek, organisation_called, priya, remove};
use crate::support::World;
use crate::support::diary::{
    add_weekly, conflict, free_times, message, publish, signed_in, weekly,
};

pub async fn nobody_gives_themselves_a_role(world: World) {
    let priya = priya(&world).await;
    let (lena, leek) = of_leek(&world, &priya).await;
    let own = give(&world, &lena, lena.person, Role::SiteManager, Some(leek)).await;
    assert_eq!(conflict(own), ConflictCode::NOT_ALLOWED_NOW);
    let own = give(&world, &priya, priya.person, Role::CareerAdviser, None).await;
    assert_eq!(conflict(own), ConflictCode::NOT_ALLOWED_NOW);
}

pub async fn a_role_that_works_in_the_whole_system_is_not_given_in_one_organisation(world: World) {
    const WORDS: &str = "This role is for the whole system, not for one organisation";
    let priya = priya(&world).await;
    let (lena, leek) = of_leek(&world, &priya).await;
    let manager = Some(at(Role::SiteManager, leek));
    let ann = add(&world, &lena, "Ann Rhodes", manager).await;
    for role in [Role::CareerAdviser, Role::HubCoordinator] {
        for by in [&lena, &priya] {
            let given = give(&world, by, ann, role, Some(leek)).await;
            assert_eq!(message(given, "role"), WORDS);
        }
        let form = add_form("Tom Dale", Some(at(role, leek)));
        let added = person::add(&world.service, &lena, form).await;
        assert_eq!(message(added, "role"), WORDS);
        let details = domain::people::person::PersonDetails {
            name: "Tom Dale".to_owned(),
            email: EmailAddress::parse("tom@example.nhs.uk").unwrap(),
            phone: None,
            postcode: None,
        };
        let by_operator = person::add_by_operator(&world.service, details, at(role, leek)).await;
        assert_eq!(message(by_operator, "role"), WORDS);
    }
}

/// Such a role may be left from before: it opens nothing, and nobody is offered times with who holds it.
pub async fn an_advisers_role_in_one_organisation_gives_nothing(world: World) {
    let priya = priya(&world).await;
    let leek = organisation_called(&world, &priya, "Leek Carers").await;
    let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
    publish(&world, &david, 1, "9:30am", "12pm").await;
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    assert!(!free_times(&world, &amina).await.is_empty());
    remove(&world, &priya, david.person, Role::CareerAdviser)
        .await
        .unwrap();
    let mut tx = world.service.store.write().await.unwrap();
    let (id, now) = (world.service.random(), world.now());
    let id = domain::people::id::RoleGrantId::new(now, id);
    let grant = at(Role::CareerAdviser, leek);
    store::people::role_grant::insert(&mut tx, id, david.person, grant, now, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.pass_minutes(1);
    assert!(free_times(&world, &amina).await.is_empty());
    let mut of_leek = david.clone();
    of_leek.grants = vec![grant];
    let diary = add_weekly(&world.service, &of_leek, weekly(2, "9:30am", "12pm")).await;
    assert_eq!(diary.err(), Some(AppError::Forbidden));
}

pub async fn what_was_given_elsewhere_is_not_told_in_the_history(world: World) {
    let priya = priya(&world).await;
    let (lena, leek) = of_leek(&world, &priya).await;
    let stone = organisation_called(&world, &priya, "Stone Carers").await;
    let ann = add(
        &world,
        &lena,
        "Ann Rhodes",
        Some(at(Role::SiteManager, leek)),
    )
    .await;
    for (role, place) in [
        (Role::HubMember, None),
        (Role::WorkforcePlanner, Some(stone)),
    ] {
        give(&world, &priya, ann, role, place).await.unwrap();
        remove(&world, &priya, ann, role).await.unwrap();
    }
    let told = |by: &Actor| {
        let (service, by) = (world.service.clone(), by.clone());
        async move {
            let known = person::one(&service, &by, ann).await.unwrap();
            known.history.len()
        }
    };
    assert_eq!(told(&priya).await, 6);
    assert_eq!(
        told(&lena).await,
        2,
        "that she was added, and her role in Leek"
    );
}
