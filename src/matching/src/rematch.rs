//! Matching again after one change: what was confirmed stays, and each pair taken away from someone costs.
//!
//! Prices stay from one change to the next. Those of the lines that a change touches are set anew, each to the price that
//! makes the bound least while all others stay (coordinate descent); then chains begin at the places that are open and at
//! the people who are concerned, and again at prices that suit what was moved. Prices drift over many changes:
//! [`Matcher::polish`] whenever [`Rematched::gap_after_moves`] is above a goal brings it back under it.

mod change;
mod repair;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::kit::instant::{Instant, Interval};

use crate::input::{
    Assignment, HeldSkill, InputError, Instance, Line, LineId, PersonId, Roster, SkillId,
};
use crate::problem::{Problem, SCALE};
use crate::program::{Scratch, Set, each};
use crate::solve::chains::{Chains, Memory};
use crate::solve::pricing::{At, Pass, Widest};
use crate::solve::state::{State, worth};
use crate::solve::watch::{Watch, from_now};
use crate::solve::{Fill, Options, Progress, Solver, Stopped, fill, gap, roster};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A person can't work any more: every line they had, confirmed or not, is free.
    Withdrawn(PersonId),
    /// A person's availability is now this. Unconfirmed lines that it doesn't cover are free.
    Available {
        /// Who.
        person: PersonId,
        /// When.
        intervals: Vec<Interval>,
    },
    /// Training, a check or a registration counts no longer than until this moment.
    Lapses {
        /// Who.
        person: PersonId,
        /// What.
        skill: SkillId,
        /// From when on.
        at: Instant,
    },
    /// A person is confirmed on a line; someone unconfirmed goes if it is full.
    Fixed(Assignment),
    /// A new line.
    Line(Box<Line>),
    /// A line wants more or fewer people.
    Headcount {
        /// Which.
        line: LineId,
        /// How many now; not fewer than are confirmed.
        headcount: u16,
    },
}

/// What a change led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rematched {
    /// Assignments that are no more.
    pub dropped: Vec<Assignment>,
    /// Assignments that are new.
    pub added: Vec<Assignment>,
    /// The value of the roster now.
    pub value: i64,
    /// No legal roster of the changed instance is worth more.
    pub bound: i64,
    /// No legal roster is worth more once the change penalty is paid for each assignment that it takes away from this one.
    pub bound_after_moves: i64,
}

impl Rematched {
    /// How much the roster falls short at most, as a part of the bound.
    #[must_use]
    pub fn gap(&self) -> f64 {
        gap(self.bound, self.value)
    }

    /// The same after moves are paid for: how much better, at most, any roster is that is worth moving to. This is what
    /// matching again can close; the rest of [`Self::gap`] is the price of leaving people where they are.
    #[must_use]
    pub fn gap_after_moves(&self) -> f64 {
        gap(self.bound_after_moves, self.value)
    }
}

/// An instance with its roster, its prices and everything at hand for the next change.
#[derive(Debug)]
pub struct Matcher {
    pub(crate) instance: Instance,
    pub(crate) problem: Problem,
    pub(crate) prices: Vec<i32>,
    pub(crate) state: State,
    pub(crate) scratch: Scratch,
    pass: Pass,
    pub(crate) by_id: BTreeMap<PersonId, usize>,
    memory: Memory,
    /// Of each person, in scaled units: no set is worth more at prices.
    pub(crate) bests: Vec<i64>,
    /// The same when each pair that a person has counts the change penalty more.
    stayings: Vec<i64>,
    /// Whose `stayings` are of other prices.
    stale: BTreeSet<usize>,
    /// Of each person, in scaled units: what the set they have is worth.
    worths: Vec<i64>,
    stay: i32,
    stopped: Stopped,
}

