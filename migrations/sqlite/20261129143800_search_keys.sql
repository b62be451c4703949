-- What people, organisations and sites are found by and sorted by (domain::search::key). Where it is empty, the program fills it
-- after the migrations; sorted by bytes, so that both engines agree.
-- dialect: begin
ALTER TABLE person ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
-- dialect: end
DROP INDEX person_by_name;
CREATE INDEX person_by_key ON person (search_key, id);
DROP INDEX organisation_by_name;
CREATE INDEX organisation_by_key ON organisation (search_key, id);
