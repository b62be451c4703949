use super::{LineId, PersonId};

/// What an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Item {
    /// One person.
    #[error("person {0}")]
    Person(PersonId),
    /// One line.
    #[error("line {0}")]
    Line(LineId),
    /// The rules.
    #[error("the rules")]
    Rules,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A change names something that isn't in the instance.
    #[error("does not exist")]
    Unknown,
    /// The same number was given twice.
    #[error("the number is used twice")]
    Duplicate,
    /// An interval ends before or when it starts.
    #[error("{0} ends before it starts")]
    Empty(&'static str),
    /// An instant isn't a whole minute.
    #[error("{0} is not on a whole minute")]
    Seconds(&'static str),
    /// A number outside its limits.
    #[error("{what} is {value}, which is not from {least} to {most}")]
    Range {
        /// The field.
        what: &'static str,
        /// What it was.
        value: i64,
        /// The least allowed.
        least: i64,
        /// The most allowed.
        most: i64,
    },
    /// A person has no role.
    #[error("has no role")]
    NoRole,
    /// An exception for somebody under 18.
    #[error("is under 18, so that no regulation makes daily rest shorter")]
    NotAdult,
    /// A line starts before or after the horizon.
    #[error("starts outside the horizon")]
    OutsideHorizon,
    /// A break as long as the shift.
    #[error("has no working time besides its break")]
    AllBreak,
    /// A line that isn't in the instance.
    #[error("{what} names line {line}, which does not exist")]
    UnknownLine {
        /// The list it is in.
        what: &'static str,
        /// The number.
        line: LineId,
    },
    /// A line twice in one list.
    #[error("{what} names line {line} twice")]
    Repeated {
        /// The list it is in.
        what: &'static str,
        /// The number.
        line: LineId,
    },
    /// Two confirmed lines at one time.
    #[error("the confirmed lines {0} and {1} overlap")]
    FixedOverlap(LineId, LineId),
    /// More confirmed people than a line wants.
    #[error("{confirmed} people are confirmed, the headcount is {headcount}")]
    FixedOverHeadcount {
        /// People confirmed.
        confirmed: usize,
        /// People wanted.
        headcount: u16,
    },
    /// More than 100 confirmed lines, or more published ones than lines are considered.
    #[error("{0} has too many lines")]
    TooMany(&'static str),
}

/// Bad input, and which item it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{item}: {fault}")]
pub struct InputError {
    /// Where.
    pub item: Item,
    /// What.
    pub fault: Fault,
}
