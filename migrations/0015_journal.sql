-- Finding entries in a long journal: by who acted, for whom, what happened, to what, and when.

-- The latest moment told in the chain, and how many entries are dated well before an entry that they follow: the clock of the
-- server had been set back. While there is none, a date says between which entries to look.
ALTER TABLE unscoped_journal_head ADD COLUMN latest BIGINT NOT NULL DEFAULT 0;
ALTER TABLE unscoped_journal_head ADD COLUMN turned BIGINT NOT NULL DEFAULT 0;

UPDATE unscoped_journal_head SET
    latest = (SELECT COALESCE(MAX(j.instant), 0) FROM unscoped_journal j WHERE j.chain = unscoped_journal_head.chain),
    turned = (SELECT COUNT(*) FROM (
        SELECT j.instant, MAX(j.instant) OVER (ORDER BY j.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM unscoped_journal j WHERE j.chain = unscoped_journal_head.chain
    ) told WHERE told.instant < told.reached - 600000000);

CREATE INDEX journal_by_instant ON unscoped_journal (chain, instant);
CREATE INDEX journal_by_person ON unscoped_journal (chain, person, seq);
CREATE INDEX journal_by_organisation ON unscoped_journal (chain, organisation, seq);
CREATE INDEX journal_by_fact ON unscoped_journal (chain, fact, seq);
CREATE INDEX journal_by_subject ON unscoped_journal (chain, subject, seq);
