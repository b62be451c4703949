//! Administrators look after people, roles, organisations, sites and settings, each within their reach.

mod addresses;
mod roles;
use crate::support::World;
use crate::support::diary::{actor, conflict, message, signed_in};
use addresses::{
    a_link_to_a_new_address_ends, a_new_address_is_nobody_elses,
    a_new_address_is_theirs_once_it_is_confirmed_from_its_mailbox,
};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::email_address::EmailAddress;
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::audit::{PERSON, PERSON_ADDED, ROLE_GRANTED, ROLE_REVOKED};
use domain::people::id::PersonId;
use domain::people::permission::ADMINISTER;
use domain::people::person::{AddPersonForm, ChangePersonForm, PersonForm};
use domain::people::role::{Grant, GrantForm, RevokeForm, Role, WHOLE_SYSTEM};
use domain::places::audit::ORGANISATION_ADDED;
use domain::places::id::OrganisationId;
use domain::places::organisation::OrganisationForm;
use domain::places::site::{SiteForm, SiteIdForm};
use domain::system::settings::SettingForm;
use jiff::civil::date;
use roles::{
    a_role_that_works_in_the_whole_system_is_not_given_in_one_organisation,
    an_advisers_role_in_one_organisation_gives_nothing, nobody_gives_themselves_a_role,
    what_was_given_elsewhere_is_not_told_in_the_history,
};
use service::people::person::{self, Known, Search};
use service::people::session;
use service::people::session::Visitor;
use service::people::sign_in::as_persona;
use service::places::organisation;
use service::places::site;
use service::system::audit;
use service::system::setting;

crate::on_both_engines!(
    a_person_is_added_once_by_their_address,
    an_administrator_of_an_organisation_sees_and_gives_only_there,
    whoever_has_a_role_elsewhere_keeps_their_details,
    a_name_is_no_secret_and_a_closed_account_signs_out,
    a_new_address_is_theirs_once_it_is_confirmed_from_its_mailbox,
    a_link_to_a_new_address_ends,
    a_new_address_is_nobody_elses,
    nobody_gives_themselves_a_role,
    a_role_that_works_in_the_whole_system_is_not_given_in_one_organisation,
    an_advisers_role_in_one_organisation_gives_nothing,
    what_was_given_elsewhere_is_not_told_in_the_history,
    one_administrator_of_the_system_is_always_left,
    of_two_administrators_who_remove_each_other_one_stays,
    roles_are_given_once_and_end_at_once,
    people_are_found_by_name_address_and_role,
    organisations_and_sites_are_added_changed_and_closed,
    a_setting_holds_from_a_day_on,
    the_log_says_who_did_what,
    the_first_administrator_comes_from_the_command_line,
);

const AMINA: &str = "amina@example.nhs.uk";

async fn priya(world: &World) -> Actor {
    signed_in(world, "Priya Nair", Role::Administrator).await
}

async fn organisation_called(world: &World, priya: &Actor, name: &str) -> OrganisationId {
    let form = OrganisationForm {
        name: name.to_owned(),
        kind: "voluntary".to_owned(),
        town: "Leek".to_owned(),
        postcode: "st13 5aa".to_owned(),
    };
    organisation::add(&world.service, priya, form)
        .await
        .unwrap()
}

async fn add(world: &World, actor: &Actor, name: &str, grant: Option<Grant>) -> PersonId {
    person::add(&world.service, actor, add_form(name, grant))
        .await
        .unwrap()
}

fn add_form(name: &str, grant: Option<Grant>) -> AddPersonForm {
    let first = name.split(' ').next().unwrap().to_lowercase();
    AddPersonForm {
        name: name.to_owned(),
        email: format!("{first}@example.nhs.uk"),
        role: grant.map_or("", |grant| grant.role.code()).to_owned(),
        organisation: grant
            .and_then(|grant| grant.organisation)
            .map(|id| id.to_string())
            .unwrap_or_default(),
        ..AddPersonForm::default()
    }
}

