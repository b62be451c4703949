-- Background work that is done again and again, by one server at a time, and the messages that were given up.

CREATE TABLE job (
    name TEXT NOT NULL CONSTRAINT job_pk PRIMARY KEY,
    due_at TEXT NOT NULL,
    claimed_until TEXT,
    started_at TEXT,
    took_milliseconds INTEGER CONSTRAINT job_took CHECK (took_milliseconds >= 0),
    runs INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    failed_at TEXT,
    last_error TEXT,
    CONSTRAINT job_runs CHECK (failures >= 0 AND failures <= runs)
) STRICT;
CREATE INDEX outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL;
