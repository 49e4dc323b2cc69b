-- Tables, views, sequences: what is said of them as a whole.
SELECT 'pg_class'::regclass AS class, c.oid AS object,
       concat_ws(' ', 'relation', c.oid::regclass, 'kind ' || c.relkind::text, 'persistence ' || c.relpersistence::text,
                 'owner ' || quote_ident(pg_get_userbyid(c.relowner)), 'of ' || nullif(c.reloftype, 0)::regtype::text,
                 'method ' || m.amname, 'tablespace ' || quote_ident(s.spcname),
                 'with ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) AS o),
                 'toast with ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(t.reloptions) AS o),
                 CASE WHEN c.relrowsecurity THEN 'row security' END,
                 CASE WHEN c.relforcerowsecurity THEN 'forced row security' END,
                 CASE WHEN c.relkind IN ('r', 'p', 'm') THEN 'replica identity ' || c.relreplident::text END,
                 'partition by ' || pg_get_partkeydef(c.oid),
                 CASE WHEN c.relispartition THEN 'partition ' || pg_get_expr(c.relpartbound, c.oid) END,
                 'foreign ' || (SELECT concat_ws(' ', v.srvname, array_to_string(f.ftoptions, ', ')) FROM pg_foreign_table f
                                JOIN pg_foreign_server v ON v.oid = f.ftserver WHERE f.ftrelid = c.oid)) AS line
FROM pg_class c
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
LEFT JOIN pg_am m ON m.oid = c.relam
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
