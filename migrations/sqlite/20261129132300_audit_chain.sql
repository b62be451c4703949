-- Where a change came from, and a chain over the audit log: a row that is changed or taken away no longer fits it.

ALTER TABLE audit ADD COLUMN address TEXT;

-- Rows of the log that wait for their link. A worker makes it within seconds: made with each change, those who book would wait for
-- one another. Neither table refers to the log: what becomes of a row there must not be done here as well.
CREATE TABLE audit_unlinked (
    audit_id BLOB NOT NULL CONSTRAINT audit_unlinked_pk PRIMARY KEY
) STRICT;
INSERT INTO audit_unlinked (audit_id) SELECT id FROM audit;

-- Each hash is of the row and of the hash before. The number is the arbiter of two servers that link at once.
CREATE TABLE audit_link (
    ordinal INTEGER NOT NULL CONSTRAINT audit_link_pk PRIMARY KEY CONSTRAINT audit_link_ordinal CHECK (ordinal > 0),
    audit_id BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX audit_link_once ON audit_link (audit_id);
-- dialect: begin
CREATE TRIGGER audit_wait_for_link AFTER INSERT ON audit
BEGIN
    INSERT INTO audit_unlinked (audit_id) VALUES (NEW.id);
END;
CREATE TRIGGER audit_link_append_only_update BEFORE UPDATE ON audit_link
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_link_append_only');
END;
CREATE TRIGGER audit_link_append_only_delete BEFORE DELETE ON audit_link
BEGIN
    SELECT RAISE(ABORT, 'constraint: audit_link_append_only');
END;
-- dialect: end
