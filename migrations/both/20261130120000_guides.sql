-- Help pages, one for each role.

CREATE TABLE guide (
    id UUID NOT NULL CONSTRAINT guide_pk PRIMARY KEY,
    role TEXT NOT NULL,
    words TEXT NOT NULL CONSTRAINT guide_words CHECK (LENGTH(words) <= 20000),
    version BIGINT NOT NULL CONSTRAINT guide_version CHECK (version >= 1),
    written_by UUID NOT NULL CONSTRAINT guide_written_by REFERENCES person (id),
    written_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX guide_role ON guide (role);
CREATE INDEX guide_by_writer ON guide (written_by, written_at);
