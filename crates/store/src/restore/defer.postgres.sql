DO $$
DECLARE
    held RECORD;
BEGIN
    FOR held IN
        SELECT k.conname AS name, k.conrelid::regclass AS owner FROM pg_constraint k
        WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', held.owner, held.name);
    END LOOP;
END
$$;
