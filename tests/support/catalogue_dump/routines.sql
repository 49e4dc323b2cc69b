SELECT 'pg_proc'::regclass AS class, p.oid AS object,
       concat_ws(' ', 'routine', pg_get_functiondef(p.oid), 'owner ' || quote_ident(pg_get_userbyid(p.proowner))) AS line
FROM pg_proc p
WHERE p.prokind <> 'a' AND p.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