/// How long it takes to find what is kept, by a sample of people; no more than two fifths of a limit.
fn time_to_keep(instance: &Instance, problem: &Problem, watch: &Watch<'_>) -> Duration {
    /// People who are asked.
    const SAMPLE: usize = 16;
    let people = problem.people.len();
    let Some(limit) = watch.limit() else {
        return Duration::ZERO;
    };
    let (mut pass, mut scratch) = (Pass::default(), Scratch::default());
    let prices = vec![0; problem.lines.len()];
    let before = watch.elapsed();
    let (mut asked, mut programs) = (0, 0);
    for person in (0..people).step_by(people.div_ceil(SAMPLE).max(1)) {
        pass.widest(instance, problem, person, At::new(&prices), &mut scratch);
        asked += 1;
        // `recount` asks twice where nothing is left out.
        programs += if problem.rows[person].whole { 2 } else { 1 };
    }
    let each = (watch.elapsed() - before).as_secs_f64() / f64::from(asked.max(1));
    let all = people as f64 * f64::from(programs) / f64::from(asked.max(1));
    limit.mul_f64(0.4).min(Duration::from_secs_f64(each * all))
}

impl Matcher {
    /// Solves the instance as [`crate::solve::solve`] does, and keeps everything for changes. The time limit counts from here,
    /// and what is kept, one or two programs of each person, is within it.
    pub fn new(
        instance: Instance,
        options: &Options,
        progress: &mut dyn FnMut(&Progress),
        cancelled: &dyn Fn() -> bool,
    ) -> Self {
        Self::by(instance, options, &from_now(), progress, cancelled)
    }

    /// The same by another clock.
    pub(crate) fn by(
        instance: Instance,
        options: &Options,
        clock: &dyn Fn() -> Duration,
        progress: &mut dyn FnMut(&Progress),
        cancelled: &dyn Fn() -> bool,
    ) -> Self {
        let watch = Watch::new(options.time_limit, clock, cancelled);
        let mut problem = Problem::new(&instance, options.pairs, &watch);
        let watch = watch.less(time_to_keep(&instance, &problem, &watch));
        let (prices, state, stopped) = {
            let mut solver = Solver::new(&instance, &mut problem, options.threads);
            let stopped = solver.run(options, progress, &watch);
            (solver.dual.prices, solver.best, stopped)
        };
        let stay = i32::try_from(instance.rules().values.change).unwrap_or(0) * SCALE;
        let people = (0..).zip(&problem.people);
        let by_id = people
            .map(|(n, &at)| (instance.people()[at as usize].id, n))
            .collect();
        let mut matcher = Self {
            instance,
            problem,
            prices,
            state,
            scratch: Scratch::default(),
            pass: Pass::default(),
            by_id,
            memory: Memory::default(),
            bests: Vec::new(),
            stayings: Vec::new(),
            stale: BTreeSet::new(),
            worths: Vec::new(),
            stay,
            stopped,
        };
        matcher.recount();
        matcher
    }

    /// The instance as it is now.
    #[must_use]
    pub const fn instance(&self) -> &Instance {
        &self.instance
    }

    /// Why solving or polishing ended the last time.
    #[must_use]
    pub const fn stopped(&self) -> Stopped {
        self.stopped
    }

    /// The roster as it is now.
    #[must_use]
    pub fn roster(&self) -> Roster {
        roster(&self.instance, &self.problem, &self.state)
    }

    /// How each line is filled now.
    #[must_use]
    pub fn fill(&self) -> Vec<Fill> {
        fill(&self.instance, &self.problem, &self.state)
    }

    /// The value of the roster by the definition in [`crate::input`]. Linear in people.
    #[must_use]
    pub fn value(&self) -> i64 {
        self.worths.iter().sum::<i64>() / i64::from(SCALE) + self.constant()
    }

    /// No legal roster is worth more. Linear in people and lines.
    #[must_use]
    pub fn bound(&self) -> i64 {
        let bound = self.scaled_bound();
        let bound = self
            .problem
            .headcounts
            .map_or(bound, |most| bound.min(most));
        bound.div_euclid(i64::from(SCALE)) + self.constant()
    }

