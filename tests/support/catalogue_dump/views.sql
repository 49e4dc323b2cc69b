SELECT 'pg_class'::regclass AS class, c.oid AS object, concat_ws(' ', 'view', c.oid::regclass, pg_get_viewdef(c.oid)) AS line
FROM pg_class c
WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384
