-- Conversations that an adviser keeps although they no longer fit what the adviser has published. Another reason, or another
-- time, is decided anew.
CREATE TABLE kept_clash (
    conversation_id UUID NOT NULL CONSTRAINT kept_clash_conversation REFERENCES career_conversation (id),
    starts_at TIMESTAMPTZ NOT NULL,
    clash TEXT NOT NULL CONSTRAINT kept_clash_clash CHECK (clash IN ('on_leave', 'bank_holiday', 'outside_times', 'other_way')),
    kept_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT kept_clash_pk PRIMARY KEY (conversation_id, starts_at, clash)
);
