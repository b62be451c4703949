-- What a message is about, to see when it is sent whether it is still of use; and why it was dropped, if it was not.

ALTER TABLE outbox ADD COLUMN about TEXT;
ALTER TABLE outbox ADD COLUMN about_id BLOB;
ALTER TABLE outbox ADD COLUMN dropped_because TEXT;
