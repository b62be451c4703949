//! A forward auction for the places (Bertsekas 1988), with each person's program as bidder.
//!
//! People come to the front of a queue one by one, take their best set at the asking prices, and bid for each new place
//! what the set would lose without it, and ε. The lowest bidder of a full line goes and queues again.

use std::collections::VecDeque;

use crate::problem::Problem;
use crate::program::{NEVER, Scratch, Set, each};

use super::state::State;
use super::watch::Watch;

#[derive(Debug, Clone, Copy)]
struct Holder {
    person: u32,
    pair: u16,
    bid: i32,
}

/// What bidders look at, eight bytes a line.
#[derive(Debug, Clone, Copy)]
struct Hot {
    ask: i32,
    filled: u16,
    places: u16,
}

/// New places of one person whose margins are worked out; of more they are estimated.
const MOST_MARGINS: usize = 24;

/// At least what a set loses without a pair: another line with the same shift stands in for it, or nothing.
fn most_lost(problem: &Problem, person: usize, set: &Set, pair: usize, scratch: &Scratch) -> i32 {
    let row = problem.rows[person];
    let same = &problem.same[row.range()];
    let (mut from, mut until) = (pair, pair + 1);
    while same[from] {
        from -= 1;
    }
    while same.get(until) == Some(&true) {
        until += 1;
    }
    let others = (from..until).filter(|&other| other != pair);
    let next = others.map(|other| scratch.gain[other]).max();
    let costs = problem.costs(row);
    let size = set.len().min(costs.len() - 1).max(1);
    let saved = costs[size] - costs[size - 1];
    (scratch.gain[pair] - next.unwrap_or(NEVER).max(saved)).max(0)
}

/// Fills the places from nothing at `prices`. `turns` bounds how often a person bids, on average.
pub(crate) fn run(
    problem: &Problem,
    prices: &[i32],
    epsilon: i32,
    turns: usize,
    scratch: &mut Scratch,
    watch: &Watch<'_>,
) -> State {
    let people = problem.people.len();
    let mut state = State::empty(problem);
    let mut first = Vec::with_capacity(prices.len());
    let mut slots = 0;
    for &places in &problem.places {
        first.push(slots);
        slots += places as usize;
    }
    let mut holders = vec![
        Holder {
            person: 0,
            pair: 0,
            bid: 0
        };
        slots
    ];
    let mut hot: Vec<Hot> = prices
        .iter()
        .zip(&problem.places)
        .map(|(&ask, &places)| Hot {
            ask,
            filled: 0,
            places: places as u16,
        })
        .collect();
    let mut queue: VecDeque<u32> = (0..).take(people).collect();
    let mut queued = vec![true; people];
    let mut left = turns * people;
    while let Some(next) = queue.pop_front() {
        let person = next as usize;
        queued[person] = false;
        if left == 0 || (left.is_multiple_of(16) && watch.is_over()) {
            break;
        }
        left -= 1;
        let range = problem.rows[person].range();
        let lines = &problem.line[range.clone()];
        let held = state.held[person];
        for (pair, (&line, &value)) in lines.iter().zip(&problem.value[range]).enumerate() {
            let Hot {
                ask,
                filled,
                places,
            } = hot[line as usize];
            let taken = filled >= places && !held.has(pair);
            scratch.gain[pair] = match (places, taken) {
                // Confirmed people have them all: there is nobody to outbid.
                (0, _) => NEVER,
                (_, true) => value - ask - epsilon,
                (_, false) => value - ask,
            };
        }
        let best = scratch.best(problem, person, None);
        let set = best.set;
        let is_long = set.without(&held).len() > MOST_MARGINS;
        for pair in each(&held.without(&set)) {
            let line = lines[pair] as usize;
            let mine = &mut holders[first[line]..first[line] + usize::from(hot[line].filled)];
            if let Some(at) = mine.iter().position(|h| h.person == next) {
                let last = mine.len() - 1;
                mine.swap(at, last);
            }
            hot[line].filled -= 1;
            hot[line].ask = prices[line];
        }
        for pair in each(&set.without(&held)) {
            let line = lines[pair] as usize;
            let margin = match is_long {
                true => most_lost(problem, person, &set, pair, scratch),
                false => {
                    let gain = std::mem::replace(&mut scratch.gain[pair], NEVER);
                    let without = scratch.best(problem, person, None);
                    scratch.gain[pair] = gain;
                    (best.value - without.value).max(0) as i32
                }
            };
            let Hot {
                ask,
                filled,
                places,
            } = hot[line];
            let holder = Holder {
                person: next,
                pair: pair as u16,
                bid: ask + margin + epsilon,
            };
            let mine = &mut holders[first[line]..][..usize::from(places)];
            if filled < places {
                mine[usize::from(filled)] = holder;
                hot[line].filled += 1;
            } else if let Some(lowest) = mine.iter_mut().min_by_key(|h| (h.bid, h.person)) {
                let out = lowest.person as usize;
                let mut old = state.held[out];
                old.remove(usize::from(lowest.pair));
                *lowest = holder;
                state.put(problem, out, old);
                if !std::mem::replace(&mut queued[out], true) {
                    queue.push_back(out as u32);
                }
            }
            if hot[line].filled == places {
                hot[line].ask = mine.iter().map(|h| h.bid).min().unwrap_or(ask);
            }
        }
        state.put(problem, person, set);
    }
    state
}
