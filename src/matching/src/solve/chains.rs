//! Ejection chains (Glover 1996): fill an open place, and pass on what that frees.
//!
//! In terms of prices the gap of a roster is the sum of open places at their prices and of what each person's set falls
//! short of the best one at prices. A chain begins at an open place with a positive price. A person takes it, at the cost
//! of what the new set falls short of the old one at prices; the dearest place this frees is open now, and is filled in
//! the same way. Other places freed are charged at their price. Chains are searched best first by what they have gained
//! if the place still open could be filled at its price, and end where leaving it open is best. The true gain is
//! counted again before a chain is kept.

use std::collections::BinaryHeap;

use crate::problem::Problem;
use crate::program::{NEVER, Scratch, Set, each};

use super::state::{State, worth, worth_at};
use super::watch::Watch;

/// How much work a chain may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// Open places looked at.
    pub expansions: usize,
    /// Places freed.
    pub freed: usize,
    /// The least gain worth a chain, scaled.
    pub least: i64,
}

/// What is usual.
pub(crate) const EFFORT: Effort = Effort {
    expansions: 25,
    freed: 60,
    least: crate::problem::SCALE as i64,
};

pub(super) const NOBODY: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// The line with a place still open, or still overfull; `NOBODY` for none.
    pub line: u32,
    pub person: u32,
    pub set: Set,
    pub parent: u32,
    pub gain: i64,
}

pub(crate) struct Chains<'a> {
    pub(super) problem: &'a Problem,
    pub(super) prices: &'a [i32],
    pub state: State,
    /// What it costs to take a pair away from someone, scaled.
    pub(super) stay: i32,
    pub(super) memory: Memory,
    /// Someone who mustn't move for now.
    pub(super) frozen: u32,
    /// What ends a search early.
    pub(super) watch: Option<&'a Watch<'a>>,
}

/// What searches use, kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// What each person's set is worth at prices, and for staying.
    pub at_prices: Vec<i64>,
    pub(super) nodes: Vec<Node>,
    pub(super) heap: BinaryHeap<(i64, std::cmp::Reverse<u32>)>,
    /// For each line the search that saw it last, and the best gain it was reached at.
    pub(super) seen: Vec<(u32, i64)>,
    pub(super) search: u32,
}

impl<'a> Chains<'a> {
    pub(crate) fn new(problem: &'a Problem, prices: &'a [i32], state: State, stay: i32) -> Self {
        let mut chains = Self::resume(problem, prices, state, stay, Memory::default());
        for person in 0..chains.state.held.len() {
            let at_prices = chains.held_at_prices(person);
            chains.memory.at_prices.push(at_prices);
        }
        chains
    }

    /// Goes on with what an earlier search left behind; `memory.at_prices` must be right.
    pub(crate) fn resume(
        problem: &'a Problem,
        prices: &'a [i32],
        state: State,
        stay: i32,
        mut memory: Memory,
    ) -> Self {
        memory.seen.resize(prices.len(), (0, 0));
        Self {
            problem,
            prices,
            state,
            stay,
            memory,
            frozen: NOBODY,
            watch: None,
        }
    }

    pub(crate) fn into_parts(self) -> (State, Memory) {
        (self.state, self.memory)
    }

    /// What a person's set is worth at prices, and for staying.
    pub(super) fn held_at_prices(&self, person: usize) -> i64 {
        let held = self.state.held[person];
        worth_at(self.problem, self.prices, person, held) + i64::from(self.stay) * held.len() as i64
    }

    pub(super) fn price(&self, line: u32) -> i64 {
        i64::from(self.prices[line as usize])
    }

    /// Chains from every open place dearer than the least gain, the dearest first, until none helps. The scaled gain.
    pub(crate) fn run(
        &mut self,
        effort: &Effort,
        passes: usize,
        scratch: &mut Scratch,
        watch: &Watch<'_>,
    ) -> i64 {
        let mut total = 0;
        for _ in 0..passes {
            let mut roots: Vec<u32> = (0..)
                .take(self.prices.len())
                .filter(|&l| self.price(l) > effort.least && self.state.is_open(self.problem, l))
                .collect();
            roots.sort_by_key(|&line| self.price(line));
            let mut gained = 0;
            while let Some(line) = roots.pop() {
                if watch.is_over() {
                    return total + gained;
                }
                while self.state.is_open(self.problem, line) {
                    match self.fill_open(line, effort, scratch) {
                        0 => break,
                        gain => gained += gain,
                    }
                }
            }
            total += gained;
            if gained == 0 {
                break;
            }
        }
        total
    }

