-- Second files that were compared with a convention: what was found, what was chosen for each group, what was done.

-- owner: convention
CREATE TABLE unscoped_comparison (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    -- Of the file, as it was sent; empty once it named someone who is erased.
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    differences BIGINT NOT NULL,
    corrected BIGINT NOT NULL,
    kept_aside BIGINT NOT NULL,
    -- What was found and chosen, as a document; empty once it named someone who is erased.
    report TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered
