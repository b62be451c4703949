-- Browsers in which somebody has signed in before: limits that others can use up don't hold there.
CREATE TABLE known_browser (
    token_hash BLOB NOT NULL,
    person_id BLOB NOT NULL CONSTRAINT known_browser_person REFERENCES person (id),
    known_since TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    CONSTRAINT known_browser_pk PRIMARY KEY (token_hash, person_id)
) STRICT;
CREATE INDEX known_browser_by_person ON known_browser (person_id);

-- A code that was asked for there is not replaced by what is asked for elsewhere.
ALTER TABLE sign_in_code ADD COLUMN from_known_browser INTEGER NOT NULL DEFAULT 0
    CONSTRAINT sign_in_code_from_known_browser CHECK (from_known_browser IN (0, 1));
