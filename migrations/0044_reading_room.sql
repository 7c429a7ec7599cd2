-- Points of a reading that someone looked at, known by their words: the last answer of each. The journal keeps them all.
-- owner: convention
CREATE TABLE unscoped_checked_point (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    key TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    checked BIGINT NOT NULL CHECK (checked IN (0, 1)),
    PRIMARY KEY (convention, key)
); -- clustered

-- Conventions whose reading is being checked: a row while it is, nothing once it is confirmed.
-- owner: convention
CREATE TABLE unscoped_review (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    PRIMARY KEY (convention)
); -- clustered
