-- Settings, bank holidays and when advisers can be booked.

CREATE TABLE setting (
    id UUID NOT NULL CONSTRAINT setting_pk PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT setting_name CHECK (name IN ('cut_off_hours', 'notice_hours', 'horizon_days')),
    value BIGINT NOT NULL CONSTRAINT setting_value CHECK (value BETWEEN 0 AND 366),
    valid_from DATE NOT NULL,
    valid_to DATE,
    set_at TIMESTAMPTZ NOT NULL,
    set_by UUID CONSTRAINT setting_set_by REFERENCES person (id),
    CONSTRAINT setting_days CHECK (valid_to IS NULL OR valid_from < valid_to)
);
CREATE UNIQUE INDEX setting_from ON setting (name, valid_from);

CREATE TABLE bank_holiday (
    day DATE NOT NULL CONSTRAINT bank_holiday_pk PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE adviser (
    person_id UUID NOT NULL CONSTRAINT adviser_pk PRIMARY KEY CONSTRAINT adviser_person REFERENCES person (id),
    about TEXT NOT NULL CONSTRAINT adviser_about CHECK (LENGTH(about) <= 500),
    buffer_minutes BIGINT NOT NULL CONSTRAINT adviser_buffer CHECK (buffer_minutes BETWEEN 0 AND 60),
    notice_hours BIGINT CONSTRAINT adviser_notice CHECK (notice_hours BETWEEN 0 AND 336),
    horizon_days BIGINT CONSTRAINT adviser_horizon CHECK (horizon_days BETWEEN 1 AND 365),
    phone TEXT
);

CREATE TABLE weekly_pattern (
    id UUID NOT NULL CONSTRAINT weekly_pattern_pk PRIMARY KEY,
    adviser_id UUID NOT NULL CONSTRAINT weekly_pattern_adviser REFERENCES adviser (person_id),
    weekday BIGINT NOT NULL CONSTRAINT weekly_pattern_weekday CHECK (weekday BETWEEN 1 AND 7),
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    slot_minutes BIGINT NOT NULL CONSTRAINT weekly_pattern_slot CHECK (slot_minutes IN (30, 45)),
    ways TEXT NOT NULL CONSTRAINT weekly_pattern_ways CHECK (LENGTH(ways) > 0),
    site_id UUID CONSTRAINT weekly_pattern_site REFERENCES site (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT weekly_pattern_times CHECK (starts < ends),
    CONSTRAINT weekly_pattern_days CHECK (valid_to IS NULL OR valid_from <= valid_to)
);
CREATE INDEX weekly_pattern_by_adviser ON weekly_pattern (adviser_id);

CREATE TABLE extra_slot (
    id UUID NOT NULL CONSTRAINT extra_slot_pk PRIMARY KEY,
    adviser_id UUID NOT NULL CONSTRAINT extra_slot_adviser REFERENCES adviser (person_id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    ways TEXT NOT NULL CONSTRAINT extra_slot_ways CHECK (LENGTH(ways) > 0),
    site_id UUID CONSTRAINT extra_slot_site REFERENCES site (id),
    removed_at TIMESTAMPTZ,
    CONSTRAINT extra_slot_times CHECK (starts_at < ends_at)
);
CREATE INDEX extra_slot_by_adviser ON extra_slot (adviser_id, starts_at);

CREATE TABLE leave_period (
    id UUID NOT NULL CONSTRAINT leave_period_pk PRIMARY KEY,
    adviser_id UUID NOT NULL CONSTRAINT leave_period_adviser REFERENCES adviser (person_id),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    removed_at TIMESTAMPTZ,
    CONSTRAINT leave_period_days CHECK (first_day <= last_day)
);
CREATE INDEX leave_period_by_adviser ON leave_period (adviser_id, last_day);
