use crate::problem::Problem;
use crate::program::{Set, each};

/// Which pairs of each person are chosen, and how many places of each line that fills.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub held: Vec<Set>,
    pub filled: Vec<i32>,
    /// Who was given another set, and the set before, while someone wants to know.
    pub log: Option<Vec<(usize, Set)>>,
}

impl State {
    pub(crate) fn empty(problem: &Problem) -> Self {
        Self {
            held: vec![Set::EMPTY; problem.people.len()],
            filled: vec![0; problem.lines.len()],
            log: None,
        }
    }

    /// Stands in while the real one is lent out.
    pub(crate) const fn empty_of_nobody() -> Self {
        Self {
            held: Vec::new(),
            filled: Vec::new(),
            log: None,
        }
    }

    /// Gives a person another set.
    pub(crate) fn put(&mut self, problem: &Problem, person: usize, set: Set) {
        let lines = &problem.line[problem.rows[person].range()];
        let old = std::mem::replace(&mut self.held[person], set);
        if let Some(log) = &mut self.log {
            log.push((person, old));
        }
        each(&old.without(&set)).for_each(|pair| self.filled[lines[pair] as usize] -= 1);
        each(&set.without(&old)).for_each(|pair| self.filled[lines[pair] as usize] += 1);
    }

    pub(crate) fn is_open(&self, problem: &Problem, line: u32) -> bool {
        self.filled[line as usize] < problem.places[line as usize]
    }

    /// Scaled value of what was chosen.
    pub(crate) fn value(&self, problem: &Problem) -> i64 {
        (0..self.held.len())
            .map(|person| worth(problem, person, self.held[person]))
            .sum()
    }
}

/// Scaled value of a person's set, less the cost of its size.
pub(crate) fn worth(problem: &Problem, person: usize, set: Set) -> i64 {
    let row = problem.rows[person];
    let values = &problem.value[row.range()];
    let gained: i64 = each(&set).map(|pair| i64::from(values[pair])).sum();
    gained - i64::from(problem.costs(row)[set.len()])
}

/// The same at prices.
pub(crate) fn worth_at(problem: &Problem, prices: &[i32], person: usize, set: Set) -> i64 {
    let lines = &problem.line[problem.rows[person].range()];
    let paid: i64 = each(&set)
        .map(|p| i64::from(prices[lines[p] as usize]))
        .sum();
    worth(problem, person, set) - paid
}
