-- The journal is written and never rewritten.
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON unscoped_journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON unscoped_journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;

CREATE TRIGGER journal_personal_is_not_changed BEFORE UPDATE ON unscoped_journal_personal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
