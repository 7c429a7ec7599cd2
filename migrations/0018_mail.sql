-- Letters that leave by e-mail, and the mail server that takes them.

-- A letter, from the fact that caused it. Its body may hold a secret link: it is emptied once the letter is sent, given up or
-- cancelled, and its digest stays.
-- owner: mail
CREATE TABLE unscoped_letter (
    id BIGINT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    convention BIGINT NULL REFERENCES unscoped_convention (id),
    person BIGINT NULL REFERENCES unscoped_person (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NULL,
    body_digest TEXT NOT NULL,
    message_id TEXT NOT NULL,
    queued BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'given_up', 'cancelled')),
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    -- What the server answered last, and at which stage.
    stage TEXT NULL CHECK (stage IN ('sender', 'recipient', 'content')),
    code BIGINT NULL,
    answer TEXT NULL,
    settled BIGINT NULL,
    CHECK ((state = 'waiting') = (settled IS NULL)),
    CHECK ((state IN ('waiting', 'refused')) = (body IS NOT NULL))
);

CREATE INDEX letter_by_state ON unscoped_letter (state, not_before);
CREATE INDEX letter_by_person ON unscoped_letter (person);
CREATE INDEX letter_by_address ON unscoped_letter (address);

-- Whether the mail server takes letters, since when, and its words. One row, or none before the first letter.
-- owner: mail
CREATE TABLE unscoped_mail_server (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    works BIGINT NOT NULL CHECK (works IN (0, 1)),
    words TEXT NOT NULL,
    since BIGINT NOT NULL
);
