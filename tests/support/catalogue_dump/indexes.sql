-- Indexes, those below constraints included.
SELECT 'pg_class'::regclass AS class, i.indrelid AS object,
       concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), 'tablespace ' || quote_ident(s.spcname),
                 CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'replica identity' END,
                 CASE WHEN NOT i.indisvalid THEN 'invalid' END,
                 'statistics ' || (SELECT string_agg(a.attnum || ':' || (to_jsonb(a) ->> 'attstattarget'), ', ' ORDER BY a.attnum)
                                   FROM pg_attribute a WHERE a.attrelid = i.indexrelid
                                   AND coalesce((to_jsonb(a) ->> 'attstattarget')::int, -1) >= 0)) AS line
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid AND c.relkind IN ('r', 'p', 'm')
JOIN pg_class x ON x.oid = i.indexrelid
LEFT JOIN pg_tablespace s ON s.oid = x.reltablespace
WHERE i.indrelid >= 16384
