-- The journal is written and never rewritten.
CREATE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is never changed';
END
$$;

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE OR DELETE ON unscoped_journal
FOR EACH ROW EXECUTE FUNCTION journal_is_kept();

CREATE TRIGGER journal_is_not_shortened BEFORE TRUNCATE ON unscoped_journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_kept();

CREATE TRIGGER journal_personal_is_not_changed BEFORE UPDATE ON unscoped_journal_personal
FOR EACH ROW EXECUTE FUNCTION journal_is_kept();
