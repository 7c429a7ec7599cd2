-- Documents found by the words of their files, attached to milestones, or filed from the answer that brought them.

-- owner: documents
ALTER TABLE unscoped_document ADD COLUMN milestone BIGINT NULL;
-- owner: documents
ALTER TABLE unscoped_document ADD COLUMN campaign_file BIGINT NULL;
-- A file of an answer is filed once in each action that the answer is about.
CREATE UNIQUE INDEX document_of_campaign_file ON unscoped_document (convention, campaign_file, action);

-- What was read of the current version of each document: made from the kept file by itself, and made again when it is missing.
-- owner: documents
CREATE TABLE unscoped_document_text (
    convention BIGINT NOT NULL,
    document BIGINT NOT NULL,
    -- The version that was read, and by which reader.
    number BIGINT NOT NULL,
    reader BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (convention, document),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
); -- clustered

-- Its words as they stand in the file, in passages short enough to be quoted.
-- owner: documents
CREATE TABLE unscoped_document_passage (
    convention BIGINT NOT NULL,
    document BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, document, ordinal),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
); -- clustered

-- Its words stemmed and folded, so that both engines find the same, each with the first passage that holds it.
-- owner: documents
CREATE TABLE unscoped_document_word (
    convention BIGINT NOT NULL,
    word TEXT NOT NULL,
    document BIGINT NOT NULL,
    passage BIGINT NOT NULL,
    PRIMARY KEY (convention, word, document),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
); -- clustered
CREATE INDEX document_word_of_document ON unscoped_document_word (convention, document);
