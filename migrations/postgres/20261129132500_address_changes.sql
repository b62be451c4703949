-- New email addresses that wait to be confirmed from their mailbox.

CREATE TABLE address_change (
    id UUID NOT NULL CONSTRAINT address_change_pk PRIMARY KEY,
    person_id UUID NOT NULL CONSTRAINT address_change_person REFERENCES person (id),
    email TEXT NOT NULL CONSTRAINT address_change_email_lower CHECK (email = LOWER(email)),
    link_hash BYTEA NOT NULL,
    asked_by UUID NOT NULL CONSTRAINT address_change_asked_by REFERENCES person (id),
    asked_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    replaced_at TIMESTAMPTZ,
    CONSTRAINT address_change_ends_once CHECK (used_at IS NULL OR replaced_at IS NULL)
);
CREATE UNIQUE INDEX address_change_link ON address_change (link_hash);
-- A new one ends the one before.
CREATE UNIQUE INDEX address_change_live ON address_change (person_id) WHERE used_at IS NULL AND replaced_at IS NULL;
CREATE INDEX address_change_by_person ON address_change (person_id, asked_at);
CREATE INDEX address_change_by_administrator ON address_change (asked_by);
