//! Turns what the service knows of people into finished words.

use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use domain::people::background::Background;
use domain::people::id::PersonId;
use domain::people::permission::ADMINISTER;
use domain::people::person::ChangePersonForm;
use domain::people::role::{Role, WHOLE_SYSTEM};
use service::Service;
use service::people::person::RoleGrant;
use service::people::person::{Known, Search};

use super::{
    NewPersonModel, PeopleModel, PeopleQuery, PersonLine, PersonModel, RoleLine, RoleModel,
    RoleQuestionModel,
};
use ui::Item;
use web::banner::Banner;
use web::context::administrator;
use web::error::Failure;
use web::finder::{self, Finder};
use web::log::log_line;

const WHOLE_SYSTEM_WORDS: &str = "The whole system";

/// Leads to a person's page, which says what was done.
pub(crate) fn to_person(id: PersonId, done: Banner) {
    done.at(&format!("/people/{id}"));
}

fn roles() -> Vec<Item> {
    choices_of(|_| true)
}

/// The roles that an administrator can give: in one organisation fewer than in the whole system.
fn roles_to_give(actor: &Actor) -> Vec<Item> {
    let whole_system = actor.reach(ADMINISTER).is_none();
    choices_of(|role| whole_system || role.can_hold_in_one_organisation())
}

fn choices_of(offered: impl Fn(Role) -> bool) -> Vec<Item> {
    Role::ALL
        .iter()
        .filter(|role| offered(**role))
        .map(|role| Item::new(role.code(), role.words()))
        .collect()
}

pub(crate) async fn people(query: PeopleQuery) -> Result<PeopleModel, Failure> {
    let (service, actor) = administrator()?;
    let search = Search {
        text: domain::kit::query::text(&query.text),
        role: Role::from_code(query.role.trim()),
        page: domain::kit::query::page(&query.page),
    };
    let found = service::people::person::list(&service, &actor, &search).await?;
    Ok(PeopleModel {
        query: PeopleQuery {
            text: search.text,
            role: search.role.map_or("", Role::code).to_owned(),
            page: found.page.to_string(),
        },
        roles: roles(),
        people: found.map(|(person, grants)| PersonLine {
            id: person.id.to_string(),
            name: person.name,
            email: person.email.to_string(),
            roles: role_names(&grants),
            is_closed: person.closed_at.is_some(),
        }),
    })
}

fn role_names(grants: &[RoleGrant]) -> String {
    let mut names: Vec<&str> = grants.iter().map(|held| held.grant.role.words()).collect();
    names.dedup();
    names.join(", ")
}

pub(crate) async fn new_person() -> Result<NewPersonModel, Failure> {
    let (service, actor) = administrator()?;
    if actor.reach(ADMINISTER).is_none() {
        return Ok(NewPersonModel {
            roles: Vec::new(),
            organisations: Vec::new(),
        });
    }
    let found = service::places::organisation::list(&service, &actor, ADMINISTER, "", 1).await?;
    Ok(NewPersonModel {
        roles: roles_to_give(&actor),
        organisations: found
            .rows
            .iter()
            .map(|organisation| Item::new(organisation.id.to_string(), &organisation.name))
            .collect(),
    })
}

async fn known(id: &str) -> Result<(Service, Actor, Known), Failure> {
    let (service, actor) = administrator()?;
    let id = id.trim().parse().map_err(|_| AppError::NotFound)?;
    let known = service::people::person::one(&service, &actor, id).await?;
    Ok((service, actor, known))
}

pub(crate) async fn person(id: &str) -> Result<PersonModel, Failure> {
    let (_, actor, known) = known(id).await?;
    let person = known.person;
    Ok(PersonModel {
        is_self: person.id == actor.person,
        new_email: known
            .new_email
            .map(|email| email.to_string())
            .unwrap_or_default(),
        background: person.background.map_or("", Background::words).to_owned(),
        added: words::day_and_time(person.created_at),
        closed: person
            .closed_at
            .map(words::day_and_time)
            .unwrap_or_default(),
        form: ChangePersonForm {
            person: person.id.to_string(),
            name: person.name,
            email: person.email.to_string(),
            phone: person
                .phone
                .map(|phone| phone.to_string())
                .unwrap_or_default(),
            postcode: person
                .postcode
                .map(|postcode| postcode.to_string())
                .unwrap_or_default(),
        },
        roles: known.grants.into_iter().map(role_line).collect(),
        may_change: known.may_change,
        history: known.history.iter().map(log_line).collect(),
    })
}

fn role_line(held: RoleGrant) -> RoleLine {
    RoleLine {
        id: held.id.to_string(),
        role: held.grant.role.words().to_owned(),
        place: held
            .organisation_name
            .unwrap_or_else(|| WHOLE_SYSTEM_WORDS.to_owned()),
        since: words::day(london::day_of(held.granted_at)),
    }
}

pub(crate) async fn role_question(id: &str, text: String) -> Result<RoleQuestionModel, Failure> {
    let (service, actor, known) = known(id).await?;
    let mut places = Vec::new();
    let mut finder = None;
    if actor.reach(ADMINISTER).is_none() {
        let asked = Finder::of(&text, ADMINISTER).await?;
        places.push(Item::new(WHOLE_SYSTEM, WHOLE_SYSTEM_WORDS));
        places.extend(asked.items());
        finder = Some(asked);
    } else {
        let own = service::places::organisation::list(&service, &actor, ADMINISTER, "", 1).await?;
        places.extend(own.rows.iter().map(finder::item));
    }
    Ok(RoleQuestionModel {
        person: known.person.id.to_string(),
        name: known.person.name,
        roles: roles_to_give(&actor),
        places,
        finder,
    })
}

pub(crate) async fn role(id: &str, grant: &str) -> Result<RoleModel, Failure> {
    let (_, _, known) = known(id).await?;
    let role = known
        .grants
        .into_iter()
        .find(|held| held.id.to_string() == grant.trim())
        .ok_or(AppError::NotFound)?;
    Ok(RoleModel {
        person: known.person.id.to_string(),
        name: known.person.name,
        role: role_line(role),
    })
}
