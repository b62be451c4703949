//! Instances as files: version 1 of the format `people-hub-match`, in JSON or CSV. `docs/matching-format.md` describes it.
//!
//! Both hold the same and read back to what was written. Rules that a file leaves out are the statutory ones of
//! [`RuleSet::statutory`] for its horizon.

mod cells;
mod tables;

use serde_json::{Map, Value, json};

use crate::input::{InputError, Instance, RuleSet};

pub use tables::{read_csv, write_csv};

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
    /// A value of the wrong shape, such as that of `people[0].roles[1]`.
    #[error("{at}: {reason}")]
    Value {
        /// Where in the file.
        at: String,
        /// What is wrong.
        reason: String,
    },
    /// All can be read, but together it is no instance.
    #[error("{0}")]
    Instance(String),
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

/// Reads an instance from JSON, after the mark that some editors begin UTF-8 with.
///
/// # Errors
/// When it is not JSON, not of this format and version, or not an instance.
pub fn read_json(text: &str) -> Result<Instance, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut file: Map<String, Value> = serde_json::from_str(text)?;
    let format = file.remove("format");
    if format.as_ref().and_then(Value::as_str) != Some(NAME) {
        return Err(FormatError::OtherFormat);
    }
    let version = file.remove("version").unwrap_or(Value::Null);
    check_version(version.as_u64(), &version.to_string())?;
    let given = file.remove("rules").unwrap_or(Value::Null);
    file.insert("rules".to_owned(), completed(given)?);
    serde_path_to_error::deserialize(Value::Object(file)).map_err(|error| {
        let at = error.path().to_string();
        let reason = error.into_inner().to_string();
        match at.as_str() {
            // The whole file: the reason names the item.
            "." => FormatError::Instance(reason),
            _ => FormatError::Value { at, reason },
        }
    })
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
    let path = error.path().to_string();
    FormatError::Value {
        at: match path.as_str() {
            "." => at.to_owned(),
            path => format!("{at}.{path}"),
        },
        reason: error.inner().to_string(),
    }
}

/// The rules that were given, and the statutory ones for what was not.
fn completed(given: Value) -> Result<Value, FormatError> {
    let horizon = given.get("horizon").cloned().unwrap_or(Value::Null);
    let horizon = serde_path_to_error::deserialize(horizon)
        .map_err(|error| at_path("rules.horizon", &error))?;
    let mut rules = serde_json::to_value(RuleSet::statutory(horizon))?;
    overlay(&mut rules, given);
    Ok(rules)
}

