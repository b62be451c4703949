//! The whole matching, with its proof: prices, an auction, ejection chains, and again.

mod auction;
pub(crate) mod chains;
mod displace;
mod exchange;
pub(crate) mod near;
mod pieces;
mod prices;
pub(crate) mod pricing;
pub(crate) mod state;
pub(crate) mod watch;

use std::time::Duration;

use crate::input::{Assignment, Instance, LineId, Roster};
use crate::problem::{Problem, SCALE};
use crate::program::{NEVER, Scratch, WIDEST, each};

use chains::{Chains, EFFORT};
use exchange::Exchange;
use prices::{Descent, Dual, at_one_level, descend};
use state::State;
use watch::{Over, Watch};

/// How long and how hard to try.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Stop once the gap is at most this part of the bound; 0 stops only at what is proved to be the best.
    pub target_gap: f64,
    /// Rounds: six of auction, chains and polishing, then of pieces that are solved again. The roster depends on it, and on
    /// the clock only where `time_limit` ends it sooner.
    pub effort: u32,
    /// Stop after so long, making pairs included; a first bound and a first roster are always made.
    pub time_limit: Option<Duration>,
    /// Threads for the prices, at most 64 are used. The answer doesn't depend on it.
    pub threads: usize,
    /// Most pairs kept of one person, 1 to 1,024, and fewer where there are many people. All of them are asked for by their
    /// prices; this is memory against time.
    pub pairs: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            target_gap: 0.000_2,
            effort: 6,
            time_limit: None,
            threads: 1,
            pairs: WIDEST,
        }
    }
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// No roster is worth more, in value units.
    pub bound: i64,
    /// What the best roster so far is worth.
    pub value: i64,
    /// The difference as a part of the bound.
    pub gap: f64,
    /// Rounds done.
    pub round: u32,
    /// Since the start.
    pub elapsed: Duration,
}

/// Why solving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// No roster is worth more, or the gap is as small as was asked for.
    TargetGap,
    /// The rounds that were asked for are done.
    Rounds,
    /// The time is up.
    Time,
    /// Someone said stop.
    Cancelled,
}

/// How a line is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// Which.
    pub line: LineId,
    /// People on it, confirmed ones included.
    pub filled: u16,
    /// People wanted.
    pub headcount: u16,
}

/// Counts of the work done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// Pairs kept: all eligible ones where there is room.
    pub pairs: usize,
    /// Programs of one person run.
    pub programs: u64,
    /// Of them, those whose answer broke a limit on hours or weekly rest at first.
    pub with_hours: u64,
    /// Time to make the pairs.
    pub eligibility: Duration,
    /// Time for everything.
    pub total: Duration,
}

/// A roster and what is known of it.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Who works where.
    pub roster: Roster,
    /// Its value by the definition in [`crate::input`].
    pub value: i64,
    /// No legal roster is worth more, of whatever pairs.
    pub bound: i64,
    /// For each line, in the order given.
    pub fill: Vec<Fill>,
    /// Why it ended.
    pub stopped: Stopped,
    /// What it took.
    pub work: Work,
}

impl Solution {
    /// How much the roster falls short at most, as a part of the bound.
    #[must_use]
    pub fn gap(&self) -> f64 {
        gap(self.bound, self.value)
    }
}

/// `(bound - value) / |bound|`, 0 when they meet.
#[must_use]
pub fn gap(bound: i64, value: i64) -> f64 {
    match bound - value {
        0 => 0.0,
        difference => difference as f64 / (bound.unsigned_abs().max(1)) as f64,
    }
}

/// Matches people to lines: Lagrangian prices for a bound (subgradients of Camerini, Fratta and Maffioli 1975 with the levels
/// of Brännlund 1993), an auction (Bertsekas 1988) and ejection chains (Glover 1996) for a roster; `docs/matching.md` has the
/// method. Time grows with people times pairs of each times shifts of each, times rounds; memory with pairs, up to 12 million.
/// `progress` is told after each phase; solving ends soon after `cancelled` answers yes.
pub fn solve(
    instance: &Instance,
    options: &Options,
    progress: &mut dyn FnMut(&Progress),
    cancelled: &dyn Fn() -> bool,
) -> Solution {
    solve_by(instance, options, &watch::from_now(), progress, cancelled)
}

