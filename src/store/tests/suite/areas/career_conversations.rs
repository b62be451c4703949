//! Advisers and their times, conversations and what follows them, the waiting list.

mod read_whole;

use domain::career_conversations::availability::{Clash, ExtraSlot, Leave, Ways, WeeklyPattern};
use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::career_outcome::{
    CareerOutcome, ConversationFeedback, NextStep, OutcomeKind, Usefulness,
};
use domain::career_conversations::conversation_summary::{PrivateNote, SummaryTemplate};
use domain::career_conversations::invitation::InvitationState;
use domain::career_conversations::reminder::{ReminderKind, ReminderOutcome};
use domain::career_conversations::waiting_list::WaitingEntry;
use domain::kit::instant::Interval;
use domain::people::id::PersonId;
use domain::seats::OfferState;
use jiff::civil::{Weekday, date, time};
use store::Tx;
use store::career_conversations::invitation::Invitation;
use store::db::Statement;
use store::testing::{keep_time, stand_in_line};

use super::super::build::{action, adviser, conversation, draft_summary, entry, nine, offer, uuid};
use super::{Cast, Proof};
use read_whole::READ_WHOLE;

pub async fn rows(tx: &mut Tx, cast: &Cast) {
    let (amina, ben) = (cast.amina, cast.ben);
    let david = adviser(tx, "David Okafor").await;
    let grace = adviser(tx, "Grace Obi").await;
    for adviser in [david, grace] {
        available(tx, adviser).await;
    }
    let first = conversation(amina, david, nine());
    let second = conversation(ben, david, nine().plus_hours(1));
    let third = conversation(amina, grace, nine().plus_hours(2));
    for booked in [&first, &second, &third] {
        store::career_conversations::career_conversation::insert(tx, booked)
            .await
            .unwrap();
    }
    let entries = [in_line(tx, amina).await, in_line(tx, ben).await];
    let declined = offer(&entries[0], david, nine().plus_hours(7));
    keep_time(tx, &declined).await.unwrap();
    store::seats::offer::answer(tx, &declined.offer(), OfferState::Declined, nine())
        .await
        .unwrap();
    for (entry, hours) in entries.iter().zip([5, 6]) {
        let open = offer(entry, david, nine().plus_hours(hours));
        keep_time(tx, &open).await.unwrap();
    }
    for person in [amina, ben] {
        let invitation = Invitation {
            id: uuid().into(),
            member: person,
            asked_by: amina,
            asked_at: nine(),
            state: InvitationState::Waiting,
        };
        assert!(
            store::career_conversations::invitation::insert(tx, &invitation)
                .await
                .unwrap()
        );
    }
    for clash in [Clash::OnLeave, Clash::OtherWay] {
        store::career_conversations::kept_clash::keep(tx, &first, clash, nine())
            .await
            .unwrap();
    }
    for kind in ReminderKind::ALL {
        let outcome = ReminderOutcome::Queued;
        store::career_conversations::reminder::decide(tx, &first, *kind, outcome, nine())
            .await
            .unwrap();
    }
    for booked in [&first, &second] {
        followed(tx, booked).await;
    }
}

/// Somebody new in line.
async fn in_line(tx: &mut Tx, member: PersonId) -> WaitingEntry {
    let entry = entry(member);
    stand_in_line(tx, &entry).await.unwrap();
    entry
}

async fn available(tx: &mut Tx, adviser: PersonId) {
    let pattern = WeeklyPattern {
        id: uuid().into(),
        adviser,
        weekday: Weekday::Tuesday,
        starts: time(9, 0, 0, 0),
        ends: time(12, 0, 0, 0),
        slot_minutes: 30,
        ways: Ways::all(),
        site: None,
        valid_from: date(2026, 1, 1),
        valid_to: None,
    };
    store::career_conversations::weekly_pattern::insert(tx, &pattern)
        .await
        .unwrap();
    let slot = ExtraSlot {
        id: uuid().into(),
        adviser,
        interval: Interval::lasting(nine(), 30),
        ways: Ways::all(),
        site: None,
    };
    store::career_conversations::extra_slot::insert(tx, &slot)
        .await
        .unwrap();
    let leave = Leave {
        id: uuid().into(),
        adviser,
        first_day: date(2026, 4, 1),
        last_day: date(2026, 4, 3),
    };
    store::career_conversations::leave::insert(tx, &leave)
        .await
        .unwrap();
}

