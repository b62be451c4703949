//! The People Hub program.

// The type of all pages is deep when it is not erased, as in a release.
#![recursion_limit = "512"]

use std::process::ExitCode;

use server::commands::Cli;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("people-hub: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), server::commands::CommandError> {
    let read = Cli::read()?;
    read.start_log()?;
    tokio::runtime::Runtime::new()?.block_on(read.run())
}
