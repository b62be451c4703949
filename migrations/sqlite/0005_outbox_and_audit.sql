-- Messages to send, the audit log and signs of life.

CREATE TABLE outbox (
    id BLOB NOT NULL CONSTRAINT outbox_pk PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT outbox_kind CHECK (kind IN ('sign_in', 'conversation')),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    calendar TEXT,
    calendar_method TEXT CONSTRAINT outbox_calendar_method CHECK (calendar_method IN ('REQUEST', 'CANCEL')),
    created_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL CONSTRAINT outbox_attempts CHECK (attempts >= 0),
    claimed_until TEXT,
    delivered_at TEXT,
    dead_at TEXT,
    last_error TEXT,
    CONSTRAINT outbox_ends_once CHECK (delivered_at IS NULL OR dead_at IS NULL)
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL AND dead_at IS NULL;

CREATE TABLE audit (
    id BLOB NOT NULL CONSTRAINT audit_pk PRIMARY KEY,
    at TEXT NOT NULL,
    actor_id BLOB CONSTRAINT audit_actor REFERENCES person (id),
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id BLOB NOT NULL,
    person_id BLOB CONSTRAINT audit_person REFERENCES person (id),
    organisation_id BLOB CONSTRAINT audit_organisation REFERENCES organisation (id),
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_object ON audit (object_id);
-- dialect: begin
CREATE TRIGGER audit_append_only_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_append_only');
END;
CREATE TRIGGER audit_append_only_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_append_only');
END;
-- dialect: end

CREATE TABLE heartbeat (
    name TEXT NOT NULL CONSTRAINT heartbeat_pk PRIMARY KEY,
    at TEXT NOT NULL
) STRICT;
