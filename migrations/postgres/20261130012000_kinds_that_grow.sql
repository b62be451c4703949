-- Each area brings its settings and its messages: no list of them here. A setting may hold for one organisation, and be words.

-- dialect: begin
ALTER TABLE setting DROP CONSTRAINT setting_name RESTRICT;
ALTER TABLE setting DROP CONSTRAINT setting_value RESTRICT;
ALTER TABLE setting ADD CONSTRAINT setting_value CHECK (value >= 0);
ALTER TABLE setting ADD COLUMN words TEXT;
ALTER TABLE setting ADD COLUMN organisation_id UUID CONSTRAINT setting_organisation REFERENCES organisation (id);
DROP INDEX setting_from;
ALTER TABLE outbox DROP CONSTRAINT outbox_kind RESTRICT;
-- dialect: end
CREATE UNIQUE INDEX setting_from ON setting (name, valid_from) WHERE organisation_id IS NULL;
CREATE UNIQUE INDEX setting_from_in_organisation ON setting (organisation_id, name, valid_from) WHERE organisation_id IS NOT NULL;
