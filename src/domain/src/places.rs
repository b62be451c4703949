//! Organisations and their sites.

pub mod audit;
pub mod id;
pub mod organisation;
pub mod site;
