//! People, their roles, their sessions, and how they sign in.

pub(crate) mod access;
pub(crate) mod message;
pub mod person;
pub mod personal_data;
pub mod session;
pub mod sign_in;
