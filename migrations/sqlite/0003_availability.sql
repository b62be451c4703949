-- Settings, bank holidays and when advisers can be booked.

CREATE TABLE setting (
    id BLOB NOT NULL CONSTRAINT setting_pk PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT setting_name CHECK (name IN ('cut_off_hours', 'notice_hours', 'horizon_days')),
    value INTEGER NOT NULL CONSTRAINT setting_value CHECK (value BETWEEN 0 AND 366),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    set_at TEXT NOT NULL,
    set_by BLOB CONSTRAINT setting_set_by REFERENCES person (id),
    CONSTRAINT setting_days CHECK (valid_to IS NULL OR valid_from < valid_to)
) STRICT;
CREATE UNIQUE INDEX setting_from ON setting (name, valid_from);

CREATE TABLE bank_holiday (
    day TEXT NOT NULL CONSTRAINT bank_holiday_pk PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE adviser (
    person_id BLOB NOT NULL CONSTRAINT adviser_pk PRIMARY KEY CONSTRAINT adviser_person REFERENCES person (id),
    about TEXT NOT NULL CONSTRAINT adviser_about CHECK (LENGTH(about) <= 500),
    buffer_minutes INTEGER NOT NULL CONSTRAINT adviser_buffer CHECK (buffer_minutes BETWEEN 0 AND 60),
    notice_hours INTEGER CONSTRAINT adviser_notice CHECK (notice_hours BETWEEN 0 AND 336),
    horizon_days INTEGER CONSTRAINT adviser_horizon CHECK (horizon_days BETWEEN 1 AND 365),
    phone TEXT
) STRICT;

CREATE TABLE weekly_pattern (
    id BLOB NOT NULL CONSTRAINT weekly_pattern_pk PRIMARY KEY,
    adviser_id BLOB NOT NULL CONSTRAINT weekly_pattern_adviser REFERENCES adviser (person_id),
    weekday INTEGER NOT NULL CONSTRAINT weekly_pattern_weekday CHECK (weekday BETWEEN 1 AND 7),
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    slot_minutes INTEGER NOT NULL CONSTRAINT weekly_pattern_slot CHECK (slot_minutes IN (30, 45)),
    ways TEXT NOT NULL CONSTRAINT weekly_pattern_ways CHECK (LENGTH(ways) > 0),
    site_id BLOB CONSTRAINT weekly_pattern_site REFERENCES site (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    CONSTRAINT weekly_pattern_times CHECK (starts < ends),
    CONSTRAINT weekly_pattern_days CHECK (valid_to IS NULL OR valid_from <= valid_to)
) STRICT;
CREATE INDEX weekly_pattern_by_adviser ON weekly_pattern (adviser_id);

CREATE TABLE extra_slot (
    id BLOB NOT NULL CONSTRAINT extra_slot_pk PRIMARY KEY,
    adviser_id BLOB NOT NULL CONSTRAINT extra_slot_adviser REFERENCES adviser (person_id),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    ways TEXT NOT NULL CONSTRAINT extra_slot_ways CHECK (LENGTH(ways) > 0),
    site_id BLOB CONSTRAINT extra_slot_site REFERENCES site (id),
    removed_at TEXT,
    CONSTRAINT extra_slot_times CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX extra_slot_by_adviser ON extra_slot (adviser_id, starts_at);

CREATE TABLE leave_period (
    id BLOB NOT NULL CONSTRAINT leave_period_pk PRIMARY KEY,
    adviser_id BLOB NOT NULL CONSTRAINT leave_period_adviser REFERENCES adviser (person_id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    removed_at TEXT,
    CONSTRAINT leave_period_days CHECK (first_day <= last_day)
) STRICT;
CREATE INDEX leave_period_by_adviser ON leave_period (adviser_id, last_day);
