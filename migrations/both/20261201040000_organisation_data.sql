-- What belongs to an organisation is found by it, when it takes its data along and when it leaves.
CREATE INDEX role_grant_in_organisation ON role_grant (organisation_id, granted_at) WHERE organisation_id IS NOT NULL;
CREATE INDEX audit_in_organisation ON audit (organisation_id, at) WHERE organisation_id IS NOT NULL;
