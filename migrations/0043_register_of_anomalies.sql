-- By what an écart is known from one reading to the next; filled when each convention is projected again.
-- owner: convention
ALTER TABLE unscoped_anomaly ADD COLUMN key TEXT NOT NULL DEFAULT '';

-- What was said of écarts: appended, and kept when the text no longer holds the words that caused them.
-- owner: anomalies
CREATE TABLE unscoped_anomaly_settlement (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    key TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- What the écart said then.
    sentence TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'explained', 'decided', 'for_amendment', 'closed')),
    words TEXT NOT NULL,
    body TEXT NULL,
    day TEXT NULL,
    owner TEXT NULL,
    due TEXT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    instant BIGINT NOT NULL,
    PRIMARY KEY (convention, key, version)
); -- clustered

-- Rules put aside in a convention, or applied there again.
-- owner: anomalies
CREATE TABLE unscoped_rule_switch (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    rule TEXT NOT NULL,
    version BIGINT NOT NULL,
    applies BIGINT NOT NULL CHECK (applies IN (0, 1)),
    reason TEXT NOT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    instant BIGINT NOT NULL,
    PRIMARY KEY (convention, rule, version)
); -- clustered
