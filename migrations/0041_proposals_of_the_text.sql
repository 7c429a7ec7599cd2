-- What people would like any part of the text to say, and not only a term of an action, kept aside for an amendment.

ALTER TABLE unscoped_proposal RENAME TO unscoped_proposal_of_terms;
-- owner: plan
CREATE TABLE unscoped_proposal (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    -- Actions are projected again when the reading is corrected: their ordinals stay, their rows do not.
    action BIGINT NULL,
    -- A term of an action, or else a place of the reading under the words that name it.
    field TEXT NULL,
    place TEXT NULL,
    named TEXT NULL,
    -- Whether the text is to change, or has an error to mend.
    cause TEXT NOT NULL CHECK (cause IN ('change', 'error')),
    -- What the text said when it was proposed.
    signed TEXT NOT NULL,
    wanted TEXT NOT NULL,
    why TEXT NOT NULL,
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    proposed BIGINT NOT NULL,
    withdrawn BIGINT NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK ((field IS NULL) <> (place IS NULL))
); -- clustered
INSERT INTO unscoped_proposal (convention, ordinal, action, field, cause, signed, wanted, why, organisation, proposed, withdrawn)
    SELECT convention, ordinal, action, field, 'change', signed, wanted, why, organisation, proposed, withdrawn
    FROM unscoped_proposal_of_terms;
DROP TABLE unscoped_proposal_of_terms;