fn at(role: Role, organisation: OrganisationId) -> Grant {
    Grant {
        role,
        organisation: Some(organisation),
    }
}

async fn give(
    world: &World,
    by: &Actor,
    to: PersonId,
    role: Role,
    place: Option<OrganisationId>,
) -> Result<PersonId, AppError> {
    let form = GrantForm {
        person: to.to_string(),
        role: role.code().to_owned(),
        place: place.map_or(WHOLE_SYSTEM.to_owned(), |place| place.to_string()),
    };
    person::give_role(&world.service, by, form).await
}

async fn known(world: &World, by: &Actor, id: PersonId) -> Result<Known, AppError> {
    person::one(&world.service, by, id).await
}

async fn remove(world: &World, by: &Actor, of: PersonId, role: Role) -> Result<PersonId, AppError> {
    let mut conn = world.service.store.read().await.unwrap();
    let grants = store::people::role_grant::of_person(&mut conn, of)
        .await
        .unwrap();
    drop(conn);
    let held = grants.iter().find(|held| held.grant.role == role).unwrap();
    let form = RevokeForm {
        grant: held.id.to_string(),
    };
    person::remove_role(&world.service, by, form).await
}

fn of(person: PersonId) -> PersonForm {
    PersonForm {
        person: person.to_string(),
    }
}

fn changed(known: &Known) -> ChangePersonForm {
    ChangePersonForm {
        person: known.person.id.to_string(),
        name: known.person.name.clone(),
        email: known.person.email.to_string(),
        ..ChangePersonForm::default()
    }
}

/// An administrator of Leek Carers only.
async fn of_leek(world: &World, priya: &Actor) -> (Actor, OrganisationId) {
    let leek = organisation_called(world, priya, "Leek Carers").await;
    let id = add(
        world,
        priya,
        "Lena Wood",
        Some(at(Role::Administrator, leek)),
    )
    .await;
    let mut lena = actor(id, "Lena Wood", Role::Administrator);
    lena.grants = vec![at(Role::Administrator, leek)];
    (lena, leek)
}

async fn a_person_is_added_once_by_their_address(world: World) {
    let priya = priya(&world).await;
    let id = add(&world, &priya, "Amina Yusuf", None).await;
    let found = known(&world, &priya, id).await.unwrap();
    assert_eq!(found.person.name, "Amina Yusuf");
    assert!(found.grants.is_empty());
    let again = person::add(&world.service, &priya, add_form("Amina Other", None)).await;
    assert_eq!(
        message(again, "email"),
        "Someone with this email address has an account"
    );
    let amina = actor(id, "Amina Yusuf", Role::HubMember);
    let refused = person::add(&world.service, &amina, add_form("Ben Shaw", None)).await;
    assert_eq!(refused, Err(AppError::Forbidden));
    assert_eq!(world.audited().await, ["person_added"]);
}

async fn an_administrator_of_an_organisation_sees_and_gives_only_there(world: World) {
    let priya = priya(&world).await;
    let (lena, leek) = of_leek(&world, &priya).await;
    let stone = organisation_called(&world, &priya, "Stone Carers").await;
    let theirs = add(
        &world,
        &priya,
        "Tom Dale",
        Some(at(Role::SiteManager, stone)),
    )
    .await;

    let without_role = person::add(&world.service, &lena, add_form("Ann Rhodes", None)).await;
    assert_eq!(message(without_role, "role"), "Choose a role");
    let elsewhere = add_form("Ann Rhodes", Some(at(Role::SiteManager, stone)));
    let elsewhere = person::add(&world.service, &lena, elsewhere).await;
    assert_eq!(
        message(elsewhere, "organisation"),
        "Choose one of your organisations"
    );
    let ann = add(
        &world,
        &lena,
        "Ann Rhodes",
        Some(at(Role::SiteManager, leek)),
    )
    .await;

    let seen = person::list(&world.service, &lena, &Search::default())
        .await
        .unwrap();
    let names: Vec<&str> = seen
        .rows
        .iter()
        .map(|(person, _)| person.name.as_str())
        .collect();
    assert_eq!(names, ["Ann Rhodes", "Lena Wood"]);
    assert_eq!(seen.total, 2);
    assert_eq!(known(&world, &lena, theirs).await, Err(AppError::NotFound));

    let to_system = give(&world, &lena, ann, Role::HubMember, None).await;
    assert_eq!(to_system, Err(AppError::NotFound));
    let to_stone = give(&world, &lena, ann, Role::HubMember, Some(stone)).await;
    assert_eq!(to_stone, Err(AppError::NotFound));
    let to_stranger = give(&world, &lena, theirs, Role::HubMember, Some(leek)).await;
    assert_eq!(to_stranger, Err(AppError::NotFound));
    give(&world, &lena, ann, Role::HubMember, Some(leek))
        .await
        .unwrap();
    let refused = remove(&world, &lena, theirs, Role::SiteManager).await;
    assert_eq!(refused, Err(AppError::NotFound));

    assert_eq!(
        organisation::one(&world.service, &lena, stone).await,
        Err(AppError::NotFound)
    );
    let own = organisation::list(&world.service, &lena, ADMINISTER, "", 1)
        .await
        .unwrap();
    assert_eq!(own.rows.len(), 1);
    assert_eq!(
        setting::list(&world.service, &lena).await,
        Err(AppError::Forbidden)
    );
    let form = OrganisationForm::default();
    assert_eq!(
        organisation::add(&world.service, &lena, form).await,
        Err(AppError::Forbidden)
    );
}

async fn whoever_has_a_role_elsewhere_keeps_their_details(world: World) {
    let priya = priya(&world).await;
    let (lena, leek) = of_leek(&world, &priya).await;
    let ann = add(
        &world,
        &lena,
        "Ann Rhodes",
        Some(at(Role::SiteManager, leek)),
    )
    .await;
    give(&world, &priya, ann, Role::Administrator, None)
        .await
        .unwrap();
    let seen = known(&world, &lena, ann).await.unwrap();
    assert!(!seen.may_change);
    assert_eq!(
        seen.grants.len(),
        1,
        "what she may do elsewhere is not told"
    );
    // Who could change the address could sign in as an administrator of the system.
    let mut form = changed(&seen);
    form.email = "lena.too@example.nhs.uk".to_owned();
    let taken_over = person::change(&world.service, &lena, form).await;
    assert_eq!(taken_over, Err(AppError::Forbidden));
    let closed = person::close(&world.service, &lena, of(ann)).await;
    assert_eq!(closed, Err(AppError::Forbidden));
}

/// The actions in the log that begin so, by name: all were done in one second.
async fn audited(world: &World, beginning: &str) -> Vec<&'static str> {
    let mut actions = world.audited().await;
    actions.retain(|action| action.starts_with(beginning));
    actions.sort_unstable();
    actions
}

async fn sessions(world: &World, of: &Actor) -> usize {
    session::list(&world.service, of).await.unwrap().len()
}

async fn a_name_is_no_secret_and_a_closed_account_signs_out(world: World) {
    let priya = priya(&world).await;
    let amina = world.person("Amina Yusuf", Role::HubMember).await;
    let amina = actor(amina, "Amina Yusuf", Role::HubMember);
    as_persona(&world.demo(), AMINA, &Visitor::default())
        .await
        .unwrap();
    let mut form = changed(&known(&world, &priya, amina.person).await.unwrap());
    form.name = "Amina Y. Yusuf".to_owned();
    person::change(&world.service, &priya, form).await.unwrap();
    assert_eq!(sessions(&world, &amina).await, 1);
    // Closed twice it is closed once.
    for _ in 0..2 {
        person::close(&world.service, &priya, of(amina.person))
            .await
            .unwrap();
        assert_eq!(sessions(&world, &amina).await, 0);
    }
    let closed = known(&world, &priya, amina.person).await.unwrap();
    assert_eq!(closed.person.closed_at, Some(world.now()));
    person::reopen(&world.service, &priya, of(amina.person))
        .await
        .unwrap();
    assert_eq!(
        audited(&world, "person").await,
        ["person_changed", "person_closed", "person_reopened"]
    );
}

async fn one_administrator_of_the_system_is_always_left(world: World) {
    let priya = priya(&world).await;
    let own = remove(&world, &priya, priya.person, Role::Administrator).await;
    assert_eq!(conflict(own), ConflictCode::NOT_ALLOWED_NOW);
    let own = person::close(&world.service, &priya, of(priya.person)).await;
    assert_eq!(conflict(own), ConflictCode::NOT_ALLOWED_NOW);
    let omar = signed_in(&world, "Omar Reid", Role::Administrator).await;
    person::close(&world.service, &omar, of(priya.person))
        .await
        .unwrap();
    // Priya's account is closed now, but her pages could still be open.
    let last = remove(&world, &priya, omar.person, Role::Administrator).await;
    assert_eq!(conflict(last), ConflictCode::NOT_ALLOWED_NOW);
    let last = person::close(&world.service, &priya, of(omar.person)).await;
    assert_eq!(conflict(last), ConflictCode::NOT_ALLOWED_NOW);
}

async fn of_two_administrators_who_remove_each_other_one_stays(world: World) {
    let priya = priya(&world).await;
    let omar = signed_in(&world, "Omar Reid", Role::Administrator).await;
    let (one, two) = tokio::join!(
        remove(&world, &priya, omar.person, Role::Administrator),
        remove(&world, &omar, priya.person, Role::Administrator),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let refused = if one.is_ok() { two } else { one };
    assert_eq!(conflict(refused), ConflictCode::NOT_ALLOWED_NOW);
}

async fn roles_are_given_once_and_end_at_once(world: World) {
    let priya = priya(&world).await;
    let leek = organisation_called(&world, &priya, "Leek Carers").await;
    let amina = add(&world, &priya, "Amina Yusuf", None).await;
    for place in [None, Some(leek)] {
        give(&world, &priya, amina, Role::SiteManager, place)
            .await
            .unwrap();
        let twice = give(&world, &priya, amina, Role::SiteManager, place).await;
        assert_eq!(message(twice, "role"), "They have this role already");
    }
    let nowhere = Some(OrganisationId::from(uuid::Uuid::nil()));
    let unknown = give(&world, &priya, amina, Role::SiteManager, nowhere).await;
    assert_eq!(message(unknown, "place"), "Choose where the role holds");
    let held = known(&world, &priya, amina).await.unwrap().grants;
    assert_eq!(held.len(), 2);
    remove(&world, &priya, amina, Role::SiteManager)
        .await
        .unwrap();
    let held = known(&world, &priya, amina).await.unwrap();
    assert_eq!(held.grants.len(), 1);
    let history = held.history.iter();
    let mut done: Vec<&str> = history.map(|listed| listed.entry.action.as_str()).collect();
    done.sort();
    assert_eq!(
        done,
        [PERSON_ADDED, ROLE_GRANTED, ROLE_GRANTED, ROLE_REVOKED]
            .map(|action| action.code().to_owned())
    );
    let form = RevokeForm {
        grant: uuid::Uuid::nil().to_string(),
    };
    let unknown = person::remove_role(&world.service, &priya, form).await;
    assert_eq!(unknown, Err(AppError::NotFound));
}

async fn people_are_found_by_name_address_and_role(world: World) {
    let priya = priya(&world).await;
    for n in 0..30 {
        let name = format!("Member{n:02} Of_Hub");
        world.person(&name, Role::HubMember).await;
    }
    let search = |text: &str, role, page| Search {
        text: text.to_owned(),
        role,
        page,
    };
    let list = |search: Search| {
        let (service, priya) = (world.service.clone(), priya.clone());
        async move { person::list(&service, &priya, &search).await.unwrap() }
    };
    let members = list(search("", Some(Role::HubMember), 1)).await;
    assert_eq!((members.total, members.pages), (30, 2));
    assert_eq!(members.rows.len(), 25);
    assert_eq!(members.rows[0].1[0].grant.role, Role::HubMember);
    let beyond = list(search("", Some(Role::HubMember), 99)).await;
    assert_eq!((beyond.page, beyond.rows.len()), (2, 5));
    assert_eq!(list(search("of_hub", None, 1)).await.total, 30);
    assert_eq!(list(search("ofxhub", None, 1)).await.total, 0);
    assert_eq!(list(search("MEMBER07@", None, 1)).await.total, 1);
}

fn site_form(organisation: &str, id: &str) -> SiteForm {
    SiteForm {
        organisation: organisation.to_owned(),
        site: id.to_owned(),
        name: "Leek Moorlands Hospital".to_owned(),
        address: "Ashbourne Road".to_owned(),
        town: "Leek".to_owned(),
        postcode: "st13 5bq".to_owned(),
        access_notes: "Step-free at the main door.".to_owned(),
    }
}

async fn organisations_and_sites_are_added_changed_and_closed(world: World) {
    let priya = priya(&world).await;
    let (lena, leek) = of_leek(&world, &priya).await;
    let stone = organisation_called(&world, &priya, "Stone Carers").await;
    let found = organisation::list(&world.service, &priya, ADMINISTER, "carers", 1)
        .await
        .unwrap();
    assert_eq!(found.total, 2);

    let id = site::add(&world.service, &lena, site_form(&leek.to_string(), ""))
        .await
        .unwrap();
    let kept = site::one(&world.service, &lena, id).await.unwrap();
    assert_eq!(kept.postcode.to_string(), "ST13 5BQ");
    assert!(kept.grid_reference.is_some(), "the district's centre");
    let foreign = site::add(&world.service, &lena, site_form(&stone.to_string(), "")).await;
    assert_eq!(foreign, Err(AppError::NotFound));

    let mut form = site_form("", &id.to_string());
    form.name = "Leek Hospital".to_owned();
    site::change(&world.service, &lena, form.clone())
        .await
        .unwrap();
    // The same again changes nothing.
    site::change(&world.service, &lena, form).await.unwrap();
    let which = || SiteIdForm {
        site: id.to_string(),
    };
    site::close(&world.service, &lena, which()).await.unwrap();
    site::close(&world.service, &lena, which()).await.unwrap();
    let (_, sites) = organisation::one(&world.service, &priya, leek)
        .await
        .unwrap();
    assert_eq!(sites.len(), 1);
    assert_eq!(sites[0].name, "Leek Hospital");
    assert_eq!(sites[0].closed_at, Some(world.now()));
    site::reopen(&world.service, &lena, which()).await.unwrap();
    assert_eq!(
        audited(&world, "site").await,
        ["site_added", "site_changed", "site_closed", "site_reopened"]
    );
    let missing = site::add(&world.service, &lena, SiteForm::default()).await;
    assert_eq!(message(missing, "postcode"), "Enter a postcode");
}

async fn a_setting_holds_from_a_day_on(world: World) {
    let priya = priya(&world).await;
    let set = |value: &str, day: &str, month: &str| SettingForm {
        name: "cut_off_hours".to_owned(),
        value: value.to_owned(),
        from: TypedDay::new(day, month, "2026"),
    };
    let change = |form| setting::change(&world.service, &priya, form);
    // It is Monday 2 March 2026.
    change(set("48", "9", "3")).await.unwrap();
    let listed = setting::list(&world.service, &priya).await.unwrap();
    assert_eq!(listed[0].value, 24);
    assert_eq!(listed[0].coming[0].value, 48);
    assert_eq!(listed[0].coming[0].valid_from, date(2026, 3, 9));
    world.pass_minutes(7 * 24 * 60);
    let listed = setting::list(&world.service, &priya).await.unwrap();
    assert_eq!(listed[0].value, 48);
    change(set("12", "9", "3")).await.unwrap();
    let listed = setting::list(&world.service, &priya).await.unwrap();
    assert_eq!((listed[0].value, listed[0].coming.len()), (12, 0));
    let past = change(set("12", "8", "3")).await;
    assert_eq!(
        message(past, "from"),
        "The first day must be today or later"
    );
    let wide = change(set("337", "9", "3")).await;
    assert_eq!(message(wide, "value"), "Enter a whole number from 0 to 336");
}

async fn the_log_says_who_did_what(world: World) {
    let priya = priya(&world).await;
    let amina = add(&world, &priya, "Amina Yusuf", None).await;
    give(&world, &priya, amina, Role::HubMember, None)
        .await
        .unwrap();
    world.pass_minutes(24 * 60);
    organisation_called(&world, &priya, "Leek Carers").await;
    let all = audit::Search {
        first_day: date(2026, 3, 1),
        last_day: date(2026, 3, 31),
        actor: String::new(),
        action: None,
        object_kind: None,
        page: 1,
    };
    let count = |search: audit::Search| {
        let (service, priya) = (world.service.clone(), priya.clone());
        async move {
            let found = audit::list(&service, &priya, &search).await.unwrap();
            found.entries.total
        }
    };
    let service = &world.service;
    assert_eq!(count(all.clone()).await, 3);
    let mut one_day = all.clone();
    one_day.last_day = date(2026, 3, 2);
    assert_eq!(count(one_day).await, 2);
    let mut roles = all.clone();
    roles.action = service.actions().find(|action| **action == ROLE_GRANTED);
    assert_eq!(count(roles).await, 1);
    let mut people = all.clone();
    people.object_kind = service.object_kinds().find(|kind| **kind == PERSON);
    assert_eq!(count(people).await, 2);
    let mut nobody = all.clone();
    nobody.actor = "amina".to_owned();
    assert_eq!(count(nobody).await, 0);
    let mut by_priya = all.clone();
    by_priya.actor = "PRIYA".to_owned();
    assert_eq!(count(by_priya).await, 3);
    let found = audit::list(&world.service, &priya, &all).await.unwrap();
    assert_eq!(
        found.entries.rows[0].entry.action,
        ORGANISATION_ADDED.code()
    );
    assert_eq!(
        found.entries.rows[0].actor_name.as_deref(),
        Some("Priya Nair")
    );
    assert_eq!(
        found.entries.rows[1].person_name.as_deref(),
        Some("Amina Yusuf")
    );
    let amina = actor(amina, "Amina Yusuf", Role::HubCoordinator);
    assert_eq!(
        audit::list(&world.service, &amina, &all).await,
        Err(AppError::Forbidden)
    );
}

async fn the_first_administrator_comes_from_the_command_line(world: World) {
    let details = || domain::people::person::PersonDetails {
        name: "Priya Nair".to_owned(),
        email: EmailAddress::parse("priya@example.nhs.uk").unwrap(),
        phone: None,
        postcode: None,
    };
    let grant = |role| Grant {
        role,
        organisation: None,
    };
    let add = |role| person::add_by_operator(&world.service, details(), grant(role));
    let id = add(Role::Administrator).await.unwrap();
    let again = add(Role::Administrator).await;
    assert_eq!(message(again, "role"), "They have this role already");
    assert_eq!(add(Role::HubCoordinator).await.unwrap(), id);
    let priya = actor(id, "Priya Nair", Role::Administrator);
    let held = known(&world, &priya, id).await.unwrap();
    assert_eq!(held.grants.len(), 2);
    assert_eq!(held.history[0].actor_name, None);
}
