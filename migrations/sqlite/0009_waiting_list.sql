-- The waiting list, its offers, and how long an offer stands.

-- dialect: begin
CREATE TABLE setting_with_offers (
    id BLOB NOT NULL CONSTRAINT setting_pk PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT setting_name CHECK (name IN ('cut_off_hours', 'notice_hours', 'horizon_days', 'offer_hours')),
    value INTEGER NOT NULL CONSTRAINT setting_value CHECK (value BETWEEN 0 AND 366),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    set_at TEXT NOT NULL,
    set_by BLOB CONSTRAINT setting_set_by REFERENCES person (id),
    CONSTRAINT setting_days CHECK (valid_to IS NULL OR valid_from < valid_to)
) STRICT;
INSERT INTO setting_with_offers SELECT id, name, value, valid_from, valid_to, set_at, set_by FROM setting;
DROP TABLE setting;
ALTER TABLE setting_with_offers RENAME TO setting;
CREATE UNIQUE INDEX setting_from ON setting (name, valid_from);
-- dialect: end

CREATE TABLE waiting_entry (
    id BLOB NOT NULL CONSTRAINT waiting_entry_pk PRIMARY KEY,
    member_id BLOB NOT NULL CONSTRAINT waiting_entry_member REFERENCES person (id),
    adviser_id BLOB CONSTRAINT waiting_entry_adviser REFERENCES adviser (person_id),
    way TEXT NOT NULL CONSTRAINT waiting_entry_way CHECK (way IN ('video', 'phone', 'in_person')),
    site_id BLOB CONSTRAINT waiting_entry_site REFERENCES site (id),
    weekdays TEXT NOT NULL CONSTRAINT waiting_entry_weekdays CHECK (LENGTH(weekdays) > 0),
    last_day TEXT NOT NULL,
    topic TEXT NOT NULL CONSTRAINT waiting_entry_topic CHECK (topic IN ('ideas', 'permanent_post', 'apprenticeship', 'training', 'registration', 'reserves', 'applying', 'work_and_life')),
    state TEXT NOT NULL CONSTRAINT waiting_entry_state CHECK (state IN ('waiting', 'offered', 'booked', 'left', 'ended')),
    joined_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT waiting_entry_place CHECK ((way = 'in_person') = (site_id IS NOT NULL))
) STRICT;
-- Nobody stands in line twice.
CREATE UNIQUE INDEX waiting_entry_live ON waiting_entry (member_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX waiting_entry_line ON waiting_entry (joined_at, id) WHERE state IN ('waiting', 'offered');

CREATE TABLE waiting_offer (
    id BLOB NOT NULL CONSTRAINT waiting_offer_pk PRIMARY KEY,
    entry_id BLOB NOT NULL CONSTRAINT waiting_offer_entry_fk REFERENCES waiting_entry (id),
    adviser_id BLOB NOT NULL CONSTRAINT waiting_offer_adviser REFERENCES adviser (person_id),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT waiting_offer_state CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    answered_at TEXT,
    CONSTRAINT waiting_offer_times CHECK (starts_at < ends_at),
    CONSTRAINT waiting_offer_deadline CHECK (made_at < expires_at AND expires_at <= starts_at),
    CONSTRAINT waiting_offer_answered CHECK ((state = 'open') = (answered_at IS NULL))
) STRICT;
-- One place is offered to one person at a time, and one person has one offer at a time: the arbiter of both.
CREATE UNIQUE INDEX waiting_offer_slot ON waiting_offer (adviser_id, starts_at) WHERE state = 'open';
CREATE UNIQUE INDEX waiting_offer_entry ON waiting_offer (entry_id) WHERE state = 'open';
-- Who has answered for a time, or let it pass, is not asked about it again.
CREATE UNIQUE INDEX waiting_offer_once ON waiting_offer (entry_id, adviser_id, starts_at) WHERE state <> 'withdrawn';
CREATE INDEX waiting_offer_due ON waiting_offer (expires_at) WHERE state = 'open';

-- A time is either booked or offered. Two tables are compared, so both sides first wait for whoever else changes this adviser's
-- diary: what the other did is then seen.
-- dialect: begin
CREATE INDEX waiting_offer_times_open ON waiting_offer (adviser_id, starts_at, ends_at) WHERE state = 'open';
CREATE TRIGGER waiting_offer_overlap_insert BEFORE INSERT ON waiting_offer WHEN NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'constraint: waiting_offer_overlap')
    WHERE EXISTS (
        SELECT 1 FROM waiting_offer other
        WHERE other.adviser_id = NEW.adviser_id AND other.state = 'open' AND other.id <> NEW.id
            AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    );
END;
CREATE TRIGGER waiting_offer_overlap_update BEFORE UPDATE ON waiting_offer WHEN NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'constraint: waiting_offer_overlap')
    WHERE EXISTS (
        SELECT 1 FROM waiting_offer other
        WHERE other.adviser_id = NEW.adviser_id AND other.state = 'open' AND other.id <> NEW.id
            AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    );
END;
CREATE TRIGGER waiting_offer_booked_insert BEFORE INSERT ON waiting_offer WHEN NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'constraint: waiting_offer_booked')
    WHERE EXISTS (
        SELECT 1 FROM career_conversation booked
        WHERE booked.adviser_id = NEW.adviser_id AND booked.status = 'booked'
            AND booked.starts_at < NEW.ends_at AND NEW.starts_at < booked.ends_at
    );
END;
CREATE TRIGGER waiting_offer_booked_update BEFORE UPDATE ON waiting_offer WHEN NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'constraint: waiting_offer_booked')
    WHERE EXISTS (
        SELECT 1 FROM career_conversation booked
        WHERE booked.adviser_id = NEW.adviser_id AND booked.status = 'booked'
            AND booked.starts_at < NEW.ends_at AND NEW.starts_at < booked.ends_at
    );
END;
CREATE TRIGGER career_conversation_offered_insert BEFORE INSERT ON career_conversation WHEN NEW.status = 'booked'
BEGIN
    SELECT RAISE(ABORT, 'constraint: career_conversation_offered')
    WHERE EXISTS (
        SELECT 1 FROM waiting_offer offer
        WHERE offer.adviser_id = NEW.adviser_id AND offer.state = 'open'
            AND offer.starts_at < NEW.ends_at AND NEW.starts_at < offer.ends_at
    );
END;
CREATE TRIGGER career_conversation_offered_update BEFORE UPDATE ON career_conversation WHEN NEW.status = 'booked'
BEGIN
    SELECT RAISE(ABORT, 'constraint: career_conversation_offered')
    WHERE EXISTS (
        SELECT 1 FROM waiting_offer offer
        WHERE offer.adviser_id = NEW.adviser_id AND offer.state = 'open'
            AND offer.starts_at < NEW.ends_at AND NEW.starts_at < offer.ends_at
    );
END;
-- dialect: end
