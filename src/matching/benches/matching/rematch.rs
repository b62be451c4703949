//! How long a change takes, and how much it changes.

use matching::checker::check;
use matching::input::Instance;
use matching::random::Random;
use matching::rematch::{Change, Matcher};
use matching::solve::Options;
use serde_json::json;

use crate::Outcome;
use crate::machine::cpu_seconds;

/// Withdrawals, one after the other, each from somebody who has a line; polished every 100.
pub fn withdrawals(instance: Instance) -> Outcome {
    let mut matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false);
    let mut random = Random::new(1);
    let (mut times, mut changes, mut worst) = (Vec::new(), Vec::new(), 0.0_f64);
    for number in 1..=300 {
        let roster = matcher.roster();
        let Some(given) = random.one_of(roster.assignments()) else {
            break;
        };
        let before = cpu_seconds();
        let rematched = matcher.apply(Change::Withdrawn(given.person))?;
        times.push((cpu_seconds() - before) * 1_000.0);
        let lost = rematched
            .dropped
            .iter()
            .filter(|lost| lost.person != given.person);
        changes.push((lost.count() + rematched.added.len()) as f64);
        worst = worst.max(rematched.gap());
        if number % 100 == 0 {
            matcher.polish();
        }
    }
    let verdict = check(matcher.instance(), &matcher.roster());
    times.sort_by(f64::total_cmp);
    changes.sort_by(f64::total_cmp);
    let at = |of: &[f64], share: f64| of[((of.len() as f64 * share) as usize).min(of.len() - 1)];
    Ok(json!({
        "median_ms": at(&times, 0.5),
        "p95_ms": at(&times, 0.95),
        "median_changes": at(&changes, 0.5),
        "worst_gap": worst,
        "violations": verdict.violations.len(),
    }))
}
