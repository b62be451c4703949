//! Exchanges: several people give up a shift each and take the one that the next gives up (cyclic transfers, Thompson and
//! Psaraftis 1993).
//!
//! Lines are the nodes of a graph, and nothing is one as well. Whoever could give up a line, or nothing, and take another, or
//! nothing, beside all else that they have is an arc that gains what this gains. A cycle with different people leaves each line as
//! full as before. Of a cycle that gains there is a node from which on each part of it gains (Lin and Kernighan 1973), so that
//! few paths need be followed. Prices only move gains along the cycle.

use crate::calendar::Shift;
use crate::eligibility::Rejection;
use crate::problem::Problem;
use crate::program::{Set, each};

use super::state::State;
use super::watch::Watch;

/// More pairs have too many moves for memory.
const MOST_PAIRS: usize = 1_000_000;
/// Most people of an exchange.
const LONGEST: u8 = 8;
/// Most paths that are followed from one line, and when only what changed is mended.
const PATHS: usize = 4_000;
const FEW_PATHS: usize = 1_000;
/// Most lines from which mending looks.
const MENDED: usize = 400;
/// Minutes from what is given up to what is taken, at most.
const NEAR: i32 = 14 * 24 * 60;

const NOTHING: u16 = u16::MAX;
const NOBODY: u32 = u32::MAX;
const STAY: Move = Move {
    person: NOBODY,
    give: NOTHING,
    take: NOTHING,
    to: NOBODY,
    gain: 0,
};

/// A person gives up a pair and takes another.
#[derive(Debug, Clone, Copy)]
struct Move {
    person: u32,
    give: u16,
    take: u16,
    /// The line of what is taken.
    to: u32,
    /// Scaled, at prices.
    gain: i32,
}

#[derive(Debug, Clone, Copy)]
struct Path {
    node: u32,
    length: u8,
    parent: u32,
    step: Move,
    /// At prices.
    gain: i64,
}

/// The moves there are in a roster.
pub(super) struct Exchange<'a> {
    problem: &'a Problem,
    prices: &'a [i32],
    /// By what is given up; what gains most at prices comes first.
    moves: Vec<Vec<Move>>,
    /// Lines by their prices.
    cheapest: Vec<u32>,
    paths: Vec<Path>,
    /// For each node the search that came there last, and the best gain.
    seen: Vec<(u32, i64)>,
    search: u32,
    /// Lines that exchanges were about.
    touched: Vec<u32>,
    chosen: Vec<Shift>,
    with: Vec<Shift>,
}