/// What follows a conversation, one row of each.
async fn followed(tx: &mut Tx, booked: &CareerConversation) {
    let conversation = booked.id;
    let summary = draft_summary(booked);
    store::career_conversations::conversation_summary::insert(tx, &summary)
        .await
        .unwrap();
    let note = PrivateNote {
        conversation,
        adviser: booked.adviser,
        words: "Ring again in May".to_owned(),
        saved_at: nine(),
    };
    store::career_conversations::private_note::save(tx, &note)
        .await
        .unwrap();
    store::career_conversations::career_action::insert(tx, &action(booked))
        .await
        .unwrap();
    for (kind, happened_on) in [
        (OutcomeKind::GotJob, Some(date(2026, 3, 9))),
        (OutcomeKind::NothingYet, None),
    ] {
        let outcome = CareerOutcome {
            conversation,
            kind,
            happened_on,
            said_at: nine(),
        };
        store::career_conversations::career_outcome::say(tx, &outcome)
            .await
            .unwrap();
    }
    let feedback = ConversationFeedback {
        conversation,
        usefulness: Usefulness::Useful,
        next_step: NextStep::Yes,
        given_at: nine(),
    };
    store::career_conversations::career_outcome::give_feedback(tx, &feedback)
        .await
        .unwrap();
    let template = SummaryTemplate {
        id: uuid().into(),
        adviser: booked.adviser,
        name: format!("First conversation {conversation}"),
        words: "We talked about".to_owned(),
        made_at: nine(),
    };
    store::career_conversations::summary_template::insert(tx, &template)
        .await
        .unwrap();
}

