-- The sheet of an elected person: who holds a link that opens it, until which day.

-- owner: plan
CREATE TABLE unscoped_summary_link (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    -- The digest of the secret: the secret itself is kept nowhere.
    token TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    office TEXT NOT NULL,
    email TEXT NULL,
    -- The commune of which the sheet tells; all of the plan when null. Parties are projected again: their ordinals stay.
    party BIGINT NULL,
    last_day TEXT NOT NULL,
    -- Which letter carries the link, when one does.
    letter_key TEXT NULL,
    made BIGINT NOT NULL,
    revoked BIGINT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered
