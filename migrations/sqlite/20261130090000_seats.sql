-- Places that can be taken, who has or waits for one, and timed offers: one core for all areas. The waiting list stands on it.

CREATE TABLE seat_place (
    id BLOB NOT NULL CONSTRAINT seat_place_pk PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT seat_place_kind CHECK (LENGTH(kind) > 0),
    capacity INTEGER CONSTRAINT seat_place_capacity CHECK (capacity >= 0),
    opened_at TEXT NOT NULL
) STRICT;

CREATE TABLE seat_claim (
    id BLOB NOT NULL CONSTRAINT seat_claim_pk PRIMARY KEY,
    place_id BLOB NOT NULL CONSTRAINT seat_claim_place REFERENCES seat_place (id),
    holder_id BLOB NOT NULL,
    person_id BLOB CONSTRAINT seat_claim_person REFERENCES person (id),
    state TEXT NOT NULL CONSTRAINT seat_claim_state CHECK (state IN ('waiting', 'asked', 'offered', 'taken', 'served', 'left', 'ended')),
    standing INTEGER NOT NULL,
    joined_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    CONSTRAINT seat_claim_holder CHECK (person_id IS NULL OR person_id = holder_id)
) STRICT;
-- Nobody has, or waits for, one place twice.
CREATE UNIQUE INDEX seat_claim_live ON seat_claim (place_id, holder_id) WHERE state IN ('waiting', 'asked', 'offered', 'taken');
CREATE INDEX seat_claim_by_holder ON seat_claim (place_id, holder_id);
CREATE INDEX seat_claim_line ON seat_claim (place_id, standing, joined_at, id) WHERE state IN ('waiting', 'asked', 'offered');
CREATE INDEX seat_claim_held ON seat_claim (place_id) WHERE state IN ('offered', 'taken');
CREATE INDEX seat_claim_by_person ON seat_claim (person_id, joined_at) WHERE person_id IS NOT NULL;

CREATE TABLE seat_offer (
    id BLOB NOT NULL CONSTRAINT seat_offer_pk PRIMARY KEY,
    claim_id BLOB NOT NULL CONSTRAINT seat_offer_claim_fk REFERENCES seat_claim (id) ON DELETE CASCADE,
    state TEXT NOT NULL CONSTRAINT seat_offer_state CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    answered_at TEXT,
    CONSTRAINT seat_offer_deadline CHECK (made_at < expires_at),
    CONSTRAINT seat_offer_answered CHECK ((state = 'open') = (answered_at IS NULL))
) STRICT;
-- One person has one offer of a place at a time.
CREATE UNIQUE INDEX seat_offer_claim ON seat_offer (claim_id) WHERE state = 'open';
CREATE INDEX seat_offer_by_claim ON seat_offer (claim_id);
CREATE INDEX seat_offer_due ON seat_offer (expires_at, id) WHERE state = 'open';
-- What an area keeps beside an offer follows it by these.
CREATE UNIQUE INDEX seat_offer_followed ON seat_offer (id, claim_id, state, expires_at);

-- No path puts more people in a place than it has room for. Who was in before it was made smaller stays.
-- dialect: begin
CREATE TRIGGER seat_capacity_insert BEFORE INSERT ON seat_claim WHEN NEW.state IN ('offered', 'taken')
BEGIN
    SELECT RAISE(ABORT, 'constraint: seat_capacity')
    WHERE (SELECT capacity FROM seat_place WHERE id = NEW.place_id)
        <= (SELECT COUNT(*) FROM seat_claim WHERE place_id = NEW.place_id AND state IN ('offered', 'taken'));
END;
CREATE TRIGGER seat_capacity_update BEFORE UPDATE OF state, place_id ON seat_claim
    WHEN NEW.state IN ('offered', 'taken') AND (OLD.state NOT IN ('offered', 'taken') OR NEW.place_id <> OLD.place_id)
BEGIN
    SELECT RAISE(ABORT, 'constraint: seat_capacity')
    WHERE (SELECT capacity FROM seat_place WHERE id = NEW.place_id)
        <= (SELECT COUNT(*) FROM seat_claim WHERE place_id = NEW.place_id AND state IN ('offered', 'taken'));