/// The same by another clock.
fn solve_by(
    instance: &Instance,
    options: &Options,
    clock: &dyn Fn() -> Duration,
    progress: &mut dyn FnMut(&Progress),
    cancelled: &dyn Fn() -> bool,
) -> Solution {
    let watch = Watch::new(options.time_limit, clock, cancelled);
    let mut problem = Problem::new(instance, options.pairs, &watch);
    let eligibility = watch.elapsed();
    let mut solver = Solver::new(instance, &mut problem, options.threads);
    let stopped = solver.run(options, progress, &watch);
    let (value, bound) = (solver.value(), solver.bound());
    let runs = |count: fn(&Scratch) -> u64| solver.scratches.iter().map(count).sum();
    let best = solver.best.clone();
    let work = Work {
        pairs: solver.problem.line.len(),
        programs: runs(|s| s.runs),
        with_hours: runs(|s| s.with_hours),
        eligibility,
        total: watch.elapsed(),
    };
    Solution {
        roster: roster(instance, &problem, &best),
        fill: fill(instance, &problem, &best),
        value,
        bound,
        stopped,
        work,
    }
}

pub(crate) fn roster(instance: &Instance, problem: &Problem, state: &State) -> Roster {
    let mut assignments = Vec::new();
    for (person, &held) in state.held.iter().enumerate() {
        let someone = problem.person(instance, person);
        let lines = &problem.line[problem.rows[person].range()];
        let added = each(&held).map(|pair| problem.line_of(instance, lines[pair]).id);
        assignments.extend(
            someone
                .fixed
                .iter()
                .copied()
                .chain(added)
                .map(|line| Assignment {
                    person: someone.id,
                    line,
                }),
        );
    }
    Roster::new(assignments)
}

pub(crate) fn fill(instance: &Instance, problem: &Problem, state: &State) -> Vec<Fill> {
    instance
        .lines()
        .iter()
        .map(|line| {
            let number = problem.number[&line.id] as usize;
            let open = problem.places[number] - state.filled[number];
            Fill {
                line: line.id,
                filled: line.headcount - u16::try_from(open).unwrap_or(0),
                headcount: line.headcount,
            }
        })
        .collect()
}

const FIRST: Descent = Descent {
    steps: 180,
    below: 0.05,
    shrink: 0.5,
    patience: 5,
    length: 1.0,
    restart: false,
    until: 0.3,
};

const POLISH: Descent = Descent {
    steps: 70,
    below: 0.001,
    shrink: 0.6,
    patience: 8,
    length: 0.3,
    restart: true,
    until: 1.0,
};

/// After pairs were taken in.
const AGAIN: Descent = Descent {
    steps: 40,
    below: 0.01,
    shrink: 0.5,
    patience: 4,
    length: 0.6,
    restart: true,
    until: 0.5,
};
/// Most passes of shaking a round.
const SHAKES: usize = 4;
/// Rounds of auction, chains and polishing; further ones solve pieces again, and each sixth is a whole one.
const WHOLE_ROUNDS: u32 = 6;
/// From so many pairs a person on, a chain has more ways to go than lead anywhere: there are exchanges instead, and pieces
/// begin after one whole round.
const CROWDED: usize = 40;
/// Open lines that are looked at for somebody when time is up.
const HASTY: usize = 32;
/// Most passes over all pairs before the first roster.
const PASSES: usize = 8;
/// Further ones are left when taking pairs in has lowered the bound by no more than this part.
const SETTLED: f64 = 0.000_05;
/// Most threads.
const THREADS: usize = 64;

pub(crate) struct Solver<'a> {
    instance: &'a Instance,
    problem: &'a mut Problem,
    scratches: Vec<Scratch>,
    pub dual: Dual,
    /// No roster is worth more, of whatever pairs; `dual.bound` is about the pairs that are kept.
    pub proved: i64,
    pub best: State,
    /// Scaled value of `best`, without the constants.
    reached: i64,
    constant: i64,
    /// Whether a roster was there before.
    resumed: bool,
}

impl<'a> Solver<'a> {
    pub(crate) fn new(instance: &'a Instance, problem: &'a mut Problem, threads: usize) -> Self {
        let prices = vec![0; problem.lines.len()];
        Self {
            scratches: (0..threads.clamp(1, THREADS))
                .map(|_| Scratch::default())
                .collect(),
            dual: Dual {
                prices,
                bound: i64::MAX,
            },
            proved: problem.headcounts.unwrap_or(i64::MAX),
            best: State::empty(problem),
            reached: 0,
            constant: problem.constants.iter().sum(),
            resumed: false,
            instance,
            problem,
        }
    }

    /// Begins at a roster. Prices begin at nothing all the same: steps that are small enough for prices that have drifted are
    /// too small to mend them.
    pub(crate) fn resume(
        instance: &'a Instance,
        problem: &'a mut Problem,
        state: State,
        threads: usize,
    ) -> Self {
        let mut solver = Self::new(instance, problem, threads);
        solver.proved = i64::MAX;
        solver.reached = state.value(solver.problem);
        solver.best = state;
        solver.resumed = true;
        solver
    }