/// With limits that there are not written out as null, so that they don't read as the statutory ones.
fn every_rule(rules: &RuleSet) -> Result<Value, FormatError> {
    const OPTIONAL: [(&str, &[&str]); 3] = [
        ("adult", &["weekly_minutes", "daily_minutes"]),
        ("under_18", &["weekly_minutes", "daily_minutes"]),
        ("night", &["longest_minutes"]),
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
mod tests {
    use super::*;
    use crate::generator::{Shape, lawful};
    use crate::random::Random;
    use crate::testing::{line, person, rules};

    fn instance() -> Instance {
        Instance::new(vec![person(1)], vec![line(6)], rules()).unwrap()
    }

    #[test]
    fn what_was_written_reads_back_the_same() {
        for seed in 0..50 {
            let shape = Shape::middling(&mut Random::new(seed));
            let instance = lawful(shape, seed).unwrap();
            let json = write_json(&instance).unwrap();
            assert_eq!(read_json(&json).unwrap(), instance);
            assert_eq!(write_json(&read_json(&json).unwrap()).unwrap(), json);
            let csv = write_csv(&instance).unwrap();
            assert_eq!(read_csv(&csv).unwrap(), instance);
        }
    }

    #[test]
    fn a_spreadsheet_may_leave_out_columns_and_add_empty_cells() {
        let text = "people-hub-match,1,,\n\nrules,,,\nname,value,,\n\
                    horizon.start,2026-06-01T00:00:00Z\nhorizon.end,2026-06-15T00:00:00Z,,\n,,,\n\
                    people\nid,roles,available,home,travel_limit_metres,maximum_shifts,opted_out\n\
                    1,1 2,2026-06-01T00:00:00Z/2026-06-03T00:00:00Z,390000 340000,10000,5,TRUE\n";
        let instance = read_csv(text).unwrap();
        assert_eq!(instance.people().len(), 1);
        assert!(instance.people()[0].opted_out);
        let refused =
            |from: &str, to: &str| read_csv(&text.replace(from, to)).unwrap_err().to_string();
        assert_eq!(
            refused("opted_out", "opted"),
            "row 9: there is no column 'opted'"
        );
        assert_eq!(
            refused("390000 340000", "390000"),
            "row 10: home: '390000' is not easting northing"
        );
        assert_eq!(
            refused("\n\nrules,,,\n", "\n"),
            "row 2 comes before any of the tables rules, people and lines"
        );
    }

    #[test]
    fn both_examples_of_the_documentation_are_the_same_instance() {
        let json = include_str!("../../../docs/matching-example.json");
        let csv = include_str!("../../../docs/matching-example.csv");
        assert_eq!(read_json(json).unwrap(), read_csv(csv).unwrap());
    }

    #[test]
    fn a_mark_before_either_form_counts_for_nothing() {
        let instance = instance();
        let json = format!("\u{feff}{}", write_json(&instance).unwrap());
        assert_eq!(read_json(&json).unwrap(), instance);
        let csv = format!("\u{feff}{}", write_csv(&instance).unwrap());
        assert_eq!(read_csv(&csv).unwrap(), instance);
    }

    #[test]
    fn rules_that_are_left_out_are_the_statutory_ones() {
        let text = r#"{"format": "people-hub-match", "version": 1, "people": [], "lines": [],
            "rules": {"horizon": {"start": "2026-06-01T00:00:00Z", "end": "2026-06-15T00:00:00Z"},
                      "adult": {"weekly_minutes": null, "daily_rest_minutes": 600}}}"#;
        let instance = read_json(text).unwrap();
        let mut expected = RuleSet::statutory(instance.rules().horizon);
        expected.adult.weekly_minutes = None;
        expected.adult.daily_rest_minutes = 600;
        assert_eq!(*instance.rules(), expected);
    }

    #[test]
    fn another_format_or_version_is_refused_and_so_is_what_is_not_known() {
        let refused = |change: fn(&str) -> String| {
            let json = write_json(&instance()).unwrap();
            read_json(&change(&json)).unwrap_err().to_string()
        };
        assert_eq!(
            refused(|json| json.replace("people-hub-match", "roster")),
            "not a file of the format people-hub-match"
        );
        assert_eq!(
            refused(|json| json.replace("\"version\": 1", "\"version\": 2")),
            "version 2 of the format is not known, 1 is"
        );
        let words = refused(|json| json.replace("\"headcount\"", "\"places\""));
        assert!(words.contains("unknown field `places`"), "{words}");
        let words = read_csv("people-hub-match,2\n").unwrap_err().to_string();
        assert_eq!(words, "version 2 of the format is not known, 1 is");
        let words = refused(|json| json.replace("2026-06-14T23:00:00.000000Z", "Monday"));
        assert!(words.contains("rules.horizon.end"), "{words}");
        let csv = "people-hub-match,1\nrules\nname,value\nhorizon.start,2026-06-01T00:00:00Z\n\
                   horizon.end,2026-06-15T00:00:00Z\naverage.weeks,many\n";
        let words = read_csv(csv).unwrap_err().to_string();
        assert!(words.contains("rules.average.weeks"), "{words}");
        let words = refused(|json| json.replace("\"headcount\": 1", "\"headcount\": 0"));
        assert_eq!(words, "line 6: headcount is 0, which is not from 1 to 1000");
    }
}
