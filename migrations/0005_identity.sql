-- Proofs of identity: links shown once, requests, one-time codes, passkeys; and what passes.

-- What passes: attempts counted, ceremonies under way, when a session was last seen. Outside the journal, swept at its end.
-- owner: store
CREATE TABLE unscoped_note (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    at BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (kind, key)
); -- clustered

CREATE INDEX note_by_end ON unscoped_note (expires);

-- The family of the browser that holds a session.
-- owner: people
CREATE TABLE unscoped_session_browser (
    token TEXT PRIMARY KEY REFERENCES unscoped_session (token),
    browser TEXT NOT NULL
); -- clustered

-- Shown once: the secret of a link is kept as its digest.
-- owner: people
CREATE TABLE unscoped_link (
    id BIGINT PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'password')),
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    made BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used BIGINT,
    revoked BIGINT
);

CREATE INDEX link_of_person ON unscoped_link (person);

-- Someone says that the password of this account is forgotten.
-- owner: people
CREATE TABLE unscoped_reset_request (
    person BIGINT PRIMARY KEY REFERENCES unscoped_person (id),
    asked BIGINT NOT NULL
);

-- Another address is asked for, until whoever administers confirms it.
-- owner: people
CREATE TABLE unscoped_email_request (
    person BIGINT PRIMARY KEY REFERENCES unscoped_person (id),
    email TEXT NOT NULL,
    asked BIGINT NOT NULL
);

-- The secret shared with a phone; no code of a step up to the last one is accepted any more.
-- owner: people
CREATE TABLE unscoped_second_step (
    person BIGINT PRIMARY KEY REFERENCES unscoped_person (id),
    secret TEXT NOT NULL,
    since BIGINT NOT NULL,
    last_step BIGINT NOT NULL
);

-- owner: people
CREATE TABLE unscoped_recovery_code (
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    code TEXT NOT NULL,
    used BIGINT,
    PRIMARY KEY (person, code)
); -- clustered

-- owner: people
CREATE TABLE unscoped_passkey (
    id BIGINT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    name TEXT NOT NULL,
    credential TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    added BIGINT NOT NULL,
    used BIGINT
);

CREATE INDEX passkey_of_person ON unscoped_passkey (person);
