-- Enums, domains, composite, range and base types; not those that come with a table, an array or a range.
SELECT 'pg_type'::regclass AS class, t.oid AS object,
       concat_ws(' ', 'type', t.oid::regtype, 'kind ' || t.typtype::text, 'owner ' || quote_ident(pg_get_userbyid(t.typowner)),
                 'as enum ' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                FROM pg_enum e WHERE e.enumtypid = t.oid),
                 'on ' || format_type(nullif(t.typbasetype, 0), t.typtypmod),
                 CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN 'collate ' || t.typcollation::regcollation END,
                 CASE WHEN t.typnotnull THEN 'not null' END,
                 'default ' || coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault),
                 'range of ' || (SELECT concat_ws(' ', format_type(r.rngsubtype, NULL), n.nspname, o.opcname,
                                                  nullif(r.rngcollation, 0)::regcollation, nullif(r.rngcanonical, 0)::regproc,
                                                  nullif(r.rngsubdiff, 0)::regproc, (to_jsonb(r) ->> 'rngmultitypid')::oid::regtype)
                                 FROM pg_range r JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace n ON n.oid = o.opcnamespace
                                 WHERE r.rngtypid = t.oid),
                 CASE WHEN t.typtype = 'b' THEN
                   concat_ws(' ', 'base', t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze,
                             t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, t.typispreferred, t.typdelim) END) AS line
FROM pg_type t
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'c', 'r', 'b') AND (t.typrelid = 0 OR c.relkind = 'c')
  AND NOT (t.typtype = 'b' AND EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))
