//! The settings as they are, where each comes from, and nothing that is secret.

use std::fmt;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::file::is_setting;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Flag,
    Environment,
    File,
    BuiltIn,
    Unset,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::File => "file",
            Self::BuiltIn => "built in",
            Self::Unset => "not set",
        })
    }
}

/// A setting as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// Its name in a file.
    pub name: String,
    pub variable: String,
    /// Its value, without secrets; empty when it isn't set.
    pub value: String,
    pub origin: Origin,
}

impl Effective {
    /// Every setting of a command that was read from `matches`, by name.
    #[must_use]
    pub fn all(command: &Command, matches: &ArgMatches, in_file: &[String]) -> Vec<Self> {
        let settings = command.get_arguments().filter(|flag| is_setting(flag));
        let mut all: Vec<Self> = settings
            .map(|flag| {
                let name = flag.get_id().to_string();
                let variable = flag.get_env().unwrap_or_default();
                let values = matches.get_raw(&name).into_iter().flatten();
                let values: Vec<String> = values
                    .map(|value| without_secrets(&value.to_string_lossy()))
                    .collect();
                let origin = match matches.value_source(&name) {
                    Some(ValueSource::CommandLine) => Origin::Flag,
                    Some(ValueSource::EnvVariable) => Origin::Environment,
                    Some(_) if in_file.contains(&name) => Origin::File,
                    Some(_) => Origin::BuiltIn,
                    None => Origin::Unset,
                };
                Self {
                    variable: variable.to_string_lossy().into_owned(),
                    value: values.join(","),
                    origin,
                    name,
                }
            })
            .collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }
}

const HIDDEN: &str = "(hidden)";

/// An address without the password that it may hold: before the @, or as a part of the query.
fn without_secrets(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    let (place, query) = match rest.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (rest, None),
    };
    let place = match place.rsplit_once('@') {
        Some((who, place)) => match who.split_once(':') {
            Some((user, _)) => format!("{user}:{HIDDEN}@{place}"),
            None => format!("{who}@{place}"),
        },
        None => place.to_owned(),
    };
    let hide = |part: &str| match part.split_once('=') {
        Some((name, _)) if name.to_lowercase().contains("pass") => format!("{name}={HIDDEN}"),
        _ => part.to_owned(),
    };
    let query = query.map(|query| {
        let parts: Vec<String> = query.split('&').map(hide).collect();
        format!("?{}", parts.join("&"))
    });
    format!("{scheme}://{place}{}", query.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        for (text, shown) in [
            ("sqlite:data/people-hub.db", "sqlite:data/people-hub.db"),
            ("postgres://hub@db/hub", "postgres://hub@db/hub"),
            (
                "postgres://hub:s3cret@db/hub",
                "postgres://hub:(hidden)@db/hub",
            ),
            (
                "postgres://db/hub?user=hub&password=s3cret",
                "postgres://db/hub?user=hub&password=(hidden)",
            ),
            (
                "smtps://me%40example:s3@cret@mail:465",
                "smtps://me%40example:(hidden)@mail:465",
            ),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
    }
}
