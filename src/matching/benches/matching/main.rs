//! Runs the benchmark's instances, and hands them to the rivals (`rivals.py`) as plain numbers.
//!
//! ```text
//! run FAMILY PEOPLE SEED GAP [MODEL [SECONDS]]
//!                                   greedy and ours, one thread, until the gap is reached, or so many processor seconds; writes the model for
//!                                   the rivals
//! alone FAMILY PEOPLE SEED GAP      ours only, one thread, without looking at all pairs
//! limited FAMILY PEOPLE SEED SECONDS
//!                                   a file read, matched with that time limit on the clock, and its text written
//! check FAMILY PEOPLE SEED ANSWER   a rival's answer, by the independent checker
//! rematch FAMILY PEOPLE SEED GOAL   one withdrawal after the other, polished when the gap after moves is above the goal
//! changes FAMILY PEOPLE SEED PENALTY COUNT EVERY
//!                                   changes of all kinds, polished so often; then solved from new
//! reasons FAMILY PEOPLE SEED        why a thousand pairs are not matched
//! assignment PEOPLE POSTS SEED      people to posts, exactly
//! files FILE...                     rosters of files, for the independent model
//! ```
//!
//! Each prints one line of JSON, `files` one for each file. FAMILY is easy, tight, lawful, or ward-DAYS, hospital-DAYS, city-DAYS,
//! region-DAYS.

mod greedy;
mod machine;
mod model;
mod others;
mod rematch;

use std::error::Error;
use std::time::Duration;

use matching::checker::{Verdict, check};
use matching::generator::{self, Crowd, EASY, Shape, TIGHT, lawful};
use matching::input::{Assignment, Instance, LineId, PersonId, Roster};
use matching::solve::{Options, Progress, solve};
use serde_json::{Value, json};

use machine::{cpu_seconds, peak_megabytes};

/// Sixty places, and far more lines than people can do: 2,000 people and 185 days make 199,800 of them.
const REGION: Crowd = Crowd {
    name: "region",
    people_a_site: Some(33),
    wards: 1,
    roles: 6,
};

type Outcome = Result<Value, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["run", family, people, seed, gap, ref model @ ..] => {
            let seconds = model.get(1).map(|seconds| seconds.parse()).transpose()?;
            let model = model.first().copied();
            run(
                &instance(family, people, seed)?,
                gap.parse()?,
                model,
                seconds,
            )?
        }
        ["alone", family, people, seed, gap] => {
            let options = Options {
                target_gap: gap.parse()?,
                ..Options::default()
            };
            ours(&instance(family, people, seed)?, &options, None)
        }
        ["limited", family, people, seed, seconds] => {
            let limit = Duration::from_secs_f64(seconds.parse()?);
            others::limited(&instance(family, people, seed)?, limit)?
        }
        ["check", family, people, seed, answer] => judge(&instance(family, people, seed)?, answer)?,
        ["rematch", family, people, seed, goal] => {
            rematch::withdrawals(instance(family, people, seed)?, goal.parse()?)?
        }
        ["changes", family, people, seed, penalty, count, every] => rematch::changes(
            instance(family, people, seed)?,
            penalty.parse()?,
            count.parse()?,
            every.parse()?,
        )?,
        ["reasons", family, people, seed] => others::reasons(instance(family, people, seed)?)?,
        ["assignment", people, posts, seed] => {
            others::assignment(people.parse()?, posts.parse()?, seed.parse()?)?
        }
        ["files", ref files @ ..] => return others::files(files),
        // As a part of all benches it only shows that it works.
        [] => run(&instance("easy", "1200", "1")?, 0.000_3, None, None)?,
        _ => {
            return Err(
                "run, alone, limited, check, rematch, changes or reasons, then FAMILY PEOPLE SEED; or assignment or files"
                    .into(),
            );
        }
    };
    println!("{outcome}");
    Ok(())
}

fn instance(family: &str, people: &str, seed: &str) -> Result<Instance, Box<dyn Error>> {
    let (people, seed) = (people.parse()?, seed.parse()?);
    if let Some((crowd, days)) = family.split_once('-') {
        let crowds = [
            generator::WARD,
            generator::HOSPITAL,
            generator::CITY,
            REGION,
        ];
        let crowd = crowds.into_iter().find(|one| one.name == crowd);
        let crowd = crowd.ok_or_else(|| format!("there is no family '{family}'"))?;
        return Ok(generator::crowded(crowd, people, days.parse()?, seed)?);
    }
    Ok(match family {
        "easy" => generator::benchmark(EASY, people, seed)?,
        "tight" => generator::benchmark(TIGHT, people, seed)?,
        "lawful" => lawful(Shape::of(people), seed)?,
        other => return Err(format!("there is no family '{other}'").into()),
    })
}

fn run(
    instance: &Instance,
    target_gap: f64,
    model_file: Option<&str>,
    seconds: Option<f64>,
) -> Outcome {
    let mut options = Options {
        target_gap,
        ..Options::default()
    };
    if seconds.is_some() {
        options.effort = u32::MAX;
    }
    let ours = ours(instance, &options, seconds);
    let pairs = model::pairs(instance);
    let greedy = greedy::roster(instance, &pairs);
    if let Some(file) = model_file.filter(|file| *file != "-") {
        std::fs::write(file, model::of(instance, &pairs).to_string())?;
    }
    let slots: u32 = instance
        .lines()
        .iter()
        .map(|line| u32::from(line.headcount))
        .sum();
    Ok(json!({
        "lines": instance.lines().len(),
        "slots": slots,
        "pairs": pairs.len(),
        "greedy": judged(&check(instance, &greedy), greedy.assignments().len()),
        "ours": ours,
    }))
}

/// Our answer's figures; ended after so many processor seconds.
fn ours(instance: &Instance, options: &Options, seconds: Option<f64>) -> Value {
    let (before, started) = (cpu_seconds(), std::time::Instant::now());
    let looked = std::cell::Cell::new((started, false));
    let is_up = || {
        let (at, is_up) = looked.get();
        // Asking Linux takes longer than much of what is asked about.
        if let (Some(seconds), true) = (seconds, at.elapsed().as_millis() >= 20) {
            looked.set((std::time::Instant::now(), cpu_seconds() - before >= seconds));
        }
        is_up
    };
    let mut trace = |now: &Progress| {
        if std::env::var_os("MATCHING_TRACE").is_some() {
            eprintln!("{:.2} s: {now:?}", cpu_seconds() - before);
        }
    };
    let solution = solve(instance, options, &mut trace, &is_up);
    let (cpu, wall) = (cpu_seconds() - before, started.elapsed().as_secs_f64());
    // Before anything else takes memory.
    let megabytes = peak_megabytes();
    let verdict = check(instance, &solution.roster);
    let filled = solution.roster.assignments().len();
    json!({
        "checked": judged(&verdict, filled),
        "value": solution.value,
        "bound": solution.bound,
        "gap": solution.gap(),
        "pairs": solution.work.pairs,
        "stopped": format!("{:?}", solution.stopped),
        "hours_share": solution.work.with_hours as f64 / solution.work.programs.max(1) as f64,
        "eligibility_share": solution.work.eligibility.as_secs_f64() / solution.work.total.as_secs_f64(),
        "cpu": cpu,
        "wall": wall,
        "megabytes": megabytes,
    })
}

fn judged(verdict: &Verdict, filled: usize) -> Value {
    json!({
        "value": verdict.value,
        "filled": filled,
        "violations": verdict.violations.len(),
        "first": verdict.violations.first().map(ToString::to_string),
    })
}

fn judge(instance: &Instance, answer: &str) -> Outcome {
    let pairs: Vec<(u64, u64)> = serde_json::from_str(&std::fs::read_to_string(answer)?)?;
    let assignments = pairs.into_iter().map(|(person, line)| Assignment {
        person: PersonId(person),
        line: LineId(line),
    });
    let roster = Roster::new(assignments.collect());
    Ok(judged(
        &check(instance, &roster),
        roster.assignments().len(),
    ))
}
