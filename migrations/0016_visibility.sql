-- Who sees what is shared in a convention. What has no row is seen by all who hold a mandate.

-- owner: convention
CREATE TABLE unscoped_visibility (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    kind TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    level TEXT NOT NULL,
    PRIMARY KEY (convention, kind, ordinal)
); -- clustered
