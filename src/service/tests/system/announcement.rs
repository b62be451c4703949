//! Announcements: who may publish, who sees one and until when.

use domain::kit::app_error::AppError;
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::{Grant, Role};
use domain::system::announcement::{AnnouncementForm, AnnouncementIdForm, OVER};
use service::system::announcement::{end, hide, list, publish, shown};

use crate::support::World;
use crate::support::diary::{conflict, signed_in};

crate::on_both_engines!(
    an_announcement_is_for_its_audience_alone,
    it_is_shown_from_its_first_to_its_last_day,
    hidden_by_one_it_stays_for_others,
    ended_it_is_gone_and_is_not_ended_twice,
);

/// To 4 March.
fn form(audience: &str) -> AnnouncementForm {
    AnnouncementForm {
        title: "Flu clinics".to_owned(),
        words: "Book yours.".to_owned(),
        audience: audience.to_owned(),
        first: TypedDay::new(2, 3, 2026),
        last: TypedDay::new(4, 3, 2026),
        ..AnnouncementForm::default()
    }
}

/// A coordinator, a member and an adviser.
async fn people(world: &World) -> [Actor; 3] {
    let helen = signed_in(world, "Helen Marsh", Role::HubCoordinator).await;
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    [
        helen,
        amina,
        signed_in(world, "David Okafor", Role::CareerAdviser).await,
    ]
}

async fn told(world: &World, by: &Actor, form: AnnouncementForm) -> AnnouncementIdForm {
    let told = publish(&world.service, by, form).await.unwrap();
    let announcement = told.id.to_string();
    AnnouncementIdForm { announcement }
}

/// How many announcements each of two people sees.
async fn seen(world: &World, by: [&Actor; 2]) -> [usize; 2] {
    let [one, other] = by.map(|actor| shown(&world.service, actor));
    [one.await.unwrap().len(), other.await.unwrap().len()]
}

async fn an_announcement_is_for_its_audience_alone(world: World) {
    let [helen, amina, david] = people(&world).await;
    for (audience, expected) in [("everyone", [1, 1]), ("members", [2, 1]), ("staff", [2, 2])] {
        told(&world, &helen, form(audience)).await;
        assert_eq!(seen(&world, [&amina, &david]).await, expected, "{audience}");
    }
    let organisation = world.organisation("Wharfedale Council").await;
    let mut only_there = form("staff");
    only_there.organisation = organisation.to_string();
    told(&world, &helen, only_there.clone()).await;
    let mut there = david.clone();
    let (role, organisation) = (Role::Administrator, Some(organisation));
    there.grants.push(Grant { role, organisation });
    assert_eq!(seen(&world, [&there, &david]).await, [3, 2]);
    only_there.organisation = amina.person.to_string();
    let refused = publish(&world.service, &helen, only_there).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
}

async fn it_is_shown_from_its_first_to_its_last_day(world: World) {
    let [helen, amina, david] = people(&world).await;
    let mut tomorrow = form("everyone");
    tomorrow.first = TypedDay::new(3, 3, 2026);
    told(&world, &helen, tomorrow).await;
    for (day, expected) in [(2, 0), (3, 1), (4, 1), (5, 0)] {
        assert_eq!(
            seen(&world, [&amina, &david]).await,
            [expected; 2],
            "{day} March"
        );
        world.pass_minutes(24 * 60);
    }
}

async fn hidden_by_one_it_stays_for_others(world: World) {
    let [helen, amina, david] = people(&world).await;
    let for_all = told(&world, &helen, form("everyone")).await;
    for _ in 0..2 {
        hide(&world.service, &amina, for_all.clone()).await.unwrap();
    }
    assert_eq!(seen(&world, [&amina, &david]).await, [0, 1]);
    let for_staff = told(&world, &helen, form("staff")).await;
    let refused = hide(&world.service, &amina, for_staff).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
}

async fn ended_it_is_gone_and_is_not_ended_twice(world: World) {
    let ([helen, amina, _], service) = (people(&world).await, &world.service);
    let first = told(&world, &helen, form("everyone")).await;
    end(service, &helen, first.clone()).await.unwrap();
    assert_eq!(seen(&world, [&helen, &amina]).await, [0, 0]);
    assert_eq!(conflict(end(service, &helen, first).await), OVER);
    let past = told(&world, &helen, form("everyone")).await;
    world.pass_minutes(3 * 24 * 60);
    assert_eq!(conflict(end(service, &helen, past).await), OVER);
    let all = list(service, &helen, 1).await.unwrap();
    let publisher = all.rows[0].publisher.as_str();
    assert_eq!((all.total, publisher), (2, "Helen Marsh"));
    let [publish, end] = ["announcement_published", "announcement_ended"];
    assert_eq!(world.audited().await, [publish, end, publish]);
}
