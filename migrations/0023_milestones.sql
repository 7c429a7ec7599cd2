-- Milestones and tasks of a plan, with every version of each, and how far each detail of the text has gone.

-- owner: plan
CREATE TABLE unscoped_milestone (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    -- Actions and parties are projected again when the reading is corrected: their ordinals stay, their rows do not.
    action BIGINT NOT NULL,
    -- 0 for the action as a whole.
    party BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('milestone', 'task')),
    title TEXT NOT NULL,
    due TEXT NULL,
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    person BIGINT NULL REFERENCES unscoped_person (id),
    -- The one that comes before it.
    follows BIGINT NULL,
    done TEXT NULL,
    removed BIGINT NOT NULL CHECK (removed IN (0, 1)),
    version BIGINT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered
CREATE INDEX milestone_of_action ON unscoped_milestone (convention, action);
CREATE INDEX milestone_of_person ON unscoped_milestone (person);

-- What it said after each change, and who signed the change.
-- owner: plan
CREATE TABLE unscoped_milestone_version (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    milestone BIGINT NOT NULL,
    version BIGINT NOT NULL,
    action BIGINT NOT NULL,
    party BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    due TEXT NULL,
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    person BIGINT NULL REFERENCES unscoped_person (id),
    follows BIGINT NULL,
    done TEXT NULL,
    removed BIGINT NOT NULL,
    signed_by BIGINT NULL REFERENCES unscoped_person (id),
    signed_for BIGINT NULL REFERENCES unscoped_organisation (id),
    written BIGINT NOT NULL,
    PRIMARY KEY (convention, milestone, version)
); -- clustered
CREATE INDEX milestone_version_of_action ON unscoped_milestone_version (convention, action, written);
CREATE INDEX milestone_version_of_person ON unscoped_milestone_version (person);
CREATE INDEX milestone_version_signed_by ON unscoped_milestone_version (signed_by);

-- A detail is known by the digest of its words: when a corrected reading words it otherwise, nothing is said of it yet.
-- owner: plan
CREATE TABLE unscoped_detail_state (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    action BIGINT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('todo', 'going', 'done')),
    PRIMARY KEY (convention, action, detail)
); -- clustered
