//! The rules of People Hub: types, parsing, state machines and calculations.
//!
//! Pure: no input or output, no async, no clock and no randomness, so that the same code decides on the server and helps
//! in the browser. Time and random bytes come in as parameters.

#[macro_use]
pub mod kit;
pub mod career_conversations;
pub mod people;
pub mod places;
pub mod seats;
pub mod system;
