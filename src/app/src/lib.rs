//! The document, its header and the home page, and the sum of the areas' pages.

#![recursion_limit = "512"]

mod areas;
pub mod document;
pub mod home;
mod navigation;
pub mod routes;
mod search;
