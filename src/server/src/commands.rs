//! The command line.

use std::sync::Arc;

use clap::{Parser, Subcommand};
use service::{Service, ServiceConfig, SystemClock, SystemRng};
use store::Store;

use crate::configuration::{DatabaseOptions, ServeOptions};

mod import;
mod serve;
mod user;

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
    /// Fill an empty database with the demo's invented people
    Seed(DatabaseOptions),
    /// Add people from the command line
    #[command(subcommand)]
    User(user::UserCommand),
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
            Command::Seed(options) => seed(&options).await,
            Command::User(command) => user::run(command).await,
            Command::Migrate(options) => {
                open(&options).await?;
                println!("The database is up to date.");
                Ok(())
            }
        }
    }
}

/// The use cases on this database, without pages and messages.
async fn service(options: &DatabaseOptions) -> Result<Service, CommandError> {
    let config = ServiceConfig {
        public_url: String::new(),
        mail_from: String::new(),
        demo: false,
    };
    let store = open(options).await?;
    Ok(Service::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemRng),
        config,
    ))
}

async fn seed(options: &DatabaseOptions) -> Result<(), CommandError> {
    let service = service(options).await?;
    let mut conn = service.store.read().await?;
    if store::person::count(&mut conn).await? > 0 {
        return Err("the database has people already: nothing was changed".into());
    }
    drop(conn);
    service::demo::load(&service)
        .await
        .map_err(|error| format!("the demo could not be made: {error}"))?;
    println!("The demo's people are in the database.");
    service.store.close().await;
    Ok(())
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
