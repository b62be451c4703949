//! The file of settings. What it says becomes the defaults of the flags, so flags and environment win by themselves, and a wrong
//! value is refused in the same words wherever it stands.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use toml::{Table, Value};

/// Flags that no file sets: where the file is, and what is for tests and for trying the service out.
const NOT_IN_A_FILE: [&str; 2] = ["config", "clock"];
const FLAG: &str = "--config";
const VARIABLE: &str = "PEOPLE_HUB_CONFIG";

#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("the settings in {0} can't be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    #[error("{0} is not TOML: {1}")]
    NotToml(PathBuf, toml::de::Error),
    #[error("{0}: there is no setting {1:?}. There are: {2}")]
    Unknown(PathBuf, String, String),
    #[error("{0}: the setting {1:?} must be text, a number or a list of these")]
    NotAValue(PathBuf, String),
}

/// A command with the file's settings as its defaults.
#[derive(Debug)]
pub struct Layered {
    pub command: Command,
    /// The names of the settings that the file has.
    pub in_file: Vec<String>,
}

/// Looks for the file that the arguments or the environment name, and makes what it says the defaults.
pub fn layered(
    command: Command,
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Layered, FileError> {
    let named = named_by(arguments).or_else(|| std::env::var_os(VARIABLE));
    match named.filter(|path| !path.is_empty()) {
        None => Ok(Layered {
            command,
            in_file: Vec::new(),
        }),
        Some(path) => with_file(command, Path::new(&path)),
    }
}

/// What `--config` says, before the arguments are read for good.
fn named_by(arguments: impl IntoIterator<Item = OsString>) -> Option<OsString> {
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == FLAG {
            return arguments.next();
        }
        let text = argument.to_string_lossy();
        if let Some(path) = text
            .strip_prefix(FLAG)
            .and_then(|rest| rest.strip_prefix('='))
        {
            return Some(path.to_owned().into());
        }
    }
    None
}

fn with_file(command: Command, path: &Path) -> Result<Layered, FileError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| FileError::Unreadable(path.to_owned(), error))?;
    let table: Table = text
        .parse()
        .map_err(|error| FileError::NotToml(path.to_owned(), error))?;
    let known = names(&command);
    let mut settings = BTreeMap::new();
    for (name, value) in table {
        if !known.contains(&name) {
            let all = known.join(", ");
            return Err(FileError::Unknown(path.to_owned(), name, all));
        }
        let Some(values) = values(&value) else {
            return Err(FileError::NotAValue(path.to_owned(), name));
        };
        settings.insert(name, values);
    }
    Ok(Layered {
        in_file: settings.keys().cloned().collect(),
        command: with_defaults(command, &settings),
    })
}

/// Whether a flag is a setting: those that the environment can set as well.
pub(super) fn is_setting(flag: &Arg) -> bool {
    flag.get_env().is_some()
}

/// The settings of a command and of those under it.
fn names(command: &Command) -> Vec<String> {
    let own = command.get_arguments().filter(|flag| is_setting(flag));
    let mut names: Vec<String> = own
        .map(|flag| flag.get_id().to_string())
        .filter(|name| !NOT_IN_A_FILE.contains(&name.as_str()))
        .collect();
    for under in command.get_subcommands() {
        names.extend(self::names(under));
    }
    names.sort();
    names.dedup();
    names
}

fn values(value: &Value) -> Option<Vec<&'static str>> {
    // They are read once and are there for as long as the program runs.
    let kept = |text: String| -> &'static str { text.leak() };
    match value {
        Value::String(text) => Some(vec![kept(text.clone())]),
        Value::Integer(number) => Some(vec![kept(number.to_string())]),
        Value::Array(values) => {
            values
                .iter()
                .map(self::values)
                .try_fold(Vec::new(), |mut all, values| {
                    all.extend(values?);
                    Some(all)
                })
        }
        _ => None,
    }
}

fn with_defaults(command: Command, settings: &BTreeMap<String, Vec<&'static str>>) -> Command {
    command
        .mut_args(|flag| match settings.get(flag.get_id().as_str()) {
            Some(values) if is_setting(&flag) => flag.default_values(values.clone()),
            _ => flag,
        })
        .mut_subcommands(|under| with_defaults(under, settings))
}
