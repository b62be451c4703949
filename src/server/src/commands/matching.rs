//! `people-hub match`.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use matching::format::read;
use matching::rematch::Matcher;
use matching::report::Report;
use matching::solve::{Options, Progress};

use super::CommandError;

/// Rounds of search without a limit of time.
const EFFORT: u32 = 12;

/// What to match, and how hard to try.
///
/// The exit status says how it ended: 0 every place is filled, 3 places are open, 4 the time was up, 5 it was interrupted, 6 a
/// confirmed line breaks a rule; 1 when the file can't be read, 2 when the command line can't.
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
    /// How to write the roster
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// A way to write a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people
    Text,
    /// Everything, for programs
    Json,
    /// A row for each assignment
    Csv,
}

pub(super) async fn run(arguments: MatchArguments) -> Result<ExitCode, CommandError> {
    let file = &arguments.file;
    let is_csv = file
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let of_file = |error: CommandError| format!("{}: {error}", file.display());
    let bytes = std::fs::read(file).map_err(|error| of_file(error.into()))?;
    let (instance, labels) = read(&bytes, is_csv).map_err(|error| of_file(error.into()))?;
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
    let listener = tokio::spawn(stop_when_asked(Arc::clone(&stop))?);
    let started = Instant::now();
    let report = tokio::task::spawn_blocking(move || {
        let bar = progress_line();
        let mut tell = |progress: &Progress| bar.set_message(progress_words(progress));
        let is_asked = || stop.load(Ordering::Relaxed);
        let mut matcher = Matcher::new(instance, &options, &mut tell, &is_asked);
        let took = started.elapsed();
        bar.set_message("looking for reasons");
        let report = Report::new(&mut matcher, labels, arguments.reasons);
        bar.finish_and_clear();
        let text = match arguments.output {
            Output::Text => report.text(Some(took)),
            Output::Json => report.json(Some(took)),
            Output::Csv => report.csv()?,
        };
        Ok::<_, matching::report::CsvError>((text, report.outcome()))
    })
    .await?;
    listener.abort();
    let (text, outcome) = report?;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::from(outcome.code()))
}

/// The first Ctrl-C or SIGTERM ends the search, not the program: what was found is written. The second ends the program.
fn stop_when_asked(stop: Arc<AtomicBool>) -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        loop {
            let status = tokio::select! {
                _ = interrupted.recv() => 130,
                _ = terminated.recv() => 143,
            };
            if stop.swap(true, Ordering::Relaxed) {
                std::process::exit(status);
            }
        }
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
    bar.set_message("looking at who can do what");
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn progress_words(progress: &Progress) -> String {
    format!(
        "round {}: value {}, bound {}, gap {:.4}%",
        progress.round,
        progress.value,
        progress.bound,
        100.0 * progress.gap
    )
}
