-- All that the text says of an action: its public, aims, indicators, calendar and places, sums, halves of years, and what is not sure.

-- The version of the projection that made the rows of a convention: an older one is made again when the database is brought up to date.
-- owner: convention
ALTER TABLE unscoped_agreement ADD COLUMN projection BIGINT NOT NULL DEFAULT 1;

-- The half of each of its years, where the mark stands for one.
-- owner: convention
ALTER TABLE unscoped_track ADD COLUMN half BIGINT NULL CHECK (half IN (1, 2));

-- The closed list of fields grows: the table is made again around its rows.
CREATE TEMPORARY TABLE action_text_before AS SELECT * FROM unscoped_action_text;
DROP TABLE unscoped_action_text;

-- owner: convention
CREATE TABLE unscoped_action_text (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('other_title', 'detail', 'means', 'funding', 'public', 'objective', 'indicator',
        'calendar', 'commune')),
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    party BIGINT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, field, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
); -- clustered

INSERT INTO unscoped_action_text (convention, action, field, ordinal, text, party, lines)
    SELECT convention, action, field, ordinal, text, party, lines FROM action_text_before;
DROP TABLE action_text_before;

-- The sums that the text gives to an action, each with who pays and the year, where it says them.
-- owner: convention
CREATE TABLE unscoped_action_amount (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    -- Who pays: an organisation, or words that name none.
    party BIGINT NULL,
    payer TEXT NULL,
    year BIGINT NULL CHECK (year BETWEEN 1900 AND 2200),
    cents BIGINT NOT NULL,
    exactness TEXT NOT NULL CHECK (exactness IN ('exact', 'about', 'at_least', 'at_most')),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal),
    CHECK (party IS NULL OR payer IS NULL)
); -- clustered

-- What is not sure of an action; `ordinal` is the place of the doubt among all those of the reading.
-- owner: convention
CREATE TABLE unscoped_action_doubt (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    certainty TEXT NOT NULL CHECK (certainty IN ('probable', 'to_confirm')),
    quote TEXT NOT NULL,
    reason TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
); -- clustered
