//! Prices of places, by subgradient descent of the Lagrangian dual.
//!
//! Coverage is relaxed: each place of line j has a price, each person takes the best set at value less price, and
//! `Σ places × price + Σ best sets` bounds every roster. The dual is convex and piecewise linear in the prices; steps
//! follow a mix of the last direction and the new subgradient (Camerini, Fratta and Maffioli 1975), with lengths by
//! Polyak's rule towards a level (Brännlund 1993). Prices are rounded to whole sixteenths before each evaluation, so each
//! bound is an exact integer.

use crate::problem::Problem;
use crate::program::{Scratch, each};

use super::pieces::offer;
use super::watch::Watch;

/// Prices, and the bound they prove in scaled units without the constants.
#[derive(Debug, Clone)]
pub(crate) struct Dual {
    pub prices: Vec<i32>,
    pub bound: i64,
}

/// How to descend.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Descent {
    pub steps: u32,
    /// Aim at so large a part under the best bound, at first.
    pub below: f64,
    /// Multiply `below` by this…
    pub shrink: f64,
    /// …after so many steps without a better bound.
    pub patience: u32,
    /// Length of a step, as a part of Polyak's.
    pub length: f64,
    /// Go back to the best prices when patience ends.
    pub restart: bool,
    /// End when so large a part of the time, if there is a limit, is gone: a roster takes time, too.
    pub until: f64,
}

/// Pairs that are looked at between two looks at the watch, by each thread.
const PAIRS_A_LOOK: usize = 200_000;

/// The bound at `prices`, in scaled units without the constants, and how many people want each line; nothing if the watch
/// ended it.
pub(crate) fn evaluate(
    problem: &Problem,
    prices: &[i32],
    scratches: &mut [Scratch],
    wanted: &mut [Vec<i32>],
    watch: Option<&Watch<'_>>,
) -> Option<i64> {
    let people = problem.people.len();
    wanted.iter_mut().for_each(|wanted| wanted.fill(0));
    // So many people that few pairs lie between two looks at the watch.
    let turn = (PAIRS_A_LOOK * people / problem.line.len().max(1)).clamp(1, people.max(1));
    let turn = turn * scratches.len();
    let mut bests = 0;
    for from in (0..people).step_by(turn) {
        if from > 0 && watch.is_some_and(Watch::is_over) {
            return None;
        }
        let until = (from + turn).min(people);
        bests += demands(problem, prices, from..until, scratches, wanted);
    }
    let (total, parts) = wanted.split_at_mut(1);
    for part in parts {
        for (sum, count) in total[0].iter_mut().zip(part.iter()) {
            *sum += count;
        }
    }
    let places = problem.places.iter().zip(prices);
    let rent: i64 = places.map(|(&n, &p)| i64::from(n) * i64::from(p)).sum();
    Some(rent + bests)
}

