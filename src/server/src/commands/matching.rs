//! `people-hub match`.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Args;
use domain::words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use matching::checker::{PairBreach, PersonBreach, check, pair_breaches, person_breaches};
use matching::format::{read_csv, read_json};
use matching::input::{Instance, Line, LineId, Person, PersonId};
use matching::solve::{Options, Progress, Solution, Stopped, solve};

use super::CommandError;

/// What to match, and how hard to try.
#[derive(Debug, Args)]
pub struct MatchArguments {
    /// The instance, JSON or CSV (docs/matching-format.md)
    file: PathBuf,
    /// Stop after so many seconds, with the best roster so far
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u64>,
    /// Threads; the roster does not depend on it
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Lines with open places to give reasons for
    #[arg(long, value_name = "LINES", default_value_t = 20)]
    reasons: usize,
}

pub(super) async fn run(arguments: MatchArguments) -> Result<(), CommandError> {
    let file = &arguments.file;
    let instance = read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let options = Options {
        time_limit: arguments.time_limit.map(Duration::from_secs),
        threads: arguments.threads.max(1),
        ..Options::default()
    };
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    // The first Ctrl-C ends the search, not the program: what was found is printed.
    let listener = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            asked.store(true, Ordering::Relaxed);
        }
    });
    let (instance, solution) = tokio::task::spawn_blocking(move || {
        let bar = progress_line();
        let mut tell = |progress: &Progress| bar.set_message(progress_words(progress));
        let solution = solve(&instance, &options, &mut tell, &|| {
            stop.load(Ordering::Relaxed)
        });
        bar.finish_and_clear();
        (instance, solution)
    })
    .await?;
    listener.abort();
    print_roster(&instance, &solution);
    print_reasons(&instance, &solution, arguments.reasons);
    print_summary(&instance, &solution)
}

fn read(file: &Path) -> Result<Instance, CommandError> {
    let text = std::fs::read_to_string(file)?;
    let is_csv = file
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    Ok(match is_csv {
        true => read_csv(&text)?,
        false => read_json(&text)?,
    })
}

fn progress_line() -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn progress_words(progress: &Progress) -> String {
    format!(
        "round {}: value {}, bound {}, gap {}",
        progress.round,
        progress.value,
        progress.bound,
        percent(progress.gap)
    )
}

fn percent(part: f64) -> String {
    format!("{:.4}%", 100.0 * part)
}

fn print_roster(instance: &Instance, solution: &Solution) {
    let lines: BTreeMap<LineId, &Line> = instance
        .lines()
        .iter()
        .map(|line| (line.id, line))
        .collect();
    let confirmed: BTreeMap<PersonId, &[LineId]> = instance
        .people()
        .iter()
        .map(|person| (person.id, person.fixed.as_slice()))
        .collect();
    println!("Roster");
    for assignment in solution.roster.assignments() {
        let Some(line) = lines.get(&assignment.line) else {
            continue;
        };
        let is_confirmed = confirmed
            .get(&assignment.person)
            .is_some_and(|fixed| fixed.contains(&line.id));
        println!(
            "  person {}: line {}, site {}, {}{}",
            assignment.person,
            line.id,
            line.site,
            words::day_and_time_range(line.interval),
            if is_confirmed { " (confirmed)" } else { "" }
        );
    }
}

/// For each line with open places, how many people each rule keeps from it as the roster stands.
fn print_reasons(instance: &Instance, solution: &Solution, most: usize) {
    let lines = instance.lines();
    let open: Vec<(&Line, u16)> = lines
        .iter()
        .zip(&solution.fill)
        .map(|(line, fill)| (line, fill.headcount - fill.filled))
        .filter(|&(_, open)| open > 0)
        .collect();
    if open.is_empty() {
        println!("Every place is filled.");
        return;
    }
    println!("Open places, and what keeps people from them");
    for &(line, places) in open.iter().take(most) {
        println!("  line {}: {places} of {} open", line.id, line.headcount);
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for person in instance.people() {
            let Some(reason) = reason(instance, solution, person, line) else {
                continue;
            };
            *counted.entry(reason).or_default() += 1;
        }
        let mut counted: Vec<(&str, usize)> = counted.into_iter().collect();
        counted.sort_by_key(|&(_, people)| std::cmp::Reverse(people));
        for (reason, people) in counted {
            println!("    {people}: {reason}");
        }
    }
    if open.len() > most {
        println!("  and {} more lines (--reasons)", open.len() - most);
    }
}

