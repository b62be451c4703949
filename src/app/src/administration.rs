//! Administrators look after people and their roles, organisations and sites, settings, the audit log and the service's own work.

mod audit_page;
mod home_page;
mod organisation_pages;
mod people_pages;
mod person_pages;
mod role_pages;
mod server_fns;
mod settings_pages;
mod site_pages;
mod work_page;

pub use audit_page::AuditPage;
pub use home_page::AdministrationPage;
pub use organisation_pages::{AddOrganisationPage, OrganisationPage, OrganisationsPage};
pub use people_pages::{AddPersonPage, PeoplePage};
pub use person_pages::{ChangePersonPage, ClosePersonPage, PersonPage};
pub use role_pages::{GiveRolePage, RemoveRolePage};
pub use server_fns::*;
pub use settings_pages::{ChangeSettingPage, SettingsPage};
pub use site_pages::{AddSitePage, ChangeSitePage, CloseSitePage};
pub use work_page::{KeptTable, WorkPage};

/// The address of a list: its path, and what is looked for without what is empty or usual.
fn address(path: &str, parts: &[(&str, &str)]) -> String {
    let said: Vec<String> = parts
        .iter()
        .filter(|(name, value)| !value.is_empty() && (*name, *value) != ("page", "1"))
        .map(|(name, value)| format!("{name}={}", crate::page::percent_encoded(value)))
        .collect();
    if said.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", said.join("&"))
    }
}
