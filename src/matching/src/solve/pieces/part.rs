//! What of one person's work a piece is about.

use crate::limits::Limits;
use crate::problem::{Problem, most_compatible};
use crate::program::{Asked, Best, NEVER, Scratch, Set, each};

use super::super::state::State;

/// The lines of somebody that a piece takes in.
pub(super) struct Part {
    pub person: usize,
    /// Their pairs.
    from: usize,
    until: usize,
    /// What they have and keep beside it.
    pub kept: Set,
    limits: Limits,
    before: Vec<u16>,
    /// Pairs that what is kept leaves no time for.
    shut: Vec<bool>,
    costs: Vec<i32>,
}

impl Part {
    pub(super) fn new(problem: &Problem, state: &State, person: usize, window: (i32, i32)) -> Self {
        let row = problem.rows[person];
        let lines = &problem.line[row.range()];
        let before = &problem.before[row.range()];
        let end = |&line: &u32| problem.shift(line).end;
        let from = lines.partition_point(|line| end(line) <= window.0);
        let until = lines.partition_point(|line| end(line) <= window.1);
        let held = state.held[person];
        let kept: Set = each(&held)
            .filter(|pair| !(from..until).contains(pair))
            .collect();
        let mut shut = vec![false; until - from];
        for other in each(&kept) {
            for pair in from..until {
                let (first, last) = (other.min(pair), other.max(pair));
                shut[pair - from] |= first >= usize::from(before[last]);
            }
        }
        let shifts: Vec<_> = each(&kept).map(|pair| problem.shift(lines[pair])).collect();
        let limits = &problem.limits[person];
        let limits = match shifts.is_empty() {
            true => limits.clone(),
            false => {
                let reach = limits.reach();
                limits.beside(&shifts, |shift| {
                    shift.start >= window.0 - reach && shift.start <= window.1 + reach
                })
            }
        };
        let before: Vec<u16> = before[from..until]
            .iter()
            .map(|&n| n.saturating_sub(from as u16))
            .collect();
        let costs = &problem.costs(row)[kept.len()..];
        let most = costs.len().min(most_compatible(&before) + 1);
        Self {
            person,
            from,
            until,
            kept,
            limits,
            costs: costs[..most].iter().map(|cost| cost - costs[0]).collect(),
            before,
            shut,
        }
    }

    /// The lines of its pairs.
    pub(super) fn lines<'a>(&self, problem: &'a Problem) -> &'a [u32] {
        let row = problem.rows[self.person].range();
        &problem.line[row.start + self.from..row.start + self.until]
    }

    /// The best set beside what is kept, at prices; a price of `NEVER` takes a pair away.
    pub(super) fn best(
        &self,
        problem: &Problem,
        scratch: &mut Scratch,
        price: impl Fn(u32, usize) -> i32,
    ) -> Best {
        let row = problem.rows[self.person].range();
        let range = row.start + self.from..row.start + self.until;
        let lines = &problem.line[range.clone()];
        let values = &problem.value[range.clone()];
        for (n, (&line, &value)) in lines.iter().zip(values).enumerate() {
            scratch.gain[n] = match (self.shut[n], price(line, self.from + n)) {
                (true, _) | (_, NEVER) => NEVER,
                (_, price) => value - price,
            };
        }
        let asked = Asked {
            problem,
            limits: &self.limits,
            lines,
            before: &self.before,
            same: &problem.same[range],
            costs: &self.costs,
        };
        let best = scratch.best_of(asked, None);
        let set = each(&best.set).map(|n| n + self.from);
        Best {
            set: set.chain(each(&self.kept)).collect(),
            ..best
        }
    }
}
