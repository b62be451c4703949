//! The two sets of migrations say the same.

use std::fs;
use std::path::Path;

/// What a PostgreSQL word is called in SQLite.
const WORDS: [(&str, &str); 6] = [
    ("UUID", "BLOB"),
    ("BYTEA", "BLOB"),
    ("TIMESTAMPTZ", "TEXT"),
    ("DATE", "TEXT"),
    ("BIGINT", "INTEGER"),
    ("JSONB", "TEXT"),
];

fn without_dialect(text: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in text.lines() {
        match line.trim() {
            "-- dialect: begin" => inside = true,
            "-- dialect: end" => inside = false,
            _ if inside => {}
            _ => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    assert!(!inside, "a dialect block has no end");
    kept
}

fn in_sqlite_words(postgres: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in postgres.chars().chain(Some('\n')) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(
            WORDS
                .iter()
                .find(|(from, _)| *from == word)
                .map_or(word.as_str(), |(_, to)| to),
        );
        word.clear();
        out.push(c);
    }
    out.replace("\n);", "\n) STRICT;")
}

#[test]
fn the_sqlite_text_is_the_postgresql_text_after_a_fixed_list_of_substitutions() {
    let folder = |engine: &str| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../migrations")
            .join(engine)
    };
    let names = |engine: &str| {
        let mut names: Vec<_> = fs::read_dir(folder(engine))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
    for name in names("sqlite") {
        let text = |engine: &str| {
            without_dialect(&fs::read_to_string(folder(engine).join(&name)).unwrap())
        };
        assert_eq!(
            in_sqlite_words(&text("postgres")).trim_end(),
            text("sqlite").trim_end(),
            "{name}"
        );
    }
}

#[test]
fn every_check_and_unique_index_is_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/postgres");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for line in without_dialect(&fs::read_to_string(&path).unwrap())
            .lines()
            .filter(|line| !line.trim().starts_with("--"))
        {
            let constrained = ["CHECK (", "PRIMARY KEY", "REFERENCES "]
                .iter()
                .any(|word| line.contains(word));
            assert!(
                !constrained || line.contains("CONSTRAINT "),
                "{}: {line}",
                path.display()
            );
            assert!(
                !line.contains(" UNIQUE") || line.starts_with("CREATE UNIQUE INDEX "),
                "{}: {line}",
                path.display()
            );
        }
    }
}

/// Two that were written at the same minute would stop every start.
#[test]
fn each_migration_has_a_number_of_its_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
    let mut numbers: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.split_once('_').map(|(number, _)| number.to_owned()))
        .collect();
    let all = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), all, "two migrations have one number");
}
