//! People and their roles, for administrators.
//!
//! An administrator of the whole system looks after everybody. An administrator of organisations sees who holds a role in
//! them, and changes the details of those who hold no role elsewhere: whoever could change an address could sign in with it.

mod address;
mod role;

use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::email_address::EmailAddress;
use domain::people::actor::Actor;
use domain::people::audit::{
    PERSON, PERSON_ADDED, PERSON_CHANGED, PERSON_CLOSED, PERSON_REOPENED, ROLE_GRANTED,
    ROLE_REVOKED,
};
use domain::people::background::Background;
use domain::people::id::PersonId;
use domain::people::permission::ADMINISTER;
use domain::people::person::{
    AddPersonForm, ChangePersonForm, OwnDetailsForm, PersonDetails, PersonForm,
};
use domain::people::role::Role;
use serde_json::json;
use store::people::person::Person;
use store::system::audit::Entry;
use store::{AskedPage, Conn, Paged, StoreError};

use crate::Service;
use crate::people::access::{self, Cause};
use crate::system::audit;
use crate::work::{About, Work};

pub use store::people::role_grant::RoleGrant;

pub use address::{confirm_address, peek_address_link};
pub(crate) use role::give;
pub(crate) use role::organisation_left;
pub use role::{add_by_operator, give_role, remove_role};

pub const ON_A_PAGE: i64 = 25;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Part of a name or an email address; empty for all.
    pub text: String,
    pub role: Option<Role>,
    /// From 1.
    pub page: i64,
}

/// A person as an administrator sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub person: Person,
    /// The roles that the administrator may know of.
    pub grants: Vec<RoleGrant>,
    /// The new email address that waits to be confirmed.
    pub new_email: Option<EmailAddress>,
    /// Whether the administrator may change the details and close the account.
    pub may_change: bool,
    /// What was done to the record, oldest first, as far as the administrator may know of it.
    pub history: Vec<store::system::audit::Listed>,
}

/// A page of the people that an administrator looks after, by name, with the roles that the administrator may know of.
///
/// # Errors
/// `Forbidden` for who isn't an administrator.
pub async fn list(
    service: &Service,
    actor: &Actor,
    search: &Search,
) -> Result<Paged<(Person, Vec<RoleGrant>)>, AppError> {
    actor.may(ADMINISTER)?;
    let mut conn = service.store.read().await?;
    let (text, role) = (search.text.as_str(), search.role.map_or("", Role::code));
    let asked = AskedPage::new(search.page, ON_A_PAGE);
    let found = match actor.reach(ADMINISTER) {
        None => store::people::person::search(&mut conn, text, role, asked).await?,
        Some(within) => {
            store::people::person::search_in(&mut conn, &within, text, role, asked).await?
        }
    };
    let ids: Vec<PersonId> = found.rows.iter().map(|person| person.id).collect();
    let grants = store::people::role_grant::of_people(&mut conn, &ids).await?;
    Ok(found.map(|person| {
        let held = grants.iter().filter(|held| held.person == person.id);
        let known = held.filter(|held| reaches(actor, held)).cloned().collect();
        (person, known)
    }))
}

/// One person.
///
/// # Errors
/// `Forbidden` for who isn't an administrator; `NotFound` for who is no concern of theirs.
pub async fn one(service: &Service, actor: &Actor, id: PersonId) -> Result<Known, AppError> {
    actor.may(ADMINISTER)?;
    let mut conn = service.store.read().await?;
    let (person, grants) = read(service, actor, &mut conn, id).await?;
    let mut history = store::system::audit::of_object(&mut conn, id.uuid()).await?;
    history.retain(|listed| may_know(actor, &listed.entry));
    let waiting = store::people::address_change::live(&mut conn, id, service.now()).await?;
    audit::looked_at(service, actor, PERSON, id.uuid(), id);
    Ok(Known {
        new_email: waiting.map(|change| change.email),
        may_change: may_change(actor, &grants),
        grants: grants
            .into_iter()
            .filter(|held| reaches(actor, held))
            .collect(),
        history,
        person,
    })
}

