//! Prices of a few lines, lowered towards a least bound while all others stay.
//!
//! The same descent as for all lines ([`super::prices`]), over those lines and the people who could do them. What the
//! roster is worth there is known, so steps aim between it and the bound, and end soon where the two meet.

use std::collections::BTreeSet;

use crate::problem::Problem;
use crate::program::{Scratch, each};

use super::state::{State, worth_at};

/// A few lines, and everyone who could do one of them.
#[derive(Debug)]
pub(crate) struct Near {
    /// Ascending.
    pub lines: Vec<u32>,
    pub people: Vec<usize>,
}

impl Near {
    /// The first of `lines`, as many as have not more than about `people` between them.
    pub(crate) fn new(problem: &Problem, lines: impl Iterator<Item = u32>, people: usize) -> Self {
        let (mut taken, mut concerned) = (BTreeSet::new(), BTreeSet::new());
        for line in lines {
            if concerned.len() >= people {
                break;
            }
            let row = &problem.by_line[line as usize];
            concerned.extend(row.iter().map(|&(person, _)| person as usize));
            taken.insert(line);
        }
        Self {
            lines: taken.into_iter().collect(),
            people: concerned.into_iter().collect(),
        }
    }

    /// Lowers the bound of the problem in which each pair that somebody has is worth `stay` more.
    pub(crate) fn descend(
        &self,
        problem: &Problem,
        state: &State,
        stay: i32,
        prices: &mut [i32],
        steps: usize,
        scratch: &mut Scratch,
    ) {
        let floor = self.floor(problem, state, stay, prices);
        let read = |prices: &[i32]| -> Vec<i32> {
            let mine = self.lines.iter();
            mine.map(|&line| prices[line as usize]).collect()
        };
        let mut best = (i64::MAX, read(prices));
        let mut at: Vec<f64> = best.1.iter().map(|&price| f64::from(price)).collect();
        let mut direction = vec![0.0_f64; self.lines.len()];
        let mut wanted = vec![0_i32; self.lines.len()];
        let (mut aim, mut failures) = (0.8, 0);
        for _ in 0..steps {
            let bound = self.evaluate(problem, state, stay, prices, &mut wanted, scratch);
            if bound < best.0 {
                best = (bound, read(prices));
                failures = 0;
            } else {
                failures += 1;
            }
            if best.0 <= floor {
                break;
            }
            if failures >= 3 {
                (aim, failures) = (aim * 0.5, 0);
                direction.fill(0.0);
                for (at, &price) in at.iter_mut().zip(&best.1) {
                    *at = f64::from(price);
                }
                self.write(prices, &best.1);
                continue;
            }
            let target = best.0 as f64 - aim * (best.0 - floor) as f64;
            let mut norm = 0.0;
            for (n, &line) in self.lines.iter().enumerate() {
                let free = f64::from(problem.places[line as usize] - wanted[n]);
                direction[n] = 0.5 * direction[n] + 0.5 * free;
                if at[n] <= 0.0 && direction[n] > 0.0 {
                    direction[n] = 0.0;
                }
                norm += direction[n] * direction[n];
            }
            if norm == 0.0 {
                break;
            }
            let step = (bound as f64 - target) / norm;
            for (n, &line) in self.lines.iter().enumerate() {
                at[n] = (at[n] - step * direction[n]).clamp(0.0, f64::from(1 << 26));
                prices[line as usize] = at[n].round() as i32;
            }
        }
        self.write(prices, &best.1);
    }

    fn write(&self, prices: &mut [i32], best: &[i32]) {
        for (&line, &price) in self.lines.iter().zip(best) {
            prices[line as usize] = price;
        }
    }

    /// What the roster is worth here; no prices of these lines have a bound below it.
    fn floor(&self, problem: &Problem, state: &State, stay: i32, prices: &[i32]) -> i64 {
        let people = self.people.iter().map(|&person| {
            let held = state.held[person];
            let stays = i64::from(stay) * held.len() as i64;
            worth_at(problem, prices, person, held) + stays
        });
        let lines = self.lines.iter().map(|&line| {
            let line = line as usize;
            i64::from(state.filled[line]) * i64::from(prices[line])
        });
        people.sum::<i64>() + lines.sum::<i64>()
    }

    fn evaluate(
        &self,
        problem: &Problem,
        state: &State,
        stay: i32,
        prices: &[i32],
        wanted: &mut [i32],
        scratch: &mut Scratch,
    ) -> i64 {
        wanted.fill(0);
        let rent = self.lines.iter().map(|&line| {
            let line = line as usize;
            i64::from(problem.places[line]) * i64::from(prices[line])
        });
        let mut bound: i64 = rent.sum();
        for &person in &self.people {
            let range = problem.rows[person].range();
            let lines = &problem.line[range.clone()];
            let values = &problem.value[range];
            for ((gain, &line), &value) in scratch.gain.iter_mut().zip(lines).zip(values) {
                *gain = value - prices[line as usize];
            }
            for pair in each(&state.held[person]) {
                scratch.gain[pair] += stay;
            }
            let best = scratch.best(problem, person, None);
            bound += best.bound;
            for pair in each(&best.set) {
                if let Ok(n) = self.lines.binary_search(&lines[pair]) {
                    wanted[n] += 1;
                }
            }
        }
        bound
    }
}
