//! The CSV file: a first row with the format's name and version, then the tables `rules`, `people` and `lines`, each begun
//! by a row with its name and a row with its columns.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::cells::Kind;
use super::{FormatError, NAME, VERSION, check_version, completed, every_rule};
use crate::input::{Instance, Line, Person};

const PERSON: &[(&str, Kind)] = &[
    ("id", Kind::Number),
    ("roles", Kind::Numbers),
    ("skills", Kind::Skills),
    ("available", Kind::Intervals),
    ("home", Kind::Place),
    ("travel_limit_metres", Kind::Number),
    ("age", Kind::Word),
    ("opted_out", Kind::Flag),
    ("night_worker", Kind::Flag),
    ("maximum_shifts", Kind::Number),
    ("worked_shifts", Kind::Number),
    ("reference_minutes", Kind::Number),
    ("booked", Kind::Bookings),
    ("commitment", Kind::Commitment),
    ("preferred", Kind::Words),
    ("excluded_sites", Kind::Numbers),
    ("excluded_lines", Kind::Numbers),
    ("fixed", Kind::Numbers),
    ("published", Kind::Numbers),
];

const LINE: &[(&str, Kind)] = &[
    ("id", Kind::Number),
    ("site", Kind::Number),
    ("location", Kind::Place),
    ("role", Kind::Number),
    ("skills", Kind::Numbers),
    ("interval", Kind::Interval),
    ("unpaid_break_minutes", Kind::Number),
    ("kind", Kind::Word),
    ("headcount", Kind::Number),
    ("priority", Kind::Number),
    ("scenario", Kind::Number),
];

#[derive(Clone, Copy)]
enum Table {
    Rules,
    People,
    Lines,
}

