-- Where a site lies follows from its postcode, so that an import of postcodes places the sites too.
ALTER TABLE site DROP COLUMN easting;
ALTER TABLE site DROP COLUMN northing;
