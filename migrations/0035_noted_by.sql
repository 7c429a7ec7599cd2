-- Who noted each answer that was told on the telephone. The recipient held it for the last one alone.
-- owner: campaigns
ALTER TABLE unscoped_campaign_answer ADD COLUMN noted_by BIGINT NULL REFERENCES unscoped_person (id);
UPDATE unscoped_campaign_answer SET noted_by = (SELECT r.noted_by FROM unscoped_campaign_recipient r
    WHERE r.convention = unscoped_campaign_answer.convention AND r.campaign = unscoped_campaign_answer.campaign
    AND r.ordinal = unscoped_campaign_answer.recipient AND r.revision = unscoped_campaign_answer.revision);
