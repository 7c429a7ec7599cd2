-- What was signed never becomes an example: only those leave.
CREATE FUNCTION nature_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a convention is never changes';
END
$$;

CREATE TRIGGER nature_is_not_changed BEFORE UPDATE ON unscoped_convention
FOR EACH ROW WHEN (NEW.example <> OLD.example) EXECUTE FUNCTION nature_is_kept();

-- An example leaves with its journal. No other chain is ever shortened.
CREATE FUNCTION example_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM unscoped_convention c WHERE c.id = OLD.chain AND c.example = 1) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the journal is never shortened';
END
$$;

DROP TRIGGER journal_is_not_changed ON unscoped_journal;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON unscoped_journal
FOR EACH ROW EXECUTE FUNCTION journal_is_kept();
CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON unscoped_journal
FOR EACH ROW EXECUTE FUNCTION example_leaves();