    fn constant(&self) -> i64 {
        self.problem.constants.iter().sum()
    }

    pub(crate) fn scaled_bound(&self) -> i64 {
        self.rent() + self.bests.iter().sum::<i64>()
    }

    fn rent(&self) -> i64 {
        let places = self.problem.places.iter().zip(&self.prices);
        places.map(|(&n, &p)| i64::from(n) * i64::from(p)).sum()
    }

    fn bound_after_moves(&self) -> i64 {
        self.scaled_bound_after_moves().div_euclid(i64::from(SCALE)) + self.constant()
    }

    fn scaled_bound_after_moves(&self) -> i64 {
        let held = self.state.held.iter();
        let had: i64 = held.map(|held| held.len() as i64).sum();
        self.rent() + self.stayings.iter().sum::<i64>() - had * i64::from(self.stay)
    }

    /// Solves again from the roster there is, with each pair that somebody has worth the change penalty more: whoever
    /// moves, moves for what is worth it. Takes about the time of solving.
    pub fn polish(&mut self) -> Rematched {
        self.polish_until(&Options::default(), &mut |_| {}, &|| false)
    }

    /// The same with a target, a limit of time and threads, until `cancelled` answers yes. What `progress` is told, and the
    /// target, count the change penalty for each assignment that is taken away. The roster is never worth less than before
    /// once the penalty is paid, whenever it ends.
    pub fn polish_until(
        &mut self,
        options: &Options,
        progress: &mut dyn FnMut(&Progress),
        cancelled: &dyn Fn() -> bool,
    ) -> Rematched {
        let clock = from_now();
        let watch = Watch::new(options.time_limit, &clock, cancelled);
        self.state.log = None;
        let had = self.state.held.clone();
        let before = self.rent() + self.stayings.iter().sum::<i64>();
        self.favour(&had, self.stay);
        let state = self.state.clone();
        let mut solver = Solver::resume(&self.instance, &mut self.problem, state, options.threads);
        let kept: usize = had.iter().map(Set::len).sum();
        let favour = kept as i64 * i64::from(self.stay / SCALE);
        let mut tell = |now: &Progress| {
            progress(&Progress {
                bound: now.bound - favour,
                value: now.value - favour,
                ..*now
            });
        };
        self.stopped = solver.run(options, &mut tell, &watch);
        let proved = solver.proved;
        let (dual, state) = (solver.dual, solver.best);
        self.favour(&had, -self.stay);
        if proved < before {
            self.prices = dual.prices;
        }
        self.state = state;
        self.recount();
        let moved = (0..)
            .zip(had)
            .zip(&self.state.held)
            .filter(|((_, had), has)| had != *has);
        self.state.log = Some(moved.map(|(before, _)| before).collect());
        self.report(BTreeMap::new())
    }

    /// Makes each of these pairs worth so much more.
    fn favour(&mut self, held: &[Set], scaled: i32) {
        for (row, &held) in self.problem.rows.iter().zip(held) {
            for pair in each(&held) {
                self.problem.value[row.start as usize + pair] += scaled;
            }
        }
    }