    /// The best chain found from an open place, carried out. Its scaled gain, 0 if there is none.
    pub(crate) fn fill_open(&mut self, line: u32, effort: &Effort, scratch: &mut Scratch) -> i64 {
        self.memory.search += 1;
        self.memory.nodes.clear();
        self.memory.heap.clear();
        self.memory.nodes.push(Node {
            line,
            person: NOBODY,
            set: Set::EMPTY,
            parent: NOBODY,
            gain: self.price(line),
        });
        self.memory.seen[line as usize] = (self.memory.search, self.price(line));
        let mut best = (effort.least, NOBODY);
        // Whatever the price: a place that is worth nothing to others can be worth taking.
        self.expand(0, &mut best, scratch);
        let mut expanded = 1;
        while let Some((gain, std::cmp::Reverse(at))) = self.memory.heap.pop() {
            if gain <= best.0
                || expanded >= effort.expansions
                || self.memory.nodes.len() > effort.freed
            {
                break;
            }
            let node = self.memory.nodes[at as usize];
            if self.memory.seen[node.line as usize] != (self.memory.search, gain) {
                continue;
            }
            expanded += 1;
            self.expand(at, &mut best, scratch);
        }
        match best.1 {
            NOBODY => 0,
            end => self.carry_out(end),
        }
    }

    pub(super) fn on_path(&self, mut at: u32, person: u32) -> bool {
        while let Some(node) = self.memory.nodes.get(at as usize) {
            if node.person == person {
                return true;
            }
            at = node.parent;
        }
        false
    }

    /// Everyone who could take the open place of a node.
    fn expand(&mut self, at: u32, best: &mut (i64, u32), scratch: &mut Scratch) {
        let problem = self.problem;
        let Node { line, gain, .. } = self.memory.nodes[at as usize];
        for (n, &(number, pair)) in problem.by_line[line as usize].iter().enumerate() {
            if n % 16 == 15 && self.watch.is_some_and(Watch::is_over) {
                return;
            }
            let person = number as usize;
            let row = problem.rows[person];
            let place = row.start as usize + usize::from(pair);
            let costs = problem.costs(row);
            let held = self.state.held[person];
            let alone = problem.value[place] - self.prices[line as usize] - (costs[1] - costs[0]);
            if held.has(usize::from(pair))
                || gain + i64::from(alone) <= best.0
                || number == self.frozen
                || self.on_path(at, number)
            {
                continue;
            }
            let (lines, values) = (&problem.line[row.range()], &problem.value[row.range()]);
            for (other, (&l, &value)) in lines.iter().zip(values).enumerate() {
                let mine = held.has(other);
                let open = other == usize::from(pair) || self.state.is_open(problem, l);
                scratch.gain[other] = match (mine, open) {
                    (true, _) => value - self.prices[l as usize] + self.stay,
                    (false, true) => value - self.prices[l as usize],
                    (false, false) => NEVER,
                };
            }
            let answer = scratch.best(problem, person, Some(usize::from(pair)));
            let mut gain = gain + answer.value - self.memory.at_prices[person];
            let mut open = (0, NOBODY);
            for other in each(&answer.set.without(&held)) {
                if other != usize::from(pair) {
                    gain += self.price(lines[other]);
                }
            }
            for other in each(&held.without(&answer.set)) {
                let price = self.price(lines[other]);
                gain -= price;
                if price > open.0 {
                    open = (price, lines[other]);
                }
            }
            let number_of_node = self.memory.nodes.len() as u32;
            let ended = gain > best.0;
            let hopeful = open.1 != NOBODY && gain + open.0 > best.0 && {
                let seen = self.memory.seen[open.1 as usize];
                seen.0 != self.memory.search || seen.1 < gain + open.0
            };
            if ended || hopeful {
                self.memory.nodes.push(Node {
                    line: open.1,
                    person: number,
                    set: answer.set,
                    parent: at,
                    gain: gain + open.0,
                });
            }
            if ended {
                *best = (gain, number_of_node);
            }
            if hopeful {
                self.memory.seen[open.1 as usize] = (self.memory.search, gain + open.0);
                let key = (gain + open.0, std::cmp::Reverse(number_of_node));
                self.memory.heap.push(key);
            }
        }
    }

    /// Gives everyone on the path their new set; undoes it if it doesn't gain or a line is overfull.
    fn carry_out(&mut self, end: u32) -> i64 {
        let mut old = Vec::new();
        let mut gain = 0;
        let mut legal = true;
        let mut at = end;
        while let Some(&node) = self.memory.nodes.get(at as usize) {
            if node.person != NOBODY {
                let person = node.person as usize;
                let before = self.state.held[person];
                old.push((person, before));
                gain += worth(self.problem, person, node.set) - worth(self.problem, person, before);
                gain -= i64::from(self.stay) * before.without(&node.set).len() as i64;
                self.state.put(self.problem, person, node.set);
            }
            at = node.parent;
        }
        for &(person, before) in &old {
            let lines = &self.problem.line[self.problem.rows[person].range()];
            legal &= each(&self.state.held[person].without(&before)).all(|pair| {
                let line = lines[pair] as usize;
                self.state.filled[line] <= self.problem.places[line]
            });
        }
        if !legal || gain <= 0 {
            for &(person, before) in &old {
                self.state.put(self.problem, person, before);
            }
            return 0;
        }
        for &(person, _) in &old {
            self.memory.at_prices[person] = self.held_at_prices(person);
        }
        gain
    }
}
