-- Career conversations and half-finished bookings.

CREATE TABLE draft (
    id UUID NOT NULL CONSTRAINT draft_pk PRIMARY KEY,
    person_id UUID NOT NULL CONSTRAINT draft_person REFERENCES person (id),
    journey TEXT NOT NULL,
    subject TEXT NOT NULL,
    answers JSONB NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX draft_journey ON draft (person_id, journey, subject);

CREATE TABLE career_conversation (
    id UUID NOT NULL CONSTRAINT career_conversation_pk PRIMARY KEY,
    reference TEXT NOT NULL,
    member_id UUID NOT NULL CONSTRAINT career_conversation_member REFERENCES person (id),
    adviser_id UUID NOT NULL CONSTRAINT career_conversation_adviser REFERENCES adviser (person_id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    way TEXT NOT NULL CONSTRAINT career_conversation_way CHECK (way IN ('video', 'phone', 'in_person')),
    site_id UUID CONSTRAINT career_conversation_site REFERENCES site (id),
    topic TEXT NOT NULL CONSTRAINT career_conversation_topic CHECK (topic IN ('ideas', 'permanent_post', 'apprenticeship', 'training', 'registration', 'reserves', 'applying', 'work_and_life')),
    preparation TEXT NOT NULL CONSTRAINT career_conversation_preparation CHECK (LENGTH(preparation) <= 2000),
    status TEXT NOT NULL CONSTRAINT career_conversation_status CHECK (status IN ('booked', 'attended', 'did_not_attend', 'cancelled_by_member', 'cancelled_by_adviser', 'cancelled_by_coordinator')),
    submission_id UUID NOT NULL,
    calendar_uid TEXT NOT NULL,
    calendar_sequence BIGINT NOT NULL CONSTRAINT career_conversation_sequence CHECK (calendar_sequence >= 0),
    booked_by UUID NOT NULL CONSTRAINT career_conversation_booked_by REFERENCES person (id),
    booked_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL CONSTRAINT career_conversation_version CHECK (version > 0),
    CONSTRAINT career_conversation_times CHECK (starts_at < ends_at),
    CONSTRAINT career_conversation_place CHECK ((way = 'in_person') = (site_id IS NOT NULL)),
    CONSTRAINT career_conversation_two_people CHECK (member_id <> adviser_id)
);
CREATE UNIQUE INDEX career_conversation_reference ON career_conversation (reference);
CREATE UNIQUE INDEX career_conversation_submission ON career_conversation (submission_id);
-- One person a time: the arbiter of a double booking.
CREATE UNIQUE INDEX career_conversation_adviser_slot ON career_conversation (adviser_id, starts_at) WHERE status = 'booked';
CREATE INDEX career_conversation_by_member ON career_conversation (member_id, starts_at);
CREATE INDEX career_conversation_by_start ON career_conversation (starts_at, id);

-- dialect: begin
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE career_conversation ADD CONSTRAINT career_conversation_adviser_overlap
    EXCLUDE USING gist (adviser_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status = 'booked');
ALTER TABLE career_conversation ADD CONSTRAINT career_conversation_member_overlap
    EXCLUDE USING gist (member_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status = 'booked');
-- dialect: end
