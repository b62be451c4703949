//! How long each kind of row is kept, and taking away what is over. Administrators read the list; a test has one rule for each table.

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use store::{StoreError, Tx};

use crate::Service;
use crate::kit::later::Later;

/// Half-finished forms are kept for so long after the last change.
const DRAFT_HOURS: i64 = 30 * 24;
/// Messages are kept for so long, whether they were sent or given up.
const MESSAGE_HOURS: i64 = 90 * 24;
/// Signs of life are kept for so long after the last one.
const LIFE_HOURS: i64 = 24;
/// Counts of tries are kept for so long after their window began; the longest is a day.
const TRIES_HOURS: i64 = 2 * 24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// So many hours after this.
    For(i64, &'static str),
    UntilErased,
    Always,
}

/// What holds for a kind of rows.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What it is, for people.
    pub what: &'static str,
    pub tables: &'static [&'static str],
    pub kept: Kept,
    /// Why, for people.
    pub why: &'static str,
    forget: &'static [Forget],
}

/// Takes away rows that were over before an instant.
type Forget = for<'a> fn(&'a mut Tx, Instant) -> Later<'a, Result<u64, StoreError>>;

/// Rows that don't go by themselves.
pub(crate) const fn kept(
    what: &'static str,
    tables: &'static [&'static str],
    kept: Kept,
    why: &'static str,
) -> Rule {
    Rule {
        what,
        tables,
        kept,
        why,
        forget: &[],
    }
}

/// Rows that go so many hours after `since`.
pub(crate) const fn for_a_time(
    what: &'static str,
    tables: &'static [&'static str],
    hours: i64,
    since: &'static str,
    why: &'static str,
    forget: &'static [Forget],
) -> Rule {
    Rule {
        what,
        tables,
        kept: Kept::For(hours, since),
        why,
        forget,
    }
}

/// Why rows that are about nobody are kept.
pub(crate) const NOT_ABOUT_PEOPLE: &str = "The service needs it to work. It is not about people";

#[rustfmt::skip]
pub(super) const KEPT: &[Rule] = &[
    kept("Announcements, and who has hidden which", &["announcement", "announcement_hidden"], Kept::Always, "To see what people were told. What you have hidden goes when you erase your data"),
    kept("What you want no email of", &["unwanted_email"], Kept::UntilErased, "So that we do not email you what you do not want"),
    kept("Help pages", &["guide"], Kept::Always, NOT_ABOUT_PEOPLE),
    for_a_time("Unfinished forms", &["draft"], DRAFT_HOURS, "the last change", "Long enough to come back after a holiday", &[|tx, before| Box::pin(store::system::draft::forget(tx, before))]),
    for_a_time("Emails that were sent or given up", &["outbox"], MESSAGE_HOURS, "they were written", "To see what people were told when they ask", &[|tx, before| Box::pin(store::system::outbox::forget(tx, before))]),
    for_a_time("Counts of tries", &["rate_limit"], TRIES_HOURS, "the first try", "So that nobody can guess codes or flood the service", &[|tx, before| Box::pin(store::system::rate_limit::forget(tx, before))]),
    for_a_time("Signs of life of the servers", &["heartbeat"], LIFE_HOURS, "the last one", "To see which servers run", &[|tx, before| Box::pin(store::system::heartbeat::forget(tx, before))]),
    kept("The audit log, with who looked and who was refused", &["audit", "audit_link", "audit_unlinked"], Kept::Always, "It is the proof of who did what. Taking a row away would break the chain that shows that none was"),
    kept("Settings and background work", &["setting", "bank_holiday", "job"], Kept::Always, NOT_ABOUT_PEOPLE),
];

/// Every kind of rows: what goes first, then what is kept.
#[must_use]
pub fn rules(service: &Service) -> Vec<&'static Rule> {
    let mut rules: Vec<_> = service.areas.iter().flat_map(|area| area.kept).collect();
    rules.sort_by_key(|rule| match rule.kept {
        Kept::For(..) => 0,
        Kept::UntilErased => 1,
        Kept::Always => 2,
    });
    rules
}

/// Takes away everything that is over.
///
/// # Errors
/// `Busy` or `Internal`; nothing is taken away then.
pub async fn forget(service: &Service) -> Result<(), AppError> {
    let mut tx = service.store.write().await?;
    for rule in rules(service) {
        let Kept::For(hours, _) = rule.kept else {
            continue;
        };
        for forget in rule.forget {
            forget(&mut tx, service.now().plus_hours(-hours)).await?;
        }
    }
    Ok(tx.commit().await?)
}
