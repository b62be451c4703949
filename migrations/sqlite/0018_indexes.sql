-- Nothing that is asked about one person reads every row of a table: what somebody may do is asked with every page, and what is held
-- about them when they look at their account.
CREATE INDEX role_grant_by_person ON role_grant (person_id);
CREATE INDEX role_grant_given ON role_grant (granted_by);
CREATE INDEX role_grant_taken ON role_grant (revoked_by) WHERE revoked_by IS NOT NULL;
CREATE INDEX career_conversation_by_adviser ON career_conversation (adviser_id, starts_at);
-- All that a page of free times asks about booked times is in the index.
CREATE INDEX career_conversation_booked_times ON career_conversation (starts_at, ends_at, adviser_id, member_id, id) WHERE status = 'booked';
CREATE INDEX career_conversation_booked_for_others ON career_conversation (booked_by) WHERE booked_by <> member_id;
CREATE INDEX waiting_entry_by_member ON waiting_entry (member_id, joined_at);
CREATE INDEX waiting_entry_by_adviser ON waiting_entry (adviser_id) WHERE adviser_id IS NOT NULL;
CREATE INDEX waiting_offer_by_entry ON waiting_offer (entry_id);
CREATE INDEX waiting_offer_by_adviser ON waiting_offer (adviser_id);
CREATE INDEX career_action_by_adviser ON career_action (adviser_id);
CREATE INDEX private_note_by_adviser ON private_note (adviser_id);
CREATE INDEX invitation_by_coordinator ON invitation (asked_by, asked_at);
CREATE INDEX calendar_feed_by_person ON calendar_feed (person_id);
CREATE INDEX sign_in_code_by_person ON sign_in_code (person_id);
CREATE INDEX outbox_by_recipient ON outbox (recipient, created_at);
CREATE INDEX audit_by_actor ON audit (actor_id);
CREATE INDEX audit_by_person ON audit (person_id);
