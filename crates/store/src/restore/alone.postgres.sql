DO $$
DECLARE
    held RECORD;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('pacte restore'));
    FOR held IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'unscoped\_%'
        ORDER BY c.relname
    LOOP
        EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', held.name);
    END LOOP;
END
$$;
