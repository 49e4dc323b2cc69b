SELECT 'pg_class'::regclass AS class, p.polrelid AS object,
       concat_ws(' ', 'policy', quote_ident(p.polname), 'on', p.polrelid::regclass,
                 CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, 'for ' || p.polcmd::text,
                 'to ' || (SELECT string_agg(CASE u.oid WHEN 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(u.oid)) END, ', '
                                             ORDER BY pg_get_userbyid(u.oid)) FROM unnest(p.polroles) AS u (oid)),
                 'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                 'check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS line
FROM pg_policy p
