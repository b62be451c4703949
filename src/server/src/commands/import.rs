//! `people-hub import`.

use std::fs::File;
use std::io::{Cursor, IsTerminal as _, Read as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use service::places::import::{ImportOptions, Register, import};

use super::CommandError;
use crate::configuration::DatabaseOptions;

/// A register that can be imported.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum RegisterName {
    /// NHS trusts: the file etr of the Organisation Data Service
    Organisations,
    /// General practices: the file epraccur of the Organisation Data Service
    Practices,
    /// Schools: all establishments of Get Information about Schools, or urn,name,town,postcode,open_date,close_date
    Schools,
    /// Postcodes and where they lie: a file of Code-Point Open, or postcode,eastings,northings
    Postcodes,
}

/// What to import, and how.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Which register the file is
    register: RegisterName,
    /// The file, CSV as published or as a spreadsheet saves it: UTF-8, UTF-16 or Windows-1252
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
    let in_words = |error| format!("{}: {error}", arguments.file.display());
    let mut file = File::open(&arguments.file).map_err(in_words)?;
    let about = file.metadata()?;
    let bar = progress_bar(about.len());
    let service = super::service(&arguments.database).await?;
    let progress = |read| bar.set_position(read);
    // A file is read twice: to find its encoding, and for its rows. What comes through a pipe can't be.
    let report = if about.is_file() {
        import(&service, register, file, options, progress).await
    } else {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(in_words)?;
        import(&service, register, Cursor::new(bytes), options, progress).await
    };
    bar.finish_and_clear();
    let report = report.map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    for refused in &report.refusals {
        println!("line {}: {}", refused.line, refused.reason);
    }
    let beyond = report.refused - report.refusals.len() as u64;
    if beyond > 0 {
        println!("{beyond} more rows were refused");
    }
    println!(
        "{}: {} added, {} changed, {} unchanged, {} refused (read as {})",
        register.name(),
        report.added,
        report.changed,
        report.unchanged,
        report.refused,
        report.encoding
    );
    if !report.has_taken_any() {
        return Err("nothing was changed, because every row was refused".into());
    }
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
