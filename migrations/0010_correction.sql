-- Corrections of what was read of a signed text: each makes a newer version of the reading. The act itself stays as it entered.

-- owner: convention
CREATE TABLE unscoped_reading_version (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    version BIGINT NOT NULL,
    place TEXT NOT NULL,
    was TEXT NULL,
    becomes TEXT NULL,
    lines TEXT NULL,
    reason TEXT NOT NULL,
    undoes BIGINT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    instant BIGINT NOT NULL,
    previous TEXT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (convention, version)
); -- clustered
