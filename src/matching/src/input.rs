//! What is to be matched: people, lines of demand and rules.
//!
//! Everything is a plain number, an instant or a day, so that an instance can be written to a file and read again. Instants
//! are UTC and fall on whole minutes; days, weeks (Monday to Sunday) and nights are Europe/London; intervals are half-open;
//! overlap and rest are elapsed time, so that a night across a clock change is as long as it is.
//!
//! # The value of a roster
//!
//! ```text
//!   Σ value(person, line)                  over every assignment, confirmed ones included
//! − Σ fairness(worked + n) − fairness(worked)  over people, n = lines the person has in the roster
//! + Σ credit × shifts of a commitment      over people, see `Commitment`
//! − change × published lines dropped       see `Person::published`
//! ```
//!
//! `value(person, line)` is `priority × Values::priority − Values::km × metres / 1,000 (rounded down) − Values::other_kind`,
//! the last only if the person has preferred kinds and the line's is not among them. Distances are straight lines in whole
//! metres, rounded down.
//!
//! # When a roster is legal
//!
//! Confirmed lines ([`Person::fixed`]) stay whatever the rules say of them; so does work booked elsewhere
//! ([`Person::booked`]). The rules judge what is added: each further assignment of a person to a line must satisfy the
//! rules of [`RuleSet`] about the pair alone, and together with all that the person has (booked, confirmed and added) the
//! rules about sets. A day, week or reference period in which nothing was added is not judged. What confirmed lines break by
//! themselves is said apart ([`crate::checker::Verdict::standing`]).

mod error;
mod instance;
mod line;
mod person;
mod rules;

pub use error::{Fault, InputError, Item};
pub use instance::{Assignment, Instance, Roster};
pub use line::{Line, ShiftKind};
pub use person::{AgeBand, Booking, Commitment, Exception, HeldSkill, NoException, Person};
pub use rules::{Average, Exceptions, Fairness, Night, RuleSet, Values, WeeklyRest, WorkingTime};

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[doc = $doc:literal] $name:ident($inner:ty);)+) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

number! {
    #[doc = "A person, by the caller's number."]
    PersonId(u64);
    #[doc = "A line of demand, by the caller's number."]
    LineId(u64);
    #[doc = "A site, by the caller's number."]
    SiteId(u32);
    #[doc = "A role that lines ask for, by the caller's number."]
    RoleId(u16);
    #[doc = "Anything held for a time that lines can require: training, a registration, a check, a competency."]
    SkillId(u32);
    #[doc = "A scenario whose lines count only while it is active."]
    ScenarioId(u32);
}
