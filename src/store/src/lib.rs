//! The only room of People Hub that knows SQL.
//!
//! One file a noun: functions that read take `&mut Conn`, functions that write take `&mut Tx` (which lends itself as a
//! `Conn`). What is the same for every noun is in [`db`].

pub mod address_change;
pub mod adviser;
pub mod audit;
pub mod audit_link;
pub mod bank_holiday;
pub mod calendar_feed;
pub mod career_action;
pub mod career_conversation;
pub mod career_outcome;
pub mod conversation_summary;
pub mod db;
pub mod diary;
pub mod draft;
pub mod extra_slot;
pub mod heartbeat;
pub mod invitation;
pub mod job;
pub mod kept_clash;
pub mod known_browser;
pub mod leave;
pub mod organisation;
pub mod outbox;
pub mod person;
pub mod personal_data;
pub mod postcode;
pub mod private_note;
pub mod rate_limit;
pub mod register;
pub mod reminder;
pub mod report;
pub mod role_grant;
pub mod school;
pub mod search_key;
pub mod session;
pub mod setting;
pub mod sign_in_code;
pub mod site;
pub mod summary_template;
#[cfg(feature = "testing")]
pub mod testing;
pub mod waiting_list;
pub mod weekly_pattern;

pub use db::{Address, AddressError, Conn, Lock, LockError, Store, StoreError, Tx, backup};

/// Every statement of every noun, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<&'static db::Statement> {
    [
        address_change::STATEMENTS,
        adviser::STATEMENTS,
        audit::STATEMENTS,
        audit_link::STATEMENTS,
        bank_holiday::STATEMENTS,
        calendar_feed::STATEMENTS,
        career_action::STATEMENTS,
        career_conversation::STATEMENTS,
        career_outcome::STATEMENTS,
        conversation_summary::STATEMENTS,
        db::PRIVILEGES,
        db::STATEMENTS,
        diary::STATEMENTS,
        draft::STATEMENTS,
        extra_slot::STATEMENTS,
        heartbeat::STATEMENTS,
        invitation::STATEMENTS,
        job::STATEMENTS,
        kept_clash::STATEMENTS,
        known_browser::STATEMENTS,
        leave::STATEMENTS,
        organisation::STATEMENTS,
        outbox::STATEMENTS,
        person::STATEMENTS,
        personal_data::STATEMENTS,
        postcode::STATEMENTS,
        private_note::STATEMENTS,
        rate_limit::STATEMENTS,
        reminder::STATEMENTS,
        report::STATEMENTS,
        role_grant::STATEMENTS,
        school::STATEMENTS,
        search_key::STATEMENTS,
        session::STATEMENTS,
        setting::STATEMENTS,
        sign_in_code::STATEMENTS,
        site::STATEMENTS,
        summary_template::STATEMENTS,
        waiting_list::STATEMENTS,
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
