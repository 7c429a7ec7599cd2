-- What the installation demands of everyone who signs in.

-- One row, once someone has chosen: whether everyone must have a passkey or a second step.
-- owner: people
CREATE TABLE unscoped_demand (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    second_proof BIGINT NOT NULL CHECK (second_proof IN (0, 1))
);
