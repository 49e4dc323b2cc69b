-- Columns by name, wherever they stand; attributes of composite types by place too. Of a view its defaults alone are its own.
-- pg_attver is a mark of the server's own.
SELECT 'pg_class'::regclass AS class, a.attrelid AS object,
       concat_ws(' ', 'column', concat(a.attrelid::regclass, '.', quote_ident(a.attname)),
                 CASE c.relkind WHEN 'c' THEN '#' || rank() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) END,
                 CASE WHEN c.relkind <> 'v' THEN format_type(a.atttypid, a.atttypmod) END,
                 CASE WHEN c.relkind <> 'v' AND a.attcollation <> t.typcollation THEN 'collate ' || a.attcollation::regcollation END,
                 CASE WHEN a.attnotnull THEN 'not null' END, 'identity ' || nullif(a.attidentity::text, ''),
                 'generated ' || nullif(a.attgenerated::text, ''), 'default ' || pg_get_expr(d.adbin, d.adrelid),
                 CASE WHEN c.relkind <> 'v' AND a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::text END,
                 'compression ' || nullif(to_jsonb(a) ->> 'attcompression', ''),
                 'statistics ' || nullif(to_jsonb(a) ->> 'attstattarget', '-1'),
                 'with ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attoptions) AS o
                             WHERE o !~ '^pg_attver='),
                 'foreign ' || array_to_string(a.attfdwoptions, ', '),
                 CASE WHEN NOT a.attislocal AND NOT c.relispartition THEN 'inherited' END) AS line
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'm', 'v', 'c') AND a.attnum > 0 AND NOT a.attisdropped
  AND (c.relkind <> 'v' OR d.oid IS NOT NULL)
