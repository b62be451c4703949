-- Whether somebody has seen what was written to them, which kinds of it they want no email of, and of which kind a message is.
ALTER TABLE outbox ADD COLUMN seen_at TIMESTAMPTZ;
ALTER TABLE outbox ADD COLUMN topic TEXT;
-- Whoever had these had them as emails.
UPDATE outbox SET seen_at = created_at;
CREATE INDEX outbox_unseen ON outbox (person_id) WHERE seen_at IS NULL AND kind <> 'sign_in' AND person_id IS NOT NULL;

CREATE TABLE unwanted_email (
    person_id UUID NOT NULL CONSTRAINT unwanted_email_person REFERENCES person (id),
    topic TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    CONSTRAINT unwanted_email_pk PRIMARY KEY (person_id, topic)
);
