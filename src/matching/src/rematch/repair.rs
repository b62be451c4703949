//! What is done after a change: prices near it, and chains from it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::program::NEVER;
use crate::solve::chains::{Chains, EFFORT, Effort};
use crate::solve::near::Near;
use crate::solve::state::State;

use super::Matcher;

/// How much a chain may look at while someone waits. Longer ones gain little more, and move more people.
const QUICK: Effort = Effort {
    expansions: 20,
    ..EFFORT
};
/// Programs of one person after which no new chain is begun for a change.
const ENOUGH: u64 = 4_000;
/// Lines whose prices are set anew one by one after a change, and people who are given their best sets, at most.
const TOUCHED: usize = 40;
/// About how many people are near a change, and how many of their programs its prices may take each time.
const NEAR: usize = 70;
const SETTLING: usize = 350;

impl Matcher {
    /// Sets prices anew where things changed, relieves overfull lines, fills open ones, and gives those concerned their
    /// best sets; then all again at prices that suit what was moved.
    pub(super) fn repair(&mut self, people: &[usize], lines: &BTreeSet<u32>) {
        for &line in lines.iter().take(TOUCHED) {
            self.reprice(line);
        }
        let last = self.scratch.runs + ENOUGH;
        let mut open = lines.clone();
        let mut concerned: BTreeSet<usize> = people.iter().copied().collect();
        self.chains(&mut open, &mut concerned, last);
        let mut short = self.settle(lines, &open);
        if !short.is_empty() {
            self.chains(&mut open, &mut short, last);
        }
    }

    /// Chains from open places and from people, in turn, until neither helps.
    fn chains(&mut self, open: &mut BTreeSet<u32>, concerned: &mut BTreeSet<usize>, last: u64) {
        let state = std::mem::replace(&mut self.state, State::empty_of_nobody());
        let memory = std::mem::take(&mut self.memory);
        let scratch = &mut self.scratch;
        let mut chains = Chains::resume(&self.problem, &self.prices, state, self.stay, memory);
        for &line in &*open {
            chains.relieve_all(line, &QUICK, scratch, &mut Vec::new());
        }
        for _ in 0..3 {
            let mut gained = 0;
            // The dearest first: what they free is cheaper.
            let mut roots: Vec<u32> = open.iter().copied().collect();
            roots.sort_by_key(|&line| Reverse(self.prices[line as usize]));
            for line in roots {
                while chains.state.is_open(&self.problem, line) && scratch.runs < last {
                    match chains.fill_open(line, &QUICK, scratch) {
                        0 => break,
                        gain => gained += gain,
                    }
                }
            }
            for &person in concerned.iter().take(TOUCHED) {
                if scratch.runs < last {
                    gained += chains.satisfy(person, &QUICK, scratch);
                }
            }
            if gained == 0 || scratch.runs >= last {
                break;
            }
            chains.moved(concerned, open);
        }
        (self.state, self.memory) = chains.into_parts();
    }

    /// The price of a line that makes the bound least while all others stay: of what the line is worth to each person
    /// beside the others, the greatest that it has no place for.
    fn reprice(&mut self, line: u32) {
        let concerned = self.problem.by_line[line as usize].clone();
        let old = self.prices[line as usize];
        let mut worths = Vec::with_capacity(concerned.len());
        for &(person, pair) in &concerned {
            let (person, pair) = (person as usize, usize::from(pair));
            self.gains_at_prices(person);
            self.scratch.gain[pair] = NEVER;
            let without = self.scratch.best(&self.problem, person, None).bound;
            let row = self.problem.rows[person];
            self.scratch.gain[pair] = self.problem.value[row.range()][pair];
            let free = self.scratch.best(&self.problem, person, None).bound;
            worths.push((free - without, without, person));
        }
        let places = self.problem.places[line as usize].unsigned_abs() as usize;
        let mut ranked: Vec<i64> = worths.iter().map(|&(worth, ..)| worth).collect();
        ranked.sort_unstable_by_key(|&worth| Reverse(worth));
        let price = ranked.get(places).map_or(0, |&worth| worth.max(0));
        self.prices[line as usize] = i32::try_from(price).unwrap_or(old);
        for (worth, without, person) in worths {
            self.bests[person] = without + (worth - price).max(0);
            self.stale.insert(person);
        }
        for (person, pair) in concerned {
            if self.state.held[person as usize].has(usize::from(pair)) {
                self.at_prices(person as usize);
            }
        }
    }

    /// Lowers the bound after moves at the lines that were touched or moved, and at those of the people who could do them.
    /// Who falls short of their best sets then.
    fn settle(&mut self, touched: &BTreeSet<u32>, moved: &BTreeSet<u32>) -> BTreeSet<usize> {
        let others = moved.difference(touched);
        let first: Vec<u32> = touched.iter().chain(others).copied().collect();
        let who = first
            .iter()
            .flat_map(|&line| &self.problem.by_line[line as usize]);
        let theirs = who.flat_map(|&(person, _)| {
            let person = person as usize;
            self.lines_of(person, self.state.held[person])
        });
        let lines = first.iter().copied().chain(theirs);
        let near = Near::new(&self.problem, lines, NEAR);
        let steps = (SETTLING / near.people.len().max(1)).clamp(4, 40);
        near.descend(
            &self.problem,
            &self.state,
            self.stay,
            &mut self.prices,
            steps,
            &mut self.scratch,
        );
        let mut short = BTreeSet::new();
        for &person in &near.people {
            self.bests[person] = self.best_at_prices(person);
            self.stayings[person] = self.best_staying(person);
            self.at_prices(person);
            if self.stayings[person] - self.memory.at_prices[person] > QUICK.least {
                short.insert(person);
            }
        }
        short
    }
}
