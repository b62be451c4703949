//! How long each kind of row is kept, and taking away what is over. Administrators read the list; a test has one rule for each table.

use domain::kit::app_error::AppError;
use store::StoreError;

use crate::Service;
use crate::people::sign_in::BROWSER_KEPT_HOURS;

/// Half-finished forms are kept for so long after the last change.
const DRAFT_HOURS: i64 = 30 * 24;
/// Messages are kept for so long, whether they were sent or given up.
const MESSAGE_HOURS: i64 = 90 * 24;
/// Sign-in codes, sessions, counts of tries and signs of life are kept for so long after they are over.
const SIGN_IN_HOURS: i64 = 24;
/// Counts of tries are kept for so long after their window began; the longest is a day.
const TRIES_HOURS: i64 = 2 * 24;
/// Calendar links are kept for so long after they were stopped.
const LINK_HOURS: i64 = 90 * 24;

/// How long rows are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// So many hours after this.
    For(i64, &'static str),
    /// Until the person erases their data.
    UntilErased,
    /// For as long as the service is there.
    Always,
}

/// What holds for a kind of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What it is, for people.
    pub what: &'static str,
    /// Its tables.
    pub tables: &'static [&'static str],
    /// How long it is kept.
    pub kept: Kept,
    /// Why, for people.
    pub why: &'static str,
}

const FIGURES: &str = "To say what the service did and whether it helped. When a person erases their data, what names them and what they wrote goes, and the figures stay";
const PLACES: &str = "The service needs it to work. It is not about people";

const fn rule(
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
    }
}

/// Every kind of rows: what goes first, then what is kept.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("Unfinished forms", &["draft"], Kept::For(DRAFT_HOURS, "the last change"), "Long enough to come back after a holiday"),
    rule("Emails that were sent or given up", &["outbox"], Kept::For(MESSAGE_HOURS, "they were written"), "To see what people were told when they ask"),
    rule("Sign-in codes, and new email addresses that wait to be confirmed", &["sign_in_code", "address_change"], Kept::For(SIGN_IN_HOURS, "they end"), "To say why a code or a link does not work any more"),
    rule("Sign-ins", &["session"], Kept::For(SIGN_IN_HOURS, "they end"), "People see where they are signed in"),
    rule("Browsers that are known from signing in", &["known_browser"], Kept::For(BROWSER_KEPT_HOURS, "the last sign-in there"), "So that nobody can keep a person from signing in by asking for too many codes"),
    rule("Counts of tries", &["rate_limit"], Kept::For(TRIES_HOURS, "the first try"), "So that nobody can guess codes or flood the service"),
    rule("Signs of life of the servers", &["heartbeat"], Kept::For(SIGN_IN_HOURS, "the last one"), "To see which servers run"),
    rule("Calendar links that were stopped", &["calendar_feed"], Kept::For(LINK_HOURS, "they were stopped"), "To answer questions about a calendar that went quiet. A link in use is kept"),
    rule("People, with their roles and background", &["person", "role_grant"], Kept::UntilErased, "Conversations and the audit log lead to them"),
    rule("Places on the waiting list, offers and invitations", &["waiting_entry", "waiting_offer", "invitation"], Kept::UntilErased, "So that nobody is asked twice for the same time, or invited again too soon"),
    rule("Advisers’ private notes", &["private_note"], Kept::UntilErased, "The adviser who wrote a note needs it for the next conversation"),
    rule("Conversations, and what followed", &["career_conversation", "conversation_summary", "conversation_pathway", "career_action", "career_outcome", "conversation_feedback", "reminder", "kept_clash"], Kept::Always, FIGURES),
    rule("Advisers’ times, rules and templates", &["adviser", "weekly_pattern", "extra_slot", "leave_period", "summary_template"], Kept::Always, "Conversations were booked by them, and advisers remove what they no longer need"),
    rule("The audit log, with who looked and who was refused", &["audit", "audit_link", "audit_unlinked"], Kept::Always, "It is the proof of who did what. Taking a row away would break the chain that shows that none was"),
    rule("Settings and background work", &["setting", "bank_holiday", "job"], Kept::Always, PLACES),
    rule("Organisations, sites, schools and postcodes", &["organisation", "site", "school", "postcode"], Kept::Always, PLACES),
];

/// Takes away everything that is over.
///
/// # Errors
/// `Busy` or `Internal`; nothing is taken away then.
pub async fn forget(service: &Service) -> Result<(), AppError> {
    let forgotten = async {
        let now = service.now();
        let before = |hours: i64| now.plus_hours(-hours);
        let mut tx = service.store.write().await?;
        store::people::sign_in_code::forget(&mut tx, before(SIGN_IN_HOURS)).await?;
        store::people::address_change::forget(&mut tx, before(SIGN_IN_HOURS)).await?;
        store::people::session::forget(&mut tx, before(SIGN_IN_HOURS)).await?;
        store::people::known_browser::forget(&mut tx, before(BROWSER_KEPT_HOURS)).await?;
        store::system::rate_limit::forget(&mut tx, before(TRIES_HOURS)).await?;
        store::system::heartbeat::forget(&mut tx, before(SIGN_IN_HOURS)).await?;
        store::system::draft::forget(&mut tx, before(DRAFT_HOURS)).await?;
        store::system::outbox::forget(&mut tx, before(MESSAGE_HOURS)).await?;
        store::people::calendar_feed::forget(&mut tx, before(LINK_HOURS)).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(())
    };
    forgotten.await.map_err(|error| service.told(error))
}
