//! The CSV file: a first row with the format's name and version, then the tables `rules`, `people`, `lines` and `labels`, each
//! begun by a row with its name and a row with its columns.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::cells::Kind;
use super::strict::{abridged, echo};
use super::{FormatError, Labels, NAME, VERSION, check_version, completed, every_rule, value_at};
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
    ("exceptions", Kind::Numbers),
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Rules,
    People,
    Lines,
    Labels,
}

impl Table {
    fn begun_by(cells: &[&str]) -> Option<Self> {
        match cells {
            ["rules"] => Some(Self::Rules),
            ["people"] => Some(Self::People),
            ["lines"] => Some(Self::Lines),
            ["labels"] => Some(Self::Labels),
            _ => None,
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    table: Option<Table>,
    /// Every table that was begun.
    begun: Vec<Table>,
    /// Columns of the table that is being read; none before the row that names them.
    columns: Vec<(&'static str, Kind)>,
    rules: Map<String, Value>,
    people: Vec<Person>,
    lines: Vec<Line>,
    labels: Labels,
}

/// Reads an instance from CSV. Empty rows and empty cells at the end of a row count for nothing.
///
/// # Errors
/// When it is not CSV, not of this format and version, or not an instance.
pub fn read_csv(text: &str) -> Result<Instance, FormatError> {
    Ok(super::read(text.as_bytes(), true)?.0)
}

/// The same with labels, of text without a mark.
pub(super) fn read(text: &str) -> Result<(Instance, Labels), FormatError> {
    let after = text.trim_start_matches('"').strip_prefix(NAME);
    let after = after.and_then(|rest| rest.trim_start_matches('"').chars().next());
    if let Some(separator @ (';' | '\t' | '|')) = after {
        return Err(FormatError::Separator(separator));
    }
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
    let rules = value_at("rules", completed(Value::Object(reading.rules))?)?;
    let instance = Instance::new(reading.people, reading.lines, rules)?;
    Ok((instance, reading.labels))
}

impl Reading {
    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), FormatError> {
        if cells.is_empty() {
            return Ok(());
        }
        if let Some(table) = Table::begun_by(cells) {
            if self.begun.contains(&table) {
                let reason = format!("there was a table {} before", cells.join(""));
                return Err(FormatError::Row { row, reason });
            }
            self.begun.push(table);
            self.table = Some(table);
            self.columns.clear();
            return Ok(());
        }
        let table = self.table.ok_or(FormatError::NoTable(row))?;
        match table {
            Table::Rules if cells == ["name", "value"] => Ok(()),
            Table::Rules => self.rule(row, cells),
            Table::Labels if cells == ["what", "id", "label"] => Ok(()),
            Table::Labels => self.label(row, cells),
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
        let fault = |reason: String| FormatError::Row { row, reason };
        let (path, cell) = match *cells {
            [path] => (path, ""),
            [path, cell] => (path, cell),
            _ => return Err(fault("a rule has a name and one value".to_owned())),
        };
        let value = match (path, cell) {
            ("scenarios", _) => Kind::Numbers
                .read(cell)
                .map_err(|reason| fault(format!("scenarios: {reason}")))?,
            (_, "none") => None,
            (_, "true" | "TRUE") => Some(json!(true)),
            (_, "false" | "FALSE") => Some(json!(false)),
            _ => Some(cell.parse().map_or_else(|_| json!(cell), |n: i64| json!(n))),
        };
        let unknown = || fault(format!("'{}' is not a rule", echo(path)));
        let mut names = path.split('.');
        let last = names.next_back().unwrap_or_default();
        let mut inside = &mut self.rules;
        for name in names {
            let entry = inside.entry(name).or_insert_with(|| json!({}));
            inside = entry.as_object_mut().ok_or_else(unknown)?;
        }
        match inside.insert(last.to_owned(), value.unwrap_or(Value::Null)) {
            Some(_) => Err(fault(format!("the rule '{}' is given twice", echo(path)))),
            None => Ok(()),
        }
    }

    fn label(&mut self, row: u64, cells: &[&str]) -> Result<(), FormatError> {
        let [what, id, label] = *cells else {
            let reason = "a label has what it is of, its id and its words".to_owned();
            return Err(FormatError::Row { row, reason });
        };
        let added = self.labels.add(what, id, label);
        added.map_err(|reason| FormatError::Row { row, reason })
    }

    fn item<T: DeserializeOwned>(&self, row: u64, cells: &[&str]) -> Result<T, FormatError> {
        let id = self.columns.iter().position(|(name, _)| *name == "id");
        let id = id.and_then(|at| cells.get(at)?.parse::<u64>().ok());
        let one = match self.table {
            Some(Table::People) => "person",
            _ => "line",
        };
        let fault = |reason: String| FormatError::Row {
            row,
            reason: match id {
                Some(id) => format!("{one} {id}: {}", abridged(&reason)),
                None => abridged(&reason),
            },
        };
        if cells.len() > self.columns.len() {
            return Err(fault("has more cells than there are columns".to_owned()));
        }
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
    let column = |(at, cell): (usize, &&str)| {
        if cells[..at].contains(cell) {
            let reason = format!("the column '{}' is there twice", echo(cell));
            return Err(FormatError::Row { row, reason });
        }
        let column = known.iter().find(|(name, _)| name == cell);
        column.copied().ok_or_else(|| FormatError::UnknownColumn {
            row,
            column: echo(cell),
        })
    };
    cells.iter().enumerate().map(column).collect()
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
