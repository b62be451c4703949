//! The server functions of administration: what its pages load, and what their forms do.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments"
)]

use domain::people::person::{AddPersonForm, ChangePersonForm, PersonForm};
use domain::people::role::{GrantForm, RevokeForm};
use domain::places::organisation::OrganisationForm;
use domain::places::site::{SiteForm, SiteIdForm};
use domain::system::settings::SettingForm;
use leptos::prelude::*;
use serde::Deserialize;

use crate::error::Failure;
use ui::Item;

pub(super) mod models;
pub(super) mod places;
pub(super) mod system;
pub(super) mod work;

pub(crate) use system::kept_lines;
pub use work::*;

/// The first page of administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministrationModel {
    /// Whether settings and the audit log are theirs too.
    pub whole_system: bool,
}

/// What an administrator looks for among people: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    /// Part of a name or an email address.
    pub text: String,
    /// A role's code; empty for any.
    pub role: String,
    /// The page, from 1.
    pub page: String,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleModel {
    /// What was looked for, as it was understood.
    pub query: PeopleQuery,
    /// The people of the page.
    pub people: Vec<PersonLine>,
    /// How many there are on all pages.
    pub total: i64,
    /// The page shown.
    pub page: i64,
    /// How many there are.
    pub pages: i64,
    /// Roles to choose from.
    pub roles: Vec<Item>,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// Their identifier.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their email address.
    pub email: String,
    /// 'Hub member, Site manager'.
    pub roles: String,
    /// Whether their account is closed.
    pub is_closed: bool,
}

/// What the page on which a person is added shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPersonModel {
    /// Roles to choose from; empty when a role is given afterwards.
    pub roles: Vec<Item>,
    /// Organisations to choose from; empty when a role is given afterwards.
    pub organisations: Vec<Item>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonModel {
    /// Their details, to change.
    pub form: ChangePersonForm,
    /// The new email address that waits to be confirmed; empty when none does.
    pub new_email: String,
    /// What they did before; empty when nobody said.
    pub background: String,
    /// 'Monday 2 March 2026, 9:30am'.
    pub added: String,
    /// When the account was closed; empty when it is open.
    pub closed: String,
    /// Their roles.
    pub roles: Vec<RoleLine>,
    /// Whether the details can be changed and the account closed.
    pub may_change: bool,
    /// Whether it is the one who looks.
    pub is_self: bool,
    /// What was done to the record, oldest first.
    pub history: Vec<LogLine>,
}

/// A role that a person holds.
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

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// 'Monday 2 March 2026, 9:30am'.
    pub at: String,
    /// 'Gave a role'.
    pub what: String,
    /// 'role: hub_member'; empty when there is no more to say.
    pub detail: String,
    /// 'Amina Yusuf'.
    pub who: String,
    /// Whose record it was done to; empty when it is nobody's.
    pub whose: String,
}

/// What the page on which a role is given shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleQuestionModel {
    /// The person's identifier.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Roles to choose from.
    pub roles: Vec<Item>,
    /// Places to choose from: the whole system or organisations found.
    pub places: Vec<Item>,
    /// What was looked for among organisations.
    pub text: String,
    /// Whether organisations can be looked for.
    pub can_search: bool,
    /// Whether there are more than are shown.
    pub too_many: bool,
}

/// A role to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleModel {
    /// The person's identifier.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The role.
    pub role: RoleLine,
}

/// A page of organisations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationsModel {
    /// What was looked for.
    pub text: String,
    /// The organisations of the page.
    pub organisations: Vec<OrganisationLine>,
    /// How many there are on all pages.
    pub total: i64,
    /// The page shown.
    pub page: i64,
    /// How many there are.
    pub pages: i64,
    /// Whether one can be added.
    pub may_add: bool,
}

/// An organisation in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationLine {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 'NHS trust'.
    pub kind: String,
    /// Its town.
    pub town: String,
    /// Its code in the national register; empty without one.
    pub code: String,
    /// Whether it is closed.
    pub is_closed: bool,
}

/// One organisation with its sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationModel {
    /// The organisation.
    pub organisation: OrganisationLine,
    /// Its postcode; empty without one.
    pub postcode: String,
    /// Where the record comes from.
    pub source: String,
    /// Its sites.
    pub sites: Vec<SiteModel>,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteModel {
    /// Its details, to change.
    pub form: SiteForm,
    /// Whose it is.
    pub organisation: String,
    /// Whether it is closed.
    pub is_closed: bool,
    /// Whether it is known where it lies, so that distances can be shown.
    pub is_placed: bool,
}

/// Every setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsModel {
    /// The settings.
    pub settings: Vec<SettingModel>,
}

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingModel {
    /// Its code.
    pub name: String,
    /// 'Latest time to move or cancel (hours before)'.
    pub words: String,
    /// Its value today.
    pub value: String,
    /// 'From 0 to 336'.
    pub limits: String,
    /// '48 from Monday 9 March 2026', the next first.
    pub coming: Vec<String>,
    /// '48 until Monday 2 March 2026', the latest first.
    pub past: Vec<String>,
    /// Today in day, month and year, for the form.
    pub today: (String, String, String),
}

