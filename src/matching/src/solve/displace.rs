//! Chains that begin with a person whose set falls short of the best at prices: give them the best set, and relieve the
//! lines that are overfull then.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::program::{NEVER, Scratch, Set, each};

use super::chains::{Chains, Effort, NOBODY, Node};
use super::state::worth;

/// What was changed, to undo it.
pub(crate) type Journal = Vec<(usize, Set)>;

impl Chains<'_> {
    /// Gives a person the best set at prices, and those it displaces the best others. The scaled gain, 0 if it isn't worth
    /// it and nothing was changed.
    pub(crate) fn satisfy(&mut self, person: usize, effort: &Effort, scratch: &mut Scratch) -> i64 {
        self.offer(person, scratch, None, true);
        let wish = scratch.best(self.problem, person, None);
        if wish.value - self.memory.at_prices[person] <= effort.least {
            return 0;
        }
        let mut journal = Journal::new();
        let lines = &self.problem.line[self.problem.rows[person].range()];
        let new = wish.set.without(&self.state.held[person]);
        let mut gain = self.change(person, wish.set, &mut journal);
        for pair in each(&new) {
            let line = lines[pair];
            if self.state.filled[line as usize] <= self.problem.places[line as usize] {
                continue;
            }
            match self.relieve(line, effort.least - gain, effort, scratch, &mut journal) {
                Some(more) => gain += more,
                None => return self.undo(journal),
            }
        }
        self.settle(journal)
    }

    /// Gives a person the best set at prices whatever it costs others, mends what that breaks without moving them again, and
    /// keeps it all only if it gains together. The scaled gain, 0 if nothing was changed.
    pub(crate) fn shake(&mut self, person: usize, effort: &Effort, scratch: &mut Scratch) -> i64 {
        self.offer(person, scratch, None, true);
        let wish = scratch.best(self.problem, person, None);
        if wish.value - self.memory.at_prices[person] <= effort.least {
            return 0;
        }
        let outer = self.state.log.replace(Vec::new());
        let mut journal = Journal::new();
        let lines = &self.problem.line[self.problem.rows[person].range()];
        let new = wish.set.without(&self.state.held[person]);
        self.change(person, wish.set, &mut journal);
        for pair in each(&new) {
            self.relieve_all(lines[pair], effort, scratch, &mut journal);
        }
        self.frozen = u32::try_from(person).unwrap_or(NOBODY);
        self.mend(effort, scratch);
        self.frozen = NOBODY;
        let log = std::mem::replace(&mut self.state.log, outer).unwrap_or_default();
        let kept = self.settle(log.clone());
        if let (Some(outer), true) = (&mut self.state.log, kept > 0) {
            outer.extend(log);
        }
        kept
    }

    /// Fills what the logged changes freed, and gives those they moved their best sets.
    fn mend(&mut self, effort: &Effort, scratch: &mut Scratch) {
        let (mut moved, mut open) = (BTreeSet::new(), BTreeSet::new());
        self.moved(&mut moved, &mut open);
        for line in open {
            while self.price(line) > effort.least && self.state.is_open(self.problem, line) {
                if self.fill_open(line, effort, scratch) == 0 {
                    break;
                }
            }
        }
        self.moved(&mut moved, &mut BTreeSet::new());
        for person in moved {
            if u32::try_from(person).unwrap_or(NOBODY) != self.frozen {
                self.satisfy(person, effort, scratch);
            }
        }
    }

    /// Adds who is in the log, and what they had that is dearer than nothing.
    pub(crate) fn moved(&self, people: &mut BTreeSet<usize>, lines: &mut BTreeSet<u32>) {
        for &(person, old) in self.state.log.iter().flatten() {
            let row = &self.problem.line[self.problem.rows[person].range()];
            // Rows can have been made anew since; then the change has named the lines.
            let had = each(&old).filter_map(|pair| row.get(pair).copied());
            lines.extend(had.filter(|&line| self.price(line) > 0));
            people.insert(person);
        }
    }

    /// Takes people off a line until it isn't overfull, as cheaply as it finds.
    pub(crate) fn relieve_all(
        &mut self,
        line: u32,
        effort: &Effort,
        scratch: &mut Scratch,
        journal: &mut Journal,
    ) {
        const ANY: i64 = i64::MIN / 4;
        while self.state.filled[line as usize] > self.problem.places[line as usize] {
            if self.relieve(line, ANY, effort, scratch, journal).is_none() {
                return;
            }
        }
    }

    /// Offers a person what they have and what is open, and full lines too if `full`, all at prices, but not `without`.
    fn offer(&self, person: usize, scratch: &mut Scratch, without: Option<u32>, full: bool) {
        let range = self.problem.rows[person].range();
        let held = self.state.held[person];
        let pairs = self.problem.line[range.clone()]
            .iter()
            .zip(&self.problem.value[range]);
        for (pair, (&line, &value)) in pairs.enumerate() {
            let mine = held.has(pair);
            let allowed =
                Some(line) != without && (mine || full || self.state.is_open(self.problem, line));
            scratch.gain[pair] = match (allowed, mine) {
                (false, _) => NEVER,
                (true, true) => value - self.prices[line as usize] + self.stay,
                (true, false) => value - self.prices[line as usize],
            };
        }
    }

    /// Gives a person a set. What that gains, with open places at their prices.
    fn change(&mut self, person: usize, set: Set, journal: &mut Journal) -> i64 {
        let lines = &self.problem.line[self.problem.rows[person].range()];
        let old = self.state.held[person];
        let over = |chains: &Self, pair: usize| {
            let line = lines[pair] as usize;
            chains.state.filled[line] > chains.problem.places[line]
        };
        let freed: i64 = each(&old.without(&set))
            .filter(|&pair| !over(self, pair))
            .map(|pair| self.price(lines[pair]))
            .sum();
        let before = self.memory.at_prices[person];
        let kept = i64::from(self.stay) * old.and(&set).len() as i64;
        journal.push((person, old));
        self.state.put(self.problem, person, set);
        let taken: i64 = each(&set.without(&old))
            .filter(|&pair| !over(self, pair))
            .map(|pair| self.price(lines[pair]))
            .sum();
        self.memory.at_prices[person] =
            super::state::worth_at(self.problem, self.prices, person, set) + kept;
        self.memory.at_prices[person] - before + taken - freed
    }

    /// Takes someone off an overfull line, best first, for a gain over `least`.
    pub(crate) fn relieve(
        &mut self,
        line: u32,
        least: i64,
        effort: &Effort,
        scratch: &mut Scratch,
        journal: &mut Journal,
    ) -> Option<i64> {
        self.memory.search += 1;
        self.memory.nodes.clear();
        self.memory.heap.clear();
        self.memory.nodes.push(Node {
            line,
            person: NOBODY,
            set: Set::EMPTY,
            parent: NOBODY,
            gain: 0,
        });
        self.memory.seen[line as usize] = (self.memory.search, 0);
        self.memory.heap.push((0, Reverse(0)));
        let mut best = (least, NOBODY);
        let mut expanded = 0;
        while let Some((gain, Reverse(at))) = self.memory.heap.pop() {
            if gain <= best.0
                || expanded >= effort.expansions
                || self.memory.nodes.len() > effort.freed
            {
                break;
            }
            let line = self.memory.nodes[at as usize].line;
            if self.memory.seen[line as usize] != (self.memory.search, gain) {
                continue;
            }
            expanded += 1;
            self.release(at, &mut best, scratch, journal);
        }
        let mut at = best.1;
        let mut path = Vec::new();
        while let Some(&node) = self.memory.nodes.get(at as usize) {
            if node.person != NOBODY {
                path.push(node);
            }
            at = node.parent;
        }
        // From the line outwards, so that each place is free when it is taken.
        let ends = !path.is_empty();
        let gain = path
            .iter()
            .map(|node| self.change(node.person as usize, node.set, journal))
            .sum();
        ends.then_some(gain)
    }

    /// Everyone who could leave the overfull line of a node.
    fn release(
        &mut self,
        at: u32,
        best: &mut (i64, u32),
        scratch: &mut Scratch,
        journal: &Journal,
    ) {
        let problem = self.problem;
        let Node { line, gain, .. } = self.memory.nodes[at as usize];
        for &(number, pair) in &problem.by_line[line as usize] {
            let person = number as usize;
            let held = self.state.held[person];
            if !held.has(usize::from(pair))
                || number == self.frozen
                || journal.iter().any(|&(other, _)| other == person)
                || self.on_path(at, number)
            {
                continue;
            }
            let lines = &problem.line[problem.rows[person].range()];
            for full in [true, false] {
                self.offer(person, scratch, Some(line), full);
                let answer = scratch.best(problem, person, None);
                let mut gain = gain + answer.value - self.memory.at_prices[person];
                if gain <= best.0 {
                    break;
                }
                let mut over = NOBODY;
                let mut overs = 0;
                for other in each(&answer.set.without(&held)) {
                    if self.state.is_open(problem, lines[other]) {
                        gain += self.price(lines[other]);
                    } else {
                        over = lines[other];
                        overs += 1;
                    }
                }
                for other in each(&held.without(&answer.set)) {
                    let l = lines[other] as usize;
                    if l != line as usize && self.state.filled[l] <= problem.places[l] {
                        gain -= i64::from(self.prices[l]);
                    }
                }
                let node = Node {
                    line: over,
                    person: number,
                    set: answer.set,
                    parent: at,
                    gain,
                };
                let number_of_node = self.memory.nodes.len() as u32;
                if overs == 0 {
                    if gain > best.0 {
                        self.memory.nodes.push(node);
                        *best = (gain, number_of_node);
                    }
                    break;
                }
                let seen = self.memory.seen[over as usize];
                if overs == 1 && gain > best.0 && (seen.0 != self.memory.search || seen.1 < gain) {
                    self.memory.nodes.push(node);
                    self.memory.seen[over as usize] = (self.memory.search, gain);
                    self.memory.heap.push((gain, Reverse(number_of_node)));
                }
            }
        }
    }

    fn undo(&mut self, mut journal: Journal) -> i64 {
        while let Some((person, old)) = journal.pop() {
            self.state.put(self.problem, person, old);
            self.memory.at_prices[person] = self.held_at_prices(person);
        }
        0
    }

    /// Keeps the changes if they truly gain and no line is overfull; undoes them otherwise.
    fn settle(&mut self, journal: Journal) -> i64 {
        let mut gain = 0;
        let mut legal = true;
        let mut counted = BTreeSet::new();
        for &(person, old) in &journal {
            if !counted.insert(person) {
                continue;
            }
            let new = self.state.held[person];
            gain += worth(self.problem, person, new) - worth(self.problem, person, old);
            gain -= i64::from(self.stay) * old.without(&new).len() as i64;
            let lines = &self.problem.line[self.problem.rows[person].range()];
            legal &= each(&new.without(&old)).all(|pair| {
                let line = lines[pair] as usize;
                self.state.filled[line] <= self.problem.places[line]
            });
        }
        if !legal || gain <= 0 {
            return self.undo(journal);
        }
        for (person, _) in journal {
            self.memory.at_prices[person] = self.held_at_prices(person);
        }
        gain
    }
}
