-- Members who never had a conversation are invited to book one, a few each hour.
CREATE TABLE invitation (
    id UUID NOT NULL CONSTRAINT invitation_pk PRIMARY KEY,
    member_id UUID NOT NULL CONSTRAINT invitation_member REFERENCES person (id),
    asked_by UUID NOT NULL CONSTRAINT invitation_asked_by REFERENCES person (id),
    asked_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CONSTRAINT invitation_state CHECK (state IN ('waiting', 'sent', 'not_needed')),
    decided_at TIMESTAMPTZ,
    CONSTRAINT invitation_decided CHECK ((state = 'waiting') = (decided_at IS NULL))
);
-- Nobody waits for two: the arbiter of two coordinators who ask at once.
CREATE UNIQUE INDEX invitation_waiting ON invitation (member_id) WHERE state = 'waiting';
CREATE INDEX invitation_line ON invitation (asked_at, id) WHERE state = 'waiting';
CREATE INDEX invitation_by_member ON invitation (member_id, asked_at);
CREATE INDEX invitation_sent ON invitation (decided_at) WHERE state = 'sent';
