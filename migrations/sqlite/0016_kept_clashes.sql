-- Conversations that an adviser keeps although they no longer fit what the adviser has published. Another reason, or another
-- time, is decided anew.
CREATE TABLE kept_clash (
    conversation_id BLOB NOT NULL CONSTRAINT kept_clash_conversation REFERENCES career_conversation (id),
    starts_at TEXT NOT NULL,
    clash TEXT NOT NULL CONSTRAINT kept_clash_clash CHECK (clash IN ('on_leave', 'bank_holiday', 'outside_times', 'other_way')),
    kept_at TEXT NOT NULL,
    CONSTRAINT kept_clash_pk PRIMARY KEY (conversation_id, starts_at, clash)
) STRICT;
