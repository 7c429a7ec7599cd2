-- The rest of the agreement, projected from acts: articles, organisation, duties. Rebuilt and compared by `pacte doctor`.

-- What is said once of an agreement. One row a convention, always: its absence tells that these tables are still to be projected.
-- owner: convention
CREATE TABLE unscoped_agreement (
    convention BIGINT PRIMARY KEY REFERENCES unscoped_convention (id),
    originals BIGINT NULL,
    originals_lines TEXT NOT NULL
);

-- Running text, in its order. `place` is the ordinal of the article, of the body or of the duty; 0 for the parts that are alone.
-- owner: convention
CREATE TABLE unscoped_paragraph (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    part TEXT NOT NULL CHECK (part IN ('exposition', 'visa', 'enacting', 'article', 'closing', 'mission', 'address')),
    place BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, part, place, ordinal)
); -- clustered

-- How else the text words a title or a name, and by what a party is authorised to sign.
-- owner: convention
CREATE TABLE unscoped_wording (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    part TEXT NOT NULL CHECK (part IN ('agreement', 'article', 'annex', 'party', 'authority', 'body')),
    place BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, part, place, ordinal)
); -- clustered

-- Organisations that the text involves: who owes and to whom, who chairs, who sits, for whom a post or a sentence is.
-- owner: convention
CREATE TABLE unscoped_involved (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    part TEXT NOT NULL CHECK (part IN ('debtor', 'creditor', 'chair', 'member', 'post', 'statement', 'predecessor')),
    place BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    party BIGINT NULL,
    text TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, part, place, ordinal),
    CHECK (party IS NOT NULL OR text IS NOT NULL)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_article (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    number TEXT NULL,
    title TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_annex (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NULL,
    announced BIGINT NOT NULL CHECK (announced IN (0, 1)),
    present BIGINT NOT NULL CHECK (present IN (0, 1)),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- The framework as one place of the text lists it; `place` counts the places, `ordinal` their entries.
-- owner: convention
CREATE TABLE unscoped_framework_entry (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    place BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    node BIGINT NULL,
    code TEXT NULL,
    title TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, place, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_deliberation_signatory (
    convention BIGINT NOT NULL,
    deliberation BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    function TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, deliberation, ordinal),
    FOREIGN KEY (convention, deliberation) REFERENCES unscoped_deliberation (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_predecessor (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    end_day TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_facility (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    owner BIGINT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- A seat and a branch are two sites of one facility.
-- owner: convention
CREATE TABLE unscoped_site (
    convention BIGINT NOT NULL,
    facility BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    role TEXT NULL,
    address TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, facility, ordinal),
    FOREIGN KEY (convention, facility) REFERENCES unscoped_facility (convention, ordinal)
); -- clustered

-- A type that the list names and says to be absent, with the mark that says so.
-- owner: convention
CREATE TABLE unscoped_facility_absence (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    mark TEXT NOT NULL,
    owner BIGINT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_body (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    rhythm TEXT NULL,
    rhythm_minimum BIGINT NULL,
    rhythm_maximum BIGINT NULL,
    rhythm_lines TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- Members are numbered through the whole convention.
-- owner: convention
CREATE TABLE unscoped_body_member (
    convention BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    body BIGINT NOT NULL,
    text TEXT NOT NULL,
    replaceable BIGINT NOT NULL CHECK (replaceable IN (0, 1)),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal),
    FOREIGN KEY (convention, body) REFERENCES unscoped_body (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_post (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    title TEXT NOT NULL,
    fte_hundredths BIGINT NULL,
    is_total BIGINT NOT NULL CHECK (is_total IN (0, 1)),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_statement (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    topic TEXT NOT NULL,
    text TEXT NOT NULL,
    announced BIGINT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_duty (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    article TEXT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    due_text TEXT NULL,
    due TEXT NULL CHECK (due IN ('every_year', 'within', 'on', 'before', 'throughout')),
    due_count BIGINT NULL,
    due_unit TEXT NULL CHECK (due_unit IN ('day', 'month', 'year')),
    due_day TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_left_open (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    settled_by TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered
