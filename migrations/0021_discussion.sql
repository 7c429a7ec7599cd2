-- What people say about a convention and its actions, what each of them follows, and what each was told of.

-- owner: discussion
CREATE TABLE unscoped_comment (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    topic TEXT NOT NULL CHECK (topic IN ('convention', 'action')),
    -- An action is projected again when the reading is corrected: its ordinal stays, its row does not.
    action BIGINT NULL,
    answers BIGINT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('internal', 'partners')),
    text TEXT NOT NULL,
    revision BIGINT NOT NULL,
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    organisation BIGINT NOT NULL REFERENCES unscoped_organisation (id),
    instant BIGINT NOT NULL,
    edited BIGINT NULL,
    withdrawn BIGINT NULL,
    withdrawn_by BIGINT NULL REFERENCES unscoped_person (id),
    PRIMARY KEY (convention, ordinal),
    FOREIGN KEY (convention, answers) REFERENCES unscoped_comment (convention, ordinal),
    CHECK ((topic = 'action') = (action IS NOT NULL)),
    CHECK ((withdrawn IS NULL) = (withdrawn_by IS NULL))
); -- clustered

CREATE INDEX comment_of_action ON unscoped_comment (convention, action, ordinal);
CREATE INDEX comment_that_answers ON unscoped_comment (convention, answers);
CREATE INDEX comment_of_person ON unscoped_comment (person);

-- What someone chose to hear of, or no more. What has no row comes as it comes.
-- owner: discussion
CREATE TABLE unscoped_follow (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    kind TEXT NOT NULL CHECK (kind IN ('convention', 'action', 'party')),
    ordinal BIGINT NOT NULL,
    hearing TEXT NOT NULL CHECK (hearing IN ('followed', 'muted')),
    PRIMARY KEY (convention, person, kind, ordinal)
); -- clustered

CREATE INDEX follow_of_person ON unscoped_follow (person);

-- What someone is told of: where it happened, and never what. Read, when a note stands under its mark.
-- owner: discussion
CREATE TABLE unscoped_notification (
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    source TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL,
    action BIGINT NULL,
    -- 1 when only those who act for a party that signs may read of it.
    internal BIGINT NOT NULL CHECK (internal IN (0, 1)),
    actor BIGINT NULL REFERENCES unscoped_person (id),
    instant BIGINT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (person, convention, source, ordinal)
); -- clustered

CREATE INDEX notification_of_source ON unscoped_notification (convention, source, ordinal);
CREATE INDEX notification_by_mark ON unscoped_notification (mark);

-- Up to when someone was written to: about mentions at once, and about the rest together.
-- owner: discussion
CREATE TABLE unscoped_digest (
    person BIGINT PRIMARY KEY REFERENCES unscoped_person (id),
    at_once BIGINT NOT NULL,
    together BIGINT NOT NULL
);

-- The digests of the secrets by which letters are stopped.
-- owner: discussion
CREATE TABLE unscoped_letter_stop (
    token TEXT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    made BIGINT NOT NULL
); -- clustered

CREATE INDEX letter_stop_of_person ON unscoped_letter_stop (person, made);

-- owner: discussion
CREATE TABLE unscoped_letter_choice (
    person BIGINT PRIMARY KEY REFERENCES unscoped_person (id),
    mentions_at_once BIGINT NOT NULL CHECK (mentions_at_once IN (0, 1)),
    rhythm TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly', 'never'))
);
