//! Pieces of the roster that are solved again by themselves (large neighbourhoods, Shaw 1998): a few people around a place
//! that is open, or around somebody whose set falls short of the best at prices.
//!
//! All that these people have is free for them again. Prices of these lines alone are found as for the whole, which bounds
//! what the piece can be worth; at each of the prices the people choose one after the other among what is left. A piece ends
//! where the bound is reached: then it is proved to be the best one beside the rest of the roster.

mod part;

use std::collections::{BTreeMap, BTreeSet};

use crate::mixed::mixed;
use crate::problem::Problem;
use crate::program::{NEVER, Scratch, Set, each};

use super::Solver;
use super::exchange::{self, Exchange};
use super::state::{State, worth, worth_at};
use super::watch::Watch;
use part::Part;

/// Pieces of a round, and people for each further one.
const PIECES: u64 = 60;
const PEOPLE_A_PIECE: u64 = 20;
/// Fewest and most people of a piece.
const PEOPLE: (u64, u64) = (4, 18);
/// Of so many pieces one is solved; people of the others.
const SOLVED: u64 = 4;
const KICKED: (u64, u64) = (2, 6);
/// A kick moves prices by up to this part of them.
const KICK: f64 = 0.05;
/// Prices that are tried for a piece.
const STEPS: usize = 40;
/// A round may go on from a roster that is worth less than the best by one such part of the gap.
const SLACK: i64 = 5;

/// Minutes on both sides of where a piece begins that it takes in.
const WINDOW: i32 = 14 * 24 * 60;

/// Where a piece begins: what the roster loses there at prices, and a line with an open place, or a person.
#[derive(Debug, Clone, Copy)]
enum Root {
    Line(u32),
    /// And a line that they would rather have.
    Person(usize, u32),
}

impl Solver<'_> {
    /// Solves pieces again, the ones that lose most first, and others as the round's number says.
    pub(super) fn pieces(&mut self, round: u64, watch: &Watch<'_>) {
        let mut state = self.best.clone();
        let roots = self.roots(&state, round, watch);
        if roots.is_empty() {
            return;
        }
        let (problem, prices) = (&*self.problem, &self.dual.prices);
        let mut exchange =
            exchange::fits(problem).then(|| Exchange::new(problem, prices, &state, watch));
        let mut piece = Piece::new(problem);
        let people = problem.people.len() as u64;
        let least = self.reached - self.proved.saturating_sub(self.reached) / SLACK;
        let mut value = self.reached;
        let mut top: Option<(i64, State)> = None;
        for n in 0..PIECES + people / PEOPLE_A_PIECE {
            if watch.is_over() {
                break;
            }
            let dice = mixed(round, n);
            // The square prefers what comes first.
            let part = (dice >> 40) as f64 / (1_u64 << 24) as f64;
            let root = roots[(part * part * roots.len() as f64) as usize % roots.len()];
            let is_kicked = exchange.is_some() && !n.is_multiple_of(SOLVED);
            let (fewest, most) = if is_kicked { KICKED } else { PEOPLE };
            let size = (fewest + dice % (most - fewest + 1)) as usize;
            let scratch = &mut self.scratches[0];
            piece.dice = dice;
            piece.gather(problem, prices, &state, root, size, scratch);
            state.log = Some(Vec::new());
            if is_kicked {
                piece.kick(problem, prices, &mut state, scratch);
            } else {
                piece.solve(problem, prices, &mut state, scratch);
            }
            if let Some(exchange) = &mut exchange {
                value += settle(problem, &mut state, exchange, least - value);
                if value > top.as_ref().map_or(self.reached, |&(most, _)| most) {
                    top = Some((value, state.clone()));
                }
            }
        }
        state.log = None;
        if let Some((_, top)) = top {
            self.keep(top, watch);
        }
        self.go_on_from(state, watch);
    }

    fn roots(&mut self, state: &State, round: u64, watch: &Watch<'_>) -> Vec<Root> {
        let (problem, prices) = (&*self.problem, &self.dual.prices);
        let scratch = &mut self.scratches[0];
        let mut roots = Vec::new();
        for line in (0..).take(problem.lines.len()) {
            let able = &problem.by_line[line as usize];
            if state.is_open(problem, line) && !able.is_empty() {
                roots.push((i64::from(prices[line as usize]), Root::Line(line)));
            }
        }
        for person in 0..problem.people.len() {
            if person.is_multiple_of(8) && watch.is_over() {
                break;
            }
            offer(problem, person, scratch, |line, _| prices[line as usize]);
            let best = scratch.best(problem, person, None);
            let held = state.held[person];
            let short = best.value - worth_at(problem, prices, person, held);
            let lines = &problem.line[problem.rows[person].range()];
            let wishes: Vec<usize> = each(&best.set.without(&held)).collect();
            let at = mixed(round, person as u64) as usize % wishes.len().max(1);
            if let (true, Some(&pair)) = (short > 0, wishes.get(at)) {
                roots.push((short, Root::Person(person, lines[pair])));
            }
        }
        // Stable, so that the order is the same each time.
        roots.sort_by_key(|&(loss, _)| std::cmp::Reverse(loss));
        roots.into_iter().map(|(_, root)| root).collect()
    }
}

