-- Which report a report corrects: what a recipient sent before, or what someone who confirms took otherwise. Both stay.
-- owner: plan
ALTER TABLE unscoped_report ADD COLUMN corrects BIGINT NULL;
-- A report that follows one that was set aside is its correction: any other follows what counts.
UPDATE unscoped_report SET corrects = follows WHERE standing = 'kept' AND EXISTS (SELECT 1 FROM unscoped_report a
    WHERE a.convention = unscoped_report.convention AND a.ordinal = unscoped_report.follows AND a.standing = 'set_aside');
UPDATE unscoped_report SET corrects = (SELECT MAX(b.report) FROM unscoped_campaign_report k
    JOIN unscoped_campaign_report b ON b.convention = k.convention AND b.campaign = k.campaign AND b.recipient = k.recipient
    AND b.revision < k.revision
    JOIN unscoped_report a ON a.convention = b.convention AND a.ordinal = b.report AND a.action = unscoped_report.action
    AND a.party = unscoped_report.party
    WHERE k.convention = unscoped_report.convention AND k.report = unscoped_report.ordinal)
    WHERE corrects IS NULL AND channel IN ('link', 'phone');

-- Under which name each answer was sent: the question may be passed on after it.
-- owner: campaigns
ALTER TABLE unscoped_campaign_answer ADD COLUMN name TEXT NULL;
UPDATE unscoped_campaign_answer SET name = (SELECT r.name FROM unscoped_campaign_recipient r
    WHERE r.convention = unscoped_campaign_answer.convention AND r.campaign = unscoped_campaign_answer.campaign
    AND r.ordinal = unscoped_campaign_answer.recipient);
-- Since when a recipient wants no more reminders.
-- owner: campaigns
ALTER TABLE unscoped_campaign_recipient ADD COLUMN quiet BIGINT NULL;
-- When the list of all links was handed over, where no letter leaves.
-- owner: campaigns
ALTER TABLE unscoped_campaign ADD COLUMN listed BIGINT NULL;
