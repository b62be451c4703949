-- Announcements on the home page, and who has hidden which.
CREATE TABLE announcement (
    id UUID NOT NULL CONSTRAINT announcement_pk PRIMARY KEY,
    title TEXT NOT NULL CONSTRAINT announcement_title CHECK (LENGTH(title) BETWEEN 1 AND 80),
    words TEXT NOT NULL CONSTRAINT announcement_words CHECK (LENGTH(words) BETWEEN 1 AND 600),
    audience TEXT NOT NULL CONSTRAINT announcement_audience CHECK (audience IN ('everyone', 'members', 'staff')),
    organisation_id UUID CONSTRAINT announcement_organisation REFERENCES organisation (id),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    published_by UUID NOT NULL CONSTRAINT announcement_published_by REFERENCES person (id),
    published_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    CONSTRAINT announcement_days CHECK (first_day <= last_day)
);
CREATE INDEX announcement_shown ON announcement (last_day) WHERE ended_at IS NULL;
CREATE INDEX announcement_newest ON announcement (published_at, id);
CREATE INDEX announcement_by_publisher ON announcement (published_by, published_at);
CREATE INDEX announcement_by_organisation ON announcement (organisation_id);

CREATE TABLE announcement_hidden (
    announcement_id UUID NOT NULL CONSTRAINT announcement_hidden_announcement REFERENCES announcement (id),
    person_id UUID NOT NULL CONSTRAINT announcement_hidden_person REFERENCES person (id),
    hidden_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT announcement_hidden_pk PRIMARY KEY (person_id, announcement_id)
);
