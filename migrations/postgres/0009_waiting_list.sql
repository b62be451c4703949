-- The waiting list, its offers, and how long an offer stands.

-- dialect: begin
ALTER TABLE setting DROP CONSTRAINT setting_name RESTRICT;
ALTER TABLE setting ADD CONSTRAINT setting_name CHECK (name IN ('cut_off_hours', 'notice_hours', 'horizon_days', 'offer_hours'));
-- dialect: end

CREATE TABLE waiting_entry (
    id UUID NOT NULL CONSTRAINT waiting_entry_pk PRIMARY KEY,
    member_id UUID NOT NULL CONSTRAINT waiting_entry_member REFERENCES person (id),
    adviser_id UUID CONSTRAINT waiting_entry_adviser REFERENCES adviser (person_id),
    way TEXT NOT NULL CONSTRAINT waiting_entry_way CHECK (way IN ('video', 'phone', 'in_person')),
    site_id UUID CONSTRAINT waiting_entry_site REFERENCES site (id),
    weekdays TEXT NOT NULL CONSTRAINT waiting_entry_weekdays CHECK (LENGTH(weekdays) > 0),
    last_day DATE NOT NULL,
    topic TEXT NOT NULL CONSTRAINT waiting_entry_topic CHECK (topic IN ('ideas', 'permanent_post', 'apprenticeship', 'training', 'registration', 'reserves', 'applying', 'work_and_life')),
    state TEXT NOT NULL CONSTRAINT waiting_entry_state CHECK (state IN ('waiting', 'offered', 'booked', 'left', 'ended')),
    joined_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT waiting_entry_place CHECK ((way = 'in_person') = (site_id IS NOT NULL))
);
-- Nobody stands in line twice.
CREATE UNIQUE INDEX waiting_entry_live ON waiting_entry (member_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX waiting_entry_line ON waiting_entry (joined_at, id) WHERE state IN ('waiting', 'offered');

CREATE TABLE waiting_offer (
    id UUID NOT NULL CONSTRAINT waiting_offer_pk PRIMARY KEY,
    entry_id UUID NOT NULL CONSTRAINT waiting_offer_entry_fk REFERENCES waiting_entry (id),
    adviser_id UUID NOT NULL CONSTRAINT waiting_offer_adviser REFERENCES adviser (person_id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CONSTRAINT waiting_offer_state CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    answered_at TIMESTAMPTZ,
    CONSTRAINT waiting_offer_times CHECK (starts_at < ends_at),
    CONSTRAINT waiting_offer_deadline CHECK (made_at < expires_at AND expires_at <= starts_at),
    CONSTRAINT waiting_offer_answered CHECK ((state = 'open') = (answered_at IS NULL))
);
-- One place is offered to one person at a time, and one person has one offer at a time: the arbiter of both.
CREATE UNIQUE INDEX waiting_offer_slot ON waiting_offer (adviser_id, starts_at) WHERE state = 'open';
CREATE UNIQUE INDEX waiting_offer_entry ON waiting_offer (entry_id) WHERE state = 'open';
-- Who has answered for a time, or let it pass, is not asked about it again.
CREATE UNIQUE INDEX waiting_offer_once ON waiting_offer (entry_id, adviser_id, starts_at) WHERE state <> 'withdrawn';
CREATE INDEX waiting_offer_due ON waiting_offer (expires_at) WHERE state = 'open';

-- A time is either booked or offered. Two tables are compared, so both sides first wait for whoever else changes this adviser's
-- diary: what the other did is then seen.
-- dialect: begin
ALTER TABLE waiting_offer ADD CONSTRAINT waiting_offer_overlap
    EXCLUDE USING gist (adviser_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state = 'open');
CREATE FUNCTION waiting_offer_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM adviser WHERE person_id = NEW.adviser_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM career_conversation booked
        WHERE booked.adviser_id = NEW.adviser_id AND booked.status = 'booked'
            AND booked.starts_at < NEW.ends_at AND NEW.starts_at < booked.ends_at
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', MESSAGE = 'the time is booked', CONSTRAINT = 'waiting_offer_booked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiting_offer_booked BEFORE INSERT OR UPDATE OF adviser_id, starts_at, ends_at, state ON waiting_offer
    FOR EACH ROW WHEN (NEW.state = 'open') EXECUTE FUNCTION waiting_offer_booked();
CREATE FUNCTION career_conversation_offered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM adviser WHERE person_id = NEW.adviser_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM waiting_offer offer
        WHERE offer.adviser_id = NEW.adviser_id AND offer.state = 'open'
            AND offer.starts_at < NEW.ends_at AND NEW.starts_at < offer.ends_at
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', MESSAGE = 'the time is offered', CONSTRAINT = 'career_conversation_offered';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER career_conversation_offered BEFORE INSERT OR UPDATE OF adviser_id, starts_at, ends_at, status ON career_conversation
    FOR EACH ROW WHEN (NEW.status = 'booked') EXECUTE FUNCTION career_conversation_offered();
-- dialect: end
