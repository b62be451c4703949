-- Places that can be taken, who has or waits for one, and timed offers: one core for all areas. The waiting list stands on it.

CREATE TABLE seat_place (
    id UUID NOT NULL CONSTRAINT seat_place_pk PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT seat_place_kind CHECK (LENGTH(kind) > 0),
    capacity BIGINT CONSTRAINT seat_place_capacity CHECK (capacity >= 0),
    opened_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE seat_claim (
    id UUID NOT NULL CONSTRAINT seat_claim_pk PRIMARY KEY,
    place_id UUID NOT NULL CONSTRAINT seat_claim_place REFERENCES seat_place (id),
    holder_id UUID NOT NULL,
    person_id UUID CONSTRAINT seat_claim_person REFERENCES person (id),
    state TEXT NOT NULL CONSTRAINT seat_claim_state CHECK (state IN ('waiting', 'asked', 'offered', 'taken', 'served', 'left', 'ended')),
    standing BIGINT NOT NULL,
    joined_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT seat_claim_holder CHECK (person_id IS NULL OR person_id = holder_id)
);
-- Nobody has, or waits for, one place twice.
CREATE UNIQUE INDEX seat_claim_live ON seat_claim (place_id, holder_id) WHERE state IN ('waiting', 'asked', 'offered', 'taken');
CREATE INDEX seat_claim_by_holder ON seat_claim (place_id, holder_id);
CREATE INDEX seat_claim_line ON seat_claim (place_id, standing, joined_at, id) WHERE state IN ('waiting', 'asked', 'offered');
CREATE INDEX seat_claim_held ON seat_claim (place_id) WHERE state IN ('offered', 'taken');
CREATE INDEX seat_claim_by_person ON seat_claim (person_id, joined_at) WHERE person_id IS NOT NULL;

CREATE TABLE seat_offer (
    id UUID NOT NULL CONSTRAINT seat_offer_pk PRIMARY KEY,
    claim_id UUID NOT NULL CONSTRAINT seat_offer_claim_fk REFERENCES seat_claim (id) ON DELETE CASCADE,
    state TEXT NOT NULL CONSTRAINT seat_offer_state CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    answered_at TIMESTAMPTZ,
    CONSTRAINT seat_offer_deadline CHECK (made_at < expires_at),
    CONSTRAINT seat_offer_answered CHECK ((state = 'open') = (answered_at IS NULL))
);
-- One person has one offer of a place at a time.
CREATE UNIQUE INDEX seat_offer_claim ON seat_offer (claim_id) WHERE state = 'open';
CREATE INDEX seat_offer_by_claim ON seat_offer (claim_id);
CREATE INDEX seat_offer_due ON seat_offer (expires_at, id) WHERE state = 'open';
-- What an area keeps beside an offer follows it by these.
CREATE UNIQUE INDEX seat_offer_followed ON seat_offer (id, claim_id, state, expires_at);

-- No path puts more people in a place than it has room for. Who was in before it was made smaller stays.
-- dialect: begin
CREATE FUNCTION seat_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most BIGINT;
BEGIN
    SELECT capacity INTO most FROM seat_place WHERE id = NEW.place_id;
    IF most IS NULL THEN
        RETURN NEW;
    END IF;
    -- Whoever else changes who is in this place goes first: what they did is then seen.
    SELECT capacity INTO most FROM seat_place WHERE id = NEW.place_id FOR NO KEY UPDATE;
    IF most <= (SELECT COUNT(*) FROM seat_claim WHERE place_id = NEW.place_id AND state IN ('offered', 'taken')) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'the place is full', CONSTRAINT = 'seat_capacity';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seat_capacity_insert BEFORE INSERT ON seat_claim
    FOR EACH ROW WHEN (NEW.state IN ('offered', 'taken')) EXECUTE FUNCTION seat_capacity();
CREATE TRIGGER seat_capacity_update BEFORE UPDATE OF state, place_id ON seat_claim
    FOR EACH ROW WHEN (NEW.state IN ('offered', 'taken') AND (OLD.state NOT IN ('offered', 'taken') OR NEW.place_id <> OLD.place_id))
    EXECUTE FUNCTION seat_capacity();

-- The waiting list is one place without an end: what is scarce are the times that are offered to who waits.
INSERT INTO seat_place (id, kind, capacity, opened_at)
    VALUES ('019acf00-0000-7000-8000-000000000001', 'waiting_list', NULL, '2026-11-30T09:00:00.000000Z');
INSERT INTO seat_claim (id, place_id, holder_id, person_id, state, standing, joined_at, changed_at)
    SELECT id, '019acf00-0000-7000-8000-000000000001', member_id, member_id, CASE state WHEN 'booked' THEN 'served' ELSE state END, 0, joined_at, updated_at
    FROM waiting_entry;
INSERT INTO seat_offer (id, claim_id, state, made_at, expires_at, answered_at)
    SELECT id, entry_id, state, made_at, expires_at, answered_at FROM waiting_offer;

ALTER TABLE waiting_offer DROP CONSTRAINT waiting_offer_entry_fk, DROP CONSTRAINT waiting_offer_state,
    DROP CONSTRAINT waiting_offer_answered, DROP CONSTRAINT waiting_offer_deadline;
ALTER TABLE waiting_offer DROP COLUMN made_at, DROP COLUMN answered_at;
DROP INDEX waiting_offer_entry;
DROP INDEX waiting_offer_due;
DROP INDEX waiting_entry_live;
DROP INDEX waiting_entry_line;
DROP INDEX waiting_entry_by_member;
ALTER TABLE waiting_entry DROP CONSTRAINT waiting_entry_member, DROP CONSTRAINT waiting_entry_state;
ALTER TABLE waiting_entry DROP COLUMN member_id, DROP COLUMN state, DROP COLUMN joined_at, DROP COLUMN updated_at;
ALTER TABLE waiting_entry ADD CONSTRAINT waiting_entry_claim FOREIGN KEY (id) REFERENCES seat_claim (id) ON DELETE CASCADE;
ALTER TABLE waiting_offer ADD CONSTRAINT waiting_offer_entry_fk FOREIGN KEY (entry_id) REFERENCES waiting_entry (id) ON DELETE CASCADE,
    ADD CONSTRAINT waiting_offer_deadline CHECK (expires_at <= starts_at),
    ADD CONSTRAINT waiting_offer_followed FOREIGN KEY (id, entry_id, state, expires_at)
        REFERENCES seat_offer (id, claim_id, state, expires_at) ON UPDATE CASCADE ON DELETE CASCADE;
-- dialect: end
