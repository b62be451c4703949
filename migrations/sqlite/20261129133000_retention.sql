-- Whose a message is, so that it can be taken away with them whatever address they have by then, and what is old is found by its age.

ALTER TABLE outbox ADD COLUMN person_id BLOB CONSTRAINT outbox_person REFERENCES person (id);
UPDATE outbox SET person_id = (SELECT person.id FROM person WHERE person.email = outbox.recipient);
CREATE INDEX outbox_by_person ON outbox (person_id, created_at) WHERE person_id IS NOT NULL;
CREATE INDEX outbox_by_age ON outbox (created_at);
CREATE INDEX draft_by_age ON draft (updated_at);
