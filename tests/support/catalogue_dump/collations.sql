SELECT 'pg_collation'::regclass AS class, o.oid AS object,
       concat_ws(' ', 'collation', o.oid::regcollation, 'owner ' || quote_ident(pg_get_userbyid(o.collowner)),
                 'provider ' || o.collprovider::text, 'deterministic ' || o.collisdeterministic, 'collate ' || o.collcollate,
                 'ctype ' || o.collctype, 'locale ' || coalesce(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale'),
                 'rules ' || (to_jsonb(o) ->> 'collicurules')) AS line
FROM pg_collation o
WHERE o.oid >= 16384
