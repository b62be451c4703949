-- Which reminders are done with, and the private links by which calendars read one's conversations.

-- One row for each conversation, time and kind: the arbiter of a reminder that several workers would send.
CREATE TABLE reminder (
    conversation_id UUID NOT NULL CONSTRAINT reminder_conversation REFERENCES career_conversation (id),
    kind TEXT NOT NULL CONSTRAINT reminder_kind CHECK (kind IN ('week', 'day')),
    starts_at TIMESTAMPTZ NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT reminder_outcome CHECK (outcome IN ('queued', 'quiet')),
    decided_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT reminder_pk PRIMARY KEY (conversation_id, kind, starts_at)
);

CREATE TABLE calendar_feed (
    id UUID NOT NULL CONSTRAINT calendar_feed_pk PRIMARY KEY,
    person_id UUID NOT NULL CONSTRAINT calendar_feed_person REFERENCES person (id),
    token_hash BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX calendar_feed_token ON calendar_feed (token_hash);
-- A new link ends the one before.
CREATE UNIQUE INDEX calendar_feed_live ON calendar_feed (person_id) WHERE revoked_at IS NULL;
