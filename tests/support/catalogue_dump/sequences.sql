-- Sequences: how they count and which column they belong to; not where they stand.
SELECT 'pg_class'::regclass AS class, q.seqrelid AS object,
       concat_ws(' ', 'sequence', q.seqrelid::regclass, format_type(q.seqtypid, NULL), 'start', q.seqstart, 'increment', q.seqincrement,
                 'between', q.seqmin, q.seqmax, 'cache', q.seqcache, CASE WHEN q.seqcycle THEN 'cycle' END,
                 CASE d.deptype WHEN 'a' THEN 'owned by' WHEN 'i' THEN 'identity of' END, d.refobjid::regclass,
                 (SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = d.refobjid AND a.attnum = d.refobjsubid)) AS line
FROM pg_sequence q
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.seqrelid AND d.refclassid = 'pg_class'::regclass
                     AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
