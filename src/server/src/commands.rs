//! The command line.

use clap::{Parser, Subcommand};
use store::Store;

use crate::configuration::{DatabaseOptions, ServeOptions};

mod import;
mod serve;

/// What any command can end with.
pub type CommandError = Box<dyn std::error::Error>;

/// People Hub: one service for a health and care system's shared workforce work
#[derive(Debug, Parser)]
#[command(name = "people-hub", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and do the background work
    Serve(Box<ServeOptions>),
    /// Bring the database up to date
    Migrate(DatabaseOptions),
    /// Import a national register
    Import(import::ImportArguments),
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// What went wrong, for the operator.
    pub async fn run(self) -> Result<(), CommandError> {
        match self.command {
            Command::Serve(options) => serve::serve(*options).await,
            Command::Import(arguments) => import::run(arguments).await,
            Command::Migrate(options) => {
                open(&options).await?;
                println!("The database is up to date.");
                Ok(())
            }
        }
    }
}

/// Opens the database, makes the folder of an SQLite file, and migrates.
async fn open(options: &DatabaseOptions) -> Result<Store, CommandError> {
    if let Some(file) = options.database_url.strip_prefix("sqlite:")
        && let Some(folder) =
            std::path::Path::new(file.split('?').next().unwrap_or_default()).parent()
    {
        std::fs::create_dir_all(folder)?;
    }
    let store = Store::open(&options.database_url).await?;
    store.migrate().await?;
    Ok(store)
}
