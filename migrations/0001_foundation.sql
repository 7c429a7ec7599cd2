-- People, organisations, mandates and sessions; the journal and its chains; ordinals never given twice.
-- Days are ISO texts, instants microseconds, flags 0 or 1, digests hexadecimal texts.

-- owner: people
-- owner: people
CREATE TABLE unscoped_person (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    administrator BIGINT NOT NULL CHECK (administrator IN (0, 1)),
    example BIGINT NOT NULL CHECK (example IN (0, 1)),
    active BIGINT NOT NULL CHECK (active IN (0, 1))
);

-- owner: people
CREATE TABLE unscoped_organisation (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    kind TEXT NOT NULL
);

-- owner: people
CREATE TABLE unscoped_mandate (
    id BIGINT PRIMARY KEY,
    convention BIGINT NOT NULL,
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    organisation BIGINT NOT NULL REFERENCES unscoped_organisation (id),
    role TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    CHECK (until IS NULL OR until >= since)
);

CREATE INDEX mandate_of_person ON unscoped_mandate (person, convention);
CREATE INDEX mandate_in_convention ON unscoped_mandate (convention);

-- owner: people
CREATE TABLE unscoped_session (
    token TEXT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    opened BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    closed BIGINT
); -- clustered

CREATE INDEX session_of_person ON unscoped_session (person);

-- owner: store
-- owner: store
CREATE TABLE unscoped_ordinal (
    kind TEXT NOT NULL,
    convention BIGINT NOT NULL,
    last BIGINT NOT NULL CHECK (last > 0),
    PRIMARY KEY (kind, convention)
); -- clustered

-- The chain 0 is that of the installation; a convention's chain has its ordinal.
-- owner: store
CREATE TABLE unscoped_journal (
    chain BIGINT NOT NULL,
    seq BIGINT NOT NULL CHECK (seq > 0),
    instant BIGINT NOT NULL,
    person BIGINT,
    mandate BIGINT,
    organisation BIGINT,
    job TEXT,
    verb TEXT NOT NULL,
    fact TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    personal_digest TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, seq)
); -- clustered

-- owner: store
CREATE TABLE unscoped_journal_head (
    chain BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- Names, addresses and free text of people: a row may be erased, and its chain still verifies.
-- owner: store
CREATE TABLE unscoped_journal_personal (
    chain BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    salt TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (chain, seq),
    FOREIGN KEY (chain, seq) REFERENCES unscoped_journal (chain, seq)
); -- clustered
