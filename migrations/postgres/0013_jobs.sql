-- Background work that is done again and again, by one server at a time, and the messages that were given up.

CREATE TABLE job (
    name TEXT NOT NULL CONSTRAINT job_pk PRIMARY KEY,
    due_at TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    started_at TIMESTAMPTZ,
    took_milliseconds BIGINT CONSTRAINT job_took CHECK (took_milliseconds >= 0),
    runs BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    failed_at TIMESTAMPTZ,
    last_error TEXT,
    CONSTRAINT job_runs CHECK (failures >= 0 AND failures <= runs)
);
CREATE INDEX outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL;
