-- Files kept beside the data: what each is called, what it is attached to, and the digest under which its bytes are kept.

-- owner: documents
CREATE TABLE unscoped_document (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    attached TEXT NOT NULL CHECK (attached IN ('convention', 'action')),
    -- An action is projected again when the reading is corrected: its ordinal stays, its row does not.
    action BIGINT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('signed_scan', 'other')),
    title TEXT NOT NULL,
    current_version BIGINT NOT NULL,
    withdrawn BIGINT NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK ((attached = 'action') = (action IS NOT NULL))
); -- clustered

-- owner: documents
CREATE TABLE unscoped_document_version (
    convention BIGINT NOT NULL,
    document BIGINT NOT NULL,
    number BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    media TEXT NOT NULL,
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    -- Digests of kept files: the name of such a column ends so, and backups and sweeps read it.
    kept_file TEXT NOT NULL,
    shown_file TEXT NULL,
    given_digest TEXT NOT NULL,
    person BIGINT NULL REFERENCES unscoped_person (id),
    instant BIGINT NOT NULL,
    PRIMARY KEY (convention, document, number),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
); -- clustered
