SELECT 'pg_default_acl'::regclass AS class, d.oid AS object,
       concat_ws(' ', 'default privileges of', quote_ident(pg_get_userbyid(d.defaclrole)),
                 'in ' || nullif(d.defaclnamespace, 0)::regnamespace::text, 'on ' || d.defaclobjtype::text,
                 (SELECT string_agg(a::text, ', ' ORDER BY a::text) FROM unnest(d.defaclacl) AS a)) AS line
FROM pg_default_acl d
