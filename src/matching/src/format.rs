//! Instances as files: version 1 of the format `people-hub-match`, in JSON or CSV. `docs/matching-format.md` describes it.
//!
//! Both hold the same and read back to what was written, but for labels, which only reading knows. Rules that a file leaves out
//! are the statutory ones of [`RuleSet::statutory`] for its horizon.

mod cells;
mod labels;
mod strict;
mod tables;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::input::{Average, InputError, Instance, Line, Person, RuleSet};

pub use labels::Labels;
pub use tables::{read_csv, write_csv};

use strict::{Strict, abridged};

/// The name at the head of every file.
pub const NAME: &str = "people-hub-match";
/// The version that is written and read.
pub const VERSION: u64 = 1;

/// Why a file can't be read.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// It is not JSON, or not of the right shape.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// A value of the wrong shape, such as `roles[1]` of a person.
    #[error("{at}: {reason}")]
    Value {
        /// Where in the file.
        at: String,
        /// What is wrong.
        reason: String,
    },
    /// Bytes that are not UTF-8.
    #[error("{0}: save the file as UTF-8 (in a spreadsheet 'CSV UTF-8')")]
    Encoding(String),
    /// A CSV file with other separators.
    #[error("cells are separated by '{0}': save the file with commas between them")]
    Separator(char),
    /// It is not CSV.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// It begins otherwise than the format does.
    #[error("not a file of the format {NAME}")]
    OtherFormat,
    /// It is of a version that is not read.
    #[error("version {0} of the format is not known, {VERSION} is")]
    OtherVersion(String),
    /// A row belongs to no table.
    #[error("row {0} comes before any of the tables rules, people and lines")]
    NoTable(u64),
    /// A column that there is not.
    #[error("row {row}: there is no column '{column}'")]
    UnknownColumn {
        /// Counted from 1.
        row: u64,
        /// As the file has it.
        column: String,
    },
    /// A cell, or a row as a whole, that can't be read.
    #[error("row {row}: {reason}")]
    Row {
        /// Counted from 1.
        row: u64,
        /// What is wrong.
        reason: String,
    },
    /// What it says is not an instance.
    #[error("{0}")]
    Input(#[from] InputError),
}

/// Reads a file, with what things in it are called.
///
/// # Errors
/// When it is not UTF-8, not of this format and version, or not an instance.
pub fn read(file: &[u8], is_csv: bool) -> Result<(Instance, Labels), FormatError> {
    let text = strict::text(file)?;
    let (instance, labels) = match is_csv {
        true => tables::read(text)?,
        false => json_file(text)?,
    };
    labels.check(&instance)?;
    Ok((instance, labels))
}

/// Reads an instance from JSON, after the mark that some editors begin UTF-8 with.
///
/// # Errors
/// When it is not JSON, not of this format and version, or not an instance.
pub fn read_json(text: &str) -> Result<Instance, FormatError> {
    Ok(read(text.as_bytes(), false)?.0)
}

fn json_file(text: &str) -> Result<(Instance, Labels), FormatError> {
    let Strict(file) = serde_json::from_str(text)?;
    let Value::Object(mut file) = file else {
        return Err(FormatError::OtherFormat);
    };
    let format = file.remove("format");
    if format.as_ref().and_then(Value::as_str) != Some(NAME) {
        return Err(FormatError::OtherFormat);
    }
    let version = file.remove("version").unwrap_or(Value::Null);
    check_version(version.as_u64(), &version.to_string())?;
    let rules = completed(file.remove("rules").unwrap_or(Value::Null))?;
    let rules: RuleSet = value_at("rules", rules)?;
    let people: Vec<Person> = items(&mut file, "people", "person")?;
    let lines: Vec<Line> = items(&mut file, "lines", "line")?;
    let labels = match file.remove("labels") {
        Some(labels) => value_at("labels", labels)?,
        None => Labels::default(),
    };
    match file.keys().next() {
        Some(key) => Err(FormatError::Value {
            at: strict::echo(key),
            reason: "there is nothing of this name in the format".to_owned(),
        }),
        None => Ok((Instance::new(people, lines, rules)?, labels)),
    }
}

