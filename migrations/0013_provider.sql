-- Sign-in by another provider of identity.

-- Who someone is for a provider, once bound to an account: one a provider. The address it gives is shown, never applied.
-- owner: people
CREATE TABLE unscoped_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    provider TEXT NOT NULL,
    email TEXT NOT NULL,
    bound BIGINT NOT NULL,
    used BIGINT NULL,
    PRIMARY KEY (issuer, subject)
); -- clustered

CREATE UNIQUE INDEX identity_of_person ON unscoped_identity (person, issuer);

-- The provider by which a session was opened.
-- owner: people
CREATE TABLE unscoped_session_provider (
    token TEXT PRIMARY KEY REFERENCES unscoped_session (token),
    issuer TEXT NOT NULL,
    provider TEXT NOT NULL
); -- clustered
