//! Settings, drafts, messages, the log, and what servers know of each other.

use domain::career_conversations::settings::CUT_OFF_HOURS;
use domain::people::audit::{SESSION, SIGNED_IN};
use domain::people::role::Role;
use domain::system::announcement::{Announcement, Audience, Notice};
use domain::system::guide::Guide;
use domain::system::outbox::{MessageKind, Topic};
use jiff::civil::date;
use serde_json::json;
use store::Tx;
use store::system::draft::Draft;
use store::system::outbox::Message;

use super::super::build::{nine, uuid};
use super::{BACKGROUND, BROUGHT, Cast, FEW_ROWS, NOT_BY_PEOPLE, NOTHING, ONLY_OPEN, Proof};

pub async fn rows(tx: &mut Tx, cast: &Cast) {
    for number in 0..2 {
        numbered(tx, cast, number).await;
    }
}

/// One row of each table: `number` tells them apart.
async fn numbered(tx: &mut Tx, cast: &Cast, number: i8) {
    let day = date(2026, 5, 1 + number);
    let value = 24 + i64::from(number);
    store::system::rate_limit::count(tx, &format!("code:{number}"), nine())
        .await
        .unwrap();
    store::system::setting::set(
        tx,
        &store::system::setting::New {
            id: uuid().into(),
            setting: CUT_OFF_HOURS,
            organisation: None,
            value,
            from: day,
            at: nine(),
            by: None,
        },
    )
    .await
    .unwrap();
    let draft = Draft {
        id: uuid().into(),
        person: cast.amina,
        journey: format!("journey-{number}"),
        subject: String::new(),
        answers: json!({}),
        updated_at: nine(),
    };
    store::system::draft::save(tx, &draft).await.unwrap();
    let recipient = store::people::person::by_id(tx, cast.amina)
        .await
        .unwrap()
        .email;
    let message = Message {
        id: uuid().into(),
        kind: MessageKind::Secret,
        recipient: recipient.as_str().to_owned(),
        subject: "Your code".to_owned(),
        body: "123456".to_owned(),
        calendar: None,
        calendar_method: None,
        created_at: nine(),
        due_at: nine(),
        attempts: 0,
        about: None,
        topic: None,
    };
    store::system::outbox::insert(tx, &message).await.unwrap();
    let entry = store::system::audit::Entry {
        id: uuid().into(),
        at: nine(),
        actor: Some(cast.amina),
        action: SIGNED_IN.code().to_owned(),
        object_kind: SESSION.code().to_owned(),
        object: uuid(),
        person: Some(cast.amina),
        organisation: Some(cast.organisation),
        address: None,
        detail: json!({}),
    };
    store::system::audit::append(tx, &entry).await.unwrap();
    let link = store::system::audit_link::Link {
        ordinal: i64::from(number) + 1,
        // The row itself stays among those that wait.
        audit: uuid(),
        hash: vec![0; 32],
    };
    store::system::audit_link::append(tx, 0, &[link])
        .await
        .unwrap();
    let announcement = Announcement {
        id: uuid().into(),
        notice: Notice {
            title: format!("Flu clinics {number}"),
            words: "Book yours.".to_owned(),
            audience: Audience::Staff,
            organisation: Some(cast.organisation),
            first_day: day,
            last_day: day,
        },
        published_by: cast.ben,
        published_at: nine(),
        ended_at: None,
    };
    let told = store::system::announcement::insert(tx, &announcement);
    told.await.unwrap();
    let hidden = store::system::announcement::hide(tx, announcement.id, cast.amina, nine());
    hidden.await.unwrap();
    let topic = Topic::of_code(format!("topic-{number}"));
    let unwanted = store::system::notification::want(tx, cast.amina, &topic, false, nine());
    unwanted.await.unwrap();
    let guide = Guide {
        id: uuid().into(),
        role: Role::ALL[usize::from(number.unsigned_abs())],
        words: "# How to book".to_owned(),
        version: 1,
        written_by: cast.ben,
        written_at: nine(),
    };
    store::system::guide::write(tx, &guide).await.unwrap();
    store::system::heartbeat::beat(tx, &format!("worker-{number}"), nine())
        .await
        .unwrap();
    store::system::job::ensure(tx, nine()).await.unwrap();
}

