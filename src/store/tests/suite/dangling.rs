//! Statements that would leave a row pointing at nothing; each foreign key refuses one.

/// The foreign key, and a statement that it refuses.
pub const DANGLING: &[(&str, &str)] = &[
    ("site_organisation", "UPDATE site SET organisation_id = id"),
    ("role_grant_person", "UPDATE role_grant SET person_id = id"),
    (
        "role_grant_organisation_fk",
        "UPDATE role_grant SET organisation_id = id",
    ),
    (
        "role_grant_granted_by",
        "UPDATE role_grant SET granted_by = id",
    ),
    (
        "role_grant_revoked_by",
        "UPDATE role_grant SET revoked_by = id",
    ),
    (
        "known_browser_person",
        "UPDATE known_browser SET person_id = (SELECT id FROM organisation ORDER BY id LIMIT 1)",
    ),
    (
        "sign_in_code_person",
        "UPDATE sign_in_code SET person_id = id",
    ),
    (
        "address_change_person",
        "UPDATE address_change SET person_id = id",
    ),
    (
        "address_change_asked_by",
        "UPDATE address_change SET asked_by = id",
    ),
    ("session_person", "UPDATE session SET person_id = id"),
    ("outbox_person", "UPDATE outbox SET person_id = id"),
    ("setting_set_by", "UPDATE setting SET set_by = id"),
    (
        "setting_organisation",
        "UPDATE setting SET organisation_id = id",
    ),
    (
        "adviser_person",
        "INSERT INTO adviser (person_id, about, buffer_minutes) SELECT id, '', 0 FROM site",
    ),
    (
        "weekly_pattern_adviser",
        "UPDATE weekly_pattern SET adviser_id = id",
    ),
    (
        "weekly_pattern_site",
        "UPDATE weekly_pattern SET site_id = id",
    ),
    (
        "extra_slot_adviser",
        "UPDATE extra_slot SET adviser_id = id",
    ),
    ("extra_slot_site", "UPDATE extra_slot SET site_id = id"),
    (
        "leave_period_adviser",
        "UPDATE leave_period SET adviser_id = id",
    ),
    ("draft_person", "UPDATE draft SET person_id = id"),
    (
        "career_conversation_member",
        "UPDATE career_conversation SET member_id = id",
    ),
    (
        "career_conversation_adviser",
        "UPDATE career_conversation SET adviser_id = id",
    ),
    (
        "career_conversation_site",
        "UPDATE career_conversation SET site_id = id, way = 'in_person'",
    ),
    (
        "career_conversation_booked_by",
        "UPDATE career_conversation SET booked_by = id",
    ),
    (
        "waiting_entry_member",
        "UPDATE waiting_entry SET member_id = id",
    ),
    (
        "waiting_entry_adviser",
        "UPDATE waiting_entry SET adviser_id = id",
    ),
    (
        "waiting_entry_site",
        "UPDATE waiting_entry SET site_id = id, way = 'in_person'",
    ),
    (
        "waiting_offer_entry_fk",
        "UPDATE waiting_offer SET entry_id = id",
    ),
    (
        "waiting_offer_adviser",
        "UPDATE waiting_offer SET adviser_id = id",
    ),
    (
        "reminder_conversation",
        "UPDATE reminder SET conversation_id = (SELECT id FROM person ORDER BY id LIMIT 1)",
    ),
    ("invitation_member", "UPDATE invitation SET member_id = id"),
    ("invitation_asked_by", "UPDATE invitation SET asked_by = id"),
    (
        "kept_clash_conversation",
        "UPDATE kept_clash SET conversation_id = (SELECT id FROM person ORDER BY id LIMIT 1)",
    ),
    (
        "calendar_feed_person",
        "UPDATE calendar_feed SET person_id = id",
    ),
    (
        "conversation_summary_conversation",
        "INSERT INTO conversation_summary (conversation_id, words, state, saved_at, version) SELECT id, words, 'draft', agreed_at, 1 FROM career_action",
    ),
    (
        "conversation_pathway_summary",
        "INSERT INTO conversation_pathway SELECT id, 'vacancy' FROM career_action",
    ),
    (
        "private_note_conversation",
        "INSERT INTO private_note SELECT id, adviser_id, words, agreed_at FROM career_action",
    ),
    (
        "private_note_adviser",
        "INSERT INTO private_note SELECT conversation_id, id, words, agreed_at FROM career_action",
    ),
    (
        "career_action_conversation",
        "UPDATE career_action SET conversation_id = id",
    ),
    (
        "career_action_adviser",
        "UPDATE career_action SET adviser_id = id",
    ),
    (
        "career_outcome_conversation",
        "INSERT INTO career_outcome SELECT id, 'got_job', due_on, agreed_at FROM career_action",
    ),
    (
        "conversation_feedback_conversation",
        "INSERT INTO conversation_feedback SELECT id, 'useful', 'yes', agreed_at FROM career_action",
    ),
    (
        "summary_template_adviser",
        "UPDATE summary_template SET adviser_id = id",
    ),
    (
        "audit_actor",
        "INSERT INTO audit (id, at, action, object_kind, object_id, detail, actor_id) SELECT object_id, at, action, object_kind, object_id, detail, id FROM audit",
    ),
    (
        "audit_person",
        "INSERT INTO audit (id, at, action, object_kind, object_id, detail, person_id) SELECT object_id, at, action, object_kind, object_id, detail, id FROM audit",
    ),
    (
        "audit_organisation",
        "INSERT INTO audit (id, at, action, object_kind, object_id, detail, organisation_id) SELECT object_id, at, action, object_kind, object_id, detail, id FROM audit",
    ),
    ("a row that is referred to", "DELETE FROM organisation"),
];
