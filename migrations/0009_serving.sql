-- What an installation publishes about itself, and which of its works was done when.

-- owner: compliance
CREATE TABLE unscoped_notice (
    notice TEXT NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    written BIGINT NOT NULL,
    PRIMARY KEY (notice, field)
); -- clustered

-- Works that several servers of one installation share: each is begun by one of them.
-- owner: store
CREATE TABLE unscoped_job (
    name TEXT PRIMARY KEY,
    started BIGINT NOT NULL
);