/// The first rule that keeps the person from the line; nothing for somebody who has it.
fn reason(
    instance: &Instance,
    solution: &Solution,
    person: &Person,
    line: &Line,
) -> Option<&'static str> {
    let mine = solution.roster.of(person.id);
    if mine.iter().any(|assignment| assignment.line == line.id) {
        return None;
    }
    let rules = instance.rules();
    if let Some(breach) = pair_breaches(rules, person, line).first() {
        return Some(pair_words(breach));
    }
    let has = |other: &&Line| mine.iter().any(|assignment| assignment.line == other.id);
    let theirs = instance.lines().iter().filter(has);
    let (confirmed, mut added): (Vec<&Line>, Vec<&Line>) =
        theirs.partition(|other| person.fixed.contains(&other.id));
    added.push(line);
    let breaches = person_breaches(rules, person, &added, &confirmed);
    Some(breaches.first().map_or(
        "are free for it, but it is worth less to the roster or not among their nearest lines",
        person_words,
    ))
}

const fn pair_words(breach: &PairBreach) -> &'static str {
    match breach {
        PairBreach::ScenarioInactive(_) => "its scenario is not active",
        PairBreach::RoleMissing(_) => "do not have the role",
        PairBreach::SkillMissing(_) => "do not hold a skill for the whole shift",
        PairBreach::TooFar { .. } => "are too far away",
        PairBreach::SiteExcluded(_) => "must not go to the site",
        PairBreach::LineExcluded => "must not have the line",
        PairBreach::Unavailable => "are not available",
        PairBreach::BreakTooShort { .. } => "need a longer break",
        PairBreach::AtNight { .. } => "must not work at night",
        PairBreach::NightTooLong { .. } => "the night shift is too long",
    }
}

const fn person_words(breach: &PersonBreach) -> &'static str {
    match breach {
        PersonBreach::Overlap { .. } => "work at that time",
        PersonBreach::DailyRest { .. } => "would rest too little before or after another shift",
        PersonBreach::WeeklyRest { .. } => "would have too little weekly rest",
        PersonBreach::DailyMinutes { .. } => "would work too long that day",
        PersonBreach::WeeklyMinutes { .. } => "would work too long that week",
        PersonBreach::Average { .. } | PersonBreach::NightAverage { .. } => {
            "would work too long in the reference period"
        }
        PersonBreach::TooManyShifts { .. } => "have as many shifts as they want",
    }
}

/// The closing lines. A roster that breaks a rule is a fault of the program, and said so.
fn print_summary(instance: &Instance, solution: &Solution) -> Result<(), CommandError> {
    let places: u32 = solution
        .fill
        .iter()
        .map(|fill| u32::from(fill.headcount))
        .sum();
    let filled: u32 = solution
        .fill
        .iter()
        .map(|fill| u32::from(fill.filled))
        .sum();
    println!("{filled} of {places} places filled");
    println!(
        "Value {}, at most {} is possible: a gap of {}",
        solution.value,
        solution.bound,
        percent(solution.gap())
    );
    let why = match solution.stopped {
        Stopped::TargetGap => "the gap is small enough",
        Stopped::Rounds => "all rounds are done",
        Stopped::Time => "the time is up",
        Stopped::Cancelled => "it was asked to stop",
    };
    println!(
        "Ended because {why}, after {:.2} s",
        solution.work.total.as_secs_f64()
    );
    let verdict = check(instance, &solution.roster);
    if verdict.is_legal() && verdict.value == solution.value {
        println!("Checked: no rule is broken");
        return Ok(());
    }
    for violation in &verdict.violations {
        println!("Broken: {violation}");
    }
    Err("the roster is wrong: please report the file".into())
}
