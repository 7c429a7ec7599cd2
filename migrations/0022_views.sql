-- The plan, seen and changed: a report may take back another one, which stays.

-- owner: plan
ALTER TABLE unscoped_report ADD COLUMN undoes BIGINT NULL;

-- What people would like the signed text to say, kept aside for an amendment: it changes no term.
-- owner: plan
CREATE TABLE unscoped_proposal (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    -- Actions are projected again when the reading is corrected: their ordinals stay, their rows do not.
    action BIGINT NOT NULL,
    field TEXT NOT NULL,
    -- What the text said when it was proposed.
    signed TEXT NOT NULL,
    wanted TEXT NOT NULL,
    why TEXT NOT NULL,
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    proposed BIGINT NOT NULL,
    withdrawn BIGINT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered
