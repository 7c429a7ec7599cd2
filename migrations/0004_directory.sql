-- People without an account, the names of organisations, what was taken for the same, mandates that move, elections.

-- The address that opens an account. Someone without an account has none: a contact's own address may be shared.
ALTER TABLE unscoped_person ALTER COLUMN email DROP NOT NULL;
ALTER TABLE unscoped_person ADD COLUMN account BIGINT NOT NULL DEFAULT 1 CHECK (account IN (0, 1));
ALTER TABLE unscoped_person ADD COLUMN contact_email TEXT;
ALTER TABLE unscoped_person ADD COLUMN closed TEXT;

-- Merged: into which one, by the gesture that did it. Kept: the one that stands in its place today.
ALTER TABLE unscoped_person ADD COLUMN merged BIGINT;
ALTER TABLE unscoped_person ADD COLUMN kept BIGINT;
ALTER TABLE unscoped_organisation ADD COLUMN merged BIGINT;
ALTER TABLE unscoped_organisation ADD COLUMN kept BIGINT;

-- Origin: the one that was named before a merge, so that a merge can be undone.
ALTER TABLE unscoped_party_organisation ADD COLUMN origin BIGINT;
ALTER TABLE unscoped_mandate ADD COLUMN origin BIGINT;
ALTER TABLE unscoped_mandate ADD COLUMN person_origin BIGINT;
ALTER TABLE unscoped_mandate ADD COLUMN confirmed TEXT;

CREATE INDEX organisation_kept ON unscoped_organisation (kept);
CREATE INDEX organisation_by_name ON unscoped_organisation (sort_key, kind);
CREATE INDEX mandate_for_organisation ON unscoped_mandate (organisation);
CREATE INDEX party_of_organisation ON unscoped_party_organisation (organisation);

-- owner: people
CREATE TABLE unscoped_affiliation (
    person_origin BIGINT NOT NULL REFERENCES unscoped_person (id),
    origin BIGINT NOT NULL REFERENCES unscoped_organisation (id),
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    organisation BIGINT NOT NULL REFERENCES unscoped_organisation (id),
    function TEXT,
    PRIMARY KEY (person_origin, origin)
); -- clustered

CREATE INDEX affiliation_of_organisation ON unscoped_affiliation (organisation);

-- owner: people
CREATE TABLE unscoped_organisation_alias (
    organisation BIGINT NOT NULL REFERENCES unscoped_organisation (id),
    sort_key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (organisation, sort_key)
); -- clustered

-- Two that look alike and are not the same: never proposed again.
-- owner: people
CREATE TABLE unscoped_distinct (
    kind TEXT NOT NULL,
    one BIGINT NOT NULL,
    other BIGINT NOT NULL,
    PRIMARY KEY (kind, one, other),
    CHECK (one < other)
); -- clustered

-- Under which mandate a browser acts in a convention, when several are held there.
-- owner: people
CREATE TABLE unscoped_acting (
    token TEXT NOT NULL REFERENCES unscoped_session (token) ON DELETE CASCADE,
    convention BIGINT NOT NULL,
    mandate BIGINT NOT NULL REFERENCES unscoped_mandate (id),
    PRIMARY KEY (token, convention)
); -- clustered

-- owner: people
CREATE TABLE unscoped_election (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    first_round TEXT NOT NULL,
    second_round TEXT NOT NULL,
    source TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('official', 'provisional')),
    CHECK (second_round >= first_round)
);

INSERT INTO unscoped_election (id, name, role, first_round, second_round, source, status) VALUES
    (1, 'Élections municipales de 2026', 'mayor', '2026-03-15', '2026-03-22', 'Décret n° 2025-848 du 27 août 2025', 'official');