/// Makes exchanges around what the log says was changed, and undoes all of it if it gains less than `least` together. What was
/// gained.
fn settle(problem: &Problem, state: &mut State, exchange: &mut Exchange<'_>, least: i64) -> i64 {
    let firsts = |log: &Option<Vec<(usize, Set)>>| -> BTreeMap<usize, Set> {
        let log = log.iter().flatten().rev();
        log.copied().collect()
    };
    let mut lines = BTreeSet::new();
    for (person, old) in firsts(&state.log) {
        let row = &problem.line[problem.rows[person].range()];
        let new = state.held[person];
        lines.extend(each(&old.without(&new)).map(|pair| row[pair]));
        lines.extend(each(&new.without(&old)).map(|pair| row[pair]));
        exchange.changed(state, person, old);
    }
    exchange.mend(state, lines.into_iter());
    let before = firsts(&state.log.take());
    let gained = before.iter().map(|(&person, &old)| {
        worth(problem, person, state.held[person]) - worth(problem, person, old)
    });
    let gained = gained.sum();
    if gained >= least {
        return gained;
    }
    for (person, old) in before {
        let new = state.held[person];
        state.put(problem, person, old);
        exchange.changed(state, person, new);
    }
    0
}

/// Gains of a person's pairs at prices; a price of `NEVER` takes a pair away.
pub(super) fn offer(
    problem: &Problem,
    person: usize,
    scratch: &mut Scratch,
    price: impl Fn(u32, usize) -> i32,
) {
    let range = problem.rows[person].range();
    let pairs = problem.line[range.clone()]
        .iter()
        .zip(&problem.value[range]);
    for (pair, (&line, &value)) in pairs.enumerate() {
        scratch.gain[pair] = match price(line, pair) {
            NEVER => NEVER,
            price => value - price,
        };
    }
}

/// One piece, and room for the next ones. Each of the lists is by line.
struct Piece {
    /// What decides the order in which people are looked at.
    dice: u64,
    parts: Vec<Part>,
    /// Lines that the people can do.
    lines: Vec<u32>,
    is_in: Vec<bool>,
    /// Places that the others leave.
    room: Vec<i32>,
    left: Vec<i32>,
    wanted: Vec<i32>,
    prices: Vec<i32>,
    at: Vec<f64>,
    direction: Vec<f64>,
}

impl Piece {
    fn new(problem: &Problem) -> Self {
        let lines = problem.lines.len();
        Self {
            dice: 0,
            parts: Vec::new(),
            lines: Vec::new(),
            is_in: vec![false; lines],
            room: vec![0; lines],
            left: vec![0; lines],
            wanted: vec![0; lines],
            prices: vec![0; lines],
            at: vec![0.0; lines],
            direction: vec![0.0; lines],
        }
    }

