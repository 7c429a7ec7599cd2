SELECT t.name, c.name, c.type, c.pk
FROM sqlite_schema t JOIN pragma_table_info(t.name) c
WHERE t.type = 'table' AND t.name LIKE 'unscoped\_%' ESCAPE '\' AND t.name <> 'unscoped_migration'
ORDER BY t.name, c.cid
