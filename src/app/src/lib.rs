//! The pages of People Hub, rendered on the server, and the server functions of their forms. One folder a feature.

#![recursion_limit = "512"]

pub mod account;
pub mod administration;
pub mod advisers;
pub mod after_conversations;
pub mod career_conversations;
pub mod coordination;
pub mod demo;
pub mod document;
pub mod forms;
pub mod home;
pub mod information;
pub mod page;
pub mod reports;
pub mod routes;
pub mod sign_in;
pub mod typed;
pub mod waiting_list;

pub use islands::{context, error};