pub static PROOF: Proof = Proof {
    refused: "
        adviser_about: UPDATE adviser SET about = '{501}'
        adviser_buffer: UPDATE adviser SET buffer_minutes = 61
        adviser_notice: UPDATE adviser SET notice_hours = 337
        adviser_horizon: UPDATE adviser SET horizon_days = 0
        weekly_pattern_weekday: UPDATE weekly_pattern SET weekday = 8
        weekly_pattern_slot: UPDATE weekly_pattern SET slot_minutes = 31
        weekly_pattern_ways: UPDATE weekly_pattern SET ways = ''
        weekly_pattern_times: UPDATE weekly_pattern SET ends = starts
        weekly_pattern_days: UPDATE weekly_pattern SET valid_to = '2000-01-01'
        extra_slot_ways: UPDATE extra_slot SET ways = ''
        extra_slot_times: UPDATE extra_slot SET ends_at = starts_at
        leave_period_days: UPDATE leave_period SET last_day = '2000-01-01'
        career_conversation_pk: UPDATE career_conversation SET status = 'attended', id = (SELECT id FROM career_conversation ORDER BY id LIMIT 1)
        career_conversation_way: UPDATE career_conversation SET way = 'pigeon'
        career_conversation_topic: UPDATE career_conversation SET topic = 'weather'
        career_conversation_preparation: UPDATE career_conversation SET preparation = '{2001}'
        career_conversation_status: UPDATE career_conversation SET status = 'dreamt'
        career_conversation_sequence: UPDATE career_conversation SET calendar_sequence = -1
        career_conversation_version: UPDATE career_conversation SET version = 0
        career_conversation_times: UPDATE career_conversation SET ends_at = starts_at
        career_conversation_place: UPDATE career_conversation SET way = 'in_person'
        career_conversation_two_people: UPDATE career_conversation SET status = 'attended', member_id = adviser_id
        career_conversation_reference: UPDATE career_conversation SET reference = 'CC-AAAA-AAAA'
        career_conversation_submission: UPDATE career_conversation SET submission_id = (SELECT submission_id FROM career_conversation ORDER BY id LIMIT 1)
        career_conversation_adviser_slot: UPDATE career_conversation SET starts_at = '2026-03-03T09:00:00.000000Z' WHERE starts_at = '2026-03-03T10:00:00.000000Z'
        career_conversation_adviser_overlap: UPDATE career_conversation SET starts_at = '2026-03-03T09:15:00.000000Z' WHERE starts_at = '2026-03-03T10:00:00.000000Z'
        career_conversation_member_overlap: UPDATE career_conversation SET starts_at = '2026-03-03T09:15:00.000000Z' WHERE starts_at = '2026-03-03T11:00:00.000000Z'
        waiting_entry_way: UPDATE waiting_entry SET way = 'pigeon'
        waiting_entry_weekdays: UPDATE waiting_entry SET weekdays = ''
        waiting_entry_topic: UPDATE waiting_entry SET topic = 'weather'
        waiting_entry_place: UPDATE waiting_entry SET way = 'in_person'
        waiting_offer_pk: UPDATE waiting_offer SET state = 'declined', id = (SELECT id FROM waiting_offer ORDER BY id LIMIT 1)
        waiting_offer_times: UPDATE waiting_offer SET ends_at = starts_at
        waiting_offer_deadline: UPDATE waiting_offer SET expires_at = ends_at
        waiting_offer_slot: UPDATE waiting_offer SET starts_at = '2026-03-03T14:00:00.000000Z' WHERE starts_at = '2026-03-03T15:00:00.000000Z'
        waiting_offer_overlap: UPDATE waiting_offer SET starts_at = '2026-03-03T14:15:00.000000Z' WHERE starts_at = '2026-03-03T15:00:00.000000Z'
        waiting_offer_booked: UPDATE waiting_offer SET starts_at = '2026-03-03T09:15:00.000000Z' WHERE starts_at = '2026-03-03T14:00:00.000000Z'
        waiting_offer_once: UPDATE waiting_offer SET starts_at = '2026-03-03T14:00:00.000000Z' WHERE starts_at = '2026-03-03T16:00:00.000000Z'
        career_conversation_offered: UPDATE career_conversation SET ends_at = '2026-03-03T14:15:00.000000Z' WHERE starts_at = '2026-03-03T10:00:00.000000Z'
        reminder_kind: UPDATE reminder SET kind = 'year'
        reminder_outcome: UPDATE reminder SET outcome = 'lost'
        invitation_state: UPDATE invitation SET state = 'lost', decided_at = asked_at
        invitation_decided: UPDATE invitation SET decided_at = asked_at
        invitation_waiting: UPDATE invitation SET member_id = (SELECT member_id FROM invitation ORDER BY id LIMIT 1)
        kept_clash_clash: UPDATE kept_clash SET clash = 'whim'
        conversation_summary_words: UPDATE conversation_summary SET words = '{3001}'
        conversation_summary_state: UPDATE conversation_summary SET state = 'lost'
        conversation_summary_version: UPDATE conversation_summary SET version = 0
        conversation_summary_shared: UPDATE conversation_summary SET state = 'shared'
        conversation_pathway_pathway: UPDATE conversation_pathway SET pathway = 'moon'
        private_note_words: UPDATE private_note SET words = '{3001}'
        career_action_words: UPDATE career_action SET words = ''
        career_action_pathway: UPDATE career_action SET pathway = 'moon'
        career_action_state: UPDATE career_action SET state = 'lost', closed_at = agreed_at
        career_action_closed: UPDATE career_action SET closed_at = agreed_at
        career_outcome_pk: UPDATE career_outcome SET kind = 'got_job', happened_on = '2026-03-09'
        career_outcome_kind: UPDATE career_outcome SET kind = 'flew_away', happened_on = '2026-03-09'
        career_outcome_day: UPDATE career_outcome SET happened_on = NULL
        conversation_feedback_usefulness: UPDATE conversation_feedback SET usefulness = 'splendid'
        conversation_feedback_next_step: UPDATE conversation_feedback SET next_step = 'perhaps'
        summary_template_name: UPDATE summary_template SET name = ''
        summary_template_words: UPDATE summary_template SET words = ''
        summary_template_once: UPDATE summary_template SET name = 'same'
        adviser_person: INSERT INTO adviser (person_id, about, buffer_minutes) SELECT id, '', 0 FROM site
        career_conversation_site: UPDATE career_conversation SET site_id = id, way = 'in_person'
        waiting_entry_claim: INSERT INTO waiting_entry (id, way, weekdays, last_day, topic) SELECT c.id, 'video', 'mon', e.last_day, 'ideas' FROM career_conversation c JOIN waiting_entry e ON e.way = 'video' LIMIT 1
        waiting_entry_site: UPDATE waiting_entry SET site_id = id, way = 'in_person'
        waiting_offer_entry_fk: INSERT INTO waiting_offer (id, entry_id, adviser_id, starts_at, ends_at, state, expires_at) SELECT s.id, s.claim_id, w.adviser_id, w.starts_at, w.ends_at, s.state, s.expires_at FROM seat_offer s JOIN waiting_offer w ON w.state = 'declined' WHERE s.id NOT IN (SELECT id FROM waiting_offer) LIMIT 1
        waiting_offer_followed: UPDATE waiting_offer SET state = 'expired'
        conversation_summary_conversation: INSERT INTO conversation_summary (conversation_id, words, state, saved_at, version) SELECT id, words, 'draft', agreed_at, 1 FROM career_action
    ",
    behind_a_trigger: &[
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
    ],
    implied: &[],
    held_by_nobody: &["conversations_booked_for_others", "waiting_for_you"],
    erased: &["waiting_list", "offers", "notes_about_you", "invitations"],
    read_whole: READ_WHOLE,
};
