-- When a link that was handed over took the place of this one: from then on it opens nothing.
-- owner: campaigns
ALTER TABLE unscoped_campaign_link ADD COLUMN ended BIGINT NULL;
