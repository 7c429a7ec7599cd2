SELECT line
FROM (
    SELECT c.table_name AS owner, 0 AS rank, c.ordinal_position AS place,
        c.table_name || '.' || c.column_name || ' ' || c.data_type
            || CASE WHEN c.collation_name IS NULL THEN '' ELSE ' COLLATE ' || c.collation_name END
            || CASE c.is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END AS line
    FROM information_schema.columns c WHERE c.table_schema = current_schema()
    UNION ALL
    SELECT t.relname, 1, 0, t.relname || ' ' || pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid WHERE t.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT i.tablename, 2, 0, i.indexdef FROM pg_indexes i WHERE i.schemaname = current_schema()
    UNION ALL
    SELECT t.relname, 3, 0, pg_get_triggerdef(g.oid)
    FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND t.relnamespace = current_schema()::regnamespace
) definitions
ORDER BY owner COLLATE "C", rank, place, line COLLATE "C"
