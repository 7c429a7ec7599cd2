-- Which official places the parties of a convention are: beside the text, from the referential of the binary.

-- In which edition of the referential the parties of a convention were looked up.
-- owner: convention
CREATE TABLE unscoped_place_lookup (
    convention BIGINT PRIMARY KEY REFERENCES unscoped_convention (id),
    edition TEXT NOT NULL
);

-- What came of it: one row a party that may be a place. Rebuilt from the parties, and compared by `pacte doctor`.
-- owner: convention
CREATE TABLE unscoped_party_place (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    party BIGINT NOT NULL,
    code TEXT NULL,
    reason TEXT NULL CHECK (reason IN ('only_one', 'named_department', 'shared_department', 'former_name')),
    candidates TEXT NOT NULL,
    PRIMARY KEY (convention, party),
    CHECK ((code IS NULL) = (reason IS NULL))
); -- clustered

-- What a person said instead; without code, the party is no place of the referential.
-- owner: convention
CREATE TABLE unscoped_party_place_choice (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    party BIGINT NOT NULL,
    code TEXT NULL,
    edition TEXT NOT NULL,
    instant BIGINT NOT NULL,
    PRIMARY KEY (convention, party)
); -- clustered