    /// The people around a root: who could take its line, who has what they would rather have, and so on.
    fn gather(
        &mut self,
        problem: &Problem,
        prices: &[i32],
        state: &State,
        root: Root,
        size: usize,
        scratch: &mut Scratch,
    ) {
        let dice = self.dice;
        let (Root::Line(line) | Root::Person(_, line)) = root;
        let centre = problem.shift(line).start;
        let window = match problem.is_long() {
            true => (centre - WINDOW, centre + WINDOW),
            false => (i32::MIN / 2, i32::MAX / 2),
        };
        self.parts.clear();
        let mut people = BTreeSet::new();
        let mut next: Vec<usize> = Vec::new();
        match root {
            Root::Person(person, _) => next.push(person),
            Root::Line(line) => {
                let mut able: Vec<_> = problem.by_line[line as usize].iter().collect();
                able.sort_by_key(|&&(person, _)| mixed(dice, u64::from(person)));
                next.extend(
                    able.iter()
                        .take(size / 2)
                        .map(|&&(person, _)| person as usize),
                );
            }
        }
        let mut turn = 0;
        while let (Some(&person), true) = (next.get(turn), people.len() < size) {
            turn += 1;
            if !people.insert(person) {
                continue;
            }
            let part = Part::new(problem, state, person, window);
            let wish = part
                .best(problem, scratch, |line, _| prices[line as usize])
                .set;
            let held = state.held[person].without(&part.kept);
            self.parts.push(part);
            let lines = &problem.line[problem.rows[person].range()];
            for pair in each(&wish.without(&state.held[person])) {
                let able = &problem.by_line[lines[pair] as usize];
                let holders = able
                    .iter()
                    .filter(|&&(other, pair)| state.held[other as usize].has(usize::from(pair)));
                let mut holders: Vec<usize> = holders.map(|&(other, _)| other as usize).collect();
                holders.sort_by_key(|&other| mixed(dice, other as u64));
                next.extend(holders.into_iter().take(2));
            }
            // Somebody who has what this one could do, so that a piece around the content grows as well.
            let others = each(&held).filter_map(|pair| {
                let able = &problem.by_line[lines[pair] as usize];
                let at = mixed(dice, pair as u64) as usize % able.len().max(1);
                able.get(at).map(|&(other, _)| other as usize)
            });
            next.extend(others.take(2));
        }
        self.parts.sort_by_key(|part| part.person);
    }

    /// Solves the piece again; the roster changes only if it gains.
    fn solve(
        &mut self,
        problem: &Problem,
        prices: &[i32],
        state: &mut State,
        scratch: &mut Scratch,
    ) {
        self.begin(problem, prices, state);
        let had: Vec<Set> = self.parts.iter().map(|p| state.held[p.person]).collect();
        let mut value = self.worth(problem, &had);
        let mut best = None;
        let mut lowest = i64::MAX;
        let mut aim = 1.0;
        let mut failures = 0;
        for step in 0..STEPS {
            let bound = self.bound(problem, scratch);
            failures = if bound < lowest { 0 } else { failures + 1 };
            lowest = lowest.min(bound);
            if lowest <= value {
                break;
            }
            let sets = self.choose(problem, mixed(self.dice, step as u64), scratch);
            let worth = self.worth(problem, &sets);
            if worth > value {
                value = worth;
                best = Some(sets);
            }
            if failures >= 4 {
                aim *= 0.6;
                failures = 0;
            }
            if !self.step(aim * (bound - value) as f64) {
                break;
            }
        }
        for (part, set) in self.parts.iter().zip(best.unwrap_or(had)) {
            state.put(problem, part.person, set);
        }
    }

    /// Lets the people choose at prices that are a little wrong, whatever that costs.
    fn kick(
        &mut self,
        problem: &Problem,
        prices: &[i32],
        state: &mut State,
        scratch: &mut Scratch,
    ) {
        self.begin(problem, prices, state);
        for &line in &self.lines {
            let part = f64::from(mixed(self.dice, u64::from(line)) as u8) / 127.5 - 1.0;
            let price = &mut self.prices[line as usize];
            *price += (f64::from(*price) * KICK * part) as i32;
        }
        let sets = self.choose(problem, self.dice, scratch);
        for (part, set) in self.parts.iter().zip(sets) {
            state.put(problem, part.person, set);
        }
    }

