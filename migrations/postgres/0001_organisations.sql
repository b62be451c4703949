-- Organisations, schools, postcodes and sites.

CREATE TABLE organisation (
    id UUID NOT NULL CONSTRAINT organisation_pk PRIMARY KEY,
    ods_code TEXT,
    name TEXT NOT NULL CONSTRAINT organisation_name CHECK (LENGTH(name) BETWEEN 1 AND 200),
    kind TEXT NOT NULL CONSTRAINT organisation_kind CHECK (kind IN ('trust', 'gp_practice', 'council', 'care_home', 'voluntary', 'board', 'other')),
    town TEXT NOT NULL,
    postcode TEXT,
    opened DATE,
    closed DATE,
    source TEXT NOT NULL CONSTRAINT organisation_source CHECK (source IN ('register', 'local'))
);
CREATE UNIQUE INDEX organisation_ods_code ON organisation (ods_code) WHERE ods_code IS NOT NULL;
CREATE INDEX organisation_by_name ON organisation (name);

CREATE TABLE school (
    urn BIGINT NOT NULL CONSTRAINT school_pk PRIMARY KEY,
    name TEXT NOT NULL,
    town TEXT NOT NULL,
    postcode TEXT,
    opened DATE,
    closed DATE
);

CREATE TABLE postcode (
    postcode TEXT NOT NULL CONSTRAINT postcode_pk PRIMARY KEY,
    easting BIGINT NOT NULL CONSTRAINT postcode_easting CHECK (easting BETWEEN 0 AND 700000),
    northing BIGINT NOT NULL CONSTRAINT postcode_northing CHECK (northing BETWEEN 0 AND 1300000)
);

CREATE TABLE site (
    id UUID NOT NULL CONSTRAINT site_pk PRIMARY KEY,
    organisation_id UUID NOT NULL CONSTRAINT site_organisation REFERENCES organisation (id),
    name TEXT NOT NULL CONSTRAINT site_name CHECK (LENGTH(name) BETWEEN 1 AND 200),
    address TEXT NOT NULL,
    town TEXT NOT NULL,
    postcode TEXT NOT NULL,
    easting BIGINT,
    northing BIGINT,
    access_notes TEXT NOT NULL,
    closed_at TIMESTAMPTZ
);
CREATE INDEX site_by_organisation ON site (organisation_id);
