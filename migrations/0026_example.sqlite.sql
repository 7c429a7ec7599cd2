-- What was signed never becomes an example: only those leave.
CREATE TRIGGER nature_is_not_changed BEFORE UPDATE ON unscoped_convention WHEN NEW.example <> OLD.example
BEGIN SELECT RAISE(ABORT, 'what a convention is never changes'); END;

-- An example leaves with its journal. No other chain is ever shortened.
DROP TRIGGER journal_is_not_shortened;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON unscoped_journal
WHEN NOT EXISTS (SELECT 1 FROM unscoped_convention c WHERE c.id = OLD.chain AND c.example = 1)
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;
