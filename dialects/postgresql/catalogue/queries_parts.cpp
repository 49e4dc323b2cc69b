#include "dialects/postgresql/catalogue/queries.h"
#include "dialects/postgresql/catalogue/query_parts.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

static constexpr const char *GrantsText = R"(
WITH o (class, object, number, owner, type, acl, usual) AS (
  SELECT 'pg_class'::regclass::oid::int8, c.oid, 0, c.relowner, t.letter, coalesce(c.relacl, acldefault(t.letter, c.relowner)),
         acldefault(t.letter, c.relowner)
  FROM pg_class c, LATERAL (SELECT CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char") AS t (letter)
  WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relacl IS NOT NULL
  UNION ALL
  SELECT 'pg_class'::regclass::oid::int8, a.attrelid, a.attnum, c.relowner, 'c'::"char", a.attacl, acldefault('c', c.relowner)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = ANY ($1::oid[]) AND a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT 'pg_proc'::regclass::oid::int8, p.oid, 0, p.proowner, 'f'::"char", p.proacl, acldefault('f', p.proowner)
  FROM pg_proc p WHERE p.pronamespace = ANY ($1::oid[]) AND p.proacl IS NOT NULL
  UNION ALL
  SELECT 'pg_type'::regclass::oid::int8, t.oid, 0, t.typowner, 'T'::"char", t.typacl, acldefault('T', t.typowner)
  FROM pg_type t WHERE t.typnamespace = ANY ($1::oid[]) AND t.typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_namespace'::regclass::oid::int8, n.oid, 0, n.nspowner, 'n'::"char", n.nspacl,
         coalesce(i.initprivs, acldefault('n', n.nspowner))
  FROM pg_namespace n LEFT JOIN pg_init_privs i ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid
  WHERE n.oid = ANY ($1::oid[]) AND n.nspacl IS NOT NULL),
has AS (
  SELECT o.class, o.object, o.number, o.owner, a.grantee,
         array_agg(a.privilege_type || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END ORDER BY a.privilege_type)
  FROM o, aclexplode(o.acl) a GROUP BY 1, 2, 3, 4, 5),
usual AS (
  SELECT o.class, o.object, o.number, o.owner, a.grantee,
         array_agg(a.privilege_type || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END ORDER BY a.privilege_type)
  FROM o, aclexplode(o.usual) a GROUP BY 1, 2, 3, 4, 5)
SELECT class, object, number, coalesce(r.rolname, 'PUBLIC') AS grantee, grantee = owner AS of_owner,
       coalesce(array_to_json(has.array_agg), '[]') AS privileges
FROM has FULL JOIN usual USING (class, object, number, owner, grantee) LEFT JOIN pg_roles r ON r.oid = grantee
WHERE has.array_agg IS DISTINCT FROM usual.array_agg
ORDER BY class, object, number, r.rolname)";

QString Queries::rules()
{
    return uR"(
SELECT r.oid, r.ev_class AS relation, r.rulename AS name, pg_get_ruledef(r.oid) AS definition, r.ev_enabled AS enabled,
       obj_description(r.oid, 'pg_rewrite') AS comment
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE c.relnamespace = ANY ($1::oid[]) AND r.rulename <> '_RETURN' AND r.rulename !~ '^_relata_'
ORDER BY r.oid)"_s;
}

QString Queries::policies()
{
    return uR"(
SELECT p.oid, p.polrelid AS relation, p.polname AS name, p.polpermissive AS permissive, p.polcmd AS command,
       (SELECT json_agg(coalesce(a.rolname, 'PUBLIC') ORDER BY a.rolname)
        FROM unnest(p.polroles) AS u (oid) LEFT JOIN pg_roles a ON a.oid = u.oid) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS condition, pg_get_expr(p.polwithcheck, p.polrelid) AS check_condition,
       obj_description(p.oid, 'pg_policy') AS comment
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = ANY ($1::oid[]) AND p.polname !~ '^_relata_'
ORDER BY p.oid)"_s;
}

QString Queries::statistics(int version)
{
    const QString text = uR"(
SELECT s.oid, s.stxrelid AS relation, s.stxname AS name, s.stxnamespace AS namespace,
       pg_get_statisticsobjdef(s.oid) AS definition, %target% AS target,
       obj_description(s.oid, 'pg_statistic_ext') AS comment, %owner:s.stxowner% AS owner
FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
WHERE c.relnamespace = ANY ($1::oid[]) AND s.stxname !~ '^_relata_'
ORDER BY s.oid)"_s;
    return withOwner(chosen(text, u"%target%"_s, version >= 130000, u"nullif(s.stxstattarget, -1)"_s, u"NULL"_s));
}

QString Queries::grants() { return QString::fromLatin1(GrantsText); }

QString Queries::defaultPrivileges()
{
    return uR"(
WITH d AS (
  SELECT d.oid, d.defaclrole AS owner, d.defaclnamespace AS namespace, d.defaclobjtype AS objects, d.defaclacl AS acl,
         CASE WHEN d.defaclnamespace = 0
              THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END::"char", d.defaclrole)
              END AS usual
  FROM pg_default_acl d WHERE d.defaclnamespace = 0 OR d.defaclnamespace = ANY ($1::oid[])),
has AS (
  SELECT d.oid, a.grantee, array_agg(a.privilege_type || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
                                     ORDER BY a.privilege_type) AS privileges
  FROM d, aclexplode(d.acl) a GROUP BY 1, 2),
usual AS (
  SELECT d.oid, a.grantee, array_agg(a.privilege_type || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
                                     ORDER BY a.privilege_type) AS privileges
  FROM d, aclexplode(d.usual) a GROUP BY 1, 2)
SELECT d.namespace, o.rolname AS owner, d.objects, coalesce(r.rolname, 'PUBLIC') AS grantee, g.grantee = d.owner AS of_owner,
       coalesce(array_to_json(has.privileges), '[]') AS privileges
FROM d JOIN pg_roles o ON o.oid = d.owner
JOIN (SELECT oid, grantee FROM has UNION SELECT oid, grantee FROM usual) g ON g.oid = d.oid
LEFT JOIN has ON has.oid = g.oid AND has.grantee = g.grantee
LEFT JOIN usual ON usual.oid = g.oid AND usual.grantee = g.grantee
LEFT JOIN pg_roles r ON r.oid = g.grantee
WHERE has.privileges IS DISTINCT FROM usual.privileges
ORDER BY d.namespace, o.rolname, d.objects, r.rolname)"_s;
}

} // namespace relata::postgresql
