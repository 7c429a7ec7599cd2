-- Files that come with an answer: a photograph from a telephone, a note, a table. Their bytes are the vault's.

-- owner: campaigns
CREATE TABLE unscoped_campaign_file (
    convention BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    recipient BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    media TEXT NOT NULL,
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    kept_file TEXT NOT NULL,
    shown_file TEXT NULL,
    given_digest TEXT NOT NULL,
    added BIGINT NOT NULL,
    -- The answer with which it was sent; none while it is not sent yet, and can be taken back.
    revision BIGINT NULL,
    PRIMARY KEY (convention, ordinal),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
); -- clustered
CREATE INDEX campaign_file_of_recipient ON unscoped_campaign_file (convention, campaign, recipient);
