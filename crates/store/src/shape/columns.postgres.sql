SELECT c.relname::text, a.attname::text, t.typname::text, COALESCE(k.place, 0)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN (
    SELECT i.indrelid, u.attnum, u.place
    FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY u (attnum, place) WHERE i.indisprimary
) k ON k.indrelid = c.oid AND k.attnum = a.attnum
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    AND c.relname LIKE 'unscoped\_%' AND c.relname <> 'unscoped_migration'
ORDER BY c.relname::text COLLATE "C", a.attnum
