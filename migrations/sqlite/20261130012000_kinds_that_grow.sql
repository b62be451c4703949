-- Each area brings its settings and its messages: no list of them here. A setting may hold for one organisation, and be words.

-- dialect: begin
CREATE TABLE setting_of_any_area (
    id BLOB NOT NULL CONSTRAINT setting_pk PRIMARY KEY,
    name TEXT NOT NULL,
    value INTEGER NOT NULL CONSTRAINT setting_value CHECK (value >= 0),
    words TEXT,
    organisation_id BLOB CONSTRAINT setting_organisation REFERENCES organisation (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    set_at TEXT NOT NULL,
    set_by BLOB CONSTRAINT setting_set_by REFERENCES person (id),
    CONSTRAINT setting_days CHECK (valid_to IS NULL OR valid_from < valid_to)
) STRICT;
INSERT INTO setting_of_any_area (id, name, value, valid_from, valid_to, set_at, set_by)
    SELECT id, name, value, valid_from, valid_to, set_at, set_by FROM setting;
DROP TABLE setting;
ALTER TABLE setting_of_any_area RENAME TO setting;

CREATE TABLE outbox_of_any_area (
    id BLOB NOT NULL CONSTRAINT outbox_pk PRIMARY KEY,
    kind TEXT NOT NULL,
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
    person_id BLOB CONSTRAINT outbox_person REFERENCES person (id),
    about TEXT,
    about_id BLOB,
    dropped_because TEXT,
    CONSTRAINT outbox_ends_once CHECK (delivered_at IS NULL OR dead_at IS NULL)
) STRICT;
INSERT INTO outbox_of_any_area (id, kind, recipient, subject, body, calendar, calendar_method, created_at, due_at, attempts, claimed_until,
        delivered_at, dead_at, last_error, person_id, about, about_id, dropped_because)
    SELECT id, kind, recipient, subject, body, calendar, calendar_method, created_at, due_at, attempts, claimed_until,
        delivered_at, dead_at, last_error, person_id, about, about_id, dropped_because FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_of_any_area RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL;
CREATE INDEX outbox_by_recipient ON outbox (recipient, created_at);
CREATE INDEX outbox_by_person ON outbox (person_id, created_at) WHERE person_id IS NOT NULL;
CREATE INDEX outbox_by_age ON outbox (created_at);
-- dialect: end
CREATE UNIQUE INDEX setting_from ON setting (name, valid_from) WHERE organisation_id IS NULL;
CREATE UNIQUE INDEX setting_from_in_organisation ON setting (organisation_id, name, valid_from) WHERE organisation_id IS NOT NULL;
