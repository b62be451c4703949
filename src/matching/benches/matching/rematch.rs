//! How long a change takes, and how much it changes.

use matching::checker::check;
use matching::generator::one_change;
use matching::input::Instance;
use matching::random::Random;
use matching::rematch::{Change, Matcher, Rematched};
use matching::solve::{Options, solve};
use serde_json::json;

use crate::Outcome;
use crate::machine::cpu_seconds;

/// Withdrawals, one after the other, each of somebody who has a line; polished whenever what moving people could still gain
/// is more than `goal`, a part of the bound.
pub fn withdrawals(instance: Instance, goal: f64) -> Outcome {
    let mut matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false);
    let mut random = Random::new(1);
    let (mut times, mut lost, mut added, mut both) = (vec![], vec![], vec![], vec![]);
    let (mut worst, mut polishes) = ([0.0_f64; 2], Vec::new());
    for _ in 0..300 {
        let roster = matcher.roster();
        let mut working: Vec<_> = roster.assignments().iter().map(|one| one.person).collect();
        working.dedup();
        let Some(&person) = random.one_of(&working) else {
            break;
        };
        let before = cpu_seconds();
        let mut rematched = matcher.apply(Change::Withdrawn(person))?;
        times.push((cpu_seconds() - before) * 1_000.0);
        let others = rematched
            .dropped
            .iter()
            .filter(|lost| lost.person != person);
        lost.push(others.count() as f64);
        added.push(rematched.added.len() as f64);
        both.push(lost[lost.len() - 1] + added[added.len() - 1]);
        if rematched.gap_after_moves() > goal {
            let before = cpu_seconds();
            rematched = matcher.polish();
            polishes.push(cpu_seconds() - before);
        }
        worst = greater(worst, gaps(&rematched));
    }
    let verdict = check(matcher.instance(), &matcher.roster());
    for figures in [&mut times, &mut lost, &mut added, &mut both, &mut polishes] {
        figures.sort_by(f64::total_cmp);
    }
    Ok(json!({
        "median_ms": at(&times, 0.5),
        "p95_ms": at(&times, 0.95),
        "median_lost": at(&lost, 0.5),
        "median_added": at(&added, 0.5),
        "median_changes": at(&both, 0.5),
        "polishes": polishes.len(),
        "polish_seconds": at(&polishes, 0.5),
        "worst_gap": worst[0],
        "worst_gap_after_moves": worst[1],
        "violations": verdict.violations.len(),
    }))
}

/// Changes of all kinds at a change penalty, polished every so often; the worst gaps, and what solving from new would give.
pub fn changes(instance: Instance, penalty: u32, count: u32, every: u32) -> Outcome {
    let (people, lines, mut rules) = instance.into_parts();
    rules.values.change = penalty;
    let instance = Instance::new(people, lines, rules)?;
    let mut matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false);
    let mut random = Random::new(5);
    let (mut times, mut polishes) = (Vec::new(), Vec::new());
    let (mut worst, mut polished) = ([0.0_f64; 2], [0.0_f64; 2]);
    for number in 1..=count {
        let Some(change) = one_change(&mut random, &matcher) else {
            break;
        };
        let before = cpu_seconds();
        let Ok(rematched) = matcher.apply(change) else {
            continue;
        };
        times.push((cpu_seconds() - before) * 1_000.0);
        worst = greater(worst, gaps(&rematched));
        if number % every == 0 {
            let before = cpu_seconds();
            let rematched = matcher.polish();
            polishes.push(cpu_seconds() - before);
            polished = greater(polished, gaps(&rematched));
        }
    }
    let anew = solve(
        matcher.instance(),
        &Options::default(),
        &mut |_| {},
        &|| false,
    );
    let verdict = check(matcher.instance(), &matcher.roster());
    times.sort_by(f64::total_cmp);
    polishes.sort_by(f64::total_cmp);
    Ok(json!({
        "worst_gap": worst[0],
        "worst_gap_after_moves": worst[1],
        "polished_gap": polished[0],
        "polished_gap_after_moves": polished[1],
        "median_ms": at(&times, 0.5),
        "p95_ms": at(&times, 0.95),
        "polish_seconds": at(&polishes, 0.5),
        "value": matcher.value(),
        "bound": matcher.bound(),
        "value_anew": anew.value,
        "bound_anew": anew.bound,
        "violations": verdict.violations.len(),
    }))
}

fn gaps(of: &Rematched) -> [f64; 2] {
    [of.gap(), of.gap_after_moves()]
}

fn greater(one: [f64; 2], other: [f64; 2]) -> [f64; 2] {
    [one[0].max(other[0]), one[1].max(other[1])]
}

/// What a share of the sorted figures doesn't exceed.
pub fn at(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place).or(sorted.last()).copied().unwrap_or(0.0)
}
