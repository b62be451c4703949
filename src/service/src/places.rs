//! Organisations, their sites, and the registers that they come from.

pub mod import;
pub mod organisation;
pub mod site;
