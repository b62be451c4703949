//! A new email address is confirmed from its mailbox, and told to the old one.

use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::people::role::Role;
use service::people::person;

use super::{AMINA, audited, changed, known, of, priya};
use crate::support::World;
use crate::support::diary::message;

const NEW: &str = "amina.new@example.nhs.uk";
const BROWSER: &str = "192.0.2.1";

/// Enters another address for Amina.
async fn enter(world: &World, priya: &Actor, amina: PersonId, email: &str) {
    let mut form = changed(&known(world, priya, amina).await.unwrap());
    form.email = email.to_owned();
    person::change(&world.service, priya, form).await.unwrap();
}

/// The newest link that was sent to an address to confirm it.
async fn link_to(world: &World, email: &str) -> String {
    let body = world.messages_to(email).await.pop().unwrap().body;
    body.split_once("/sign-in/address/").unwrap().1[..64].to_owned()
}

async fn email_of(world: &World, priya: &Actor, person: PersonId) -> String {
    let known = known(world, priya, person).await.unwrap();
    known.person.email.to_string()
}

pub async fn a_new_address_is_theirs_once_it_is_confirmed_from_its_mailbox(world: World) {
    let priya = priya(&world).await;
    let amina = world.person("Amina Yusuf", Role::HubMember).await;
    enter(&world, &priya, amina, NEW).await;
    let waiting = known(&world, &priya, amina).await.unwrap();
    assert_eq!(waiting.person.email.as_str(), AMINA);
    assert_eq!(waiting.new_email.unwrap().as_str(), NEW);
    let told = world.messages_to(AMINA).await.pop().unwrap();
    assert_eq!(told.subject, "Someone asked to change your email address");
    assert!(!told.body.contains(NEW) && !told.body.contains("/sign-in/address/"));

    let link = link_to(&world, NEW).await;
    for _ in 0..2 {
        let shown = person::peek_address_link(&world.service, &link).await;
        assert_eq!(
            shown.unwrap().unwrap().as_str(),
            NEW,
            "looking changes nothing"
        );
    }
    let wrong = person::confirm_address(&world.service, &"0a".repeat(32), BROWSER).await;
    assert!(message(wrong, "token").starts_with("This link no longer works"));
    world.pass_seconds(1);
    let confirmed = person::confirm_address(&world.service, &link, BROWSER).await;
    assert_eq!(confirmed, Ok(amina));
    assert_eq!(email_of(&world, &priya, amina).await, NEW);
    let told = world.messages_to(AMINA).await.pop().unwrap();
    assert_eq!(told.subject, "Your email address has been changed");
    let again = person::confirm_address(&world.service, &link, BROWSER).await;
    assert!(message(again, "token").starts_with("This link no longer works"));
    assert_eq!(
        audited(&world, "address").await,
        ["address_asked", "address_changed"]
    );
}

pub async fn a_link_to_a_new_address_ends(world: World) {
    let priya = priya(&world).await;
    let amina = world.person("Amina Yusuf", Role::HubMember).await;
    let is_dead = |link: String| {
        let service = world.service.clone();
        async move {
            let shown = person::peek_address_link(&service, &link).await;
            assert_eq!(shown, Ok(None));
            let confirmed = person::confirm_address(&service, &link, BROWSER).await;
            message(confirmed, "token").starts_with("This link no longer works")
        }
    };
    enter(&world, &priya, amina, NEW).await;
    let first = link_to(&world, NEW).await;
    world.pass_seconds(1);
    enter(&world, &priya, amina, NEW).await;
    assert!(is_dead(first).await, "with a newer one");
    let second = link_to(&world, NEW).await;
    enter(&world, &priya, amina, AMINA).await;
    assert!(is_dead(second).await, "with the present address saved");
    world.pass_seconds(1);
    enter(&world, &priya, amina, NEW).await;
    let third = link_to(&world, NEW).await;
    world.pass_minutes(72 * 60);
    assert!(is_dead(third).await, "after three days");
    enter(&world, &priya, amina, NEW).await;
    let fourth = link_to(&world, NEW).await;
    person::close(&world.service, &priya, of(amina))
        .await
        .unwrap();
    person::reopen(&world.service, &priya, of(amina))
        .await
        .unwrap();
    assert!(is_dead(fourth).await, "with the account closed meanwhile");
    assert_eq!(email_of(&world, &priya, amina).await, AMINA);
}

pub async fn a_new_address_is_nobody_elses(world: World) {
    const TAKEN: &str = "Someone with this email address has an account";
    let priya = priya(&world).await;
    let amina = world.person("Amina Yusuf", Role::HubMember).await;
    let mut form = changed(&known(&world, &priya, amina).await.unwrap());
    form.email = "priya@example.nhs.uk".to_owned();
    let taken = person::change(&world.service, &priya, form).await;
    assert_eq!(message(taken, "email"), TAKEN);
    enter(&world, &priya, amina, "ben@example.nhs.uk").await;
    let link = link_to(&world, "ben@example.nhs.uk").await;
    world.person("Ben Cole", Role::HubMember).await;
    let taken = person::confirm_address(&world.service, &link, BROWSER).await;
    assert_eq!(message(taken, "email"), TAKEN);
    assert_eq!(email_of(&world, &priya, amina).await, AMINA);
}
