-- Empty tables, and the functions of their triggers: those of extensions are not ours.
DO $$
DECLARE
    gone RECORD;
BEGIN
    FOR gone IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'unscoped\_%'
    LOOP
        EXECUTE format('DROP TABLE %s CASCADE', gone.name);
    END LOOP;
    FOR gone IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace AND p.prorettype = 'trigger'::regtype
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP FUNCTION %s', gone.name);
    END LOOP;
END
$$;