/// The items of a list, each error with the id of the one it is in.
fn items<T: DeserializeOwned>(
    file: &mut Map<String, Value>,
    list: &str,
    one: &str,
) -> Result<Vec<T>, FormatError> {
    let fault = |reason: &str| FormatError::Value {
        at: list.to_owned(),
        reason: reason.to_owned(),
    };
    let given = file.remove(list).ok_or_else(|| fault("is missing"))?;
    let Value::Array(given) = given else {
        return Err(fault("is not a list"));
    };
    let item = |(at, value): (usize, Value)| {
        let name = match value.get("id").and_then(Value::as_u64) {
            Some(id) => format!("{one} {id}"),
            None => format!("{list}[{at}]"),
        };
        value_at(&name, value)
    };
    given.into_iter().enumerate().map(item).collect()
}

fn value_at<T: DeserializeOwned>(at: &str, value: Value) -> Result<T, FormatError> {
    serde_path_to_error::deserialize(value).map_err(|error| at_path(at, &error))
}

/// Writes an instance as JSON, indented, with every rule.
///
/// # Errors
/// Never: an instance is made of numbers, lists and words.
pub fn write_json(instance: &Instance) -> Result<String, FormatError> {
    let file = json!({
        "format": NAME,
        "version": VERSION,
        "rules": every_rule(instance.rules())?,
        "people": instance.people(),
        "lines": instance.lines(),
    });
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

fn check_version(version: Option<u64>, words: &str) -> Result<(), FormatError> {
    match version {
        Some(VERSION) => Ok(()),
        _ => Err(FormatError::OtherVersion(words.to_owned())),
    }
}

/// An error of a value below `at`.
fn at_path(at: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> FormatError {
    let path = strict::echo(&error.path().to_string());
    FormatError::Value {
        at: match path.as_str() {
            "." => at.to_owned(),
            path if at.contains(' ') => format!("{at}, {path}"),
            path => format!("{at}.{path}"),
        },
        reason: abridged(&error.inner().to_string()),
    }
}

/// The rules that were given, and the statutory ones for what was not.
fn completed(given: Value) -> Result<Value, FormatError> {
    let horizon = given.get("horizon").cloned().unwrap_or(Value::Null);
    let statutory = RuleSet::statutory(value_at("rules.horizon", horizon)?);
    let mut rules = serde_json::to_value(&statutory)?;
    // Periods of another length end with the horizon's last week as well.
    let weeks = given["average"]["weeks"].as_u64();
    if let Some(weeks) = weeks.and_then(|weeks| u8::try_from(weeks).ok()) {
        let first_day = Average::first_day_for(statutory.horizon, weeks);
        rules["average"]["first_day"] = serde_json::to_value(first_day)?;
    }
    // A cap that an employer sets stays after an opt-out.
    if let Some(cap) = given["adult"].get("weekly_minutes") {
        rules["average"]["opted_out_weekly_minutes"] = cap.clone();
    }
    overlay(&mut rules, given);
    Ok(rules)
}

/// With limits that there are not written out as null, so that they don't read as the statutory ones.
fn every_rule(rules: &RuleSet) -> Result<Value, FormatError> {
    const OPTIONAL: [(&str, &[&str]); 4] = [
        ("adult", &["weekly_minutes", "daily_minutes"]),
        ("under_18", &["weekly_minutes", "daily_minutes"]),
        ("night", &["longest_minutes"]),
        ("average", &["opted_out_weekly_minutes"]),
    ];
    let mut written = serde_json::to_value(rules)?;
    for (group, names) in OPTIONAL {
        if let Some(group) = written[group].as_object_mut() {
            for name in names {
                group.entry(*name).or_insert(Value::Null);
            }
        }
    }
    Ok(written)
}

fn overlay(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, above) in above {
                overlay(below.entry(name).or_insert(Value::Null), above);
            }
        }
        (below, above) => *below = above,
    }
}

#[cfg(test)]
mod tests;
