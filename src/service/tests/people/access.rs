//! Nothing that was sent or handed out before a change of address, roles or account goes on opening what it no longer should.

use crate::support::World;
use crate::support::diary::signed_in;
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::people::person::{ChangePersonForm, PersonForm};
use domain::people::personal_data::ErasureForm;
use domain::people::role::{GrantForm, RevokeForm, Role, WHOLE_SYSTEM};
use domain::people::sign_in::{CodeForm, EmailForm};
use service::people::calendar_feed;
use service::people::person;
use service::people::personal_data;
use service::people::session::{self, Visitor};
use service::people::sign_in;

crate::on_both_engines!(
    a_confirmed_address_ends_all_that_came_before,
    a_closed_account_stays_shut_for_all_that_came_before,
    erasure_ends_all_that_came_before,
    a_role_taken_away_ends_all_that_came_before,
    a_role_that_shows_nothing_in_a_calendar_leaves_the_calendar_link,
    a_role_given_ends_codes_and_leaves_the_rest,
    a_calendar_link_needs_the_role_and_its_owner_can_always_stop_it,
);

const AMINA: &str = "amina@example.nhs.uk";
const ADDRESS: &str = "192.0.2.1";

/// Everything that opens an account, or a part of it, without asking anew.
struct Keys {
    request: String,
    code: String,
    link: String,
    session: String,
    calendar: String,
}

/// A code and a link from an email, a browser that is signed in, and a calendar link.
async fn keys(world: &World, amina: &Actor) -> Keys {
    let session = sign_in::as_persona(&world.demo(), AMINA, &Visitor::default()).await;
    let calendar = calendar_feed::make(&world.service, amina).await.unwrap();
    let form = EmailForm {
        email: AMINA.to_owned(),
        return_to: String::new(),
    };
    let asked = sign_in::request_code(&world.service, form, &Visitor::default()).await;
    let body = world.messages_to(AMINA).await.pop().unwrap().body;
    let after = |mark: &str, length: usize| body.split_once(mark).unwrap().1[..length].to_owned();
    Keys {
        request: asked.unwrap().request.to_string(),
        code: after("code is ", 6),
        link: after("/sign-in/link/", 64),
        session: session.unwrap().token,
        calendar,
    }
}

/// Which of the keys still open something. Each is tried once.
async fn open(world: &World, keys: &Keys) -> Vec<&'static str> {
    let service = &world.service;
    let mut open = Vec::new();
    let session = session::authenticate(service, &keys.session).await.unwrap();
    open.extend(session.map(|_| "session"));
    let calendar = calendar_feed::read(service, &keys.calendar, ADDRESS).await;
    open.extend(calendar.ok().map(|_| "calendar"));
    let shown = sign_in::peek_link(service, &keys.link).await.unwrap();
    open.extend(shown.map(|_| "link shown"));
    let form = CodeForm {
        request: keys.request.clone(),
        code: keys.code.clone(),
    };
    let link = sign_in::open_link(service, &keys.link, &Visitor::default()).await;
    open.extend(link.ok().map(|_| "link"));
    let code = sign_in::verify_code(service, form, &Visitor::default()).await;
    open.extend(code.ok().map(|_| "code"));
    open
}

async fn amina_and_priya(world: &World) -> (Actor, Actor) {
    (
        signed_in(world, "Amina Yusuf", Role::HubMember).await,
        signed_in(world, "Priya Nair", Role::Administrator).await,
    )
}

async fn give(world: &World, priya: &Actor, to: PersonId, role: Role) {
    let form = GrantForm {
        person: to.to_string(),
        role: role.code().to_owned(),
        place: WHOLE_SYSTEM.to_owned(),
    };
    person::give_role(&world.service, priya, form)
        .await
        .unwrap();
}

async fn take(world: &World, priya: &Actor, from: PersonId, role: Role) {
    let known = person::one(&world.service, priya, from).await.unwrap();
    let held = known.grants.iter().find(|held| held.grant.role == role);
    let form = RevokeForm {
        grant: held.unwrap().id.to_string(),
    };
    person::remove_role(&world.service, priya, form)
        .await
        .unwrap();
}