    /// Takes one change in, and answers with what it led to. Work depends on how many people and lines it touches, and is
    /// linear in people and lines for the sums only.
    ///
    /// # Errors
    ///
    /// When the change makes the instance invalid, or names a person or line that it doesn't have; nothing is changed then.
    pub fn apply(&mut self, change: Change) -> Result<Rematched, InputError> {
        self.state.log = Some(Vec::new());
        let mut before = BTreeMap::new();
        let mut lines = BTreeSet::new();
        let people = match change {
            Change::Withdrawn(id) => self.with_person(id, &mut before, &mut lines, |person| {
                person.available.clear();
                person.fixed.clear();
            })?,
            Change::Available { person, intervals } => {
                self.with_person(person, &mut before, &mut lines, |person| {
                    person.available = intervals;
                })?
            }
            Change::Lapses { person, skill, at } => {
                self.with_person(person, &mut before, &mut lines, |person| {
                    let begins_later = |held: &HeldSkill| held.from.is_some_and(|from| from >= at);
                    person
                        .skills
                        .retain(|held| held.skill != skill || !begins_later(held));
                    for held in person.skills.iter_mut().filter(|held| held.skill == skill) {
                        held.until = Some(held.until.map_or(at, |until| until.min(at)));
                    }
                })?
            }
            Change::Fixed(Assignment { person, line }) => {
                self.with_person(person, &mut before, &mut lines, |person| {
                    if !person.fixed.contains(&line) {
                        person.fixed.push(line);
                    }
                    person.published.retain(|&published| published != line);
                })?
            }
            Change::Line(line) => self.with_line(*line, &mut before, &mut lines)?,
            Change::Headcount { line, headcount } => {
                self.with_headcount(line, headcount, &mut before, &mut lines)?
            }
        };
        let prices = self.prices.clone();
        self.repair(&people, &lines);
        self.look_outside(&prices);
        Ok(self.report(before))
    }

    fn recount(&mut self) {
        let people = self.problem.people.len();
        self.bests = (0..people)
            .map(|person| self.best_at_prices(person))
            .collect();
        let is_short = matches!(self.stopped, Stopped::Time | Stopped::Cancelled);
        self.stayings = (0..people)
            .map(
                |person| match self.problem.rows[person].whole || !is_short {
                    true => self.best_staying(person),
                    // Nobody waits for a pass over all pairs: no set can stay more than what there is.
                    false => {
                        let held = self.state.held[person].len() as i64;
                        self.bests[person] + held * i64::from(self.stay)
                    }
                },
            )
            .collect();
        self.worths = (0..people)
            .map(|person| worth(&self.problem, person, self.state.held[person]))
            .collect();
        let state = self.state.clone();
        let chains = Chains::new(&self.problem, &self.prices, state, self.stay);
        (_, self.memory) = chains.into_parts();
    }

    /// The most that any set is worth to a person at prices.
    fn best_at_prices(&mut self, person: usize) -> i64 {
        if !self.problem.rows[person].whole {
            return self.widest(person, At::new(&[])).bound;
        }
        self.gains_at_prices(person);
        self.scratch.best(&self.problem, person, None).bound
    }

    /// The same when each pair they have counts the change penalty more.
    fn best_staying(&mut self, person: usize) -> i64 {
        if !self.problem.rows[person].whole {
            let at = At {
                stay: (self.state.held[person], self.stay),
                ..At::new(&[])
            };
            return self.widest(person, at).bound;
        }
        self.gains_at_prices(person);
        for pair in each(&self.state.held[person]) {
            self.scratch.gain[pair] += self.stay;
        }
        self.scratch.best(&self.problem, person, None).bound
    }

    /// Where the price of a line is lower than before, and somebody could do it who has it not in their row: how much they
    /// can gain at most is found again.
    fn look_outside(&mut self, before: &[i32]) {
        let is_lower = |&line: &u32| {
            let line = line as usize;
            before
                .get(line)
                .is_none_or(|&price| self.prices[line] < price)
        };
        let lower: Vec<u32> = (0..).take(self.prices.len()).filter(is_lower).collect();
        for person in 0..self.problem.people.len() {
            if self.problem.rows[person].whole
                || !lower.iter().any(|&line| self.gains(person, line))
            {
                continue;
            }
            self.bests[person] = self.best_at_prices(person);
            self.stale.insert(person);
        }
    }

