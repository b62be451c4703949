//! What came out of matching, for people and for programs.
//!
//! A [`Report`] holds everything that is to be said about a roster, with the verdict of the independent checker; `text` writes
//! it for people, `data` as JSON and CSV. Places of lines whose scenario is not active are neither open nor filled.

mod data;
#[cfg(test)]
mod tests;
mod text;
mod words;

use std::collections::{BTreeMap, HashMap};

use domain::kit::london;

use crate::checker::{Compensation, Violation, check};
use crate::eligibility::Rule;
use crate::explain::{Step, WhyNot};
use crate::format::Labels;
use crate::input::{Instance, Line, LineId, Person, PersonId};
use crate::rematch::Matcher;
use crate::solve::{Stopped, gap};

/// Why a CSV can't be written.
pub type CsvError = csv::Error;

/// People named for each line, who would need the fewest changes.
const NEAREST: usize = 3;

/// How it ended: the first of these that is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What the program added breaks a rule, or its value isn't what it says: a fault of the program.
    Wrong,
    /// A confirmed line breaks a rule.
    Breaches,
    /// Somebody said stop.
    Interrupted,
    /// The time was up before the search ended by itself.
    TimeUp,
    /// A place is open.
    OpenPlaces,
    /// Every place is filled.
    Complete,
}

impl Outcome {
    /// The exit status of a program: 0 if all is filled. 1 and 2 are for files and words that can't be read.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Wrong => 1,
            Self::OpenPlaces => 3,
            Self::TimeUp => 4,
            Self::Interrupted => 5,
            Self::Breaches => 6,
        }
    }

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Wrong => "wrong",
            Self::OpenPlaces => "open_places",
            Self::TimeUp => "time_up",
            Self::Interrupted => "interrupted",
            Self::Breaches => "breaches",
        }
    }
}

/// One person on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Given {
    person: PersonId,
    line: LineId,
    is_confirmed: bool,
}

/// A line with open places.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Open {
    line: LineId,
    places: u16,
    /// Why; nothing for lines beyond those that reasons were asked for.
    why: Option<Why>,
}

/// What keeps people from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Why {
    ruled_out: BTreeMap<Rule, usize>,
    /// People who could do it, and of whom it is proved that no roster with them on it is worth more.
    no_better: usize,
    /// People who could do it, and of whom that is not known.
    undecided: usize,
    nearest: Vec<(PersonId, Vec<Step>)>,
}

/// What one person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    person: PersonId,
    shifts: usize,
    confirmed: usize,
    /// Working time of the roster's lines.
    minutes: u32,
    /// The most of it that starts in one week.
    fullest_week: u32,
    /// Shifts worked before that fairness counts.
    worked: u16,
    /// What fairness takes for the roster's lines, in units of value.
    fairness: i64,
}

/// Everything to say about a roster.
#[derive(Debug)]
pub struct Report {
    instance: Instance,
    labels: Labels,
    value: i64,
    bound: i64,
    stopped: Stopped,
    places: u32,
    filled: u32,
    given: Vec<Given>,
    open: Vec<Open>,
    shares: Vec<Share>,
    breaches: Vec<Violation>,
    faults: Vec<Violation>,
    compensations: Vec<Compensation>,
    outcome: Outcome,
}

impl Report {
    /// Looks at the roster there is. `reasons` is the number of lines with open places to give reasons for, each of which takes
    /// a program of every person.
    #[must_use]
    pub fn new(matcher: &mut Matcher, labels: Labels, reasons: usize) -> Self {
        let instance = matcher.instance().clone();
        let verdict = check(&instance, &matcher.roster());
        let (value, bound) = (matcher.value(), matcher.bound());
        let people: HashMap<PersonId, &Person> = instance
            .people()
            .iter()
            .map(|person| (person.id, person))
            .collect();
        let given: Vec<Given> = matcher
            .roster()
            .assignments()
            .iter()
            .map(|given| Given {
                person: given.person,
                line: given.line,
                is_confirmed: people
                    .get(&given.person)
                    .is_some_and(|person| person.fixed.contains(&given.line)),
            })
            .collect();
        let (mut places, mut filled, mut open) = (0, 0, Vec::new());
        for (fill, line) in matcher.fill().iter().zip(instance.lines()) {
            if !instance.rules().is_active(line) {
                continue;
            }
            let start = line.interval.start;
            places += u32::from(fill.headcount);
            filled += u32::from(fill.filled);
            if fill.filled < fill.headcount {
                let places = fill.headcount - fill.filled;
                let line = Open {
                    line: fill.line,
                    places,
                    why: None,
                };
                open.push((start, line));
            }
        }
        open.sort_by_key(|(start, open)| (*start, open.line));
        let mut open: Vec<Open> = open.into_iter().map(|(_, open)| open).collect();
        for open in open.iter_mut().take(reasons) {
            open.why = Some(why(matcher, &instance, open.line));
        }
        let shares = shares(&instance, &given);
        let mut report = Self {
            value,
            bound,
            stopped: matcher.stopped(),
            places,
            filled,
            given,
            open,
            shares,
            breaches: verdict.standing,
            faults: verdict.violations,
            compensations: verdict.compensations,
            outcome: Outcome::Wrong,
            instance,
            labels,
        };
        if report.faults.is_empty() && verdict.value == value {
            report.outcome = report.end();
        }
        report
    }

