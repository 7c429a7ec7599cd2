-- A convention may be a copy on which one learns, whose follow-up is invented. It is said when it enters, and never changes.

-- owner: convention
ALTER TABLE unscoped_convention ADD COLUMN example BIGINT NOT NULL DEFAULT 0 CHECK (example IN (0, 1));
