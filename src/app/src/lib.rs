//! The pages of People Hub: components, pages and server functions.
//!
//! Rendered whole on the server (feature `ssr`) and hydrated in the browser (feature `hydrate`). One folder a feature.

#![recursion_limit = "512"]

pub mod account;
pub mod administration;
pub mod advisers;
pub mod after_conversations;
pub mod app;
pub mod career_conversations;
pub mod components;
#[cfg(feature = "ssr")]
pub mod context;
pub mod coordination;
pub mod demo;
pub mod error;
pub mod forms;
pub mod home;
pub mod information;
pub mod page;
mod parts;
pub mod reports;
pub mod sign_in;
pub mod typed;
pub mod waiting_list;
