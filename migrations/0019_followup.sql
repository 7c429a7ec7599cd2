-- What people report of a plan: reports one after the other, never changed, and how each lane stands after those that count.

-- owner: plan
CREATE TABLE unscoped_report (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    -- Actions, parties and bodies are projected again when the reading is corrected: their ordinals stay, their rows do not.
    action BIGINT NOT NULL,
    -- 0 for the action as a whole.
    party BIGINT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('kept', 'awaiting', 'set_aside')),
    -- Its turn among those that count, in the series of the ordinals: a report accepted later counts later.
    rank BIGINT NULL,
    status TEXT NULL,
    weather TEXT NULL,
    progress BIGINT NULL CHECK (progress BETWEEN 0 AND 100),
    done TEXT NULL,
    difficulty TEXT NULL,
    next_step TEXT NULL,
    expected TEXT NULL,
    reason TEXT NULL,
    body BIGINT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    channel TEXT NOT NULL,
    follows BIGINT NULL,
    written BIGINT NOT NULL,
    counted BIGINT NULL,
    settled_by BIGINT NULL REFERENCES unscoped_person (id),
    set_aside TEXT NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK ((standing = 'kept') = (rank IS NOT NULL)),
    CHECK ((standing = 'kept') = (counted IS NOT NULL))
); -- clustered
CREATE INDEX report_of_lane ON unscoped_report (convention, action, party, ordinal);
CREATE INDEX report_awaiting ON unscoped_report (convention, ordinal) WHERE standing = 'awaiting';
CREATE INDEX report_of_person ON unscoped_report (person);

-- owner: plan
CREATE TABLE unscoped_lane (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    action BIGINT NOT NULL,
    party BIGINT NOT NULL,
    status TEXT NOT NULL,
    weather TEXT NULL,
    progress BIGINT NULL,
    expected TEXT NULL,
    -- The last report that counts, its turn and its moment.
    report BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    counted BIGINT NOT NULL,
    PRIMARY KEY (convention, action, party)
); -- clustered

-- owner: plan
CREATE TABLE unscoped_status_label (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    status TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (convention, status)
); -- clustered
