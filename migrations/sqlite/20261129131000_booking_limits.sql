-- How much a member may book by themselves.

-- dialect: begin
CREATE TABLE setting_with_limits (
    id BLOB NOT NULL CONSTRAINT setting_pk PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT setting_name CHECK (name IN ('cut_off_hours', 'notice_hours', 'horizon_days', 'offer_hours', 'live_bookings', 'bookings_a_day')),
    value INTEGER NOT NULL CONSTRAINT setting_value CHECK (value BETWEEN 0 AND 100000),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    set_at TEXT NOT NULL,
    set_by BLOB CONSTRAINT setting_set_by REFERENCES person (id),
    CONSTRAINT setting_days CHECK (valid_to IS NULL OR valid_from < valid_to)
) STRICT;
INSERT INTO setting_with_limits SELECT id, name, value, valid_from, valid_to, set_at, set_by FROM setting;
DROP TABLE setting;
ALTER TABLE setting_with_limits RENAME TO setting;
CREATE UNIQUE INDEX setting_from ON setting (name, valid_from);
-- dialect: end
