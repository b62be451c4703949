//! The migrations without one of the guards they declare, to see which tests notice.

use std::ops::Range;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, Migrator};

use crate::{Store, StoreError};

/// Brings the schema up to date, but leaves out this check, key, unique index or trigger. A guard that the engine doesn't have
/// changes nothing.
pub(super) async fn migrate(store: &Store, guard: &str) -> Result<(), StoreError> {
    let mut migrations: Vec<Migration> = store.migrations().iter().cloned().collect();
    let texts: Vec<_> = migrations
        .iter()
        .map(|migration| migration.sql.as_str().to_owned())
        .collect();
    let guards = with_references(&texts, guard);
    for (migration, text) in migrations.iter_mut().zip(texts) {
        // The checksum stays, so that another server finds this schema up to date.
        let text = guards
            .iter()
            .fold(text, |text, guard| without(&text, guard));
        migration.sql = sqlx::AssertSqlSafe(text).into_sql_str();
    }
    store.run(&Migrator::with_migrations(migrations)).await
}

/// The guard; for a primary key, or the index that foreign keys of several columns follow, also the foreign keys that point at its
/// table, for no engine keeps them without it.
fn with_references(texts: &[String], guard: &str) -> Vec<String> {
    let mut guards = vec![guard.to_owned()];
    let keys = ["_pk", "_followed"];
    let Some(table) = keys.iter().find_map(|key| guard.strip_suffix(key)) else {
        return guards;
    };
    let pointing = format!(" REFERENCES {table} (");
    for text in texts {
        guards.extend(
            text.match_indices(&pointing)
                .filter_map(|(at, _)| text[..at].rsplit_once("CONSTRAINT "))
                .filter_map(|(_, name)| name.split_whitespace().next())
                .map(str::to_owned),
        );
    }
    guards
}

/// The text without the guard, wherever it is declared.
fn without(sql: &str, guard: &str) -> String {
    let mut sql = sql.to_owned();
    for kind in ["CONSTRAINT", "INDEX", "TRIGGER"] {
        while let Some(at) = find(&sql, &format!("DROP {kind}"), guard) {
            sql.insert_str(at + "DROP ".len() + kind.len(), " IF EXISTS");
        }
    }
    while let Some(range) = declaration(&sql, guard) {
        sql.replace_range(range, "");
    }
    sql
}

fn declaration(sql: &str, guard: &str) -> Option<Range<usize>> {
    if let Some(at) = find(sql, "CREATE UNIQUE INDEX", guard) {
        return Some(at..at + sql[at..].find(';')? + 1);
    }
    if let Some(at) = find(sql, "CREATE TRIGGER", guard) {
        let first = sql[at..].find(';')? + 1;
        let has_body = sql[at..at + first].contains("BEGIN");
        let length = if has_body {
            sql[at..].find("END;")? + "END;".len()
        } else {
            first
        };
        return Some(at..at + length);
    }
    let at = find(sql, "CONSTRAINT", guard)?;
    let end = clause_end(sql, at + "CONSTRAINT ".len());
    let before = sql[..at].trim_end();
    let Some(altered) = before.strip_suffix("ADD") else {
        // After a comma it stands by itself; else it belongs to a column.
        let start = before.strip_suffix(',').map_or(at, str::len);
        return Some(start..end);
    };
    let altered = altered.trim_end();
    if let Some(rest) = altered.strip_suffix(',') {
        return Some(rest.len()..end);
    }
    let statement = altered.rfind("ALTER TABLE ")?;
    match sql[end..].chars().next()? {
        ',' => Some(altered.len()..end + 1),
        _ => Some(statement..end + 1),
    }
}

fn find(sql: &str, words: &str, guard: &str) -> Option<usize> {
    let wanted = format!("{words} {guard}");
    let is_longer = |at: usize| {
        sql[at + wanted.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    };
    sql.match_indices(&wanted)
        .map(|(at, _)| at)
        .find(|at| !is_longer(*at))
}

/// Where a constraint ends: before a comma, the next constraint, the table's bracket or the statement's end.
fn clause_end(sql: &str, from: usize) -> usize {
    let (mut depth, mut quoted) = (0, false);
    for (offset, c) in sql[from..].char_indices() {
        let at = from + offset;
        match c {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' | ',' | ';' if depth == 0 => return at,
            'C' if depth == 0 && sql[at..].starts_with("CONSTRAINT ") => return at,
            _ => {}
        }
    }
    sql.len()
}

#[cfg(test)]
mod tests {
    use super::{with_references, without};

    const TABLE: &str = "CREATE TABLE adviser (
    id UUID NOT NULL CONSTRAINT adviser_pk PRIMARY KEY CONSTRAINT adviser_person REFERENCES person (id),
    about TEXT NOT NULL CONSTRAINT adviser_about CHECK (LENGTH(about) <= 500 AND about <> ',)'),
    CONSTRAINT adviser_days CHECK (first <= last),
    CONSTRAINT adviser_last CHECK (last > 0)
);";

    #[test]
    fn a_constraint_of_a_column_goes_and_the_column_stays() {
        let text = without(TABLE, "adviser_person");
        assert!(text.contains("adviser_pk PRIMARY KEY ,\n"), "{text}");
        let text = without(TABLE, "adviser_about");
        assert!(
            text.contains("about TEXT NOT NULL ,\n    CONSTRAINT adviser_days"),
            "{text}"
        );
    }

    #[test]
    fn a_constraint_of_a_table_goes_with_its_comma() {
        let text = without(TABLE, "adviser_days");
        assert!(
            text.contains("',)'),\n    CONSTRAINT adviser_last"),
            "{text}"
        );
        let text = without(TABLE, "adviser_last");
        assert!(text.ends_with("CHECK (first <= last));"), "{text}");
    }

    #[test]
    fn indexes_and_triggers_go_whole_and_no_longer_name_is_taken_for_theirs() {
        let sql = "CREATE UNIQUE INDEX draft_by ON draft (a) WHERE a IS NOT NULL;
CREATE UNIQUE INDEX draft_by_day ON draft (b);
CREATE TRIGGER draft_kept BEFORE UPDATE ON draft
BEGIN
    SELECT RAISE(ABORT, 'no');
END;
CREATE TRIGGER draft_on BEFORE UPDATE ON draft EXECUTE FUNCTION f();";
        let text = ["draft_by", "draft_kept", "draft_on"]
            .iter()
            .fold(sql.to_owned(), |text, guard| without(&text, guard));
        assert_eq!(
            text.trim(),
            "CREATE UNIQUE INDEX draft_by_day ON draft (b);"
        );
    }

    #[test]
    fn what_a_later_migration_adds_or_changes_goes_too() {
        let add = "SELECT 1;\nALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist (a WITH =, b WITH &&) WHERE (c);\n";
        assert_eq!(without(add, "apart").trim(), "SELECT 1;");
        let change =
            "ALTER TABLE t DROP CONSTRAINT kind, ADD CONSTRAINT kind CHECK (kind IN ('a', 'b'));";
        assert_eq!(
            without(change, "kind"),
            "ALTER TABLE t DROP CONSTRAINT IF EXISTS kind;"
        );
    }

    #[test]
    fn a_primary_key_takes_the_keys_that_point_at_it_along() {
        let texts = [TABLE.to_owned()];
        assert_eq!(
            with_references(&texts, "person_pk"),
            ["person_pk", "adviser_person"]
        );
        assert_eq!(with_references(&texts, "adviser_about"), ["adviser_about"]);
    }
}
