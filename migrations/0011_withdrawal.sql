-- Conventions that left every page: entered by mistake, and given back at any time. Nothing of them is erased.

-- The gates of every scope look here by key: a row hides its convention from everyone, and is taken out when it is given back.
-- owner: convention
CREATE TABLE unscoped_withdrawal (
    convention BIGINT PRIMARY KEY REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    instant BIGINT NOT NULL,
    reason TEXT NOT NULL
);

-- A text enters once among the conventions that stand: once withdrawn, it may enter again. Whoever enters or gives back a
-- convention holds the series of texts, so that no index has to refuse the second one.
DROP INDEX act_of_source;
CREATE INDEX act_of_source ON unscoped_act (source_digest);