/// What some people's best sets are worth, and how often each line is in them.
fn demands(
    problem: &Problem,
    prices: &[i32],
    people: std::ops::Range<usize>,
    scratches: &mut [Scratch],
    wanted: &mut [Vec<i32>],
) -> i64 {
    let share = people.len().div_ceil(scratches.len().max(1)).max(1);
    if share >= people.len() {
        demand(problem, prices, people, &mut scratches[0], &mut wanted[0])
    } else {
        std::thread::scope(|scope| {
            let work: Vec<_> = scratches
                .iter_mut()
                .zip(wanted.iter_mut())
                .enumerate()
                .map(|(n, (scratch, wanted))| {
                    let from = (people.start + n * share).min(people.end);
                    let range = from..(from + share).min(people.end);
                    scope.spawn(move || demand(problem, prices, range, scratch, wanted))
                })
                .collect();
            let sums = work.into_iter().map(std::thread::ScopedJoinHandle::join);
            // A sum that left somebody out would be no bound.
            sums.map(|sum| sum.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .sum()
        })
    }
}

fn demand(
    problem: &Problem,
    prices: &[i32],
    people: std::ops::Range<usize>,
    scratch: &mut Scratch,
    wanted: &mut [i32],
) -> i64 {
    let mut sum = 0;
    for person in people {
        let range = problem.rows[person].range();
        let lines = &problem.line[range.clone()];
        let values = &problem.value[range];
        for ((gain, &line), &value) in scratch.gain.iter_mut().zip(lines).zip(values) {
            *gain = value - prices[line as usize];
        }
        let best = scratch.best(problem, person, None);
        sum += best.bound;
        each(&best.set).for_each(|pair| wanted[lines[pair] as usize] += 1);
    }
    sum
}

/// Prices to begin a descent at where lines are many: all above one level, which leaves each place as dear as it is worth, less
/// the same for all. The level is the one of the least bound, as a sample of people tells it.
pub(crate) fn at_one_level(
    problem: &Problem,
    scratch: &mut Scratch,
    watch: &Watch<'_>,
) -> Vec<i32> {
    /// People who are asked.
    const SAMPLE: usize = 256;
    /// Looks at two levels, between which a third of the range goes.
    const LOOKS: usize = 24;
    /// The part of the time, if there is a limit, by which it ends.
    const LEVELS_UNTIL: f64 = 0.4;
    let people = problem.people.len();
    let stride = people.div_ceil(SAMPLE).max(1);
    let prices = |level: i32| -> Vec<i32> {
        let worth = problem.worth.iter();
        worth.map(|&(worth, _)| (worth - level).max(0)).collect()
    };
    let mut bound = |level: i32| {
        let prices = prices(level);
        let rent = problem.places.iter().zip(&prices);
        let rent: i64 = rent.map(|(&n, &p)| i64::from(n) * i64::from(p)).sum();
        let mut best = |person| {
            offer(problem, person, scratch, |line, _| prices[line as usize]);
            scratch.best(problem, person, None).bound
        };
        let asked = (0..people).step_by(stride).len().max(1) as i64;
        let bests: i64 = (0..people).step_by(stride).map(&mut best).sum();
        rent + bests * people as i64 / asked
    };
    let (mut low, mut high) = (0, problem.worth.iter().map(|w| w.0).max().unwrap_or(0));
    for _ in 0..LOOKS {
        let third = (high - low) / 3;
        if third == 0 || watch.is_over() || watch.is_past(LEVELS_UNTIL) {
            break;
        }
        if bound(low + third) <= bound(high - third) {
            high -= third;
        } else {
            low += third;
        }
    }
    prices(low + (high - low) / 2)
}

/// Lowers the bound of `dual`. Each step is linear in the pairs. Stops when `watch` says so, or when the bound is at
/// `floor`, which a roster has reached. `is_bounded` says that a bound is known beside the one of `dual`.
pub(crate) fn descend(
    problem: &Problem,
    dual: &mut Dual,
    descent: &Descent,
    floor: Option<i64>,
    is_bounded: bool,
    scratches: &mut [Scratch],
    watch: &Watch<'_>,
) {
    let lines = problem.lines.len();
    let mut wanted = vec![vec![0_i32; lines]; scratches.len()];
    let mut at: Vec<f64> = dual.prices.iter().map(|&p| f64::from(p)).collect();
    let mut direction = vec![0.0_f64; lines];
    let mut rounded = dual.prices.clone();
    let (mut below, mut length, mut failures) = (descent.below, descent.length, 0);
    for _ in 0..descent.steps {
        // Without any bound the first one is found whatever the watch says.
        let ends = (is_bounded || dual.bound < i64::MAX).then_some(watch);
        let Some(bound) = evaluate(problem, &rounded, scratches, &mut wanted, ends) else {
            return;
        };
        if bound < dual.bound {
            dual.bound = bound;
            dual.prices.copy_from_slice(&rounded);
            failures = 0;
        } else {
            failures += 1;
        }
        if watch.is_over()
            || watch.is_past(descent.until)
            || floor.is_some_and(|floor| dual.bound <= floor)
        {
            return;
        }
        if failures >= descent.patience {
            failures = 0;
            below *= descent.shrink;
            if descent.restart {
                length *= descent.shrink;
                at.iter_mut()
                    .zip(&dual.prices)
                    .for_each(|(at, &p)| *at = f64::from(p));
                direction.fill(0.0);
                rounded.copy_from_slice(&dual.prices);
                continue;
            }
        }
        let level = dual.bound as f64 * (1.0 - below);
        let target = floor.map_or(level, |floor| level.max(floor as f64));
        let mut norm = 0.0;
        for line in 0..lines {
            let free = f64::from(problem.places[line] - wanted[0][line]);
            direction[line] = 0.5 * direction[line] + 0.5 * free;
            if at[line] <= 0.0 && direction[line] > 0.0 {
                direction[line] = 0.0;
            }
            norm += direction[line] * direction[line];
        }
        if norm == 0.0 {
            return;
        }
        let step = length * (bound as f64 - target) / norm;
        for line in 0..lines {
            at[line] = (at[line] - step * direction[line]).clamp(0.0, f64::from(1 << 26));
            rounded[line] = at[line].round() as i32;
        }
    }
}
