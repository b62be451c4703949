//! What is kept about people who have, give or wait for career conversations.

use domain::career_conversations::availability::Clash;
use domain::career_conversations::career_action::ActionState;
use domain::career_conversations::career_conversation::{Status, Topic, Way};
use domain::career_conversations::career_outcome::{NextStep, OutcomeKind, Pathway, Usefulness};
use domain::career_conversations::invitation::InvitationState;
use domain::career_conversations::reminder::{ReminderKind, ReminderOutcome};
use domain::people::personal_data::AfterErasure::{Kept, Removed};
use domain::seats::{ClaimState, OfferState};

use crate::db::{Statement, statements};
use crate::people::personal_data::{Held, STAFF, at, code, day, number, text};

const FIGURES: &str = "We must be able to say what the service did and whether it helped. Nothing here says who you are, and what you wrote is removed.";

#[rustfmt::skip]
pub(crate) static HELD: &[Held] = &[
    Held {
        name: "conversations", title: "Your career conversations",
        table: "career_conversation", columns: &["member_id"], after_erasure: Kept(FIGURES), statement: &CONVERSATIONS,
        values: &[
            at("starts_at", "When"),
            at("booked_at", "Booked"),
            text("reference", "Reference"),
            code("status", "Status", |code| Status::from_code(code).map(Status::words)),
            code("way", "How", |code| Way::from_code(code).map(Way::words)),
            code("topic", "What about", |code| Topic::from_code(code).map(Topic::words)),
            text("preparation", "What you wrote"),
            text("adviser", "Adviser"),
        ],
    },
    Held {
        name: "conversations_as_adviser", title: "Career conversations that people had with you",
        table: "career_conversation", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &CONVERSATIONS_GIVEN,
        values: &[
            at("starts_at", "When"),
            at("booked_at", "Booked"),
            text("reference", "Reference"),
            code("status", "Status", |code| Status::from_code(code).map(Status::words)),
            code("way", "How", |code| Way::from_code(code).map(Way::words)),
        ],
    },
    Held {
        name: "conversations_booked_for_others", title: "Career conversations that you booked for others",
        table: "career_conversation", columns: &["booked_by"], after_erasure: Kept(STAFF), statement: &CONVERSATIONS_BOOKED,
        values: &[at("starts_at", "When"), at("booked_at", "Booked"), text("reference", "Reference")],
    },
    Held {
        name: "reminders", title: "Reminders of your conversations",
        table: "reminder", columns: &["conversation_id"], after_erasure: Kept(FIGURES), statement: &REMINDERS,
        values: &[
            at("starts_at", "Conversation"),
            at("decided_at", "Decided"),
            code("kind", "Reminder", |code| ReminderKind::from_code(code).map(ReminderKind::words)),
            code("outcome", "What became of it", |code| ReminderOutcome::from_code(code).map(ReminderOutcome::words)),
        ],
    },
    Held {
        name: "kept_conversations", title: "Conversations that were kept outside the adviser’s times",
        table: "kept_clash", columns: &["conversation_id"], after_erasure: Kept(FIGURES), statement: &KEPT,
        values: &[
            at("starts_at", "Conversation"),
            at("kept_at", "Decided"),
            code("clash", "Why it did not fit", |code| Clash::from_code(code).map(Clash::words)),
        ],
    },
    Held {
        name: "summaries", title: "Summaries of your conversations",
        table: "conversation_summary", columns: &["conversation_id"], after_erasure: Kept(FIGURES), statement: &SUMMARIES,
        values: &[at("saved_at", "Saved"), at("shared_at", "Shared with you"), text("reference", "Reference"), text("words", "Summary")],
    },
    Held {
        name: "pathways", title: "Where your conversations can lead",
        table: "conversation_pathway", columns: &["conversation_id"], after_erasure: Kept(FIGURES), statement: &PATHWAYS,
        values: &[
            at("shared_at", "Shared with you"),
            text("reference", "Reference"),
            code("pathway", "Pathway", |code| Pathway::from_code(code).map(Pathway::words)),
        ],
    },
    Held {
        name: "notes_about_you", title: "Private notes of your adviser, which nobody else can read",
        table: "private_note", columns: &["conversation_id"], after_erasure: Removed, statement: &NOTES_ABOUT,
        values: &[at("saved_at", "Saved"), text("reference", "Reference")],
    },
    Held {
        name: "notes_by_you", title: "Your private notes as an adviser",
        table: "private_note", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &NOTES_BY,
        values: &[at("saved_at", "Saved"), text("reference", "Reference"), text("words", "Note")],
    },
    Held {
        name: "actions", title: "What you agreed to do",
        table: "career_action", columns: &["conversation_id"], after_erasure: Kept(FIGURES), statement: &ACTIONS,
        values: &[
            at("agreed_at", "Agreed"),
            at("closed_at", "Closed"),
            text("reference", "Reference"),
            text("words", "What to do"),
            code("state", "Action", |code| ActionState::from_code(code).map(ActionState::words)),
            code("pathway", "Pathway", |code| Pathway::from_code(code).map(Pathway::words)),
            day("due_on", "By"),
        ],
    },
    Held {
        name: "actions_as_adviser", title: "What people agreed with you",
        table: "career_action", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &ACTIONS_AGREED,
        values: &[
            at("agreed_at", "Agreed"),
            at("closed_at", "Closed"),
            code("state", "Action", |code| ActionState::from_code(code).map(ActionState::words)),
        ],
    },
    Held {
        name: "outcomes", title: "What came of your conversations",
        table: "career_outcome", columns: &["conversation_id"], after_erasure: Kept(FIGURES), statement: &OUTCOMES,
        values: &[
            at("said_at", "Said"),
            text("reference", "Reference"),
            code("kind", "What came", |code| OutcomeKind::from_code(code).map(OutcomeKind::words)),
            day("happened_on", "Day"),
        ],
    },
    Held {
        name: "feedback", title: "What you thought of your conversations",
        table: "conversation_feedback", columns: &["conversation_id"], after_erasure: Kept(FIGURES), statement: &FEEDBACK,
        values: &[
            at("given_at", "Given"),
            text("reference", "Reference"),
            code("usefulness", "Useful", |code| Usefulness::from_code(code).map(Usefulness::words)),
            code("next_step", "Next step", |code| NextStep::from_code(code).map(NextStep::words)),
        ],
    },
    Held {
        name: "templates", title: "Your templates for summaries",
        table: "summary_template", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &TEMPLATES,
        values: &[at("made_at", "Made"), text("name", "Name"), text("words", "Text")],
    },
    Held {
        name: "waiting_list", title: "The waiting list",
        table: "waiting_entry", columns: &["id", "seat_claim.person_id"], after_erasure: Removed, statement: &WAITING,
        values: &[
            at("joined_at", "Joined"),
            at("changed_at", "Changed"),
            code("state", "Place in line", |code| ClaimState::from_code(code).map(ClaimState::words)),
            code("way", "How", |code| Way::from_code(code).map(Way::words)),
            code("topic", "What about", |code| Topic::from_code(code).map(Topic::words)),
            text("weekdays", "Days"),
            day("last_day", "Last day"),
        ],
    },
    Held {
        name: "waiting_for_you", title: "People who waited for a time with you",
        table: "waiting_entry", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &WAITED_FOR,
        values: &[
            at("joined_at", "Joined"),
            at("changed_at", "Changed"),
            code("state", "Place in line", |code| ClaimState::from_code(code).map(ClaimState::words)),
            code("way", "How", |code| Way::from_code(code).map(Way::words)),
        ],
    },
    Held {
        name: "offers", title: "Times that we offered you",
        table: "waiting_offer", columns: &["id", "entry_id", "seat_offer.claim_id"], after_erasure: Removed, statement: &OFFERS,
        values: &[
            at("starts_at", "When"),
            at("made_at", "Offered"),
            code("state", "Offer", |code| OfferState::from_code(code).map(OfferState::words)),
            text("adviser", "Adviser"),
        ],
    },
    Held {
        name: "offers_of_your_times", title: "Times with you that we offered to others",
        table: "waiting_offer", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &OFFERED,
        values: &[
            at("starts_at", "When"),
            at("made_at", "Offered"),
            code("state", "Offer", |code| OfferState::from_code(code).map(OfferState::words)),
        ],
    },
    Held {
        name: "invitations", title: "Invitations to book a conversation",
        table: "invitation", columns: &["member_id"], after_erasure: Removed, statement: &INVITATIONS,
        values: &[
            at("asked_at", "Asked for"),
            at("decided_at", "Decided"),
            code("state", "Invitation", |code| InvitationState::from_code(code).map(InvitationState::words)),
        ],
    },
    Held {
        name: "invitations_asked_for", title: "Invitations that you asked for",
        table: "invitation", columns: &["asked_by"], after_erasure: Kept(STAFF), statement: &INVITATIONS_ASKED_FOR,
        values: &[at("asked_at", "When"), number("people", "How many")],
    },
    Held {
        name: "adviser", title: "Your rules as an adviser",
        table: "adviser", columns: &["person_id"], after_erasure: Kept(STAFF), statement: &ADVISER,
        values: &[
            text("about", "About you"),
            text("phone", "Phone number for late changes"),
            number("buffer_minutes", "Minutes between conversations"),
            number("notice_hours", "Hours of notice"),
            number("horizon_days", "Days ahead"),
        ],
    },
    Held {
        name: "weekly_times", title: "Your weekly times",
        table: "weekly_pattern", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &PATTERNS,
        values: &[
            number("weekday", "Day of the week"),
            text("starts", "From"),
            text("ends", "To"),
            text("ways", "Ways"),
            day("valid_from", "First day"),
            day("valid_to", "Ended"),
        ],
    },
    Held {
        name: "extra_times", title: "Your extra times",
        table: "extra_slot", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &EXTRA_SLOTS,
        values: &[at("starts_at", "When"), at("removed_at", "Removed"), text("ways", "Ways")],
    },
    Held {
        name: "leave", title: "Your leave",
        table: "leave_period", columns: &["adviser_id"], after_erasure: Kept(STAFF), statement: &LEAVE,
        values: &[at("removed_at", "Removed"), day("first_day", "First day"), day("last_day", "Last day")],
    },
];

