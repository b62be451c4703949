-- Browsers in which somebody has signed in before: limits that others can use up don't hold there.
CREATE TABLE known_browser (
    token_hash BYTEA NOT NULL,
    person_id UUID NOT NULL CONSTRAINT known_browser_person REFERENCES person (id),
    known_since TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT known_browser_pk PRIMARY KEY (token_hash, person_id)
);
CREATE INDEX known_browser_by_person ON known_browser (person_id);

-- A code that was asked for there is not replaced by what is asked for elsewhere.
ALTER TABLE sign_in_code ADD COLUMN from_known_browser BIGINT NOT NULL DEFAULT 0
    CONSTRAINT sign_in_code_from_known_browser CHECK (from_known_browser IN (0, 1));
