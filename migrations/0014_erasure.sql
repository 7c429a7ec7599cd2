-- What a person asks about the data held on them, people who were erased, and a telephone number for those one writes to.

-- Erased: when. The row stays, without a name or an address, for what was signed by its number.
ALTER TABLE unscoped_person ADD COLUMN erased BIGINT;
ALTER TABLE unscoped_person ADD COLUMN phone TEXT;

-- Someone asks to be erased; refused, when whoever administers answered so, with the reason given.
-- owner: people
CREATE TABLE unscoped_erasure_request (
    person BIGINT PRIMARY KEY REFERENCES unscoped_person (id),
    asked BIGINT NOT NULL,
    refused BIGINT,
    reason TEXT,
    CHECK ((refused IS NULL) = (reason IS NULL))
);
