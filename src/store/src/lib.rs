//! The only room of People Hub that knows SQL.
//!
//! One file a noun: functions that read take `&mut Conn`, functions that write take `&mut Tx` (which lends itself as a
//! `Conn`). What is the same for every noun is in [`db`].

pub mod adviser;
pub mod audit;
pub mod bank_holiday;
pub mod career_conversation;
pub mod db;
pub mod draft;
pub mod extra_slot;
pub mod heartbeat;
pub mod leave;
pub mod organisation;
pub mod outbox;
pub mod person;
pub mod postcode;
pub mod rate_limit;
pub mod role_grant;
pub mod school;
pub mod session;
pub mod setting;
pub mod sign_in_code;
pub mod site;
#[cfg(feature = "testing")]
pub mod testing;
pub mod weekly_pattern;

pub use db::{Conn, Store, StoreError, Tx};

/// Every statement of every noun, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<&'static db::Statement> {
    [
        adviser::STATEMENTS,
        audit::STATEMENTS,
        bank_holiday::STATEMENTS,
        career_conversation::STATEMENTS,
        draft::STATEMENTS,
        extra_slot::STATEMENTS,
        heartbeat::STATEMENTS,
        leave::STATEMENTS,
        organisation::STATEMENTS,
        outbox::STATEMENTS,
        person::STATEMENTS,
        postcode::STATEMENTS,
        rate_limit::STATEMENTS,
        role_grant::STATEMENTS,
        school::STATEMENTS,
        session::STATEMENTS,
        setting::STATEMENTS,
        sign_in_code::STATEMENTS,
        site::STATEMENTS,
        weekly_pattern::STATEMENTS,
    ]
    .concat()
}

/// One page of a list, and how many rows there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows on all pages.
    pub total: i64,
}

/// Text to look for anywhere in a column, in lower case, as a LIKE pattern with `\` as the escape character.
fn like_pattern(text: &str) -> String {
    let escaped: String = text
        .trim()
        .to_lowercase()
        .chars()
        .flat_map(|c| {
            matches!(c, '%' | '_' | '\\')
                .then_some('\\')
                .into_iter()
                .chain(Some(c))
        })
        .collect();
    format!("%{escaped}%")
}
