-- Campaigns: who is asked what, by which links, and what came back. Reports themselves are the plan's.

-- owner: campaigns
CREATE TABLE unscoped_campaign (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    due TEXT NOT NULL,
    -- The words of the listed questions, in their order.
    questions TEXT NOT NULL,
    gap_days BIGINT NOT NULL,
    most_reminders BIGINT NOT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    written BIGINT NOT NULL,
    launched BIGINT NULL,
    closed BIGINT NULL,
    -- Where the product was reached when the campaign was launched: reminders are written without a page.
    origin TEXT NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK (closed IS NULL OR launched IS NOT NULL)
); -- clustered

-- owner: campaigns
CREATE TABLE unscoped_campaign_question (
    convention BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, campaign, number),
    FOREIGN KEY (convention, campaign) REFERENCES unscoped_campaign (convention, ordinal)
); -- clustered

-- owner: campaigns
CREATE TABLE unscoped_campaign_action (
    convention BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    -- An action is projected again when the reading is corrected: its ordinal stays, its row does not.
    action BIGINT NOT NULL,
    PRIMARY KEY (convention, campaign, action),
    FOREIGN KEY (convention, campaign) REFERENCES unscoped_campaign (convention, ordinal)
); -- clustered

-- owner: campaigns
CREATE TABLE unscoped_campaign_recipient (
    convention BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    organisation BIGINT NULL REFERENCES unscoped_organisation (id),
    name TEXT NOT NULL,
    email TEXT NULL,
    organisation_name TEXT NOT NULL,
    -- One more each time the question is passed on: links of an older version open nothing.
    version BIGINT NOT NULL,
    -- Under which key a form that is not sent yet is noted.
    draft_key TEXT NOT NULL,
    sent BIGINT NULL,
    -- Which letter carries the last link, when one does.
    letter_key TEXT NULL,
    reminders BIGINT NOT NULL,
    opened BIGINT NULL,
    answered BIGINT NULL,
    outcome TEXT NULL,
    noted_by BIGINT NULL REFERENCES unscoped_person (id),
    revision BIGINT NOT NULL,
    PRIMARY KEY (convention, campaign, ordinal),
    FOREIGN KEY (convention, campaign) REFERENCES unscoped_campaign (convention, ordinal),
    CHECK ((answered IS NULL) = (outcome IS NULL))
); -- clustered
CREATE INDEX campaign_recipient_of_person ON unscoped_campaign_recipient (person);

-- owner: campaigns
CREATE TABLE unscoped_campaign_lane (
    convention BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    recipient BIGINT NOT NULL,
    action BIGINT NOT NULL,
    -- 0 for the action as a whole.
    party BIGINT NOT NULL,
    PRIMARY KEY (convention, campaign, recipient, action, party),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
); -- clustered
CREATE INDEX campaign_lane_of_action ON unscoped_campaign_lane (convention, action, party);

-- owner: campaigns
CREATE TABLE unscoped_campaign_link (
    token TEXT PRIMARY KEY,
    convention BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    recipient BIGINT NOT NULL,
    version BIGINT NOT NULL,
    last_day TEXT NOT NULL,
    made BIGINT NOT NULL,
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
);
CREATE INDEX campaign_link_of_recipient ON unscoped_campaign_link (convention, campaign, recipient);

-- owner: campaigns
CREATE TABLE unscoped_campaign_answer (
    convention BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    recipient BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL,
    form TEXT NOT NULL,
    PRIMARY KEY (convention, campaign, recipient, revision),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
); -- clustered

-- owner: campaigns
CREATE TABLE unscoped_campaign_report (
    convention BIGINT NOT NULL,
    report BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    recipient BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (convention, report),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
); -- clustered
CREATE INDEX campaign_report_of_recipient ON unscoped_campaign_report (convention, campaign, recipient);
