-- Career conversations and half-finished bookings.

CREATE TABLE draft (
    id BLOB NOT NULL CONSTRAINT draft_pk PRIMARY KEY,
    person_id BLOB NOT NULL CONSTRAINT draft_person REFERENCES person (id),
    journey TEXT NOT NULL,
    subject TEXT NOT NULL,
    answers TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX draft_journey ON draft (person_id, journey, subject);

CREATE TABLE career_conversation (
    id BLOB NOT NULL CONSTRAINT career_conversation_pk PRIMARY KEY,
    reference TEXT NOT NULL,
    member_id BLOB NOT NULL CONSTRAINT career_conversation_member REFERENCES person (id),
    adviser_id BLOB NOT NULL CONSTRAINT career_conversation_adviser REFERENCES adviser (person_id),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    way TEXT NOT NULL CONSTRAINT career_conversation_way CHECK (way IN ('video', 'phone', 'in_person')),
    site_id BLOB CONSTRAINT career_conversation_site REFERENCES site (id),
    topic TEXT NOT NULL CONSTRAINT career_conversation_topic CHECK (topic IN ('ideas', 'permanent_post', 'apprenticeship', 'training', 'registration', 'reserves', 'applying', 'work_and_life')),
    preparation TEXT NOT NULL CONSTRAINT career_conversation_preparation CHECK (LENGTH(preparation) <= 2000),
    status TEXT NOT NULL CONSTRAINT career_conversation_status CHECK (status IN ('booked', 'attended', 'did_not_attend', 'cancelled_by_member', 'cancelled_by_adviser', 'cancelled_by_coordinator')),
    submission_id BLOB NOT NULL,
    calendar_uid TEXT NOT NULL,
    calendar_sequence INTEGER NOT NULL CONSTRAINT career_conversation_sequence CHECK (calendar_sequence >= 0),
    booked_by BLOB NOT NULL CONSTRAINT career_conversation_booked_by REFERENCES person (id),
    booked_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version INTEGER NOT NULL CONSTRAINT career_conversation_version CHECK (version > 0),
    CONSTRAINT career_conversation_times CHECK (starts_at < ends_at),
    CONSTRAINT career_conversation_place CHECK ((way = 'in_person') = (site_id IS NOT NULL)),
    CONSTRAINT career_conversation_two_people CHECK (member_id <> adviser_id)
) STRICT;
CREATE UNIQUE INDEX career_conversation_reference ON career_conversation (reference);
CREATE UNIQUE INDEX career_conversation_submission ON career_conversation (submission_id);
-- One person a time: the arbiter of a double booking.
CREATE UNIQUE INDEX career_conversation_adviser_slot ON career_conversation (adviser_id, starts_at) WHERE status = 'booked';
CREATE INDEX career_conversation_by_member ON career_conversation (member_id, starts_at);
CREATE INDEX career_conversation_by_start ON career_conversation (starts_at, id);

-- dialect: begin
CREATE INDEX career_conversation_adviser_times ON career_conversation (adviser_id, starts_at, ends_at) WHERE status = 'booked';
CREATE INDEX career_conversation_member_times ON career_conversation (member_id, starts_at, ends_at) WHERE status = 'booked';
CREATE TRIGGER career_conversation_adviser_overlap_insert BEFORE INSERT ON career_conversation WHEN NEW.status = 'booked'
BEGIN
    SELECT RAISE(ABORT, 'constraint: career_conversation_adviser_overlap')
    WHERE EXISTS (
        SELECT 1 FROM career_conversation other
        WHERE other.adviser_id = NEW.adviser_id AND other.status = 'booked' AND other.id <> NEW.id
            AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    );
END;
CREATE TRIGGER career_conversation_adviser_overlap_update BEFORE UPDATE ON career_conversation WHEN NEW.status = 'booked'
BEGIN
    SELECT RAISE(ABORT, 'constraint: career_conversation_adviser_overlap')
    WHERE EXISTS (
        SELECT 1 FROM career_conversation other
        WHERE other.adviser_id = NEW.adviser_id AND other.status = 'booked' AND other.id <> NEW.id
            AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    );
END;
CREATE TRIGGER career_conversation_member_overlap_insert BEFORE INSERT ON career_conversation WHEN NEW.status = 'booked'
BEGIN
    SELECT RAISE(ABORT, 'constraint: career_conversation_member_overlap')
    WHERE EXISTS (
        SELECT 1 FROM career_conversation other
        WHERE other.member_id = NEW.member_id AND other.status = 'booked' AND other.id <> NEW.id
            AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    );
END;
CREATE TRIGGER career_conversation_member_overlap_update BEFORE UPDATE ON career_conversation WHEN NEW.status = 'booked'
BEGIN
    SELECT RAISE(ABORT, 'constraint: career_conversation_member_overlap')
    WHERE EXISTS (
        SELECT 1 FROM career_conversation other
        WHERE other.member_id = NEW.member_id AND other.status = 'booked' AND other.id <> NEW.id
            AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    );
END;
-- dialect: end
