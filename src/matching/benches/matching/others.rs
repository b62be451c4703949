//! How long a reason takes, what a limit of time gives, and the exact assignment of people to posts.

use std::error::Error;
use std::time::{Duration, Instant as Clock};

use matching::assignment::{Pair, Problem};
use matching::checker::check;
use matching::explain::WhyNot;
use matching::input::Instance;
use matching::random::Random;
use matching::rematch::Matcher;
use matching::report::Report;
use matching::solve::{Options, Progress, gap, solve};
use serde_json::json;

use crate::machine::cpu_seconds;
use crate::rematch::at;
use crate::{Outcome, model};

/// Why a thousand pairs that nobody has are not matched: half of them may be, half are any.
pub fn reasons(instance: Instance) -> Outcome {
    let pairs = model::pairs(&instance);
    let mut random = Random::new(3);
    let mut asked = Vec::new();
    for _ in 0..500 {
        if let Some(pair) = random.one_of(&pairs) {
            let (person, line) = (
                &instance.people()[pair.person],
                &instance.lines()[pair.line],
            );
            asked.push((person.id, line.id));
        }
        let (person, line) = (
            random.one_of(instance.people()),
            random.one_of(instance.lines()),
        );
        if let (Some(person), Some(line)) = (person, line) {
            asked.push((person.id, line.id));
        }
    }
    let mut matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false);
    let (mut times, mut rules, mut worse, mut without) = (Vec::new(), 0, 0, 0);
    for (person, line) in asked {
        let begun = Clock::now();
        let answer = matcher.why_not(person, line);
        let took = begun.elapsed().as_secs_f64() * 1_000.0;
        match answer {
            Some(WhyNot::Assigned) => continue,
            Some(WhyNot::Rejected(_)) => rules += 1,
            Some(WhyNot::Worse(_)) => worse += 1,
            None => without += 1,
        }
        times.push(took);
    }
    times.sort_by(f64::total_cmp);
    Ok(json!({
        "rules": rules,
        "worse": worse,
        "without": without,
        "median_ms": at(&times, 0.5),
        "p95_ms": at(&times, 0.95),
    }))
}

/// People and posts with twenty scored pairs a person, quotas of one and of one to five.
pub fn assignment(people: u32, posts: u32, seed: u64) -> Outcome {
    let mut random = Random::new(seed);
    let quotas = (0..posts).map(|_| random.within(1, 5) as u32).collect();
    let mut pairs = Vec::new();
    for person in 0..people {
        let mut theirs: Vec<u32> = (0..20)
            .map(|_| random.within(0, i64::from(posts) - 1) as u32)
            .collect();
        theirs.sort_unstable();
        theirs.dedup();
        pairs.extend(theirs.into_iter().map(|post| Pair {
            person,
            post,
            score: random.within(1, 1_000),
        }));
    }
    let count = pairs.len();
    let problem = Problem::new(vec![1; people as usize], quotas, pairs)?;
    let before = cpu_seconds();
    let answer = problem.solve();
    let cpu = cpu_seconds() - before;
    Ok(json!({
        "pairs": count,
        "chosen": answer.chosen.len(),
        "score": answer.score,
        "bound": answer.bound(&problem),
        "cpu": cpu,
    }))
}

/// What `people-hub match --time-limit` does, in seconds on the clock.
pub fn limited(instance: &Instance, limit: Duration) -> Outcome {
    let file = matching::format::write_json(instance)?;
    let begun = Clock::now();
    let (read, labels) = matching::format::read(file.as_bytes(), false)?;
    let reading = begun.elapsed();
    let options = Options {
        target_gap: 0.0,
        effort: u32::MAX,
        time_limit: Some(limit),
        ..Options::default()
    };
    let mut trace = |now: &Progress| {
        if std::env::var_os("MATCHING_TRACE").is_some() {
            eprintln!("{now:?}");
        }
    };
    let mut matcher = Matcher::new(read, &options, &mut trace, &|| false);
    let matched = begun.elapsed();
    let before_writing = cpu_seconds();
    let text = Report::new(&mut matcher, labels, 20).text(None);
    let written = begun.elapsed();
    let verdict = check(matcher.instance(), &matcher.roster());
    Ok(json!({
        "lines": instance.lines().len(),
        "reading": reading.as_secs_f64(),
        "matching": (matched - reading).as_secs_f64(),
        "writing": (written - matched).as_secs_f64(),
        "writing_cpu": cpu_seconds() - before_writing,
        "characters": text.len(),
        "filled": matcher.roster().assignments().len(),
        "gap": gap(matcher.bound(), matcher.value()),
        "violations": verdict.violations.len(),
    }))
}

/// The roster of each file, with what the engine says of it.
pub fn files(files: &[&str]) -> Result<(), Box<dyn Error>> {
    for file in files {
        let is_csv = file.ends_with(".csv");
        let (instance, _) = matching::format::read(&std::fs::read(file)?, is_csv)
            .map_err(|error| format!("{file}: {error}"))?;
        let solution = solve(&instance, &Options::default(), &mut |_| {}, &|| false);
        let verdict = check(&instance, &solution.roster);
        let roster = solution.roster.assignments().iter();
        let answer = json!({
            "roster": roster.map(|given| json!([given.person, given.line])).collect::<Vec<_>>(),
            "value": solution.value,
            "bound": solution.bound,
            "violations": verdict.violations.iter().map(ToString::to_string).collect::<Vec<_>>(),
        });
        println!("{answer}");
    }
    Ok(())
}
