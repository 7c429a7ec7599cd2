-- A document of a meeting: the body that met, by the name that the text gives it, and the day. A list of bodies may be corrected, and
-- what was said in a meeting stays what it was.

ALTER TABLE unscoped_document ADD COLUMN meeting_body TEXT NULL;
ALTER TABLE unscoped_document ADD COLUMN meeting_day TEXT NULL;
