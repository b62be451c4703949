-- Messages to send, the audit log and signs of life.

CREATE TABLE outbox (
    id UUID NOT NULL CONSTRAINT outbox_pk PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT outbox_kind CHECK (kind IN ('sign_in', 'conversation')),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    calendar TEXT,
    calendar_method TEXT CONSTRAINT outbox_calendar_method CHECK (calendar_method IN ('REQUEST', 'CANCEL')),
    created_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL CONSTRAINT outbox_attempts CHECK (attempts >= 0),
    claimed_until TIMESTAMPTZ,
    delivered_at TIMESTAMPTZ,
    dead_at TIMESTAMPTZ,
    last_error TEXT,
    CONSTRAINT outbox_ends_once CHECK (delivered_at IS NULL OR dead_at IS NULL)
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL AND dead_at IS NULL;

CREATE TABLE audit (
    id UUID NOT NULL CONSTRAINT audit_pk PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor_id UUID CONSTRAINT audit_actor REFERENCES person (id),
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id UUID NOT NULL,
    person_id UUID CONSTRAINT audit_person REFERENCES person (id),
    organisation_id UUID CONSTRAINT audit_organisation REFERENCES organisation (id),
    detail JSONB NOT NULL
);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_object ON audit (object_id);
-- dialect: begin
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'the audit log is append-only', CONSTRAINT = 'audit_append_only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_append_only();
-- dialect: end

CREATE TABLE heartbeat (
    name TEXT NOT NULL CONSTRAINT heartbeat_pk PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL
);
