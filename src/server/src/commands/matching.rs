//! `people-hub match`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use domain::words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use matching::checker::check;
use matching::eligibility::Rule;
use matching::explain::{Step, WhyUnfilled};
use matching::format::{read_csv, read_json};
use matching::input::{Instance, Line, LineId, PersonId};
use matching::rematch::Matcher;
use matching::solve::{Fill, Options, Progress, Stopped, gap};

use super::CommandError;

/// Rounds of search without a limit of time.
const EFFORT: u32 = 12;
/// People named for each line, who would need the fewest changes.
const NEAREST: usize = 3;

/// What to match, and how hard to try.
#[derive(Debug, Args)]
pub struct MatchArguments {
    /// The instance, JSON or CSV (docs/matching-format.md)
    file: PathBuf,
    /// Stop after so many seconds, with the best roster so far
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u64>,
    /// Rounds of search: the roster depends on them alone, unless the time limit ends it. 12, or as many as the time allows
    #[arg(long, value_name = "ROUNDS")]
    effort: Option<u32>,
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
        threads: arguments.threads,
        effort: arguments.effort.unwrap_or(match arguments.time_limit {
            Some(_) => u32::MAX,
            None => EFFORT,
        }),
        // Whoever waits wants the best roster, not one that is near it.
        target_gap: 0.0,
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
    let started = Instant::now();
    let matcher = tokio::task::spawn_blocking(move || {
        let bar = progress_line();
        let mut tell = |progress: &Progress| bar.set_message(progress_words(progress));
        let is_asked = || stop.load(Ordering::Relaxed);
        let matcher = Matcher::new(instance, &options, &mut tell, &is_asked);
        bar.finish_and_clear();
        matcher
    })
    .await?;
    let took = started.elapsed();
    listener.abort();
    print_roster(&matcher);
    print_reasons(&matcher, arguments.reasons);
    print_summary(&matcher, took)
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

fn print_roster(matcher: &Matcher) {
    let instance = matcher.instance();
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
    for assignment in matcher.roster().assignments() {
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

/// For each line with open places, how many people each rule keeps from it, and who is nearest to it.
fn print_reasons(matcher: &Matcher, most: usize) {
    let fill = matcher.fill();
    let open: Vec<&Fill> = fill
        .iter()
        .filter(|fill| fill.filled < fill.headcount)
        .collect();
    if open.is_empty() {
        println!("Every place is filled");
        return;
    }
    println!("Open places, and what keeps people from them");
    for fill in open.iter().take(most) {
        let Some(why) = matcher.why_unfilled(fill.line, NEAREST) else {
            continue;
        };
        println!(
            "  line {}: {} of {} open",
            fill.line, why.open, fill.headcount
        );
        print_why(&why);
    }
    if open.len() > most {
        println!("  and {} more lines (--reasons)", open.len() - most);
    }
}

fn print_why(why: &WhyUnfilled) {
    let mut counted: Vec<(Rule, usize)> = why.ruled_out.iter().map(|(&r, &n)| (r, n)).collect();
    counted.sort_by_key(|&(rule, people)| (Reverse(people), rule));
    for (rule, people) in counted {
        println!("    {people} {}", rule_words(rule));
    }
    if why.elsewhere > 0 {
        println!(
            "    {} could, but the roster is better without",
            why.elsewhere
        );
    }
    for (person, steps) in &why.nearest {
        let steps: Vec<String> = steps.iter().map(step_words).collect();
        println!("    person {person} could with {}", steps.join(" and "));
    }
}

const fn rule_words(rule: Rule) -> &'static str {
    match rule {
        Rule::Scenario => "because its scenario is not active",
        Rule::Role => "without the role",
        Rule::Skill => "without a skill for the whole shift",
        Rule::Travel => "too far away",
        Rule::Exclusion => "who must not have the site or the line",
        Rule::Availability => "not available",
        Rule::Break => "who need a longer break",
        Rule::Night => "who must not work that much at night",
        Rule::Full => "because all places are confirmed",
        Rule::MostShifts => "with as many confirmed shifts as they want",
        Rule::Overlap => "who work at that time",
        Rule::DailyRest => "who would rest too little before or after other work",
        Rule::DailyHours => "who would work too long that day",
        Rule::WeeklyHours => "who would work too long that week",
        Rule::AverageHours => "who would work too long in the reference period",
        Rule::WeeklyRest => "who would have too little weekly rest",
        Rule::Nearest => "with enough lines that are nearer",
    }
}

fn step_words(step: &Step) -> String {
    match step {
        Step::Skill(skill) => format!("skill {skill}"),
        Step::Travel(metres) => format!("{} km of travel", metres / 1_000),
        Step::Available(day) => format!("time on {}", words::day(*day)),
    }
}

/// The closing lines. A roster that breaks a rule is a fault of the program, and said so.
fn print_summary(matcher: &Matcher, took: Duration) -> Result<(), CommandError> {
    let (value, bound) = (matcher.value(), matcher.bound());
    let fill = matcher.fill();
    let places: u32 = fill.iter().map(|fill| u32::from(fill.headcount)).sum();
    let filled: u32 = fill.iter().map(|fill| u32::from(fill.filled)).sum();
    println!("{filled} of {places} places filled");
    println!(
        "Value {value}, at most {bound} is possible with the lines considered: a gap of {}",
        percent(gap(bound, value))
    );
    let why = match matcher.stopped() {
        Stopped::TargetGap => "the gap is small enough",
        Stopped::Rounds => "all rounds are done",
        Stopped::Time => "the time is up",
        Stopped::Cancelled => "it was asked to stop",
    };
    println!("Ended because {why}, after {:.2} s", took.as_secs_f64());
    let verdict = check(matcher.instance(), &matcher.roster());
    if verdict.is_legal() && verdict.value == value {
        println!("Checked: no rule is broken");
        return Ok(());
    }
    for violation in &verdict.violations {
        println!("Broken: {violation}");
    }
    Err("the roster is wrong: please report the file".into())
}
