//! The command line.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{ArgMatches, Parser, Subcommand};
use domain::kit::mailbox::Mailbox;
use service::{Service, ServiceConfig, SystemClock, SystemRng};
use store::{Address, Store, StoreError};

use crate::configuration::{CommonOptions, DatabaseOptions, Layered, ServeOptions, layered};
use crate::log;

mod audit;
mod backup;
mod config;
mod import;
mod matching;
mod serve;
mod user;

/// What any command can end with.
pub type CommandError = Box<dyn std::error::Error>;

/// People Hub: one service for a health and care system's shared workforce work
#[derive(Debug, Parser)]
#[command(name = "people-hub", version)]
pub struct Cli {
    #[command(flatten)]
    common: CommonOptions,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and do the background work
    Serve(Box<ServeOptions>),
    /// Bring the database up to date
    Migrate(MigrateOptions),
    /// Import a national register
    Import(import::ImportArguments),
    /// Fill an empty database with the demo's invented people
    Seed(DatabaseOptions),
    /// Solve a file of people, shifts and rules: who works where
    Match(matching::MatchArguments),
    /// Copy an SQLite database to a file while the service runs
    Backup(backup::BackupArguments),
    /// Prove a copy of an SQLite database and put it back
    Restore(backup::RestoreArguments),
    /// Prove the audit log
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// See the settings
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Add people from the command line
    #[command(subcommand)]
    User(user::UserCommand),
}

/// What to migrate, and who serves from it.
#[derive(Debug, clap::Args)]
struct MigrateOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The PostgreSQL role that serves: it may read and write, but neither change the schema nor the audit log
    #[arg(long, value_name = "ROLE")]
    grant_to: Option<String>,
}

/// A command line that was read together with the environment and the file of settings.
pub struct Read {
    cli: Cli,
    matches: ArgMatches,
    in_file: Vec<String>,
}

impl Cli {
    /// Reads the command line, the environment and the file of settings. Ends the program when it is asked for help, or for
    /// what there is not.
    ///
    /// # Errors
    /// When the file can't be read or names what there is not.
    pub fn read() -> Result<Read, CommandError> {
        let Layered { command, in_file } = layered(
            <Self as clap::CommandFactory>::command(),
            std::env::args_os(),
        )?;
        let matches = command.get_matches();
        let cli = <Self as clap::FromArgMatches>::from_arg_matches(&matches)
            .unwrap_or_else(|error| error.exit());
        Ok(Read {
            cli,
            matches,
            in_file,
        })
    }
}

impl Read {
    /// Begins to log as the settings say.
    pub fn start_log(&self) -> Result<(), CommandError> {
        let common = &self.cli.common;
        Ok(log::start(&common.log, common.log_format)?)
    }

    /// Runs the command, and says the exit status.
    pub async fn run(self) -> Result<ExitCode, CommandError> {
        match self.cli.command {
            Command::Match(arguments) => return matching::run(arguments).await,
            Command::Audit(command) => audit::run(command).await,
            Command::Backup(arguments) => backup::back_up(arguments).await,
            Command::Restore(arguments) => backup::restore(arguments).await,
            Command::Config(command) => config::run(&command, &self.matches, &self.in_file),
            Command::Serve(options) => serve::serve(*options).await,
            Command::Import(arguments) => import::run(arguments).await,
            Command::Seed(options) => seed(&options).await,
            Command::User(command) => user::run(command).await,
            Command::Migrate(options) => migrate(&options).await,
        }?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The use cases on this database, without pages and messages.
async fn service(options: &DatabaseOptions) -> Result<Service, CommandError> {
    service_on(open(options).await?)
}

fn service_on(store: Store) -> Result<Service, CommandError> {
    let config = ServiceConfig {
        // Nothing that these commands write is sent to anybody.
        public_url: "http://127.0.0.1:3000".to_owned(),
        mail_from: Mailbox::sender("people-hub@example.nhs.uk")?,
        controller: Mailbox::sender("privacy@example.nhs.uk")?,
        system: None,
        demo: false,
    };
    Ok(Service::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemRng),
        config,
    ))
}

async fn migrate(options: &MigrateOptions) -> Result<(), CommandError> {
    let store = open(&options.database).await?;
    println!("The database is up to date.");
    if let Some(role) = &options.grant_to {
        store.grant_to(role).await?;
        println!("{role} may serve from it, and can't change its tables or its audit log.");
    }
    store.close().await;
    Ok(())
}

async fn seed(options: &DatabaseOptions) -> Result<(), CommandError> {
    let service = service(options).await?;
    let mut conn = service.store.read().await?;
    if store::people::person::count(&mut conn).await? > 0 {
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

/// Opens the database that the options name, as [`open_at`] does.
async fn open(options: &DatabaseOptions) -> Result<Store, CommandError> {
    open_at(Address::parse(&options.database_url)?).await
}

/// Opens the database, makes the folder of an SQLite file, and migrates.
async fn open_at(address: Address) -> Result<Store, CommandError> {
    make_folder(&address)?;
    let store = Store::connect(address).await?;
    match store.migrate().await {
        Err(StoreError::NotAllowed(why)) => Err(format!(
            "the tables are not those of this version, and this role may not change them ({why}): run 'people-hub migrate' as their owner"
        )
        .into()),
        migrated => Ok(migrated.map(|()| store)?),
    }
}

fn make_folder(address: &Address) -> Result<(), CommandError> {
    if let Some(folder) = address.file().and_then(Path::parent) {
        std::fs::create_dir_all(folder)?;
    }
    Ok(())
}