END;

-- The waiting list is one place without an end: what is scarce are the times that are offered to who waits.
INSERT INTO seat_place (id, kind, capacity, opened_at)
    VALUES (X'019acf00000070008000000000000001', 'waiting_list', NULL, '2026-11-30T09:00:00.000000Z');
INSERT INTO seat_claim (id, place_id, holder_id, person_id, state, standing, joined_at, changed_at)
    SELECT id, X'019acf00000070008000000000000001', member_id, member_id, CASE state WHEN 'booked' THEN 'served' ELSE state END, 0, joined_at, updated_at
    FROM waiting_entry;
INSERT INTO seat_offer (id, claim_id, state, made_at, expires_at, answered_at)
    SELECT id, entry_id, state, made_at, expires_at, answered_at FROM waiting_offer;

CREATE TABLE waiting_entry_of_claim (
    id BLOB NOT NULL CONSTRAINT waiting_entry_pk PRIMARY KEY CONSTRAINT waiting_entry_claim REFERENCES seat_claim (id) ON DELETE CASCADE,
    adviser_id BLOB CONSTRAINT waiting_entry_adviser REFERENCES adviser (person_id),
    way TEXT NOT NULL CONSTRAINT waiting_entry_way CHECK (way IN ('video', 'phone', 'in_person')),
    site_id BLOB CONSTRAINT waiting_entry_site REFERENCES site (id),
    weekdays TEXT NOT NULL CONSTRAINT waiting_entry_weekdays CHECK (LENGTH(weekdays) > 0),
    last_day TEXT NOT NULL,
    topic TEXT NOT NULL CONSTRAINT waiting_entry_topic CHECK (topic IN ('ideas', 'permanent_post', 'apprenticeship', 'training', 'registration', 'reserves', 'applying', 'work_and_life')),
    CONSTRAINT waiting_entry_place CHECK ((way = 'in_person') = (site_id IS NOT NULL))
) STRICT;
INSERT INTO waiting_entry_of_claim (id, adviser_id, way, site_id, weekdays, last_day, topic)
    SELECT id, adviser_id, way, site_id, weekdays, last_day, topic FROM waiting_entry;
CREATE TABLE waiting_offer_of_claim (
    id BLOB NOT NULL CONSTRAINT waiting_offer_pk PRIMARY KEY,
    entry_id BLOB NOT NULL CONSTRAINT waiting_offer_entry_fk REFERENCES waiting_entry_of_claim (id) ON DELETE CASCADE,
    adviser_id BLOB NOT NULL CONSTRAINT waiting_offer_adviser REFERENCES adviser (person_id),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    state TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    CONSTRAINT waiting_offer_times CHECK (starts_at < ends_at),
    CONSTRAINT waiting_offer_deadline CHECK (expires_at <= starts_at),
    CONSTRAINT waiting_offer_followed FOREIGN KEY (id, entry_id, state, expires_at)
        REFERENCES seat_offer (id, claim_id, state, expires_at) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT;
INSERT INTO waiting_offer_of_claim (id, entry_id, adviser_id, starts_at, ends_at, state, expires_at)
    SELECT id, entry_id, adviser_id, starts_at, ends_at, state, expires_at FROM waiting_offer;
DROP TRIGGER career_conversation_offered_insert;
DROP TRIGGER career_conversation_offered_update;
DROP TABLE waiting_offer;
DROP TABLE waiting_entry;
ALTER TABLE waiting_entry_of_claim RENAME TO waiting_entry;
ALTER TABLE waiting_offer_of_claim RENAME TO waiting_offer;
CREATE INDEX waiting_entry_by_adviser ON waiting_entry (adviser_id) WHERE adviser_id IS NOT NULL;
CREATE UNIQUE INDEX waiting_offer_slot ON waiting_offer (adviser_id, starts_at) WHERE state = 'open';
CREATE UNIQUE INDEX waiting_offer_once ON waiting_offer (entry_id, adviser_id, starts_at) WHERE state <> 'withdrawn';
CREATE INDEX waiting_offer_by_entry ON waiting_offer (entry_id);
CREATE INDEX waiting_offer_by_adviser ON waiting_offer (adviser_id);
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