/// What goes on the erasure of the person `$1`.
pub(crate) static ERASING: &[&Statement] = &[
    // Emails to others say a reference beside the name: those to come are written after this.
    &REMOVE_EMAILS_ABOUT,
    &REMOVE_INVITATIONS,
    &REMOVE_ENTRIES,
    &EMPTY_PREPARATION,
    &REMOVE_NOTES,
    &EMPTY_SUMMARIES,
    &EMPTY_ACTIONS,
];

statements! {
    CONVERSATIONS = "SELECT c.starts_at, c.booked_at, c.reference, c.status, c.way, c.topic, c.preparation, a.name AS adviser
        FROM career_conversation c JOIN person a ON a.id = c.adviser_id WHERE c.member_id = $1 ORDER BY c.starts_at, c.id";
    CONVERSATIONS_GIVEN = "SELECT starts_at, booked_at, reference, status, way
        FROM career_conversation WHERE adviser_id = $1 ORDER BY starts_at, id";
    CONVERSATIONS_BOOKED = "SELECT starts_at, booked_at, reference
        FROM career_conversation WHERE booked_by = $1 AND booked_by <> member_id ORDER BY starts_at, id";
    REMINDERS = "SELECT r.starts_at, r.decided_at, r.kind, r.outcome
        FROM reminder r JOIN career_conversation c ON c.id = r.conversation_id WHERE c.member_id = $1 ORDER BY r.decided_at, c.id";
    KEPT = "SELECT k.starts_at, k.kept_at, k.clash
        FROM kept_clash k JOIN career_conversation c ON c.id = k.conversation_id
        WHERE c.member_id = $1 OR c.adviser_id = $1 ORDER BY k.kept_at, c.id";
    // What is not shared yet is the adviser's own until it is.
    SUMMARIES = "SELECT s.saved_at, s.shared_at, c.reference, CASE WHEN s.state = 'shared' THEN s.words ELSE '' END AS words
        FROM conversation_summary s JOIN career_conversation c ON c.id = s.conversation_id WHERE c.member_id = $1 ORDER BY s.saved_at, c.id";
    PATHWAYS = "SELECT s.shared_at, c.reference, p.pathway
        FROM conversation_pathway p JOIN conversation_summary s ON s.conversation_id = p.conversation_id
            JOIN career_conversation c ON c.id = p.conversation_id
        WHERE c.member_id = $1 AND s.state = 'shared' ORDER BY c.starts_at, c.id, p.pathway";
    // A note is for who wrote it alone: the member is told that there is one.
    NOTES_ABOUT = "SELECT n.saved_at, c.reference
        FROM private_note n JOIN career_conversation c ON c.id = n.conversation_id WHERE c.member_id = $1 ORDER BY n.saved_at, c.id";
    NOTES_BY = "SELECT n.saved_at, c.reference, n.words
        FROM private_note n JOIN career_conversation c ON c.id = n.conversation_id WHERE n.adviser_id = $1 ORDER BY n.saved_at, c.id";
    ACTIONS = "SELECT a.agreed_at, a.closed_at, c.reference, a.words, a.state, a.pathway, a.due_on
        FROM career_action a JOIN career_conversation c ON c.id = a.conversation_id WHERE c.member_id = $1 ORDER BY a.agreed_at, a.id";
    ACTIONS_AGREED = "SELECT agreed_at, closed_at, state FROM career_action WHERE adviser_id = $1 ORDER BY agreed_at, id";
    OUTCOMES = "SELECT o.said_at, c.reference, o.kind, o.happened_on
        FROM career_outcome o JOIN career_conversation c ON c.id = o.conversation_id WHERE c.member_id = $1 ORDER BY o.said_at, c.id, o.kind";
    FEEDBACK = "SELECT f.given_at, c.reference, f.usefulness, f.next_step
        FROM conversation_feedback f JOIN career_conversation c ON c.id = f.conversation_id WHERE c.member_id = $1 ORDER BY f.given_at, c.id";
    TEMPLATES = "SELECT made_at, name, words FROM summary_template WHERE adviser_id = $1 ORDER BY made_at, id";
    WAITING = "SELECT c.joined_at, c.changed_at, c.state, e.way, e.topic, e.weekdays, e.last_day
        FROM seat_claim c JOIN waiting_entry e ON e.id = c.id WHERE c.person_id = $1 ORDER BY c.joined_at, c.id";
    WAITED_FOR = "SELECT c.joined_at, c.changed_at, c.state, e.way
        FROM waiting_entry e JOIN seat_claim c ON c.id = e.id WHERE e.adviser_id = $1 ORDER BY c.joined_at, c.id";
    OFFERS = "SELECT o.starts_at, s.made_at, o.state, a.name AS adviser
        FROM seat_claim c JOIN waiting_offer o ON o.entry_id = c.id JOIN seat_offer s ON s.id = o.id JOIN person a ON a.id = o.adviser_id
        WHERE c.person_id = $1 ORDER BY s.made_at, o.id";
    OFFERED = "SELECT o.starts_at, s.made_at, o.state
        FROM waiting_offer o JOIN seat_offer s ON s.id = o.id WHERE o.adviser_id = $1 ORDER BY s.made_at, o.id";
    INVITATIONS = "SELECT asked_at, decided_at, state FROM invitation WHERE member_id = $1 ORDER BY asked_at, id";
    INVITATIONS_ASKED_FOR = "SELECT asked_at, COUNT(*) AS people FROM invitation WHERE asked_by = $1 GROUP BY asked_at ORDER BY asked_at";
    ADVISER = "SELECT about, phone, buffer_minutes, notice_hours, horizon_days FROM adviser WHERE person_id = $1";
    PATTERNS = "SELECT weekday, starts, ends, ways, valid_from, valid_to
        FROM weekly_pattern WHERE adviser_id = $1 ORDER BY valid_from, id";
    EXTRA_SLOTS = "SELECT starts_at, removed_at, ways FROM extra_slot WHERE adviser_id = $1 ORDER BY starts_at, id";
    LEAVE = "SELECT removed_at, first_day, last_day FROM leave_period WHERE adviser_id = $1 ORDER BY first_day, id";

    REMOVE_EMAILS_ABOUT = "DELETE FROM outbox WHERE id IN (
        SELECT o.id FROM outbox o JOIN career_conversation c ON o.body LIKE '%' || c.reference || '%' WHERE c.member_id = $1)";
    REMOVE_INVITATIONS = "DELETE FROM invitation WHERE member_id = $1";
    // What they waited for, and the times they were offered, go with it.
    REMOVE_ENTRIES = "DELETE FROM seat_claim WHERE id IN (SELECT e.id FROM seat_claim c JOIN waiting_entry e ON e.id = c.id WHERE c.person_id = $1)";
    EMPTY_PREPARATION = "UPDATE career_conversation SET preparation = '' WHERE member_id = $1 AND preparation <> ''";
    REMOVE_NOTES = "DELETE FROM private_note WHERE conversation_id IN (SELECT id FROM career_conversation WHERE member_id = $1)";
    EMPTY_SUMMARIES = "UPDATE conversation_summary SET words = 'Erased', version = version + 1
        WHERE conversation_id IN (SELECT id FROM career_conversation WHERE member_id = $1)";
    EMPTY_ACTIONS = "UPDATE career_action SET words = 'Erased' WHERE conversation_id IN (SELECT id FROM career_conversation WHERE member_id = $1)";
}
