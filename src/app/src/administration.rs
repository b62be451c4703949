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

pub use audit_page::audit_page;
pub use home_page::administration_page;
pub use organisation_pages::{add_organisation_page, organisation_page, organisations_page};
pub use people_pages::{add_person_page, people_page};
pub use person_pages::{change_person_page, close_person_page, person_page};
pub use role_pages::{give_role_page, remove_role_page};
pub use server_fns::*;
pub use settings_pages::{change_setting_page, settings_page};
pub use site_pages::{add_site_page, change_site_page, close_site_page};
pub use work_page::{KeptTable, work_page};

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
