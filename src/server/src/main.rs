//! The People Hub program.

// The type of all pages is deep when it is not erased, as in a release.
#![recursion_limit = "512"]

use std::process::ExitCode;

use mimalloc::MiMalloc;
use server::commands::Cli;

/// A page is some thousand small pieces of memory: half as much again is served in the time that the system's takes (decision 0027).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    keep_files_private();
    match run() {
        Ok(status) => status,
        Err(error) => {
            eprintln!("people-hub: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What people wrote, sessions and emails are in the files that the program makes: they are for its own user, whatever the shell or
/// the service manager that started it thinks of others.
fn keep_files_private() {
    let others = rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO;
    rustix::process::umask(others);
}

fn run() -> Result<ExitCode, server::commands::CommandError> {
    let read = Cli::read()?;
    read.start_log()?;
    tokio::runtime::Runtime::new()?.block_on(read.run())
}