/// Whether there is memory for the moves.
pub(super) const fn fits(problem: &Problem) -> bool {
    problem.line.len() <= MOST_PAIRS
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        problem: &'a Problem,
        prices: &'a [i32],
        state: &State,
        watch: &Watch<'_>,
    ) -> Self {
        let nodes = problem.lines.len() + 1;
        let lines = (0..).zip(&problem.places);
        let wanted = lines.filter(|&(_, &places)| places > 0);
        let mut cheapest: Vec<u32> = wanted.map(|(line, _)| line).collect();
        cheapest.sort_by_key(|&line| prices[line as usize]);
        let mut exchange = Self {
            problem,
            prices,
            moves: vec![Vec::new(); nodes],
            cheapest,
            paths: Vec::new(),
            seen: vec![(0, 0); nodes],
            search: 0,
            touched: Vec::new(),
            chosen: Vec::new(),
            with: Vec::new(),
        };
        for person in 0..problem.people.len() {
            if person.is_multiple_of(8) && watch.is_over() {
                break;
            }
            exchange.add(state, person);
        }
        exchange
    }

    /// Makes exchanges until none gains.
    pub(super) fn run(&mut self, state: &mut State, watch: &Watch<'_>) {
        let nodes = self.nothing() + 1;
        let (mut node, mut idle) = (0, 0);
        while idle < nodes && !watch.is_over() {
            if self.make_best(state, node, PATHS) {
                idle = 0;
            } else {
                idle += 1;
                node = (node + 1) % nodes;
            }
        }
    }

    /// Makes exchanges around lines that others have now.
    pub(super) fn mend(&mut self, state: &mut State, lines: impl Iterator<Item = u32>) {
        self.touched.clear();
        self.touched.push(self.nothing());
        self.touched.extend(lines);
        let mut next = 0;
        while next < self.touched.len().min(MENDED) {
            if !self.make_best(state, self.touched[next], FEW_PATHS) {
                next += 1;
            }
        }
    }

    /// Finds the moves anew of somebody who had the set `old` until now.
    pub(super) fn changed(&mut self, state: &State, person: usize, old: Set) {
        let lines = &self.problem.line[self.problem.rows[person].range()];
        let others = |step: &Move| step.person != person as u32;
        for pair in each(&old) {
            self.moves[lines[pair] as usize].retain(others);
        }
        let nothing = self.nothing() as usize;
        self.moves[nothing].retain(others);
        self.add(state, person);
    }

    /// The node of nothing.
    const fn nothing(&self) -> u32 {
        self.prices.len() as u32
    }

    /// Finds the moves of a person.
    fn add(&mut self, state: &State, person: usize) {
        let problem = self.problem;
        let row = problem.rows[person];
        let lines = &problem.line[row.range()];
        let before = &problem.before[row.range()];
        let held = state.held[person];
        let mine: Vec<usize> = each(&held).collect();
        self.chosen.clear();
        let shifts = mine.iter().map(|&pair| problem.shift(lines[pair]));
        self.chosen.extend(shifts);
        for &pair in &mine {
            self.put(person, mine.len(), Some(pair), None);
        }
        for (pair, &line) in lines.iter().enumerate() {
            if problem.places[line as usize] == 0 || held.has(pair) {
                continue;
            }
            let early = usize::from(before[pair]);
            let at = mine.partition_point(|&other| other < early);
            let is_against = |&&other: &&usize| other < pair || usize::from(before[other]) <= pair;
            let mut against = mine[at..].iter().take_while(is_against);
            let one = against.next().copied();
            if against.next().is_some() {
                continue;
            }
            let shift = problem.shift(line);
            if let Some(one) = one {
                if self.broken(person, at, Some(at), shift).is_none() {
                    self.put(person, mine.len(), Some(one), Some(pair));
                }
                continue;
            }
            let broken = self.broken(person, at, None, shift);
            let is_free = broken.is_none();
            if is_free {
                self.put(person, mine.len(), None, Some(pair));
            }
            let of_week = matches!(broken, Some(Rejection::WeeklyHours { .. }));
            let from = self
                .chosen
                .partition_point(|s| s.start < shift.start - NEAR);
            for n in from..mine.len() {
                if self.chosen[n].start > shift.start + NEAR {
                    break;
                }
                if of_week && self.chosen[n].week != shift.week {
                    continue;
                }
                if is_free || self.broken(person, at, Some(n), shift).is_none() {
                    self.put(person, mine.len(), Some(mine[n]), Some(pair));
                }
            }
        }
    }

    /// Adds a move of somebody who has `count` pairs in its place.
    fn put(&mut self, person: usize, count: usize, give: Option<usize>, take: Option<usize>) {
        let row = self.problem.rows[person];
        let costs = self.problem.costs(row);
        let size = count + usize::from(take.is_some()) - usize::from(give.is_some());
        let Some(&cost) = costs.get(size) else { return };
        let worth = |pair: Option<usize>| {
            let place = row.start as usize + pair?;
            let line = self.problem.line[place];
            Some((line, self.problem.value[place] - self.prices[line as usize]))
        };
        let nothing = (self.nothing(), 0);
        let ((from, given), (to, taken)) = (
            worth(give).unwrap_or(nothing),
            worth(take).unwrap_or(nothing),
        );
        let number = |pair: Option<usize>| pair.map_or(NOTHING, |pair| pair as u16);
        let gain = taken - given - (cost - costs[count]);
        let moves = &mut self.moves[from as usize];
        let at = moves.partition_point(|other| other.gain >= gain);
        let step = Move {
            person: person as u32,
            give: number(give),
            take: number(take),
            to,
            gain,
        };
        moves.insert(at, step);
    }

    /// The limit that a shift breaks as the `at`-th beside what is chosen, but one of it.
    fn broken(
        &mut self,
        person: usize,
        at: usize,
        but: Option<usize>,
        shift: Shift,
    ) -> Option<Rejection> {
        let limits = &self.problem.limits[person];
        let reach = limits.reach();
        let near = |other: &Shift| (other.start - shift.start).abs() <= reach;
        let (before, after) = self.chosen.split_at(at);
        let from = before.iter().rev().take_while(|s| near(s)).count();
        self.with.clear();
        let kept = |&(n, _): &(usize, &Shift)| Some(n) != but;
        let before = (at - from..at).zip(&before[at - from..]).filter(kept);
        self.with.extend(before.map(|(_, &other)| other));
        self.with.push(shift);
        let after = (at..)
            .zip(after.iter().take_while(|s| near(s)))
            .filter(kept);
        self.with.extend(after.map(|(_, &other)| other));
        let calendar = &self.problem.calendar;
        limits.break_of(calendar, &self.with)
    }

    /// Makes the best exchange that begins at a node, if one gains.
    fn make_best(&mut self, state: &mut State, start: u32, most: usize) -> bool {
        let mut at = self.best_from(state, start, most);
        let is_found = at != NOBODY;
        // The paths stay as they are while moves change.
        while let Some(&Path { step, parent, .. }) = self.paths.get(at as usize) {
            at = parent;
            if step.person == NOBODY {
                continue;
            }
            let person = step.person as usize;
            let old = state.held[person];
            let mut set = old;
            if step.give != NOTHING {
                set.remove(usize::from(step.give));
            }
            if step.take != NOTHING {
                set.put(usize::from(step.take));
            }
            state.put(self.problem, person, set);
            self.changed(state, person, old);
            self.touched.push(step.to);
        }
        is_found
    }

    /// The last path of the best exchange that begins at a node.
    fn best_from(&mut self, state: &State, start: u32, most: usize) -> u32 {
        let nothing = self.nothing();
        self.search += 1;
        self.paths.clear();
        self.paths.push(Path {
            node: start,
            length: 0,
            parent: NOBODY,
            step: STAY,
            gain: 0,
        });
        let mut best = (0, NOBODY);
        let mut next = 0;
        while next < self.paths.len() && self.paths.len() < most {
            let at = next;
            next += 1;
            let path = self.paths[at];
            let node = path.node as usize;
            let is_best = at == 0 || self.seen[node] == (self.search, path.gain);
            if path.length >= LONGEST || !is_best {
                continue;
            }
            for n in 0..self.moves[node].len() {
                let step = self.moves[node][n];
                if path.gain + i64::from(step.gain) <= 0 {
                    break;
                }
                self.follow(at, step, start, &mut best);
            }
            if path.node == nothing {
                self.leave_open(at, start, &mut best);
            } else if state.is_open(self.problem, path.node) {
                let gain = self.prices[node];
                let to = nothing;
                self.follow(at, Move { to, gain, ..STAY }, start, &mut best);
            }
        }
        best.1
    }

    /// From nothing: a place that somebody gives up stays open.
    fn leave_open(&mut self, at: usize, start: u32, best: &mut (i64, u32)) {
        for n in 0..self.cheapest.len() {
            let to = self.cheapest[n];
            let gain = -self.prices[to as usize];
            if self.paths[at].gain + i64::from(gain) <= 0 {
                break;
            }
            self.follow(at, Move { to, gain, ..STAY }, start, best);
        }
    }

    /// Goes on along a move.
    fn follow(&mut self, at: usize, step: Move, start: u32, best: &mut (i64, u32)) {
        let path = self.paths[at];
        let gain = path.gain + i64::from(step.gain);
        let is_closed = step.to == start;
        if gain <= 0 || (is_closed && gain <= best.0) {
            return;
        }
        let seen = self.seen[step.to as usize];
        if !is_closed && seen.0 == self.search && seen.1 >= gain {
            return;
        }
        let mut on = at as u32;
        while let Some(earlier) = self.paths.get(on as usize) {
            if (step.person != NOBODY && earlier.step.person == step.person)
                || (earlier.node == step.to && earlier.parent != NOBODY)
            {
                return;
            }
            on = earlier.parent;
        }
        let number = self.paths.len() as u32;
        self.paths.push(Path {
            node: step.to,
            length: path.length + 1,
            parent: at as u32,
            step,
            gain,
        });
        if is_closed {
            *best = (gain, number);
        } else {
            self.seen[step.to as usize] = (self.search, gain);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checker::check;
    use crate::generator::{Shape, lawful};
    use crate::input::{Instance, ShiftKind};
    use crate::problem::SCALE;
    use crate::program::Scratch;
    use crate::solve::{auction, roster};
    use crate::testing::{line, person, problem, rules};

    fn exchanged(problem: &Problem, state: &mut State) {
        let watch = Watch::new(None, &Default::default, &|| false);
        let prices = vec![0; problem.lines.len()];
        Exchange::new(problem, &prices, state, &watch).run(state, &watch);
    }

    #[test]
    fn three_people_who_each_have_what_another_would_rather_have_exchange_shifts() {
        let kinds = [ShiftKind::Early, ShiftKind::Late, ShiftKind::Night];
        let lines = (0..).zip(kinds).map(|(n, kind)| {
            let mut wanted = line(n);
            wanted.kind = kind;
            wanted
        });
        let people = (1..).zip(kinds).map(|(n, kind)| {
            let mut someone = person(n);
            someone.preferred = vec![kind];
            someone
        });
        let instance = Instance::new(people.collect(), lines.collect(), rules()).unwrap();
        let problem = problem(&instance);
        let mut state = State::empty(&problem);
        for someone in 0..3 {
            let (id, line) = (problem.people[someone] + 1, |n| {
                problem.number[&crate::input::LineId(n)]
            });
            let pair = problem.pair(someone, line(u64::from(id % 3))).unwrap();
            state.put(&problem, someone, std::iter::once(pair).collect());
        }
        let before = state.value(&problem);
        exchanged(&problem, &mut state);
        let other_kind = i64::from(instance.rules().values.other_kind);
        assert_eq!(
            state.value(&problem) - before,
            3 * other_kind * i64::from(SCALE)
        );
    }

    #[test]
    fn after_exchanges_a_roster_is_legal_and_worth_no_less_whatever_limit_bites() {
        let mut gained = 0;
        for seed in 0..300 {
            let shape = Shape {
                people: 6,
                lines: 16,
                headcount: 2,
                days: 3 + (seed % 12) as i32,
                open: true,
            };
            let instance = lawful(shape, seed).unwrap();
            let problem = problem(&instance);
            let watch = Watch::new(None, &Default::default, &|| false);
            let prices = vec![400 * SCALE; problem.lines.len()];
            let mut scratch = Scratch::default();
            let mut state = auction::run(&problem, &prices, SCALE, 3, &mut scratch, &watch);
            let before = state.value(&problem);
            exchanged(&problem, &mut state);
            assert!(check(&instance, &roster(&instance, &problem, &state)).is_legal());
            assert!(state.value(&problem) >= before);
            gained += i32::from(state.value(&problem) > before);
        }
        assert!(gained > 100, "exchanges gained in {gained} instances");
    }
}
