//! `people-hub user`.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use domain::kit::email_address::EmailAddress;
use domain::people::person::{PersonDetails, parse_name};
use domain::people::role::{Grant, Role};

use super::CommandError;
use crate::configuration::DatabaseOptions;

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person with a role, or give the role to who has the address already: the way in for the first administrator
    Add(AddArguments),
}

/// Whom to add.
#[derive(Debug, Args)]
pub struct AddArguments {
    /// Their email address, which they sign in with
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// Their full name
    #[arg(long, value_parser = parse_name)]
    name: String,
    /// What they may do
    #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.iter().map(|role| role.code())))]
    role: String,
    /// The code of the one organisation where the role holds [default: the whole system]
    #[arg(long)]
    organisation: Option<String>,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub(super) async fn run(command: UserCommand) -> Result<(), CommandError> {
    let UserCommand::Add(arguments) = command;
    let service = super::service(&arguments.database).await?;
    let role = Role::from_code(&arguments.role).ok_or("no such role")?;
    let organisation = match &arguments.organisation {
        None => None,
        Some(code) => {
            let mut conn = service.store.read().await?;
            let found = store::places::organisation::by_ods_code(&mut conn, code).await?;
            let found = found.ok_or_else(|| format!("no organisation has the code {code}"))?;
            Some(found.id)
        }
    };
    let details = PersonDetails {
        name: arguments.name,
        email: arguments.email.clone(),
        phone: None,
        postcode: None,
    };
    let grant = Grant { role, organisation };
    let added = service::people::person::add_by_operator(&service, details, grant).await;
    added.map_err(|error| match error {
        domain::kit::app_error::AppError::Invalid(errors) => errors
            .0
            .first()
            .map(|error| error.message.clone())
            .unwrap_or_default(),
        error => error.to_string(),
    })?;
    println!(
        "{} can sign in and is now: {}",
        arguments.email,
        role.words()
    );
    service.store.close().await;
    Ok(())
}
