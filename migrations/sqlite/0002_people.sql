-- People, their roles, sign-in codes, sessions and rate limits.

CREATE TABLE person (
    id BLOB NOT NULL CONSTRAINT person_pk PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT person_name CHECK (LENGTH(name) BETWEEN 1 AND 100),
    email TEXT NOT NULL CONSTRAINT person_email_lower CHECK (email = LOWER(email)),
    phone TEXT,
    postcode TEXT,
    background TEXT,
    created_at TEXT NOT NULL,
    closed_at TEXT
) STRICT;
CREATE UNIQUE INDEX person_email ON person (email);
CREATE INDEX person_by_name ON person (name, id);

CREATE TABLE role_grant (
    id BLOB NOT NULL CONSTRAINT role_grant_pk PRIMARY KEY,
    person_id BLOB NOT NULL CONSTRAINT role_grant_person REFERENCES person (id),
    role TEXT NOT NULL CONSTRAINT role_grant_role CHECK (role IN ('student', 'school_coordinator', 'hub_member', 'career_adviser', 'site_manager', 'hub_coordinator', 'redeployment_adviser', 'apprenticeship_lead', 'retention_coordinator', 'workforce_planner', 'safeguarding_lead', 'administrator')),
    organisation_id BLOB CONSTRAINT role_grant_organisation_fk REFERENCES organisation (id),
    granted_at TEXT NOT NULL,
    granted_by BLOB CONSTRAINT role_grant_granted_by REFERENCES person (id),
    revoked_at TEXT,
    revoked_by BLOB CONSTRAINT role_grant_revoked_by REFERENCES person (id)
) STRICT;
-- Two indexes, because a nullable key would let the same role be given twice.
CREATE UNIQUE INDEX role_grant_system ON role_grant (person_id, role) WHERE revoked_at IS NULL AND organisation_id IS NULL;
CREATE UNIQUE INDEX role_grant_organisation ON role_grant (person_id, role, organisation_id) WHERE revoked_at IS NULL AND organisation_id IS NOT NULL;
CREATE INDEX role_grant_by_role ON role_grant (role, person_id) WHERE revoked_at IS NULL;

CREATE TABLE sign_in_code (
    id BLOB NOT NULL CONSTRAINT sign_in_code_pk PRIMARY KEY,
    person_id BLOB CONSTRAINT sign_in_code_person REFERENCES person (id),
    email TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    link_hash BLOB NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    attempts INTEGER NOT NULL CONSTRAINT sign_in_code_attempts CHECK (attempts BETWEEN 0 AND 5),
    used_at TEXT,
    replaced_at TEXT,
    return_to TEXT NOT NULL,
    CONSTRAINT sign_in_code_ends_once CHECK (used_at IS NULL OR replaced_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX sign_in_code_link ON sign_in_code (link_hash);
CREATE INDEX sign_in_code_by_email ON sign_in_code (email);

CREATE TABLE session (
    id BLOB NOT NULL CONSTRAINT session_pk PRIMARY KEY,
    token_hash BLOB NOT NULL,
    person_id BLOB NOT NULL CONSTRAINT session_person REFERENCES person (id),
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    browser TEXT NOT NULL,
    revoked_at TEXT
) STRICT;
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE rate_limit (
    bucket TEXT NOT NULL,
    window_start TEXT NOT NULL,
    tries INTEGER NOT NULL CONSTRAINT rate_limit_tries CHECK (tries > 0),
    CONSTRAINT rate_limit_pk PRIMARY KEY (bucket, window_start)
) STRICT;
