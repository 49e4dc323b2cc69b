-- Who may do what, granted or usual: an untouched list counts as what it stands for.
WITH o (class, object, number, acl) AS (
  SELECT 'pg_class'::regclass, c.oid, 0,
         coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
  FROM pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attnum, a.attacl FROM pg_attribute a WHERE a.attacl IS NOT NULL AND a.attrelid >= 16384
  UNION ALL SELECT 'pg_proc'::regclass, p.oid, 0, coalesce(p.proacl, acldefault('f', p.proowner)) FROM pg_proc p
  WHERE p.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
  UNION ALL SELECT 'pg_type'::regclass, t.oid, 0, coalesce(t.typacl, acldefault('T', t.typowner)) FROM pg_type t
  WHERE t.oid >= 16384 AND t.typtype <> 'm' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
    AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
  UNION ALL SELECT 'pg_namespace'::regclass, n.oid, 0, coalesce(n.nspacl, acldefault('n', n.nspowner)) FROM pg_namespace n
  UNION ALL SELECT 'pg_language'::regclass, l.oid, 0, coalesce(l.lanacl, acldefault('l', l.lanowner)) FROM pg_language l
  UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, 0, coalesce(w.fdwacl, acldefault('F', w.fdwowner))
  FROM pg_foreign_data_wrapper w
  UNION ALL SELECT 'pg_foreign_server'::regclass, s.oid, 0, coalesce(s.srvacl, acldefault('S', s.srvowner)) FROM pg_foreign_server s)
SELECT o.class, o.object, concat_ws(' ', 'privileges', i.type, i.identity, p.item) AS line
FROM o, unnest(o.acl) AS p (item), pg_identify_object(o.class, o.object, o.number) AS i
WHERE o.object >= 16384 OR o.object = 'public'::regnamespace
