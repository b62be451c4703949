//! An organisation takes all that is kept of it along, and leaves.

use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::id::RoleGrantId;
use domain::people::role::{Grant, Role};
use domain::places::id::OrganisationId;
use domain::places::organisation::LeaveForm;
use domain::places::site::SiteForm;
use service::places::organisation::{export, leave, one};
use service::places::site;

use crate::support::World;
use crate::support::diary::signed_in;

crate::on_both_engines!(
    an_organisation_takes_its_data_along_and_leaves,
    nobody_elses_organisation_is_taken_or_leaves,
);

/// An administrator of one organisation, which has a site, with a manager.
async fn organisation(world: &World, name: &str) -> (OrganisationId, Actor) {
    let id = world.organisation(name).await;
    let mut priya = signed_in(world, &format!("{name}-Priya Nair"), Role::Administrator).await;
    let mut omar = signed_in(world, &format!("{name}-Omar Aziz"), Role::SiteManager).await;
    for actor in [&mut priya, &mut omar] {
        within(world, actor, id).await;
    }
    let form = SiteForm {
        organisation: id.to_string(),
        name: format!("Ward of {name}"),
        address: "1 High Street".to_owned(),
        town: "Leek".to_owned(),
        postcode: "ST13 5AA".to_owned(),
        ..SiteForm::default()
    };
    site::add(&world.service, &priya, form).await.unwrap();
    (id, priya)
}

/// Has somebody their role in one organisation rather than in the whole system.
async fn within(world: &World, actor: &mut Actor, organisation: OrganisationId) {
    let mut tx = world.service.store.write().await.unwrap();
    for held in store::people::role_grant::of_person(&mut tx, actor.person)
        .await
        .unwrap()
    {
        let now = world.now();
        store::people::role_grant::revoke(&mut tx, held.id, now, None)
            .await
            .unwrap();
        let grant = Grant {
            organisation: Some(organisation),
            ..held.grant
        };
        actor.grants = vec![grant];
        let id = RoleGrantId::new(now, world.service.random());
        store::people::role_grant::insert(&mut tx, id, actor.person, grant, now, None)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

fn leaving(organisation: OrganisationId) -> LeaveForm {
    LeaveForm {
        organisation: organisation.to_string(),
        understood: "on".to_owned(),
    }
}

async fn roles_in(world: &World, organisation: OrganisationId) -> usize {
    let mut conn = world.service.store.read().await.unwrap();
    let held = store::people::role_grant::of_organisation(&mut conn, organisation).await;
    held.unwrap().len()
}

async fn an_organisation_takes_its_data_along_and_leaves(world: World) {
    let (id, priya) = organisation(&world, "Moorlands").await;
    let (other, _) = organisation(&world, "Dales").await;
    let service = &world.service;
    let file = export(service, &priya, id).await.unwrap();
    for told in [
        "Moorlands",
        "Ward of Moorlands",
        "moorlands-omar@example.nhs.uk",
        "Site manager",
        "Added a site",
    ] {
        assert!(file.contains(told), "{told}: {file}");
    }
    assert!(!file.contains("Dales"), "{file}");

    leave(service, &priya, leaving(id)).await.unwrap();
    assert_eq!(
        (roles_in(&world, id).await, roles_in(&world, other).await),
        (0, 2)
    );
    let (_, sites) = one(service, &priya, id).await.unwrap();
    assert!(sites.iter().all(|site| site.closed_at.is_some()));
    let log = world.audited().await;
    let ended = [
        "role_revoked",
        "role_revoked",
        "site_closed",
        "organisation_left",
    ];
    assert_eq!(log[log.len() - 4..], ended, "{log:?}");
}

async fn nobody_elses_organisation_is_taken_or_leaves(world: World) {
    let (id, _) = organisation(&world, "Moorlands").await;
    let (_, other) = organisation(&world, "Dales").await;
    let taken = export(&world.service, &other, id).await;
    assert_eq!(taken, Err(AppError::NotFound));
    let left = leave(&world.service, &other, leaving(id)).await;
    assert_eq!(left, Err(AppError::NotFound));
    assert_eq!(roles_in(&world, id).await, 2);
}