/// Adds a person, who can sign in from then on.
///
/// # Errors
/// `Forbidden`; `Invalid` also when somebody has the address, or without a role in one of the organisations of an
/// administrator who isn't for the whole system.
pub async fn add(
    service: &Service,
    actor: &Actor,
    form: AddPersonForm,
) -> Result<PersonId, AppError> {
    actor.may(ADMINISTER)?;
    let request = form.parse()?;
    match (actor.reach(ADMINISTER), request.grant) {
        (None, _) => {}
        (Some(_), None) => return Err(AppError::invalid("role", "Choose a role")),
        (Some(reach), Some(grant)) => {
            if !grant
                .organisation
                .is_some_and(|organisation| reach.contains(&organisation))
            {
                return Err(AppError::invalid(
                    "organisation",
                    "Choose one of your organisations",
                ));
            }
        }
    }
    let mut work = Work::begin(service, actor).await?;
    let id = insert(&mut work, request.details, None).await?;
    if let Some(grant) = request.grant {
        give(&mut work, id, grant).await?;
    }
    work.commit().await?;
    Ok(id)
}

/// Adds a person in the caller's transaction.
pub(crate) async fn insert(
    work: &mut Work<'_>,
    details: PersonDetails,
    background: Option<Background>,
) -> Result<PersonId, AppError> {
    let person = Person {
        id: work.id(),
        name: details.name,
        email: details.email,
        phone: details.phone,
        postcode: details.postcode,
        background,
        created_at: work.now,
        closed_at: None,
    };
    store::people::person::insert(work, &person)
        .await
        .map_err(address_taken)?;
    work.note(PERSON_ADDED, about(person.id), json!({})).await?;
    Ok(person.id)
}

const ADDRESS_TAKEN: &str = "Someone with this email address has an account";

fn address_taken(error: StoreError) -> AppError {
    if error.constraint() == Some("person_email") {
        AppError::invalid("email", ADDRESS_TAKEN)
    } else {
        error.into()
    }
}

/// Changes a person's details. A new address is theirs only when it has been confirmed from its mailbox: see [`confirm_address`]. Saving
/// the present address ends the wait for a new one.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` also when somebody else has the address.
pub async fn change(
    service: &Service,
    actor: &Actor,
    form: ChangePersonForm,
) -> Result<PersonId, AppError> {
    actor.may(ADMINISTER)?;
    let request = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let before = to_change(&mut work, actor, request.person).await?;
    let details = request.details;
    let after = Person {
        name: details.name,
        phone: details.phone,
        postcode: details.postcode,
        ..before.clone()
    };
    if before.email == details.email {
        let now = work.now;
        store::people::address_change::replace(&mut work, before.id, now).await?;
    } else {
        address::ask(&mut work, actor, &before, details.email).await?;
    }
    save(&mut work, &before, &after).await?;
    work.commit().await?;
    Ok(after.id)
}

/// Changes what somebody may say of themselves.
///
/// # Errors
/// `Invalid`.
pub async fn change_own(
    service: &Service,
    actor: &Actor,
    form: OwnDetailsForm,
) -> Result<(), AppError> {
    let details = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let before = store::people::person::by_id(&mut work, actor.person).await?;
    let after = Person {
        phone: details.phone,
        postcode: details.postcode,
        ..before.clone()
    };
    save(&mut work, &before, &after).await?;
    Ok(work.commit().await?)
}

/// Saves what has changed, if anything. The log says which details, not what they were.
async fn save(work: &mut Work<'_>, before: &Person, after: &Person) -> Result<(), AppError> {
    let changed: Vec<&str> = [
        ("name", before.name != after.name),
        ("phone", before.phone != after.phone),
        ("postcode", before.postcode != after.postcode),
    ]
    .into_iter()
    .filter_map(|(name, changed)| changed.then_some(name))
    .collect();
    if changed.is_empty() {
        return Ok(());
    }
    store::people::person::update(work, after).await?;
    let detail = json!({ "changed": changed });
    Ok(work.note(PERSON_CHANGED, about(after.id), detail).await?)
}

