//! Organisations and their sites.

pub mod id;
pub mod organisation;
pub mod site;
