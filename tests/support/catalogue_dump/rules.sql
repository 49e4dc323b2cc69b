SELECT 'pg_class'::regclass AS class, r.ev_class AS object,
       concat_ws(' ', 'rule', pg_get_ruledef(r.oid), 'enabled ' || r.ev_enabled::text) AS line
FROM pg_rewrite r
WHERE r.rulename <> '_RETURN' AND r.ev_class >= 16384