/// What is kept of oneself.
///
/// # Errors
/// Those of the database.
pub async fn own(service: &Service, actor: &Actor) -> Result<Person, AppError> {
    let mut conn = service.store.read().await?;
    Ok(store::people::person::by_id(&mut conn, actor.person).await?)
}

/// Closes an account: nobody can sign in with it, and who is signed in is signed out. What is booked stays booked.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` for one's own account or the last administrator's.
pub async fn close(
    service: &Service,
    actor: &Actor,
    form: PersonForm,
) -> Result<PersonId, AppError> {
    actor.may(ADMINISTER)?;
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    store::people::role_grant::lock_system(&mut work, Role::Administrator).await?;
    let person = to_change(&mut work, actor, id).await?;
    if id == actor.person {
        return Err(conflict("You cannot close your own account"));
    }
    if person.closed_at.is_some() {
        return Ok(id);
    }
    let now = work.now;
    store::people::person::set_closed(&mut work, id, Some(now)).await?;
    role::check_that_an_administrator_is_left(&mut work).await?;
    access::end(&mut work, &person, Cause::Closed).await?;
    for area in service.areas {
        (area.closed)(&mut work, id).await?;
    }
    work.note(PERSON_CLOSED, about(id), json!({})).await?;
    work.commit().await?;
    Ok(id)
}

pub async fn reopen(
    service: &Service,
    actor: &Actor,
    form: PersonForm,
) -> Result<PersonId, AppError> {
    actor.may(ADMINISTER)?;
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let person = to_change(&mut work, actor, id).await?;
    if person.closed_at.is_none() {
        return Ok(id);
    }
    store::people::person::set_closed(&mut work, id, None).await?;
    work.note(PERSON_REOPENED, about(id), json!({})).await?;
    work.commit().await?;
    Ok(id)
}

/// Whether the administrator may know of what was done: roles given and taken in their own organisations, and what is of no place.
fn may_know(actor: &Actor, entry: &Entry) -> bool {
    let is_of_a_place = [ROLE_GRANTED, ROLE_REVOKED]
        .iter()
        .any(|action| action.code() == entry.action);
    let place = entry.organisation;
    !is_of_a_place && place.is_none() || actor.may_in(ADMINISTER, place).is_ok()
}

/// Whether the administrator may know of the role and take it away.
fn reaches(actor: &Actor, held: &RoleGrant) -> bool {
    actor.may_in(ADMINISTER, held.grant.organisation).is_ok()
}

/// Whether the administrator may change the details of who holds these roles.
fn may_change(actor: &Actor, grants: &[RoleGrant]) -> bool {
    actor.reach(ADMINISTER).is_none()
        || grants.iter().all(|held| reaches(actor, held)) && !grants.is_empty()
}

/// The person with all their roles, if they are a concern of the administrator's.
async fn read(
    service: &Service,
    actor: &Actor,
    conn: &mut Conn,
    id: PersonId,
) -> Result<(Person, Vec<RoleGrant>), AppError> {
    let person = store::people::person::by_id(conn, id).await?;
    let grants = store::people::role_grant::of_person(conn, id).await?;
    let is_known =
        actor.reach(ADMINISTER).is_none() || grants.iter().any(|held| reaches(actor, held));
    if is_known {
        Ok((person, grants))
    } else {
        Err(audit::not_theirs(service, actor, PERSON, id.uuid(), id))
    }
}

async fn to_change(work: &mut Work<'_>, actor: &Actor, id: PersonId) -> Result<Person, AppError> {
    let (person, grants) = read(work.service, actor, work, id).await?;
    if may_change(actor, &grants) {
        Ok(person)
    } else {
        Err(AppError::Forbidden)
    }
}

fn conflict(message: &str) -> AppError {
    AppError::Conflict(domain::kit::app_error::Conflict {
        code: ConflictCode::NOT_ALLOWED_NOW,
        message: message.to_owned(),
        alternatives: Vec::new(),
    })
}

fn about(person: PersonId) -> About {
    About::the(PERSON, person.uuid()).of(person)
}