pub static PROOF: Proof = Proof {
    refused: "
        rate_limit_tries: UPDATE rate_limit SET tries = 0
        setting_value: UPDATE setting SET value = -1
        setting_days: UPDATE setting SET valid_to = valid_from
        setting_from: UPDATE setting SET valid_from = '2026-01-01', valid_to = NULL
        setting_from_in_organisation: UPDATE setting SET valid_from = '2026-01-01', valid_to = NULL, organisation_id = (SELECT id FROM organisation ORDER BY id LIMIT 1)
        announcement_title: UPDATE announcement SET title = '{81}'
        announcement_words: UPDATE announcement SET words = ''
        announcement_audience: UPDATE announcement SET audience = 'pigeons'
        announcement_days: UPDATE announcement SET last_day = '2026-01-01'
        guide_words: UPDATE guide SET words = '{20001}'
        guide_version: UPDATE guide SET version = 0
        guide_role: UPDATE guide SET role = (SELECT role FROM guide ORDER BY role LIMIT 1)
        draft_journey: UPDATE draft SET journey = 'same'
        outbox_calendar_method: UPDATE outbox SET calendar_method = 'PUBLISH'
        outbox_attempts: UPDATE outbox SET attempts = -1
        outbox_ends_once: UPDATE outbox SET delivered_at = created_at, dead_at = created_at
        audit_pk: INSERT INTO audit SELECT * FROM audit
        audit_append_only: UPDATE audit SET action = 'signed_out'
        audit_link_pk: INSERT INTO audit_link SELECT * FROM audit_link
        audit_link_ordinal: INSERT INTO audit_link (ordinal, audit_id, hash) SELECT 0, audit_id, hash FROM audit_link
        audit_link_once: INSERT INTO audit_link (ordinal, audit_id, hash) SELECT ordinal + 100, audit_id, hash FROM audit_link
        audit_link_append_only: UPDATE audit_link SET ordinal = ordinal + 100
        job_took: UPDATE job SET took_milliseconds = -1
        job_runs: UPDATE job SET failures = runs + 1
        audit_actor: INSERT INTO audit (id, at, action, object_kind, object_id, detail, actor_id) SELECT object_id, at, action, object_kind, object_id, detail, id FROM audit
        audit_person: INSERT INTO audit (id, at, action, object_kind, object_id, detail, person_id) SELECT object_id, at, action, object_kind, object_id, detail, id FROM audit
        audit_organisation: INSERT INTO audit (id, at, action, object_kind, object_id, detail, organisation_id) SELECT object_id, at, action, object_kind, object_id, detail, id FROM audit
    ",
    held_by_nobody: &["settings"],
    erased: &["unfinished_forms", "emails", "hidden_announcements"],
    read_whole: &[
        (
            FEW_ROWS,
            &[
                "system::announcement::COUNT: announcement_by_organisation",
                "system::announcement::LIST: announcement_newest",
                "system::guide::ALL: guide",
                "system::heartbeat::FORGET: heartbeat",
                "system::heartbeat::SINCE: heartbeat",
                "system::job::ALL: sqlite_autoindex_job_1",
                "system::job::DUE: job",
                "system::personal_data::SETTINGS: setting",
                "system::search_key::ADVISERS: a",
                "system::search_key::SITES: sqlite_autoindex_site_1",
                "system::setting::ALL: setting",
                "system::setting::END: setting",
                "system::setting::REMOVE_FROM: setting",
            ],
        ),
        (
            ONLY_OPEN,
            &[
                "system::outbox::ALL_DELIVERED: outbox_due",
                "system::outbox::QUEUE: outbox_due",
            ],
        ),
        (
            BROUGHT,
            &[
                "system::outbox::ANY_DUE: due",
                "system::notification::UNSEEN: unseen",
                "system::search_key::KEEP_ORGANISATIONS: r",
                "system::search_key::KEEP_PEOPLE: r",
                "system::search_key::KEEP_SITES: r",
                "system::search_key::ONE_AT_A_TIME: CONSTANT ROW",
            ],
        ),
        (BACKGROUND, &["system::rate_limit::FORGET: rate_limit"]),
        (
            "what waits for its link for some seconds, the last link, and the whole log by who proves it",
            &[
                "system::audit_link::GONE: u",
                "system::audit_link::LAST: audit_link",
                "system::audit_link::UNKNOWN: sqlite_autoindex_audit_1",
                "system::audit_link::WAITING: sqlite_autoindex_audit_unlinked_1",
                "system::audit_link::WAITING_COUNT: audit_unlinked",
            ],
        ),
        (
            NOT_BY_PEOPLE,
            &[
                "system::outbox::COUNTS: outbox",
                "system::outbox::LETTERS: outbox_by_age",
                "system::outbox::LETTERS_COUNT: outbox_by_age",
            ],
        ),
    ],
    ..NOTHING
};