fn of(person: &Actor) -> PersonForm {
    PersonForm {
        person: person.person.to_string(),
    }
}

async fn a_confirmed_address_ends_all_that_came_before(world: World) {
    const NEW: &str = "amina.new@example.nhs.uk";
    let (amina, priya) = amina_and_priya(&world).await;
    let keys = keys(&world, &amina).await;
    let form = ChangePersonForm {
        person: amina.person.to_string(),
        name: amina.name.clone(),
        email: NEW.to_owned(),
        ..ChangePersonForm::default()
    };
    person::change(&world.service, &priya, form).await.unwrap();
    let body = world.messages_to(NEW).await.pop().unwrap().body;
    let link = &body.split_once("/sign-in/address/").unwrap().1[..64];
    person::confirm_address(&world.service, link, ADDRESS)
        .await
        .unwrap();
    assert_eq!(open(&world, &keys).await, [""; 0]);
}

async fn a_closed_account_stays_shut_for_all_that_came_before(world: World) {
    let (amina, priya) = amina_and_priya(&world).await;
    let keys = keys(&world, &amina).await;
    person::close(&world.service, &priya, of(&amina))
        .await
        .unwrap();
    person::reopen(&world.service, &priya, of(&amina))
        .await
        .unwrap();
    assert_eq!(open(&world, &keys).await, [""; 0]);
}

async fn erasure_ends_all_that_came_before(world: World) {
    let (amina, _) = amina_and_priya(&world).await;
    let keys = keys(&world, &amina).await;
    let form = ErasureForm {
        understood: "on".to_owned(),
    };
    personal_data::erase(&world.service, &amina, form)
        .await
        .unwrap();
    assert_eq!(open(&world, &keys).await, [""; 0]);
}

async fn a_role_taken_away_ends_all_that_came_before(world: World) {
    let (amina, priya) = amina_and_priya(&world).await;
    let keys = keys(&world, &amina).await;
    take(&world, &priya, amina.person, Role::HubMember).await;
    assert_eq!(open(&world, &keys).await, [""; 0]);
    give(&world, &priya, amina.person, Role::HubMember).await;
    assert_eq!(open(&world, &keys).await, [""; 0], "with the role again");
}

async fn a_role_that_shows_nothing_in_a_calendar_leaves_the_calendar_link(world: World) {
    let (amina, priya) = amina_and_priya(&world).await;
    give(&world, &priya, amina.person, Role::HubCoordinator).await;
    let keys = keys(&world, &amina).await;
    take(&world, &priya, amina.person, Role::HubCoordinator).await;
    assert_eq!(open(&world, &keys).await, ["calendar"]);
}

async fn a_role_given_ends_codes_and_leaves_the_rest(world: World) {
    let (amina, priya) = amina_and_priya(&world).await;
    let keys = keys(&world, &amina).await;
    give(&world, &priya, amina.person, Role::HubCoordinator).await;
    assert_eq!(open(&world, &keys).await, ["session", "calendar"]);
}

/// Whatever took the role away, and whoever would still have the link.
async fn a_calendar_link_needs_the_role_and_its_owner_can_always_stop_it(world: World) {
    let (mut amina, priya) = amina_and_priya(&world).await;
    let link = calendar_feed::make(&world.service, &amina).await.unwrap();
    let known = person::one(&world.service, &priya, amina.person).await;
    let mut tx = world.service.store.write().await.unwrap();
    let role = known.unwrap().grants[0].id;
    store::people::role_grant::revoke(&mut tx, role, world.now(), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    amina.grants.clear();
    let read = calendar_feed::read(&world.service, &link, ADDRESS).await;
    assert_eq!(read, Err(AppError::NotFound));
    let made_at = calendar_feed::made_at(&world.service, &amina).await;
    assert_eq!(made_at, Ok(Some(world.now())));
    calendar_feed::revoke(&world.service, &amina).await.unwrap();
    let made_at = calendar_feed::made_at(&world.service, &amina).await;
    assert_eq!(made_at, Ok(None));
    let again = calendar_feed::make(&world.service, &amina).await;
    assert_eq!(again, Err(AppError::Forbidden));
}
