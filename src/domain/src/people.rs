//! People: who they are, what they may do, how they sign in.

pub mod actor;
pub mod audit;
pub mod background;
pub mod id;
pub mod message;
pub mod permission;
pub mod person;
pub mod personal_data;
pub mod role;
pub mod sign_in;