/// What an administrator looks for in the audit log: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    /// The first day, `2026-03-02`; empty for a week ago.
    pub from: String,
    /// The last day; empty for today.
    pub to: String,
    /// Part of the name of who did it.
    pub actor: String,
    /// An action's code; empty for any.
    pub action: String,
    /// A kind's code; empty for any.
    pub kind: String,
    /// The page, from 1.
    pub page: String,
}

/// A page of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditModel {
    /// What was looked for, as it was understood.
    pub query: AuditQuery,
    /// '2 to 8 March 2026'.
    pub days: String,
    /// The rows of the page.
    pub lines: Vec<LogLine>,
    /// How many there are on all pages.
    pub total: i64,
    /// The page shown.
    pub page: i64,
    /// How many there are.
    pub pages: i64,
    /// Actions to choose from.
    pub actions: Vec<Item>,
    /// Kinds to choose from.
    pub kinds: Vec<Item>,
}

/// Loads the first page of administration.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who isn't an administrator.
pub async fn administration() -> Result<AdministrationModel, Failure> {
    let (_, actor) = models::administrator()?;
    let permission = domain::people::permission::Permission::AdministerSystem;
    Ok(AdministrationModel {
        whole_system: actor.may(permission).is_ok(),
    })
}

/// Adds a person.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`.
#[server(prefix = "/api", endpoint = "administration/add-person")]
pub async fn add_person(#[server(default)] form: AddPersonForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let id = service::people::person::add(&service, &actor, form).await?;
    models::to_person(id, "added");
    Ok(())
}

/// Changes a person's details.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "administration/change-person")]
pub async fn change_person(#[server(default)] form: ChangePersonForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let id = service::people::person::change(&service, &actor, form).await?;
    models::to_person(id, "changed");
    Ok(())
}

/// Closes an account.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "administration/close-person")]
pub async fn close_person(#[server(default)] form: PersonForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let id = service::people::person::close(&service, &actor, form).await?;
    models::to_person(id, "closed");
    Ok(())
}

/// Opens a closed account again.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "administration/reopen-person")]
pub async fn reopen_person(#[server(default)] form: PersonForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let id = service::people::person::reopen(&service, &actor, form).await?;
    models::to_person(id, "reopened");
    Ok(())
}

/// Gives a role.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "administration/give-role")]
pub async fn give_role(#[server(default)] form: GrantForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let id = service::people::person::give_role(&service, &actor, form).await?;
    models::to_person(id, "role-given");
    Ok(())
}

/// Takes a role away.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict`.
#[server(prefix = "/api", endpoint = "administration/remove-role")]
pub async fn remove_role(#[server(default)] form: RevokeForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let id = service::people::person::remove_role(&service, &actor, form).await?;
    models::to_person(id, "role-removed");
    Ok(())
}

/// Loads the kinds of organisations.
///
/// # Errors
/// `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
pub async fn new_organisation() -> Result<Vec<Item>, Failure> {
    places::new_organisation()
}

/// Adds an organisation.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
#[server(prefix = "/api", endpoint = "administration/add-organisation")]
pub async fn add_organisation(#[server(default)] form: OrganisationForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let id = service::places::organisation::add(&service, &actor, form).await?;
    places::to_organisation(id, "added");
    Ok(())
}

/// Adds a site.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "administration/add-site")]
pub async fn add_site(#[server(default)] form: SiteForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let organisation = form.organisation.trim().parse();
    service::places::site::add(&service, &actor, form).await?;
    if let Ok(organisation) = organisation {
        places::to_organisation(organisation, "site-added");
    }
    Ok(())
}

/// Changes a site.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "administration/change-site")]
pub async fn change_site(#[server(default)] form: SiteForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let organisation = service::places::site::change(&service, &actor, form).await?;
    places::to_organisation(organisation, "site-changed");
    Ok(())
}

/// Closes a site.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "administration/close-site")]
pub async fn close_site(#[server(default)] form: SiteIdForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let organisation = service::places::site::close(&service, &actor, form).await?;
    places::to_organisation(organisation, "site-closed");
    Ok(())
}

/// Opens a closed site again.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`.
#[server(prefix = "/api", endpoint = "administration/reopen-site")]
pub async fn reopen_site(#[server(default)] form: SiteIdForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    let organisation = service::places::site::reopen(&service, &actor, form).await?;
    places::to_organisation(organisation, "site-reopened");
    Ok(())
}

/// Changes a setting from a day on.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden` for who isn't an administrator of the whole system.
#[server(prefix = "/api", endpoint = "administration/change-setting")]
pub async fn change_setting(#[server(default)] form: SettingForm) -> Result<(), Failure> {
    let (service, actor) = models::administrator()?;
    service::system::setting::change(&service, &actor, form).await?;
    crate::context::redirect("/admin/settings?changed=setting");
    Ok(())
}
