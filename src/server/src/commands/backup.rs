//! `people-hub backup` and `people-hub restore`, for SQLite.

use std::path::PathBuf;

use clap::Args;
use store::Store;
use store::backup::{self, BackupError, Contents};

use super::CommandError;
use crate::configuration::DatabaseOptions;

/// Where to copy the database to.
#[derive(Debug, Args)]
pub struct BackupArguments {
    /// The file to write; it must not be there yet
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// What to put back.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The file that 'backup' wrote
    file: PathBuf,
    /// Only prove the file, and change nothing
    #[arg(long)]
    verify: bool,
    /// Write over the database that is there; the service must be stopped
    #[arg(long, conflicts_with = "verify")]
    replace: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub(super) async fn back_up(arguments: BackupArguments) -> Result<(), CommandError> {
    let database = backup::file_of(&arguments.database.database_url)?;
    if !database.is_file() {
        return Err(BackupError::Missing(database).into());
    }
    // Not migrated: a copy before an upgrade is of what is there.
    let store = Store::open(&arguments.database.database_url).await?;
    store.back_up(&arguments.file).await?;
    store.close().await;
    // A copy that nobody has looked at is a hope, not a backup.
    report(&backup::verify(&arguments.file).await?);
    println!("Copied to {} and proved.", arguments.file.display());
    Ok(())
}

pub(super) async fn restore(arguments: RestoreArguments) -> Result<(), CommandError> {
    let file = &arguments.file;
    let contents = backup::verify(file).await.map_err(|error| match error {
        BackupError::Missing(_) => error.to_string(),
        error => format!("{} can't be relied upon: {error}", file.display()),
    })?;
    report(&contents);
    if arguments.verify {
        println!("{} is sound. Nothing was changed.", file.display());
        return Ok(());
    }
    let database = backup::file_of(&arguments.database.database_url)?;
    if let Some(folder) = database
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)?;
    }
    backup::put_back(file, &database, arguments.replace).await?;
    println!(
        "{} is in the place of {}.",
        file.display(),
        database.display()
    );
    Ok(())
}

fn report(contents: &Contents) {
    for (table, rows) in &contents.tables {
        println!("{table:<24} {rows:>9}");
    }
    println!("Sound: the file is whole and no reference leads nowhere.");
    match contents.pending {
        0 => println!("Migrations: all of them."),
        1 => println!("Migrations: 1 is missing; the next start makes it."),
        pending => println!("Migrations: {pending} are missing; the next start makes them."),
    }
}
