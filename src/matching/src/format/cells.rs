//! How one value is written in a cell, so that a spreadsheet can hold it.

use serde_json::{Map, Value, json};

use super::strict::echo;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A word.
    Word,
    /// Whole numbers with blanks between them.
    Numbers,
    /// Words with blanks between them.
    Words,
    /// `START/END`.
    Interval,
    /// Intervals with blanks between them.
    Intervals,
    /// `EASTING NORTHING`, in metres.
    Place,
    /// `SKILL`, or `SKILL@FROM/UNTIL` where either end may be left out, with blanks between them.
    Skills,
    /// `START/END`, or `START/END@UNPAID_MINUTES`, with blanks between them.
    Bookings,
    /// `YEARLY DONE PACE`, in days.
    Commitment,
}

impl Kind {
    /// The value of a cell; nothing when the cell is empty and the field has a default.
    pub(super) fn read(self, cell: &str) -> Result<Option<Value>, String> {
        let words = || cell.split_whitespace();
        let value = match self {
            Self::Numbers => list(words().map(number))?,
            Self::Words => list(words().map(|word| Ok(json!(word))))?,
            Self::Intervals => list(words().map(interval))?,
            Self::Skills => list(words().map(skill))?,
            Self::Bookings => list(words().map(booking))?,
            _ if cell.is_empty() => return Ok(None),
            Self::Number => number(cell)?,
            Self::Flag => flag(cell)?,
            Self::Word => json!(cell),
            Self::Interval => interval(cell)?,
            Self::Place => named(cell, &["easting", "northing"])?,
            Self::Commitment => named(cell, &["yearly", "done", "pace"])?,
        };
        Ok(Some(value))
    }

    /// The cell of a value.
    pub(super) fn write(self, value: &Value) -> String {
        let all = |write: fn(&Value) -> String| {
            let list = value.as_array().map_or(&[][..], Vec::as_slice);
            list.iter().map(write).collect::<Vec<_>>().join(" ")
        };
        match self {
            _ if value.is_null() => String::new(),
            Self::Number | Self::Flag | Self::Word => plain(value),
            Self::Numbers | Self::Words => all(plain),
            Self::Interval => interval_cell(value),
            Self::Intervals => all(interval_cell),
            Self::Place => named_cell(value, &["easting", "northing"]),
            Self::Commitment => named_cell(value, &["yearly", "done", "pace"]),
            Self::Skills => all(skill_cell),
            Self::Bookings => all(booking_cell),
        }
    }
}

fn list(values: impl Iterator<Item = Result<Value, String>>) -> Result<Value, String> {
    values.collect::<Result<Vec<_>, _>>().map(Value::Array)
}

fn number(word: &str) -> Result<Value, String> {
    let number: i64 = word
        .parse()
        .map_err(|_| format!("'{}' is not a whole number", echo(word)))?;
    Ok(json!(number))
}

fn flag(word: &str) -> Result<Value, String> {
    // Spreadsheets write them in capitals.
    match word.to_ascii_lowercase().as_str() {
        "true" => Ok(json!(true)),
        "false" => Ok(json!(false)),
        _ => Err(format!("'{}' is neither true nor false", echo(word))),
    }
}

fn interval(word: &str) -> Result<Value, String> {
    let (start, end) = word
        .split_once('/')
        .ok_or_else(|| format!("'{}' is not START/END", echo(word)))?;
    Ok(json!({ "start": start, "end": end }))
}

fn named(cell: &str, names: &[&str]) -> Result<Value, String> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    if words.len() != names.len() {
        return Err(format!("'{}' is not {}", echo(cell), names.join(" ")));
    }
    let mut object = Map::new();
    for (name, word) in names.iter().zip(words) {
        object.insert((*name).to_owned(), number(word)?);
    }
    Ok(Value::Object(object))
}

fn skill(word: &str) -> Result<Value, String> {
    let (skill, validity) = word.split_once('@').unwrap_or((word, "/"));
    let (from, until) = validity
        .split_once('/')
        .ok_or_else(|| format!("'{}' is not SKILL@FROM/UNTIL", echo(word)))?;
    let end = |end: &str| {
        if end.is_empty() {
            Value::Null
        } else {
            json!(end)
        }
    };
    Ok(json!({ "skill": number(skill)?, "from": end(from), "until": end(until) }))
}

fn booking(word: &str) -> Result<Value, String> {
    let (when, unpaid) = word.split_once('@').unwrap_or((word, "0"));
    Ok(json!({ "interval": interval(when)?, "unpaid_break_minutes": number(unpaid)? }))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(word) => word.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn interval_cell(value: &Value) -> String {
    format!("{}/{}", plain(&value["start"]), plain(&value["end"]))
}

fn named_cell(value: &Value, names: &[&str]) -> String {
    let words: Vec<String> = names.iter().map(|name| plain(&value[*name])).collect();
    words.join(" ")
}

fn skill_cell(value: &Value) -> String {
    let (from, until) = (plain(&value["from"]), plain(&value["until"]));
    let skill = plain(&value["skill"]);
    if from.is_empty() && until.is_empty() {
        return skill;
    }
    format!("{skill}@{from}/{until}")
}

fn booking_cell(value: &Value) -> String {
    let when = interval_cell(&value["interval"]);
    match value["unpaid_break_minutes"].as_u64() {
        None | Some(0) => when,
        Some(unpaid) => format!("{when}@{unpaid}"),
    }
}
