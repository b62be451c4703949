//! `people-hub config`.

use clap::{ArgMatches, CommandFactory as _, Subcommand};

use super::{Cli, CommandError};
use crate::configuration::{Effective, ServeOptions};

/// The variables of the environment that begin so are the program's.
const OURS: &str = "PEOPLE_HUB_";
/// Those that begin so are for building and testing it.
const NOT_SETTINGS: [&str; 4] = ["BENCH_", "BINARY", "CACHE", "TEST_"];

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show every setting and where it comes from, and refuse what 'serve' would refuse
    Check(Box<ServeOptions>),
}

pub(super) fn run(
    command: &ConfigCommand,
    matches: &ArgMatches,
    in_file: &[String],
) -> Result<(), CommandError> {
    let ConfigCommand::Check(options) = command;
    let command = Cli::command();
    let check = command
        .find_subcommand("config")
        .and_then(|config| config.find_subcommand("check"));
    let matches = matches
        .subcommand_matches("config")
        .and_then(|config| config.subcommand_matches("check"));
    let (Some(check), Some(matches)) = (check, matches) else {
        return Err("the settings can't be listed".into());
    };
    let mut settings = Effective::all(check, matches, in_file);
    settings.extend(Effective::all(&command, matches, in_file));
    settings.sort_by(|one, other| one.name.cmp(&other.name));
    for setting in &settings {
        let value = if setting.value.is_empty() {
            "-"
        } else {
            &setting.value
        };
        println!("{:<16} {:<44} {}", setting.name, value, setting.origin);
    }
    let unknown = unknown_variables(&settings);
    if !unknown.is_empty() {
        return Err(format!("these variables are no settings: {}", unknown.join(", ")).into());
    }
    options.settings()?;
    println!("These settings can be served with.");
    Ok(())
}

/// Variables that look like settings and are none: mistyped, most likely.
fn unknown_variables(settings: &[Effective]) -> Vec<String> {
    let ours = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    ours.filter(|name| {
        name.strip_prefix(OURS).is_some_and(|rest| {
            !NOT_SETTINGS.iter().any(|start| rest.starts_with(start))
                && !settings.iter().any(|setting| setting.variable == *name)
        })
    })
    .collect()
}
