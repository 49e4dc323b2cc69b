SELECT 'pg_namespace'::regclass AS class, n.oid AS object,
       concat_ws(' ', 'schema', n.oid::regnamespace, 'owner ' || quote_ident(pg_get_userbyid(n.nspowner))) AS line
FROM pg_namespace n
WHERE n.nspname !~ '^pg_'
