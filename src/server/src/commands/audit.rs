//! `people-hub audit`.

use clap::{Args, Subcommand};
use store::Store;

use super::CommandError;
use crate::configuration::DatabaseOptions;

/// What to do with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Prove that no row of the log was changed or taken away, and name the first that was
    Verify(VerifyArguments),
}

/// What to prove.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// What an earlier run said of the chain's end, to find out a chain that was made anew: NUMBER:HASH
    #[arg(long, value_name = "NUMBER:HASH", value_parser = noted)]
    noted: Option<(i64, String)>,
    #[command(flatten)]
    database: DatabaseOptions,
}

fn noted(text: &str) -> Result<(i64, String), String> {
    let parts = text
        .split_once(':')
        .and_then(|(number, hash)| Some((number.parse().ok()?, hash.to_lowercase())));
    parts.ok_or_else(|| "give a number, a colon and a hash".to_owned())
}

pub(super) async fn run(command: AuditCommand) -> Result<(), CommandError> {
    let AuditCommand::Verify(arguments) = command;
    // Not migrated: whoever proves changes nothing.
    let store = Store::open(&arguments.database.database_url).await?;
    if !store.is_migrated().await? {
        return Err("migrations are missing: run 'people-hub migrate' first".into());
    }
    let service = super::service_on(store)?;
    let noted = arguments
        .noted
        .as_ref()
        .map(|(number, hash)| (*number, hash.as_str()));
    let proof = service::system::audit::verify(&service, noted)
        .await
        .map_err(|error| format!("the audit log can't be read: {error}"))?;
    service.store.close().await;
    println!("{} rows fit.", proof.linked);
    println!("{} rows wait for their link.", proof.waiting);
    if let Some(fault) = proof.fault {
        return Err(format!("the audit log does not fit: {fault}").into());
    }
    println!("Note this elsewhere: {}:{}", proof.linked, proof.head);
    Ok(())
}
