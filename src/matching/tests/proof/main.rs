//! Proofs of the matching engine on made-up instances, each answer looked at by the independent checker.
//!
//! `PEOPLE_HUB_MATCHING_INSTANCES` says how many larger random instances to solve (100 by default, so that a run takes seconds); the
//! other counts follow it. `make prove` solves 10,000.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is wrong"
)]

mod brute_force;
mod changes;
mod crowds;
mod explanations;
mod legality;
mod same_answer;
mod side_matchers;

use matching::checker::check;
use matching::input::Instance;
use matching::solve::{Options, Solution, solve};

/// How many larger random instances to solve.
fn instances() -> u64 {
    let given = std::env::var("PEOPLE_HUB_MATCHING_INSTANCES").ok();
    given.and_then(|given| given.parse().ok()).unwrap_or(100)
}

/// The solution with these options, found legal and worth what it says, and not above its bound.
fn solved(instance: &Instance, options: &Options) -> Solution {
    let solution = solve(instance, options, &mut |_| {}, &|| false);
    let verdict = check(instance, &solution.roster);
    let violations: Vec<String> = verdict.violations.iter().map(ToString::to_string).collect();
    assert!(violations.is_empty(), "{violations:#?}\n{}", text(instance));
    assert_eq!(solution.value, verdict.value, "{}", text(instance));
    assert!(solution.value <= solution.bound, "{}", text(instance));
    solution
}

/// For reading what failed, and solving it again with `people-hub match`.
fn text(instance: &Instance) -> String {
    matching::format::write_json(instance).unwrap()
}
