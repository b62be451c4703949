//! Administrators look after people and their roles.

mod people_pages;
mod person_pages;
mod role_pages;
mod server_fns;

pub(crate) use people_pages::{add_person_page, people_page};
pub(crate) use person_pages::{change_person_page, close_person_page, person_page};
pub(crate) use role_pages::{give_role_page, remove_role_page};
pub use server_fns::*;
