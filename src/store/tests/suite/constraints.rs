//! Every named constraint of the migrations refuses what it should, under the same name on both engines.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use store::db::{FOREIGN_KEY, Statement};
use store::{Store, StoreError};

use super::dangling::DANGLING;
use super::rows::two_rows_of_each_table;

/// The constraint, and a statement that it refuses and no other does.
const REFUSED: &[(&str, &str)] = &[
    (
        "organisation_pk",
        "UPDATE organisation SET id = (SELECT id FROM organisation ORDER BY id LIMIT 1)",
    ),
    ("organisation_name", "UPDATE organisation SET name = ''"),
    ("organisation_kind", "UPDATE organisation SET kind = 'shop'"),
    (
        "organisation_source",
        "UPDATE organisation SET source = 'hearsay'",
    ),
    (
        "organisation_ods_code",
        "UPDATE organisation SET ods_code = 'RRE'",
    ),
    ("school_pk", "UPDATE school SET urn = 1"),
    ("postcode_pk", "UPDATE postcode SET postcode = 'ST4 6QG'"),
    ("postcode_easting", "UPDATE postcode SET easting = 700001"),
    ("postcode_northing", "UPDATE postcode SET northing = -1"),
    (
        "site_pk",
        "UPDATE site SET id = (SELECT id FROM site ORDER BY id LIMIT 1)",
    ),
    ("site_name", "UPDATE site SET name = ''"),
    (
        "person_pk",
        "UPDATE person SET id = (SELECT id FROM person ORDER BY id LIMIT 1)",
    ),
    ("person_name", "UPDATE person SET name = ''"),
    (
        "person_email_lower",
        "UPDATE person SET email = 'Amina@example.nhs.uk'",
    ),
    (
        "person_email",
        "UPDATE person SET email = 'amina@example.nhs.uk'",
    ),
    (
        "role_grant_pk",
        "UPDATE role_grant SET id = (SELECT id FROM role_grant ORDER BY id LIMIT 1)",
    ),
    ("role_grant_role", "UPDATE role_grant SET role = 'queen'"),
    (
        "role_grant_system",
        "UPDATE role_grant SET person_id = (SELECT person_id FROM role_grant ORDER BY id LIMIT 1) WHERE organisation_id IS NULL",
    ),
    (
        "role_grant_organisation",
        "UPDATE role_grant SET person_id = (SELECT person_id FROM role_grant ORDER BY id LIMIT 1) WHERE organisation_id IS NOT NULL",
    ),
    (
        "sign_in_code_pk",
        "UPDATE sign_in_code SET id = (SELECT id FROM sign_in_code ORDER BY id LIMIT 1)",
    ),
    (
        "sign_in_code_attempts",
        "UPDATE sign_in_code SET attempts = 6",
    ),
    (
        "sign_in_code_ends_once",
        "UPDATE sign_in_code SET used_at = created_at, replaced_at = created_at",
    ),
    (
        "sign_in_code_from_known_browser",
        "UPDATE sign_in_code SET from_known_browser = 2",
    ),
    (
        "known_browser_pk",
        "INSERT INTO known_browser SELECT * FROM known_browser",
    ),
    (
        "sign_in_code_link",
        "UPDATE sign_in_code SET link_hash = code_hash",
    ),
    (
        "address_change_pk",
        "UPDATE address_change SET id = (SELECT id FROM address_change ORDER BY id LIMIT 1)",
    ),
    (
        "address_change_email_lower",
        "UPDATE address_change SET email = 'New@example.nhs.uk'",
    ),
    (
        "address_change_ends_once",
        "UPDATE address_change SET used_at = asked_at, replaced_at = asked_at",
    ),
    (
        "address_change_link",
        "UPDATE address_change SET link_hash = (SELECT link_hash FROM address_change ORDER BY id LIMIT 1)",
    ),
    (
        "address_change_live",
        "UPDATE address_change SET person_id = (SELECT person_id FROM address_change ORDER BY id LIMIT 1)",
    ),
    (
        "session_pk",
        "UPDATE session SET id = (SELECT id FROM session ORDER BY id LIMIT 1)",
    ),
    (
        "session_token",
        "UPDATE session SET token_hash = (SELECT token_hash FROM session ORDER BY id LIMIT 1)",
    ),
    ("rate_limit_pk", "UPDATE rate_limit SET bucket = 'same'"),
    ("rate_limit_tries", "UPDATE rate_limit SET tries = 0"),
    (
        "setting_pk",
        "UPDATE setting SET id = (SELECT id FROM setting ORDER BY id LIMIT 1)",
    ),
    ("setting_value", "UPDATE setting SET value = -1"),
    ("setting_days", "UPDATE setting SET valid_to = valid_from"),
    (
        "setting_from",
        "UPDATE setting SET valid_from = '2026-01-01', valid_to = NULL",
    ),
    (
        "setting_from_in_organisation",
        "UPDATE setting SET valid_from = '2026-01-01', valid_to = NULL,
            organisation_id = (SELECT id FROM organisation ORDER BY id LIMIT 1)",
    ),
    (
        "bank_holiday_pk",
        "UPDATE bank_holiday SET day = '2026-01-01'",
    ),
    (
        "adviser_pk",
        "INSERT INTO adviser (person_id, about, buffer_minutes) SELECT person_id, '', 0 FROM adviser",
    ),
    ("adviser_about", "UPDATE adviser SET about = '{501}'"),
    ("adviser_buffer", "UPDATE adviser SET buffer_minutes = 61"),
    ("adviser_notice", "UPDATE adviser SET notice_hours = 337"),
    ("adviser_horizon", "UPDATE adviser SET horizon_days = 0"),
    (
        "weekly_pattern_pk",
        "UPDATE weekly_pattern SET id = (SELECT id FROM weekly_pattern ORDER BY id LIMIT 1)",
    ),
    (
        "weekly_pattern_weekday",
        "UPDATE weekly_pattern SET weekday = 8",
    ),
    (
        "weekly_pattern_slot",
        "UPDATE weekly_pattern SET slot_minutes = 31",
    ),
    ("weekly_pattern_ways", "UPDATE weekly_pattern SET ways = ''"),
    (
        "weekly_pattern_times",
        "UPDATE weekly_pattern SET ends = starts",
    ),
    (
        "weekly_pattern_days",
        "UPDATE weekly_pattern SET valid_to = '2000-01-01'",
    ),
    (
        "extra_slot_pk",
        "UPDATE extra_slot SET id = (SELECT id FROM extra_slot ORDER BY id LIMIT 1)",
    ),
    ("extra_slot_ways", "UPDATE extra_slot SET ways = ''"),
    (
        "extra_slot_times",
        "UPDATE extra_slot SET ends_at = starts_at",
    ),
    (
        "leave_period_pk",
        "UPDATE leave_period SET id = (SELECT id FROM leave_period ORDER BY id LIMIT 1)",
    ),
    (
        "leave_period_days",
        "UPDATE leave_period SET last_day = '2000-01-01'",
    ),
    (
        "draft_pk",
        "UPDATE draft SET id = (SELECT id FROM draft ORDER BY id LIMIT 1)",
    ),
    ("draft_journey", "UPDATE draft SET journey = 'same'"),
    (
        "career_conversation_pk",
        "UPDATE career_conversation SET status = 'attended', id = (SELECT id FROM career_conversation ORDER BY id LIMIT 1)",
    ),
    (
        "career_conversation_way",
        "UPDATE career_conversation SET way = 'pigeon'",
    ),
    (
        "career_conversation_topic",
        "UPDATE career_conversation SET topic = 'weather'",
    ),
    (
        "career_conversation_preparation",
        "UPDATE career_conversation SET preparation = '{2001}'",
    ),
    (
        "career_conversation_status",
        "UPDATE career_conversation SET status = 'dreamt'",
    ),
    (
        "career_conversation_sequence",
        "UPDATE career_conversation SET calendar_sequence = -1",
    ),
    (
        "career_conversation_version",
        "UPDATE career_conversation SET version = 0",
    ),
    (
        "career_conversation_times",
        "UPDATE career_conversation SET ends_at = starts_at",
    ),
    (
        "career_conversation_place",
        "UPDATE career_conversation SET way = 'in_person'",
    ),
    (
        "career_conversation_two_people",
        "UPDATE career_conversation SET status = 'attended', member_id = adviser_id",
    ),
    (
        "career_conversation_reference",
        "UPDATE career_conversation SET reference = 'CC-AAAA-AAAA'",
    ),
    (
        "career_conversation_submission",
        "UPDATE career_conversation SET submission_id = (SELECT submission_id FROM career_conversation ORDER BY id LIMIT 1)",
    ),
    (
        "career_conversation_adviser_slot",
        "UPDATE career_conversation SET starts_at = '2026-03-03T09:00:00.000000Z' WHERE starts_at = '2026-03-03T10:00:00.000000Z'",
    ),
    (
        "career_conversation_adviser_overlap",
        "UPDATE career_conversation SET starts_at = '2026-03-03T09:15:00.000000Z' WHERE starts_at = '2026-03-03T10:00:00.000000Z'",
    ),
    (
        "career_conversation_member_overlap",
        "UPDATE career_conversation SET starts_at = '2026-03-03T09:15:00.000000Z' WHERE starts_at = '2026-03-03T11:00:00.000000Z'",
    ),
    (
        "waiting_entry_pk",
        "UPDATE waiting_entry SET id = (SELECT id FROM waiting_entry ORDER BY id LIMIT 1)",
    ),
    (
        "waiting_entry_way",
        "UPDATE waiting_entry SET way = 'pigeon'",
    ),
    (
        "waiting_entry_weekdays",
        "UPDATE waiting_entry SET weekdays = ''",
    ),
    (
        "waiting_entry_topic",
        "UPDATE waiting_entry SET topic = 'weather'",
    ),
    (
        "waiting_entry_state",
        "UPDATE waiting_entry SET state = 'dreamt'",
    ),
    (
        "waiting_entry_place",
        "UPDATE waiting_entry SET way = 'in_person'",
    ),
    (
        "waiting_entry_live",
        "UPDATE waiting_entry SET member_id = (SELECT member_id FROM waiting_entry ORDER BY id LIMIT 1)",
    ),
    (
        "waiting_offer_pk",
        "UPDATE waiting_offer SET state = 'declined', answered_at = made_at, id = (SELECT id FROM waiting_offer ORDER BY id LIMIT 1)",
    ),
    (
        "waiting_offer_state",
        "UPDATE waiting_offer SET state = 'lost', answered_at = made_at",
    ),
    (
        "waiting_offer_times",
        "UPDATE waiting_offer SET ends_at = starts_at",
    ),
    (
        "waiting_offer_deadline",
        "UPDATE waiting_offer SET expires_at = made_at",
    ),
    (
        "waiting_offer_answered",
        "UPDATE waiting_offer SET answered_at = made_at",
    ),
    (
        "waiting_offer_slot",
        "UPDATE waiting_offer SET starts_at = '2026-03-03T14:00:00.000000Z' WHERE starts_at = '2026-03-03T15:00:00.000000Z'",
    ),
    (
        "waiting_offer_overlap",
        "UPDATE waiting_offer SET starts_at = '2026-03-03T14:15:00.000000Z' WHERE starts_at = '2026-03-03T15:00:00.000000Z'",
    ),
    (
        "waiting_offer_booked",
        "UPDATE waiting_offer SET starts_at = '2026-03-03T09:15:00.000000Z' WHERE starts_at = '2026-03-03T14:00:00.000000Z'",
    ),
    (
        "waiting_offer_entry",
        "UPDATE waiting_offer SET entry_id = (SELECT entry_id FROM waiting_offer ORDER BY id LIMIT 1)",
    ),
    (
        "waiting_offer_once",
        "UPDATE waiting_offer SET starts_at = '2026-03-03T14:00:00.000000Z' WHERE starts_at = '2026-03-03T16:00:00.000000Z'",
    ),
    (
        "career_conversation_offered",
        "UPDATE career_conversation SET ends_at = '2026-03-03T14:15:00.000000Z' WHERE starts_at = '2026-03-03T10:00:00.000000Z'",
    ),
    ("reminder_pk", "UPDATE reminder SET kind = 'week'"),
    ("reminder_kind", "UPDATE reminder SET kind = 'year'"),
    ("reminder_outcome", "UPDATE reminder SET outcome = 'lost'"),
    (
        "invitation_pk",
        "UPDATE invitation SET id = (SELECT id FROM invitation ORDER BY id LIMIT 1)",
    ),
    (
        "invitation_state",
        "UPDATE invitation SET state = 'lost', decided_at = asked_at",
    ),
    (
        "invitation_decided",
        "UPDATE invitation SET decided_at = asked_at",
    ),
    (
        "invitation_waiting",
        "UPDATE invitation SET member_id = (SELECT member_id FROM invitation ORDER BY id LIMIT 1)",
    ),
    ("kept_clash_pk", "UPDATE kept_clash SET clash = 'on_leave'"),
    ("kept_clash_clash", "UPDATE kept_clash SET clash = 'whim'"),
    (
        "calendar_feed_pk",
        "UPDATE calendar_feed SET id = (SELECT id FROM calendar_feed ORDER BY id LIMIT 1)",
    ),
    (
        "calendar_feed_token",
        "UPDATE calendar_feed SET token_hash = (SELECT token_hash FROM calendar_feed ORDER BY id LIMIT 1)",
    ),
    (
        "calendar_feed_live",
        "UPDATE calendar_feed SET person_id = (SELECT person_id FROM calendar_feed ORDER BY id LIMIT 1)",
    ),
    (
        "conversation_summary_pk",
        "INSERT INTO conversation_summary SELECT * FROM conversation_summary",
    ),
    (
        "conversation_summary_words",
        "UPDATE conversation_summary SET words = '{3001}'",
    ),
    (
        "conversation_summary_state",
        "UPDATE conversation_summary SET state = 'lost'",
    ),
    (
        "conversation_summary_version",
        "UPDATE conversation_summary SET version = 0",
    ),
    (
        "conversation_summary_shared",
        "UPDATE conversation_summary SET state = 'shared'",
    ),
    (
        "conversation_pathway_pk",
        "UPDATE conversation_pathway SET pathway = 'vacancy'",
    ),
    (
        "conversation_pathway_pathway",
        "UPDATE conversation_pathway SET pathway = 'moon'",
    ),
    (
        "private_note_pk",
        "INSERT INTO private_note SELECT * FROM private_note",
    ),
    (
        "private_note_words",
        "UPDATE private_note SET words = '{3001}'",
    ),
    (
        "career_action_pk",
        "UPDATE career_action SET id = (SELECT id FROM career_action ORDER BY id LIMIT 1)",
    ),
    ("career_action_words", "UPDATE career_action SET words = ''"),
    (
        "career_action_pathway",
        "UPDATE career_action SET pathway = 'moon'",
    ),
    (
        "career_action_state",
        "UPDATE career_action SET state = 'lost', closed_at = agreed_at",
    ),
    (
        "career_action_closed",
        "UPDATE career_action SET closed_at = agreed_at",
    ),
    (
        "career_outcome_pk",
        "UPDATE career_outcome SET kind = 'got_job', happened_on = '2026-03-09'",
    ),
    (
        "career_outcome_kind",
        "UPDATE career_outcome SET kind = 'flew_away', happened_on = '2026-03-09'",
    ),
    (
        "career_outcome_day",
        "UPDATE career_outcome SET happened_on = NULL",
    ),
    (
        "conversation_feedback_pk",
        "INSERT INTO conversation_feedback SELECT * FROM conversation_feedback",
    ),
    (
        "conversation_feedback_usefulness",
        "UPDATE conversation_feedback SET usefulness = 'splendid'",
    ),
    (
        "conversation_feedback_next_step",
        "UPDATE conversation_feedback SET next_step = 'perhaps'",
    ),
    (
        "summary_template_pk",
        "UPDATE summary_template SET id = (SELECT id FROM summary_template ORDER BY id LIMIT 1)",
    ),
    (
        "summary_template_name",
        "UPDATE summary_template SET name = ''",
    ),
    (
        "summary_template_words",
        "UPDATE summary_template SET words = ''",
    ),
    (
        "summary_template_once",
        "UPDATE summary_template SET name = 'same'",
    ),
    (
        "outbox_pk",
        "UPDATE outbox SET id = (SELECT id FROM outbox ORDER BY id LIMIT 1)",
    ),
    (
        "outbox_calendar_method",
        "UPDATE outbox SET calendar_method = 'PUBLISH'",
    ),
    ("outbox_attempts", "UPDATE outbox SET attempts = -1"),
    (
        "outbox_ends_once",
        "UPDATE outbox SET delivered_at = created_at, dead_at = created_at",
    ),
    ("audit_pk", "INSERT INTO audit SELECT * FROM audit"),
    (
        "audit_append_only",
        "UPDATE audit SET action = 'signed_out'",
    ),
    (
        "audit_unlinked_pk",
        "UPDATE audit_unlinked SET audit_id = (SELECT audit_id FROM audit_unlinked ORDER BY audit_id LIMIT 1)",
    ),
    (
        "audit_link_pk",
        "INSERT INTO audit_link SELECT * FROM audit_link",
    ),
    (
        "audit_link_ordinal",
        "INSERT INTO audit_link (ordinal, audit_id, hash) SELECT 0, audit_id, hash FROM audit_link",
    ),
    (
        "audit_link_once",
        "INSERT INTO audit_link (ordinal, audit_id, hash) SELECT ordinal + 100, audit_id, hash FROM audit_link",
    ),
    (
        "audit_link_append_only",
        "UPDATE audit_link SET ordinal = ordinal + 100",
    ),
    ("heartbeat_pk", "UPDATE heartbeat SET name = 'same'"),
    ("job_pk", "UPDATE job SET name = 'same'"),
    ("job_took", "UPDATE job SET took_milliseconds = -1"),
    ("job_runs", "UPDATE job SET failures = runs + 1"),
];

