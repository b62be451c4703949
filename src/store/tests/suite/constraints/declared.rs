//! The constraints that the migrations declare, read from PostgreSQL's: what it says in a line, SQLite does by making a table anew.

use std::collections::BTreeMap;

pub struct Constraint {
    pub table: String,
    pub kind: Kind,
}

pub enum Kind {
    PrimaryKey {
        columns: Vec<String>,
    },
    ForeignKey {
        columns: Vec<String>,
        to: String,
        to_columns: Vec<String>,
    },
    /// A check, a unique index or an exclusion.
    Other,
}

/// By name, as they are after the last migration.
pub type Declared = BTreeMap<String, Constraint>;

pub fn declared() -> Declared {
    let mut declared = Declared::new();
    for migration in store::db::migrations::POSTGRES.iter() {
        let lines = migration
            .sql
            .as_str()
            .lines()
            .map(|line| line.split("--").next().unwrap());
        for statement in lines.collect::<Vec<_>>().join(" ").split(';') {
            let spaced = ["(", ")", ","]
                .iter()
                .fold(statement.to_owned(), |text, mark| {
                    text.replace(mark, &format!(" {mark} "))
                });
            let words: Vec<_> = spaced.split_whitespace().collect();
            follow(&mut declared, &words);
        }
    }
    declared
}

fn follow(declared: &mut Declared, statement: &[&str]) {
    match statement {
        ["DROP", "TABLE", table, ..] => declared.retain(|_, about| about.table != *table),
        ["DROP", "INDEX", name, ..] => {
            declared.remove(*name);
        }
        ["CREATE", "UNIQUE", "INDEX", name, "ON", table, ..] => {
            declare(declared, name, table, Kind::Other);
        }
        ["CREATE", "TABLE", table, "(", parts @ ..] | ["ALTER", "TABLE", table, parts @ ..] => {
            let mut depth = 0;
            let parts = parts.split(|word| {
                depth += i32::from(*word == "(") - i32::from(*word == ")");
                depth == 0 && *word == ","
            });
            parts.for_each(|part| follow_part(declared, table, part));
        }
        _ => {}
    }
}

/// A column or a constraint of a new table, or one change of a table.
fn follow_part(declared: &mut Declared, table: &str, part: &[&str]) {
    if let ["DROP", "CONSTRAINT", name, ..] = part {
        declared.remove(*name);
        return;
    }
    let (["ADD", "COLUMN", column, ..] | [column, ..]) = part else {
        return;
    };
    for said in part.split(|word| *word == "CONSTRAINT").skip(1) {
        let (name, kind) = said.split_first().unwrap();
        let of_column = || vec![(*column).to_owned()];
        let kind = match kind {
            ["PRIMARY", "KEY", "(", columns @ ..] => Kind::PrimaryKey {
                columns: in_brackets(columns).0,
            },
            ["PRIMARY", "KEY", ..] => Kind::PrimaryKey {
                columns: of_column(),
            },
            ["FOREIGN", "KEY", "(", columns @ ..] => {
                let (columns, references) = in_brackets(columns);
                foreign_key(columns, references)
            }
            ["REFERENCES", ..] => foreign_key(of_column(), kind),
            _ => Kind::Other,
        };
        declare(declared, name, table, kind);
    }
}

fn declare(declared: &mut Declared, name: &str, table: &str, kind: Kind) {
    let table = table.to_owned();
    declared.insert(name.to_owned(), Constraint { table, kind });
}

fn foreign_key(columns: Vec<String>, references: &[&str]) -> Kind {
    let ["REFERENCES", to, "(", to_columns @ ..] = references else {
        panic!("say which columns {columns:?} refer to: {references:?}");
    };
    Kind::ForeignKey {
        columns,
        to: (*to).to_owned(),
        to_columns: in_brackets(to_columns).0,
    }
}

/// The columns up to the bracket, and what comes after it.
fn in_brackets<'a>(words: &'a [&'a str]) -> (Vec<String>, &'a [&'a str]) {
    let end = words.iter().position(|word| *word == ")").unwrap();
    let columns = words[..end].iter().filter(|word| **word != ",");
    let columns = columns.map(|column| (*column).to_owned()).collect();
    (columns, &words[end + 1..])
}
