-- What was agreed: acts, and the tables projected from them. Rebuilt and compared by `pacte doctor`.

-- owner: convention
CREATE TABLE unscoped_convention (
    id BIGINT PRIMARY KEY,
    title TEXT NULL,
    kind TEXT NULL,
    name TEXT NOT NULL,
    places TEXT NOT NULL,
    start_day TEXT NULL,
    end_day TEXT NULL,
    signature_place TEXT NULL,
    signature_day TEXT NULL,
    signature_year BIGINT NULL,
    signature_month BIGINT NULL,
    title_lines TEXT NOT NULL,
    period_lines TEXT NOT NULL,
    signature_lines TEXT NOT NULL
);

-- owner: convention
CREATE TABLE unscoped_act (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_digest TEXT NOT NULL,
    source_lines BIGINT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- A text enters once.
CREATE UNIQUE INDEX act_of_source ON unscoped_act (source_digest);

-- owner: convention
CREATE TABLE unscoped_source_line (
    convention BIGINT NOT NULL,
    act BIGINT NOT NULL,
    line BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, act, line),
    FOREIGN KEY (convention, act) REFERENCES unscoped_act (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_party (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    signs BIGINT NOT NULL CHECK (signs IN (0, 1)),
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_signatory (
    convention BIGINT NOT NULL,
    party BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    function TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, party, ordinal),
    FOREIGN KEY (convention, party) REFERENCES unscoped_party (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_deliberation (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    party BIGINT NULL,
    day TEXT NULL,
    number TEXT NULL,
    favour BIGINT NULL,
    against BIGINT NULL,
    abstain BIGINT NULL,
    present BIGINT NULL,
    proxies BIGINT NULL,
    commission TEXT NULL,
    commission_day TEXT NULL,
    approves TEXT NULL,
    authority TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_level (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    depth BIGINT NOT NULL,
    name TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, depth)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_node (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    depth BIGINT NOT NULL,
    parent BIGINT NULL,
    code TEXT NULL,
    title TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_theme (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_action (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    node BIGINT NULL,
    title_lines TEXT NOT NULL,
    node_lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_action_theme (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    theme BIGINT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, theme),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal),
    FOREIGN KEY (convention, theme) REFERENCES unscoped_theme (convention, ordinal)
); -- clustered

-- The words of an action that are not its title: other wordings, details, means, funding.
-- owner: convention
CREATE TABLE unscoped_action_text (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('other_title', 'detail', 'means', 'funding')),
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    party BIGINT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, field, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
); -- clustered

-- Roles as shown, and those of the sheet where it differs from the grid (other_pilot, other_bearer).
-- owner: convention
CREATE TABLE unscoped_action_role (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('pilot', 'bearer', 'partner', 'other_pilot', 'other_bearer')),
    ordinal BIGINT NOT NULL,
    party BIGINT NULL,
    text TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, role, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal),
    CHECK (party IS NOT NULL OR text IS NOT NULL)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_track (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    source_view TEXT NOT NULL CHECK (source_view IN ('deployment', 'sheet')),
    mark TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
); -- clustered

-- One row a year and a commune that the mark names; party 0 where it names none.
-- owner: convention
CREATE TABLE unscoped_track_year (
    convention BIGINT NOT NULL,
    action BIGINT NOT NULL,
    track BIGINT NOT NULL,
    year BIGINT NOT NULL CHECK (year BETWEEN 1900 AND 2200),
    party BIGINT NOT NULL,
    PRIMARY KEY (convention, action, track, year, party),
    FOREIGN KEY (convention, action, track) REFERENCES unscoped_track (convention, action, ordinal)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_anomaly (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    family TEXT NOT NULL,
    severity TEXT NOT NULL,
    a_line BIGINT NOT NULL,
    a_quote TEXT NOT NULL,
    b_line BIGINT NULL,
    b_quote TEXT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- The actions that an écart names.
-- owner: convention
CREATE TABLE unscoped_anomaly_action (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    anomaly BIGINT NOT NULL,
    action BIGINT NOT NULL,
    PRIMARY KEY (convention, action, anomaly)
); -- clustered

-- owner: convention
CREATE TABLE unscoped_unplaced (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    lines TEXT NOT NULL,
    line_count BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered

-- Stemmed, folded words of an action, so that both engines find the same.
-- owner: convention
CREATE TABLE unscoped_action_word (
    convention BIGINT NOT NULL,
    word TEXT NOT NULL,
    action BIGINT NOT NULL,
    PRIMARY KEY (convention, word, action),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
); -- clustered

-- Which organisation of the installation a party of a convention is.
-- owner: people
CREATE TABLE unscoped_party_organisation (
    convention BIGINT NOT NULL,
    party BIGINT NOT NULL,
    organisation BIGINT NOT NULL REFERENCES unscoped_organisation (id),
    PRIMARY KEY (convention, party)
); -- clustered
