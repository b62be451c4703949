-- What follows a conversation: the summary and its pathways, private notes, agreed actions, outcomes and feedback; and advisers'
-- own templates for summaries.

CREATE TABLE conversation_summary (
    conversation_id UUID NOT NULL CONSTRAINT conversation_summary_pk PRIMARY KEY CONSTRAINT conversation_summary_conversation REFERENCES career_conversation (id),
    words TEXT NOT NULL CONSTRAINT conversation_summary_words CHECK (LENGTH(words) BETWEEN 1 AND 3000),
    state TEXT NOT NULL CONSTRAINT conversation_summary_state CHECK (state IN ('draft', 'shared')),
    saved_at TIMESTAMPTZ NOT NULL,
    shared_at TIMESTAMPTZ,
    version BIGINT NOT NULL CONSTRAINT conversation_summary_version CHECK (version > 0),
    CONSTRAINT conversation_summary_shared CHECK ((state = 'shared') = (shared_at IS NOT NULL))
);

CREATE TABLE conversation_pathway (
    conversation_id UUID NOT NULL CONSTRAINT conversation_pathway_summary REFERENCES conversation_summary (conversation_id),
    pathway TEXT NOT NULL CONSTRAINT conversation_pathway_pathway CHECK (pathway IN ('apprenticeship', 'reserve', 'training', 'vacancy', 'conversation')),
    CONSTRAINT conversation_pathway_pk PRIMARY KEY (conversation_id, pathway)
);

-- Read and written with the adviser's identifier only: a note belongs to who wrote it, and to nobody else.
CREATE TABLE private_note (
    conversation_id UUID NOT NULL CONSTRAINT private_note_conversation REFERENCES career_conversation (id),
    adviser_id UUID NOT NULL CONSTRAINT private_note_adviser REFERENCES adviser (person_id),
    words TEXT NOT NULL CONSTRAINT private_note_words CHECK (LENGTH(words) BETWEEN 1 AND 3000),
    saved_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT private_note_pk PRIMARY KEY (conversation_id, adviser_id)
);

CREATE TABLE career_action (
    id UUID NOT NULL CONSTRAINT career_action_pk PRIMARY KEY,
    conversation_id UUID NOT NULL CONSTRAINT career_action_conversation REFERENCES career_conversation (id),
    adviser_id UUID NOT NULL CONSTRAINT career_action_adviser REFERENCES adviser (person_id),
    words TEXT NOT NULL CONSTRAINT career_action_words CHECK (LENGTH(words) BETWEEN 1 AND 200),
    pathway TEXT CONSTRAINT career_action_pathway CHECK (pathway IN ('apprenticeship', 'reserve', 'training', 'vacancy', 'conversation')),
    due_on DATE NOT NULL,
    state TEXT NOT NULL CONSTRAINT career_action_state CHECK (state IN ('agreed', 'done', 'dropped')),
    agreed_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ,
    CONSTRAINT career_action_closed CHECK ((state = 'agreed') = (closed_at IS NULL))
);
CREATE INDEX career_action_by_conversation ON career_action (conversation_id, due_on, id);
CREATE INDEX career_action_due ON career_action (adviser_id, due_on, id) WHERE state = 'agreed';

-- What the member says came of it, each kind once; the last answer counts.
CREATE TABLE career_outcome (
    conversation_id UUID NOT NULL CONSTRAINT career_outcome_conversation REFERENCES career_conversation (id),
    kind TEXT NOT NULL CONSTRAINT career_outcome_kind CHECK (kind IN ('started_apprenticeship', 'joined_reserves', 'started_training', 'got_job', 'had_conversation', 'nothing_yet')),
    happened_on DATE,
    said_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT career_outcome_pk PRIMARY KEY (conversation_id, kind),
    CONSTRAINT career_outcome_day CHECK ((kind = 'nothing_yet') = (happened_on IS NULL))
);

-- Given once: the arbiter of a second answer.
CREATE TABLE conversation_feedback (
    conversation_id UUID NOT NULL CONSTRAINT conversation_feedback_pk PRIMARY KEY CONSTRAINT conversation_feedback_conversation REFERENCES career_conversation (id),
    usefulness TEXT NOT NULL CONSTRAINT conversation_feedback_usefulness CHECK (usefulness IN ('very_useful', 'useful', 'not_very_useful', 'not_useful')),
    next_step TEXT NOT NULL CONSTRAINT conversation_feedback_next_step CHECK (next_step IN ('yes', 'partly', 'no')),
    given_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE summary_template (
    id UUID NOT NULL CONSTRAINT summary_template_pk PRIMARY KEY,
    adviser_id UUID NOT NULL CONSTRAINT summary_template_adviser REFERENCES adviser (person_id),
    name TEXT NOT NULL CONSTRAINT summary_template_name CHECK (LENGTH(name) BETWEEN 1 AND 60),
    words TEXT NOT NULL CONSTRAINT summary_template_words CHECK (LENGTH(words) BETWEEN 1 AND 3000),
    made_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX summary_template_once ON summary_template (adviser_id, name);
