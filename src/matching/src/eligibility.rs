//! Who could do what, and the first rule against it.
//!
//! Lines are indexed by role and place, so that making the pairs of one person looks only at sites within reach. Reasons are not stored: [`crate::rematch::Matcher::why_not`] finds the reason for one pair when it is asked for.

mod choice;
mod facts;
mod index;
mod rejection;

pub(crate) use choice::{Candidate, choose};
pub(crate) use facts::{LineFacts, PersonFacts, confirmed};
pub(crate) use index::{Index, cell};
pub use rejection::{Rejection, Rule, Work};
