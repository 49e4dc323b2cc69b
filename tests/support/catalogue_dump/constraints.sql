-- Constraints of tables and of domains, without those that the server keeps for the parts of a partitioned table. What names
-- 18 gives to NOT NULL is not told: they follow no renaming, and a part has those of the table above or its own.
SELECT CASE WHEN o.conrelid <> 0 THEN 'pg_class'::regclass ELSE 'pg_type'::regclass END AS class,
       coalesce(nullif(o.conrelid, 0), o.contypid) AS object,
       concat_ws(' ', 'constraint', CASE WHEN o.contype <> 'n' THEN quote_ident(o.conname) END, 'on',
                 nullif(o.conrelid, 0)::regclass, nullif(o.contypid, 0)::regtype,
                 pg_get_constraintdef(o.oid),
                 CASE WHEN o.conrelid <> 0 AND NOT o.conislocal AND NOT c.relispartition THEN 'inherited' END) AS line
FROM pg_constraint o
LEFT JOIN pg_class c ON c.oid = o.conrelid
WHERE o.contype IN ('p', 'u', 'x', 'c', 'f', 'n') AND NOT (o.contype = 'f' AND o.conparentid <> 0)
