//! `people-hub import`.

use std::fs::File;
use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use service::import::{ImportOptions, Register, import};

use super::CommandError;
use crate::configuration::DatabaseOptions;

/// A register that can be imported.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum RegisterName {
    /// NHS trusts: the ODS layout etr
    Organisations,
    /// General practices: the ODS layout epraccur
    Practices,
    /// Schools: urn,name,town,postcode,open_date,close_date
    Schools,
    /// Postcodes and where they lie: postcode,eastings,northings
    Postcodes,
}

/// What to import, and how.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Which register the file is
    register: RegisterName,
    /// The file, CSV in UTF-8
    file: PathBuf,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Change nothing when any row is refused
    #[arg(long)]
    all_or_nothing: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub(super) async fn run(arguments: ImportArguments) -> Result<(), CommandError> {
    let register = match arguments.register {
        RegisterName::Organisations => Register::Organisations,
        RegisterName::Practices => Register::Practices,
        RegisterName::Schools => Register::Schools,
        RegisterName::Postcodes => Register::Postcodes,
    };
    let options = ImportOptions {
        dry_run: arguments.dry_run,
        all_or_nothing: arguments.all_or_nothing,
    };
    let file = File::open(&arguments.file)
        .map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    let bar = progress_bar(file.metadata()?.len());
    let service = super::service(&arguments.database).await?;
    let report = import(&service, register, file, options, |read| {
        bar.set_position(read)
    })
    .await;
    bar.finish_and_clear();
    let report = report?;
    for refused in &report.refusals {
        println!("line {}: {}", refused.line, refused.reason);
    }
    println!(
        "{}: {} added, {} changed, {} unchanged, {} refused",
        register.name(),
        report.added,
        report.changed,
        report.unchanged,
        report.refused
    );
    match (report.kept, options.dry_run) {
        (true, _) => Ok(()),
        (false, true) => {
            println!("This was a dry run: nothing was changed.");
            Ok(())
        }
        (false, false) => Err("nothing was changed, because rows were refused".into()),
    }
}

fn progress_bar(bytes: u64) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(bytes), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3}% {bytes_per_sec}") {
        bar.set_style(style);
    }
    bar
}
