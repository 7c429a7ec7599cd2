-- Views of a plan that people keep under a name: for themselves, or for everyone who holds a mandate in the convention.

-- owner: plan
CREATE TABLE unscoped_saved_view (
    convention BIGINT NOT NULL REFERENCES unscoped_convention (id),
    ordinal BIGINT NOT NULL,
    person BIGINT NOT NULL REFERENCES unscoped_person (id),
    page TEXT NOT NULL CHECK (page IN ('tree', 'themes', 'table', 'board', 'deployment', 'calendar')),
    -- The filters, as an address carries them.
    query TEXT NOT NULL,
    name TEXT NOT NULL,
    shared BIGINT NOT NULL CHECK (shared IN (0, 1)),
    saved BIGINT NOT NULL,
    PRIMARY KEY (convention, ordinal)
); -- clustered
CREATE INDEX saved_view_of_person ON unscoped_saved_view (person);