/// `'{500}'` is a text of 500 characters.
fn statement(name: &'static str, sql: &str) -> &'static Statement {
    let sql = match sql.split_once('{').zip(sql.split_once('}')) {
        Some(((before, rest), (_, after))) => {
            let length = rest.split('}').next().unwrap().parse().unwrap();
            format!("{before}{}{after}", "é".repeat(length))
        }
        None => sql.to_owned(),
    };
    let sql: &'static str = sql.leak();
    Box::leak(Box::new(Statement {
        name,
        sqlite: sql,
        postgres: sql,
    }))
}

/// The trigger that speaks before a unique index on SQLite.
static BEFORE_THE_INDEX: [(&str, Statement); 2] = [
    (
        "career_conversation_adviser_slot",
        Statement {
            name: "BEFORE_THE_ADVISERS_INDEX",
            sqlite: "DROP TRIGGER IF EXISTS career_conversation_adviser_overlap_update",
            postgres: "",
        },
    ),
    (
        "waiting_offer_slot",
        Statement {
            name: "BEFORE_THE_OFFERS_INDEX",
            sqlite: "DROP TRIGGER IF EXISTS waiting_offer_overlap_update",
            postgres: "",
        },
    ),
];

async fn refusal(store: &Store, name: &'static str, sql: &str) -> String {
    let mut tx = store.write().await.unwrap();
    for (index, drop_trigger) in &BEFORE_THE_INDEX {
        // Taken away until this transaction ends, for both must refuse.
        if *index == name && !store.is_postgres() {
            tx.q(drop_trigger).execute().await.unwrap();
        }
    }
    match tx.q(statement(name, sql)).execute().await {
        Err(StoreError::Conflict(constraint)) => constraint,
        other => format!("{other:?}"),
    }
}

pub async fn every_constraint_refuses_by_its_name(store: &Store) {
    two_rows_of_each_table(store).await;
    let mut wrong = Vec::new();
    for (name, sql) in REFUSED {
        let refusal = refusal(store, name, sql).await;
        if refusal != *name {
            wrong.push(format!("{name}: {refusal}"));
        }
    }
    for (name, sql) in DANGLING {
        let refusal = refusal(store, name, sql).await;
        if refusal != FOREIGN_KEY {
            wrong.push(format!("{name}: {refusal}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub async fn no_constraint_is_forgotten_here(_: &Store) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/postgres");
    let mut named = BTreeSet::new();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        // What a file drops is gone unless the file adds it again.
        for rest in text.split("DROP CONSTRAINT ").skip(1) {
            named.remove(rest.split_whitespace().next().unwrap());
        }
        let text = text.replace("DROP CONSTRAINT ", "");
        for before in ["CONSTRAINT ", "CREATE UNIQUE INDEX "] {
            named.extend(text.split(before).skip(1).filter_map(|rest| {
                rest.split_whitespace()
                    .next()
                    .filter(|name| name.starts_with(char::is_lowercase))
                    .map(str::to_owned)
            }));
        }
    }
    let here: BTreeSet<_> = REFUSED
        .iter()
        .chain(DANGLING)
        .map(|(name, _)| *name)
        .collect();
    let forgotten: Vec<_> = named
        .iter()
        .filter(|name| !here.contains(name.as_str()))
        .collect();
    assert!(named.len() > 80, "{} names", named.len());
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