    fn value(&self) -> i64 {
        self.reached / i64::from(SCALE) + self.constant
    }

    fn bound(&self) -> i64 {
        self.proved.div_euclid(i64::from(SCALE)) + self.constant
    }

    /// Solves until the gap, the effort or the watch end it.
    pub(crate) fn run(
        &mut self,
        options: &Options,
        progress: &mut dyn FnMut(&Progress),
        watch: &Watch<'_>,
    ) -> Stopped {
        let mut tell = |solver: &Self, round: u32, watch: &Watch<'_>| {
            progress(&Progress {
                bound: solver.bound(),
                value: solver.value(),
                gap: gap(solver.bound(), solver.value()),
                round,
                elapsed: watch.elapsed(),
            });
        };
        if !self.resumed {
            // Whatever ends the search, there is a roster.
            self.keep(State::empty(self.problem), watch);
            if self.problem.rows.iter().any(|row| !row.whole) {
                self.dual.prices = at_one_level(self.problem, &mut self.scratches[0], watch);
            }
        }
        self.descend(&FIRST, None, watch);
        self.widen(&AGAIN, watch);
        tell(self, 0, watch);
        let mut rounds = options.effort;
        if self.resumed {
            self.polish(watch);
            let enough = self.enough(options.target_gap);
            self.chains(self.best.clone(), enough, watch);
            tell(self, 0, watch);
            if self.is_close(options) || watch.is_over() {
                rounds = 0;
            }
        }
        let whole_rounds = if self.is_crowded() { 1 } else { WHOLE_ROUNDS };
        let mut round = 0;
        while round < rounds {
            round += 1;
            if round > whole_rounds && !round.is_multiple_of(WHOLE_ROUNDS) {
                self.pieces(u64::from(round), watch);
            } else {
                self.whole_round(round, options, &mut tell, watch);
            }
            tell(self, round, watch);
            if self.is_close(options) || watch.is_over() {
                break;
            }
            if round <= whole_rounds {
                self.polish(watch);
                tell(self, round, watch);
            }
        }
        match watch.over() {
            Some(Over::Time) => Stopped::Time,
            Some(Over::Cancelled) => Stopped::Cancelled,
            None if self.is_close(options) => Stopped::TargetGap,
            None => Stopped::Rounds,
        }
    }

    /// An auction at the prices, and exchanges or chains. Later ones bid in other steps, so that they end elsewhere.
    fn whole_round(
        &mut self,
        round: u32,
        options: &Options,
        tell: &mut dyn FnMut(&Self, u32, &Watch<'_>),
        watch: &Watch<'_>,
    ) {
        if round > WHOLE_ROUNDS || (self.is_crowded() && round > 1) {
            self.polish(watch);
        }
        let step = 3 + i32::try_from(round / WHOLE_ROUNDS % 7).unwrap_or(0);
        let mut state = auction::run(
            self.problem,
            &self.dual.prices,
            step * SCALE,
            30,
            &mut self.scratches[0],
            watch,
        );
        self.keep(state.clone(), watch);
        tell(self, round, watch);
        if self.is_crowded() && exchange::fits(self.problem) {
            self.top_up(&mut state, watch);
            Exchange::new(self.problem, &self.dual.prices, &state, watch).run(&mut state, watch);
            self.keep(state, watch);
            return;
        }
        let enough = self.enough(options.target_gap);
        self.chains(state, enough, watch);
    }

    /// Lowers the bound, about the pairs that are kept, from the prices there are.
    fn descend(&mut self, descent: &Descent, floor: Option<i64>, watch: &Watch<'_>) {
        let scratches = &mut self.scratches;
        let is_bounded = self.proved < i64::MAX;
        descend(
            self.problem,
            &mut self.dual,
            descent,
            floor,
            is_bounded,
            scratches,
            watch,
        );
        if self.problem.rows.iter().all(|row| row.whole) {
            self.proved = self.proved.min(self.dual.bound);
        }
    }

    /// Proves the bound about all pairs, and takes in those that prices ask for until none is left, or little is to be won.
    fn widen(&mut self, descent: &Descent, watch: &Watch<'_>) {
        if self.problem.rows.iter().all(|row| row.whole) {
            return;
        }
        for _ in 0..PASSES {
            let before = self.proved;
            let scratches = &mut self.scratches;
            let prices = &self.dual.prices;
            let Some(passed) = pricing::pass(self.instance, self.problem, prices, scratches, watch)
            else {
                return;
            };
            self.proved = self.proved.min(passed.bound);
            if self.resumed {
                // Someone still knows sets by their places in the rows.
                return;
            }
            let above = (passed.bound - self.dual.bound) as f64;
            if passed.missing.is_empty() || watch.is_over() {
                return;
            }
            let states = &mut [&mut self.best];
            pricing::take_in(self.instance, self.problem, prices, passed.missing, states);
            self.dual.bound = passed.bound;
            let won = before.saturating_sub(self.proved) as f64;
            let least = SETTLED * self.proved as f64;
            let is_time_up = watch.is_over() || watch.is_past(descent.until);
            if is_time_up || (above <= least && won <= least) {
                return;
            }
            self.descend(descent, None, watch);
        }
    }

    fn is_crowded(&self) -> bool {
        self.problem.line.len() >= CROWDED * self.problem.people.len()
    }

    fn is_close(&self, options: &Options) -> bool {
        gap(self.bound(), self.value()) <= options.target_gap
    }

    fn polish(&mut self, watch: &Watch<'_>) {
        self.descend(&POLISH, Some(self.reached), watch);
        let until = POLISH.until;
        self.widen(&Descent { until, ..AGAIN }, watch);
    }

    /// Improves a roster by chains from open places and from people, in turn, until neither helps; then by shaking, until
    /// the roster is worth `enough`, scaled.
    fn chains(&mut self, state: State, enough: i64, watch: &Watch<'_>) {
        let shakes = if self.is_crowded() { 0 } else { SHAKES };
        let mut value = state.value(self.problem);
        let mut chains = Chains::new(self.problem, &self.dual.prices, state, 0);
        chains.watch = Some(watch);
        let scratch = &mut self.scratches[0];
        let everyone = 0..self.problem.people.len();
        for _ in 0..3 {
            let mut gained = chains.run(&EFFORT, 4, scratch, watch);
            for person in everyone.clone() {
                if person % 8 == 0 && watch.is_over() {
                    break;
                }
                gained += chains.satisfy(person, &EFFORT, scratch);
            }
            value += gained;
            if gained == 0 || watch.is_over() {
                break;
            }
        }
        for _ in 0..shakes {
            let mut gained = 0;
            for person in everyone.clone() {
                if value + gained >= enough || watch.is_over() {
                    break;
                }
                gained += chains.shake(person, &EFFORT, scratch);
            }
            value += gained;
            if gained == 0 || value >= enough || watch.is_over() {
                break;
            }
        }
        let (state, _) = chains.into_parts();
        self.keep(state, watch);
    }

    /// The scaled value at which the gap is small enough.
    fn enough(&self, target_gap: f64) -> i64 {
        let bound = self.proved + self.constant * i64::from(SCALE);
        let slack = (bound as f64).abs() * target_gap;
        self.proved.saturating_sub(slack as i64)
    }

    /// Remembers a roster if it is the best so far, after giving everyone what is still open and worth taking.
    fn keep(&mut self, mut state: State, watch: &Watch<'_>) {
        self.top_up(&mut state, watch);
        let value = state.value(self.problem);
        if value > self.reached {
            self.reached = value;
            self.best = state;
        }
    }

    /// The same also if it is worth as much as the best: what comes next from it is other than what was tried.
    fn go_on_from(&mut self, mut state: State, watch: &Watch<'_>) {
        self.top_up(&mut state, watch);
        let value = state.value(self.problem);
        if value >= self.reached {
            self.reached = value;
            self.best = state;
        }
    }

    /// Each person's best set of what they have and what is open; of what is open only a few when time is up.
    fn top_up(&mut self, state: &mut State, watch: &Watch<'_>) {
        let mut opened = Vec::new();
        let (problem, scratch) = (&*self.problem, &mut self.scratches[0]);
        for person in 0..problem.people.len() {
            let row = problem.rows[person];
            let held = state.held[person];
            opened.clear();
            let pairs = problem.line[row.range()]
                .iter()
                .zip(&problem.value[row.range()]);
            for (pair, (&line, &value)) in pairs.enumerate() {
                let mine = held.has(pair);
                let open = !mine && state.is_open(problem, line);
                if open {
                    opened.push((value, pair));
                }
                scratch.gain[pair] = if mine || open { value } else { NEVER };
            }
            if opened.len() > HASTY && watch.is_over() {
                opened.sort_unstable_by_key(|&(value, pair)| (std::cmp::Reverse(value), pair));
                let dropped = opened[HASTY..].iter();
                dropped.for_each(|&(_, pair)| scratch.gain[pair] = NEVER);
            }
            if !opened.is_empty() {
                let best = scratch.best(problem, person, None);
                if best.value > state::worth(problem, person, held) {
                    state.put(problem, person, best.set);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