impl Table {
    fn begun_by(cells: &[&str]) -> Option<Self> {
        match cells {
            ["rules"] => Some(Self::Rules),
            ["people"] => Some(Self::People),
            ["lines"] => Some(Self::Lines),
            _ => None,
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    table: Option<Table>,
    /// Columns of the table that is being read; none before the row that names them.
    columns: Vec<(&'static str, Kind)>,
    rules: Map<String, Value>,
    people: Vec<Person>,
    lines: Vec<Line>,
}

/// Reads an instance from CSV. Empty rows and empty cells at the end of a row count for nothing.
///
/// # Errors
/// When it is not CSV, not of this format and version, or not an instance.
pub fn read_csv(text: &str) -> Result<Instance, FormatError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let first = records.next().ok_or(FormatError::OtherFormat)??;
    let version = first.get(1).unwrap_or_default();
    if first.get(0) != Some(NAME) {
        return Err(FormatError::OtherFormat);
    }
    check_version(version.parse().ok(), version)?;
    let mut reading = Reading::default();
    for record in records {
        let record = record?;
        let row = record.position().map_or(0, csv::Position::line);
        let mut cells: Vec<&str> = record.iter().collect();
        while cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        reading.row(row, &cells)?;
    }
    let rules = completed(Value::Object(reading.rules))?;
    let rules =
        serde_path_to_error::deserialize(rules).map_err(|error| super::at_path("rules", &error))?;
    Ok(Instance::new(reading.people, reading.lines, rules)?)
}

impl Reading {
    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), FormatError> {
        if cells.is_empty() {
            return Ok(());
        }
        if let Some(table) = Table::begun_by(cells) {
            self.table = Some(table);
            self.columns.clear();
            return Ok(());
        }
        let table = self.table.ok_or(FormatError::NoTable(row))?;
        match table {
            Table::Rules if cells == ["name", "value"] => Ok(()),
            Table::Rules => self.rule(row, cells),
            Table::People | Table::Lines if self.columns.is_empty() => {
                let known = match table {
                    Table::People => PERSON,
                    _ => LINE,
                };
                self.columns = columns(row, cells, known)?;
                Ok(())
            }
            Table::People => {
                let person = self.item(row, cells)?;
                self.people.push(person);
                Ok(())
            }
            Table::Lines => {
                let line = self.item(row, cells)?;
                self.lines.push(line);
                Ok(())
            }
        }
    }

    /// A rule by its path, such as `adult.daily_rest_minutes`.
    fn rule(&mut self, row: u64, cells: &[&str]) -> Result<(), FormatError> {
        let (&path, rest) = cells.split_first().ok_or(FormatError::NoTable(row))?;
        let cell = rest.first().copied().unwrap_or_default();
        let value = match (path, cell) {
            ("scenarios", _) => Kind::Numbers.read(cell).unwrap_or_default(),
            (_, "none") => None,
            (_, "true" | "TRUE") => Some(json!(true)),
            (_, "false" | "FALSE") => Some(json!(false)),
            _ => Some(cell.parse().map_or_else(|_| json!(cell), |n: i64| json!(n))),
        };
        let unknown = || FormatError::Row {
            row,
            reason: format!("'{path}' is not a rule"),
        };
        let mut names = path.split('.');
        let last = names.next_back().unwrap_or_default();
        let mut inside = &mut self.rules;
        for name in names {
            let entry = inside.entry(name).or_insert_with(|| json!({}));
            inside = entry.as_object_mut().ok_or_else(unknown)?;
        }
        inside.insert(last.to_owned(), value.unwrap_or(Value::Null));
        Ok(())
    }

    fn item<T: DeserializeOwned>(&self, row: u64, cells: &[&str]) -> Result<T, FormatError> {
        let fault = |reason: String| FormatError::Row { row, reason };
        let mut object = Map::new();
        for (at, &(name, kind)) in self.columns.iter().enumerate() {
            let cell = cells.get(at).copied().unwrap_or_default();
            let value = kind
                .read(cell)
                .map_err(|reason| fault(format!("{name}: {reason}")))?;
            if let Some(value) = value {
                object.insert(name.to_owned(), value);
            }
        }
        serde_json::from_value(Value::Object(object)).map_err(|error| fault(error.to_string()))
    }
}

fn columns(
    row: u64,
    cells: &[&str],
    known: &[(&'static str, Kind)],
) -> Result<Vec<(&'static str, Kind)>, FormatError> {
    cells
        .iter()
        .map(|cell| {
            let column = known.iter().find(|(name, _)| name == cell);
            column.copied().ok_or_else(|| FormatError::UnknownColumn {
                row,
                column: (*cell).to_owned(),
            })
        })
        .collect()
}

/// Writes an instance as CSV, with every rule.
///
/// # Errors
/// Never: an instance is made of numbers, lists and words.
pub fn write_csv(instance: &Instance) -> Result<String, FormatError> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    writer.write_record([NAME, &VERSION.to_string()])?;
    writer.write_record(["rules"])?;
    writer.write_record(["name", "value"])?;
    let mut rules = Vec::new();
    flatten("", &every_rule(instance.rules())?, &mut rules);
    for (name, value) in rules {
        writer.write_record([name, value])?;
    }
    write_items(&mut writer, "people", PERSON, instance.people())?;
    write_items(&mut writer, "lines", LINE, instance.lines())?;
    let bytes = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write_items<T: Serialize>(
    writer: &mut csv::Writer<Vec<u8>>,
    table: &str,
    columns: &[(&str, Kind)],
    items: &[T],
) -> Result<(), FormatError> {
    writer.write_record([table])?;
    writer.write_record(columns.iter().map(|(name, _)| name))?;
    for item in items {
        let item = serde_json::to_value(item)?;
        writer.write_record(columns.iter().map(|(name, kind)| kind.write(&item[*name])))?;
    }
    Ok(())
}

/// Optional limits that there are not are `none`, so that they don't become the statutory ones.
fn flatten(path: &str, value: &Value, into: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let path = match path {
                    "" => name.clone(),
                    _ => format!("{path}.{name}"),
                };
                flatten(&path, value, into);
            }
        }
        Value::Array(_) => into.push((path.to_owned(), Kind::Numbers.write(value))),
        Value::Null => into.push((path.to_owned(), "none".to_owned())),
        other => into.push((path.to_owned(), Kind::Word.write(other))),
    }
}
