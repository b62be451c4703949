//! Which of a person's lines to begin with, when there is no room for all.

use std::cmp::Reverse;

use crate::input::PersonId;
use crate::mixed::mixed;
use crate::problem::{Problem, SCALE};

/// A line that a person can do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub line: u32,
    /// Scaled.
    pub value: i32,
    pub price: i32,
    /// How many skills it requires.
    pub skills: usize,
    /// Whether it is chosen before others: the greatest first.
    pub must: u8,
}

/// What a required skill counts: fewer people can do the line.
const SCARCE: i64 = 200 * SCALE as i64;
/// Differences up to this decide nothing, so that people who could all do the same lines are given different ones.
const SPREAD: u64 = 500 * SCALE as u64;

/// `room` of the candidates. Three quarters are the best ones: of each shift in turn the next one, so that all times are there.
/// Better is what is worth more at prices, what fewer people can do, and, where these are much the same, what a number of the
/// pair says. The last quarter is what that number alone says, so that each line is left to many people: where all have the
/// same best ones, nobody could fill the others.
pub(crate) fn choose(
    problem: &Problem,
    person: PersonId,
    candidates: &[Candidate],
    room: usize,
) -> Vec<u32> {
    let score = |candidate: &Candidate| {
        let spread = mixed(person.0, u64::from(candidate.line)) % SPREAD;
        i64::from(candidate.value) - i64::from(candidate.price)
            + SCARCE * candidate.skills as i64
            + spread as i64
    };
    let mut ranked: Vec<_> = candidates
        .iter()
        .map(|candidate| {
            let kind = problem.kind[candidate.line as usize];
            (
                kind,
                Reverse((candidate.must, score(candidate))),
                candidate.line,
            )
        })
        .collect();
    ranked.sort_unstable();
    let mut turn = 0;
    let mut last = u32::MAX;
    let mut chosen: Vec<_> = ranked
        .into_iter()
        .map(|(kind, Reverse((must, score)), line)| {
            turn = if kind == last { turn + 1 } else { 0 };
            last = kind;
            (Reverse(must), turn, Reverse(score), line)
        })
        .collect();
    chosen.sort_unstable();
    if chosen.len() > room {
        let must = chosen.partition_point(|&(Reverse(must), ..)| must > 0);
        let (_, others) = chosen.split_at_mut(must.max(room - room / 4).min(room));
        others.sort_unstable_by_key(|&(.., line)| mixed(person.0, u64::from(line)));
        chosen.truncate(room);
    }
    chosen.into_iter().map(|(.., line)| line).collect()
}
