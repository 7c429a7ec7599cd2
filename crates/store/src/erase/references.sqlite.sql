SELECT DISTINCT t.name, f."table"
FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
WHERE t.type = 'table' AND t.name LIKE 'unscoped\_%' ESCAPE '\'