    /// What the others leave, at the prices of the whole.
    fn begin(&mut self, problem: &Problem, prices: &[i32], state: &mut State) {
        for line in self.lines.drain(..) {
            self.is_in[line as usize] = false;
        }
        for part in &self.parts {
            for &line in part.lines(problem) {
                if !std::mem::replace(&mut self.is_in[line as usize], true) {
                    self.lines.push(line);
                }
            }
        }
        for &line in &self.lines {
            let n = line as usize;
            self.room[n] = problem.places[n] - state.filled[n];
            self.prices[n] = prices[n];
            self.at[n] = f64::from(prices[n]);
            self.direction[n] = 0.0;
        }
        for part in &self.parts {
            let lines = &problem.line[problem.rows[part.person].range()];
            let own = state.held[part.person].without(&part.kept);
            each(&own).for_each(|pair| self.room[lines[pair] as usize] += 1);
        }
    }

    fn worth(&self, problem: &Problem, sets: &[Set]) -> i64 {
        let each = self.parts.iter().zip(sets);
        each.map(|(part, &set)| {
            worth(problem, part.person, set) - worth(problem, part.person, part.kept)
        })
        .sum()
    }

    /// The most that the piece is worth at its prices, and who wants what there.
    fn bound(&mut self, problem: &Problem, scratch: &mut Scratch) -> i64 {
        let mut bound = 0;
        for &line in &self.lines {
            let n = line as usize;
            self.wanted[n] = 0;
            bound += i64::from(self.room[n]) * i64::from(self.prices[n]);
        }
        for part in &self.parts {
            let best = part.best(problem, scratch, |line, _| match self.room[line as usize] {
                0 => NEVER,
                _ => self.prices[line as usize],
            });
            bound += best.bound;
            let lines = &problem.line[problem.rows[part.person].range()];
            each(&best.set.without(&part.kept))
                .for_each(|pair| self.wanted[lines[pair] as usize] += 1);
        }
        bound
    }

    /// The people choose at prices, one after the other, in an order that the dice say; then again what is worth most of what
    /// they have and what is left.
    fn choose(&mut self, problem: &Problem, dice: u64, scratch: &mut Scratch) -> Vec<Set> {
        for &line in &self.lines {
            self.left[line as usize] = self.room[line as usize];
        }
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        order.sort_by_key(|&n| mixed(dice, n as u64));
        let mut sets = self.parts.iter().map(|part| part.kept).collect::<Vec<_>>();
        for last in [false, true] {
            for &n in &order {
                let part = &self.parts[n];
                let had: Set = sets[n];
                let best = part.best(problem, scratch, |line, pair| {
                    let line = line as usize;
                    match (self.left[line] > 0 || had.has(pair), last) {
                        (false, _) => NEVER,
                        (true, true) => 0,
                        (true, false) => self.prices[line],
                    }
                });
                let set = best.set;
                let lines = &problem.line[problem.rows[part.person].range()];
                each(&had.without(&set)).for_each(|pair| self.left[lines[pair] as usize] += 1);
                each(&set.without(&had)).for_each(|pair| self.left[lines[pair] as usize] -= 1);
                sets[n] = set;
            }
        }
        sets
    }

    /// Moves the prices to where the bound should be less by `fall`; false if they are the best there are.
    fn step(&mut self, fall: f64) -> bool {
        let mut norm = 0.0;
        for &line in &self.lines {
            let n = line as usize;
            let free = f64::from(self.room[n] - self.wanted[n]);
            self.direction[n] = 0.4 * self.direction[n] + 0.6 * free;
            if self.at[n] <= 0.0 && self.direction[n] > 0.0 {
                self.direction[n] = 0.0;
            }
            norm += self.direction[n] * self.direction[n];
        }
        if norm == 0.0 {
            return false;
        }
        for &line in &self.lines {
            let n = line as usize;
            let at = self.at[n] - fall / norm * self.direction[n];
            self.at[n] = at.clamp(0.0, f64::from(1 << 26));
            self.prices[n] = self.at[n].round() as i32;
        }
        true
    }
}
