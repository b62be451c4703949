//! Assigns people to shifts with a proven bound, says why, and matches again after a change.
//!
//! Pure: no input or output, no names of people, no date of its own and no randomness; a clock only for time limits. An [`input::Instance`] goes in and
//! a roster comes out, with the value it reaches, a bound that no roster can exceed, and the gap between the two.

#![warn(missing_docs)]

pub mod assignment;
mod calendar;
pub mod checker;
pub mod deferred_acceptance;
pub mod eligibility;
pub mod explain;
pub mod format;
#[cfg(feature = "testing")]
pub mod generator;
pub mod input;
mod limits;
mod mixed;
pub mod offer_order;
mod problem;
mod program;
#[cfg(feature = "testing")]
pub mod random;
pub mod rematch;
pub mod report;
pub mod solve;
pub mod value;

#[cfg(test)]
mod testing;
