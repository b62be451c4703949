//! The server functions of people and their roles, and what their pages show.

use crate::done;
use domain::people::person::{AddPersonForm, ChangePersonForm, PersonForm};
use domain::people::role::{GrantForm, RevokeForm};
use leptos::prelude::*;
use serde::Deserialize;
use service::Paged;
use ui::Item;
use web::context::administrator;
use web::error::Failure;
use web::finder::Finder;
use web::log::LogLine;

pub(super) mod models;

/// What an administrator looks for among people: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    /// Part of a name or an email address.
    pub text: String,
    /// A role's code; empty for any.
    pub role: String,
    pub page: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleModel {
    /// What was looked for, as it was understood.
    pub query: PeopleQuery,
    pub people: Paged<PersonLine>,
    pub roles: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    pub id: String,
    pub name: String,
    pub email: String,
    /// 'Hub member, Site manager'.
    pub roles: String,
    pub is_closed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPersonModel {
    /// Roles to choose from; empty when a role is given afterwards.
    pub roles: Vec<Item>,
    /// Organisations to choose from; empty when a role is given afterwards.
    pub organisations: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonModel {
    pub form: ChangePersonForm,
    /// The new email address that waits to be confirmed; empty when none does.
    pub new_email: String,
    /// What they did before; empty when nobody said.
    pub background: String,
    /// 'Monday 2 March 2026, 9:30am'.
    pub added: String,
    /// When the account was closed; empty when it is open.
    pub closed: String,
    pub roles: Vec<RoleLine>,
    /// Whether the details can be changed and the account closed.
    pub may_change: bool,
    /// Whether it is the one who looks.
    pub is_self: bool,
    pub history: Vec<LogLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLine {
    /// The grant's identifier.
    pub id: String,
    /// 'Hub coordinator'.
    pub role: String,
    /// 'The whole system', or an organisation's name.
    pub place: String,
    /// 'Tuesday 3 March 2026'.
    pub since: String,
}

pub struct RoleQuestionModel {
    pub person: String,
    pub name: String,
    pub roles: Vec<Item>,
    /// Places to choose from: the whole system or organisations found.
    pub places: Vec<Item>,
    /// Where organisations can be looked for: `None` for who administers only their own.
    pub finder: Option<Finder>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleModel {
    pub person: String,
    pub name: String,
    pub role: RoleLine,
}

#[server(prefix = "/api", endpoint = "administration/add-person")]
pub async fn add_person(#[server(default)] form: AddPersonForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let id = service::people::person::add(&service, &actor, form).await?;
    models::to_person(id, done::PERSON_ADDED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/change-person")]
pub async fn change_person(#[server(default)] form: ChangePersonForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let id = service::people::person::change(&service, &actor, form).await?;
    models::to_person(id, done::PERSON_CHANGED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/close-person")]
pub async fn close_person(#[server(default)] form: PersonForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let id = service::people::person::close(&service, &actor, form).await?;
    models::to_person(id, done::ACCOUNT_CLOSED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/reopen-person")]
pub async fn reopen_person(#[server(default)] form: PersonForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let id = service::people::person::reopen(&service, &actor, form).await?;
    models::to_person(id, done::ACCOUNT_REOPENED);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/give-role")]
pub async fn give_role(#[server(default)] form: GrantForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let id = service::people::person::give_role(&service, &actor, form).await?;
    models::to_person(id, done::ROLE_GIVEN);
    Ok(())
}

#[server(prefix = "/api", endpoint = "administration/remove-role")]
pub async fn remove_role(#[server(default)] form: RevokeForm) -> Result<(), Failure> {
    let (service, actor) = administrator()?;
    let id = service::people::person::remove_role(&service, &actor, form).await?;
    models::to_person(id, done::ROLE_REMOVED);
    Ok(())
}
