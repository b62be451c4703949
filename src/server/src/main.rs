//! The People Hub program.

// The type of all pages is deep when it is not erased, as in a release.
#![recursion_limit = "512"]

use std::process::ExitCode;

use mimalloc::MiMalloc;
use server::commands::Cli;

/// A page is made of thousands of small pieces of memory, on as many threads as there are processors: the system's allocator keeps
/// these waiting for one another, and gives memory back to the system only to ask for it again with the next page.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
