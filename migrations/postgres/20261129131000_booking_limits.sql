-- How much a member may book by themselves.

-- dialect: begin
ALTER TABLE setting DROP CONSTRAINT setting_name RESTRICT;
ALTER TABLE setting ADD CONSTRAINT setting_name CHECK (name IN ('cut_off_hours', 'notice_hours', 'horizon_days', 'offer_hours', 'live_bookings', 'bookings_a_day'));
ALTER TABLE setting DROP CONSTRAINT setting_value RESTRICT;
ALTER TABLE setting ADD CONSTRAINT setting_value CHECK (value BETWEEN 0 AND 100000);
-- dialect: end
