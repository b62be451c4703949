//! The migrations of the two engines say the same.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use std::fs;
use std::path::{Path, PathBuf};

use store::db::migrations::in_sqlite_words;

fn folder(name: &str) -> PathBuf {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    all.join(name)
}

fn names(of: &str) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder(of))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

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

#[test]
fn the_sqlite_text_is_the_postgresql_text_after_a_fixed_list_of_substitutions() {
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
    let of = |name| {
        names(name)
            .into_iter()
            .map(move |file| folder(name).join(file))
    };
    for path in of("both").chain(of("postgres")) {
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
    let mut numbers: Vec<String> = [names("both"), names("sqlite")]
        .concat()
        .into_iter()
        .filter_map(|name| name.split_once('_').map(|(number, _)| number.to_owned()))
        .collect();
    let all = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), all, "two migrations have one number");
}