    fn end(&self) -> Outcome {
        match self.stopped {
            _ if !self.breaches.is_empty() => Outcome::Breaches,
            Stopped::Cancelled => Outcome::Interrupted,
            Stopped::Time => Outcome::TimeUp,
            _ if self.filled < self.places => Outcome::OpenPlaces,
            _ => Outcome::Complete,
        }
    }

    /// How it ended.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    fn gap(&self) -> f64 {
        gap(self.bound, self.value)
    }

    fn lines(&self) -> HashMap<LineId, &Line> {
        let lines = self.instance.lines().iter();
        lines.map(|line| (line.id, line)).collect()
    }
}

/// What keeps everyone from a line. Whether a roster with somebody on it could be better is asked of everyone who could; once
/// the time is up, not where that takes long.
fn why(matcher: &mut Matcher, instance: &Instance, line: LineId) -> Why {
    let mut why = Why::default();
    let is_short = matches!(matcher.stopped(), Stopped::Time | Stopped::Cancelled);
    for person in instance.people() {
        if is_short && matcher.is_long_to_force(person.id, line) {
            why.undecided += 1;
            continue;
        }
        match matcher.why_not(person.id, line) {
            Some(WhyNot::Rejected(rejection)) => {
                *why.ruled_out.entry(rejection.rule()).or_default() += 1;
            }
            Some(WhyNot::Worse(worse)) if worse.at_least >= 0 => why.no_better += 1,
            Some(WhyNot::Worse(_)) => why.undecided += 1,
            Some(WhyNot::Assigned) | None => {}
        }
    }
    let nearest = matcher.why_unfilled(line, NEAREST);
    why.nearest = nearest.map(|why| why.nearest).unwrap_or_default();
    why
}

fn shares(instance: &Instance, given: &[Given]) -> Vec<Share> {
    let lines: HashMap<LineId, &Line> = instance.lines().iter().map(|l| (l.id, l)).collect();
    let mut of: HashMap<PersonId, Vec<(&Line, bool)>> = HashMap::new();
    for given in given {
        if let Some(&line) = lines.get(&given.line) {
            let lines = of.entry(given.person).or_default();
            lines.push((line, given.is_confirmed));
        }
    }
    let fairness = &instance.rules().fairness;
    let cost = |n: i64| i64::from(fairness.quadratic) * n * n + i64::from(fairness.linear) * n;
    let share = |person: &Person| {
        let has = of.get(&person.id).map_or(&[][..], Vec::as_slice);
        let mut weeks = BTreeMap::new();
        for (line, _) in has {
            let monday = london::monday_of(london::day_of(line.interval.start));
            *weeks.entry(monday).or_insert(0) += line.paid_minutes();
        }
        let worked = i64::from(person.worked_shifts);
        let shifts = i64::try_from(has.len()).unwrap_or(i64::MAX);
        Share {
            person: person.id,
            shifts: has.len(),
            confirmed: has.iter().filter(|(_, is_confirmed)| *is_confirmed).count(),
            minutes: weeks.values().sum(),
            fullest_week: weeks.values().copied().max().unwrap_or(0),
            worked: person.worked_shifts,
            fairness: cost(worked + shifts) - cost(worked),
        }
    };
    instance.people().iter().map(share).collect()
}
