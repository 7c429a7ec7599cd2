-- What reports take back, what a lane was last told, who gave it up; who marked which detail, and when; what became late or silent.

-- The values that a report takes back, among "weather", "progress", "day"; the rest of what is absent says nothing.
-- owner: plan
ALTER TABLE unscoped_report ADD COLUMN cleared TEXT NULL;

-- When it was last told of: to take a report back tells nothing.
-- owner: plan
ALTER TABLE unscoped_lane ADD COLUMN news BIGINT NULL;
-- The body that decided to give it up, while it is given up.
-- owner: plan
ALTER TABLE unscoped_lane ADD COLUMN decided_by BIGINT NULL;

-- owner: plan
UPDATE unscoped_lane SET news = (SELECT r.counted FROM unscoped_report r WHERE r.convention = unscoped_lane.convention
    AND r.action = unscoped_lane.action AND r.party = unscoped_lane.party AND r.standing = 'kept' AND r.undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM unscoped_report u WHERE u.convention = r.convention AND u.action = r.action
        AND u.party = r.party AND u.standing = 'kept' AND u.undoes = r.ordinal)
    ORDER BY r.rank DESC LIMIT 1);
-- owner: plan
UPDATE unscoped_lane SET decided_by = (SELECT r.body FROM unscoped_report r WHERE r.convention = unscoped_lane.convention
    AND r.action = unscoped_lane.action AND r.party = unscoped_lane.party AND r.standing = 'kept' AND r.body IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM unscoped_report u WHERE u.convention = r.convention AND u.action = r.action
        AND u.party = r.party AND u.standing = 'kept' AND u.undoes = r.ordinal)
    ORDER BY r.rank DESC LIMIT 1) WHERE status = 'abandoned';

-- Every mark set on a detail of the text; the last one tells how far it has gone. A mark is never changed.
-- owner: plan
CREATE TABLE unscoped_detail_mark (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    action BIGINT NOT NULL,
    -- The party under which the text puts the detail, 0 for the action as a whole.
    party BIGINT NOT NULL,
    -- Its place among those of this party that read alike; 0 for a mark set before they were told apart, which is of each of them.
    rank BIGINT NOT NULL,
    -- The digest of its words.
    detail TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('todo', 'going', 'done')),
    signed_by BIGINT NULL REFERENCES unscoped_person (id),
    signed_for BIGINT NULL REFERENCES unscoped_organisation (id),
    -- Unknown of a mark set before it was kept.
    written BIGINT NULL,
    PRIMARY KEY (convention, action, party, rank, detail, version)
); -- clustered
CREATE INDEX detail_mark_signed_by ON unscoped_detail_mark (signed_by);

-- owner: plan
INSERT INTO unscoped_detail_mark (convention, action, party, rank, detail, version, state)
    SELECT convention, action, CAST(0 AS BIGINT), CAST(0 AS BIGINT), detail, CAST(1 AS BIGINT), state FROM unscoped_detail_state;
-- owner: plan
DROP TABLE unscoped_detail_state;

-- What was told of actions by itself: each time that one became late or silent, once.
-- owner: plan
CREATE TABLE unscoped_alert (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    action BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('late', 'silent')),
    since TEXT NOT NULL,
    told BIGINT NOT NULL,
    PRIMARY KEY (convention, action, kind, since)
); -- clustered
