//! Statements are named constants, listed so that a test prepares every one on both schemas.

/// One statement: the same text for both engines, or two where they differ.
#[derive(Debug)]
pub struct Statement {
    /// Its name, for logs: `store::people::person::BY_ID`.
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Statement {
    /// The tables that it puts rows into, changes rows of or takes rows from.
    pub(super) fn changes(&self) -> impl Iterator<Item = &'static str> {
        let text = if self.sqlite.starts_with("SELECT") {
            ""
        } else {
            self.sqlite
        };
        let words = text
            .split(|letter: char| letter.is_ascii_whitespace() || letter == '(')
            .filter(|word| !word.is_empty());
        let mut before = ("", "");
        words.filter(move |word| {
            let is_changed = matches!(before, (_, "INTO" | "UPDATE") | ("DELETE", "FROM"));
            before = (before.1, word);
            is_changed
        })
    }
}

/// Declares statements as constants and lists them all in `STATEMENTS`.
macro_rules! statements {
    ($($name:ident = $sql:tt;)+) => {
        $(static $name: $crate::db::Statement = $crate::db::statement_of!($name, $sql);)+

        pub(crate) static STATEMENTS: &[&$crate::db::Statement] = &[$(&$name),+];
    };
}

/// One text in quotes, or `{ sqlite: "…", postgres: "…" }`.
macro_rules! statement_of {
    ($name:ident, { sqlite: $sqlite:literal, postgres: $postgres:literal }) => {
        $crate::db::Statement {
            name: concat!(module_path!(), "::", stringify!($name)),
            sqlite: $sqlite,
            postgres: $postgres,
        }
    };
    ($name:ident, $sql:literal) => {
        $crate::db::Statement {
            name: concat!(module_path!(), "::", stringify!($name)),
            sqlite: $sql,
            postgres: $sql,
        }
    };
}

pub(crate) use {statement_of, statements};

#[cfg(test)]
mod tests {
    use super::Statement;

    #[test]
    fn a_statement_changes_the_tables_that_it_writes_to() {
        let changes = |sqlite| {
            let statement = Statement {
                name: "",
                sqlite,
                postgres: "",
            };
            statement.changes().any(|table| table == "leave_period")
        };
        assert!(changes("INSERT INTO leave_period (id) VALUES ($1)"));
        assert!(changes(
            "INSERT OR IGNORE INTO leave_period(id) VALUES ($1)"
        ));
        assert!(changes("UPDATE leave_period SET removed_at = $1"));
        assert!(changes("DELETE FROM leave_period WHERE id = $1"));
        assert!(changes(
            "WITH old AS (SELECT 1)
            UPDATE leave_period SET removed_at = $1 RETURNING id"
        ));
        assert!(!changes("SELECT id FROM leave_period"));
        assert!(!changes(
            "UPDATE outbox SET id = (SELECT id FROM leave_period)"
        ));
        assert!(!changes(
            "DELETE FROM draft WHERE id NOT IN (SELECT id FROM leave_period)"
        ));
        assert!(!changes("INSERT INTO leave_period_note (id) VALUES ($1)"));
    }
}