    /// Whether a line that isn't in a person's row gains more at prices than what they could do instead at that time.
    fn gains(&self, person: usize, line: u32) -> bool {
        let someone = self.problem.person(&self.instance, person);
        let wanted = self.problem.line_of(&self.instance, line);
        if !someone.roles.contains(&wanted.role) {
            return false;
        }
        let price = |line: u32| self.prices[line as usize];
        let gain = self.problem.pair_value(&self.instance, someone, line) - price(line);
        let row = self.problem.rows[person];
        let least = self.problem.costs(row).get(1).copied().unwrap_or(i32::MAX);
        let kind = |line: u32| self.problem.kind[line as usize];
        let mut inside = self.problem.line[row.range()]
            .iter()
            .zip(&self.problem.value[row.range()]);
        gain > least
            && !inside.any(|(&other, &value)| {
                other == line || (kind(other) == kind(line) && value - price(other) >= gain)
            })
            && self.problem.is_possible(&self.instance, person, line)
    }

    /// The best set of all the lines of a person, in their row or not, at the prices there are.
    pub(crate) fn widest(&mut self, person: usize, at: At<'_>) -> Widest {
        let at = At {
            prices: &self.prices,
            ..at
        };
        self.pass
            .widest(&self.instance, &self.problem, person, at, &mut self.scratch)
    }

    pub(crate) fn gains_at_prices(&mut self, person: usize) {
        let range = self.problem.rows[person].range();
        let pairs = self.problem.line[range.clone()]
            .iter()
            .zip(&self.problem.value[range]);
        for (gain, (&line, &value)) in self.scratch.gain.iter_mut().zip(pairs) {
            *gain = value - self.prices[line as usize];
        }
    }

    /// The lines a person has that aren't confirmed.
    pub(crate) fn lines_of(&self, person: usize, set: Set) -> Vec<u32> {
        let lines = &self.problem.line[self.problem.rows[person].range()];
        each(&set).map(|pair| lines[pair]).collect()
    }

    /// Confirmed and other lines of a person.
    fn all_lines(&self, person: usize, confirmed: &[LineId]) -> Vec<LineId> {
        let added = self.lines_of(person, self.state.held[person]);
        let added = added.into_iter().map(|line| self.id(line));
        confirmed.iter().copied().chain(added).collect()
    }

    pub(crate) fn id(&self, line: u32) -> LineId {
        self.problem.line_of(&self.instance, line).id
    }

    /// The difference between before and now. `before` has what those had whose pairs were made anew.
    fn report(&mut self, mut before: BTreeMap<usize, Vec<LineId>>) -> Rematched {
        for (person, set) in self.state.log.take().unwrap_or_default() {
            // The first entry is what the person had before the change.
            if before.contains_key(&person) {
                continue;
            }
            let confirmed = &self.problem.person(&self.instance, person).fixed;
            let lines = self.lines_of(person, set);
            let lines = lines.into_iter().map(|line| self.id(line));
            before.insert(person, confirmed.iter().copied().chain(lines).collect());
        }
        let (mut dropped, mut added) = (Vec::new(), Vec::new());
        for (person, had) in before {
            let someone = self.problem.person(&self.instance, person);
            let id = someone.id;
            let has = self.all_lines(person, &someone.fixed);
            let as_assignment = |&line: &LineId| Assignment { person: id, line };
            dropped.extend(
                had.iter()
                    .filter(|line| !has.contains(line))
                    .map(as_assignment),
            );
            added.extend(
                has.iter()
                    .filter(|line| !had.contains(line))
                    .map(as_assignment),
            );
            self.worths[person] = worth(&self.problem, person, self.state.held[person]);
            self.stale.insert(person);
        }
        for person in std::mem::take(&mut self.stale) {
            self.stayings[person] = self.best_staying(person);
        }
        dropped.sort_unstable();
        added.sort_unstable();
        Rematched {
            dropped,
            added,
            value: self.value(),
            bound: self.bound(),
            bound_after_moves: self.bound_after_moves(),
        }
    }
}

#[cfg(test)]
mod tests;
