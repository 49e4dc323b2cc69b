#include "dialects/postgresql/catalogue/queries.h"
#include "dialects/postgresql/catalogue/query_parts.h"

#include <QRegularExpression>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

static constexpr const char *RoutinesText = R"(
SELECT p.oid, p.pronamespace AS namespace, p.proname AS name, p.prokind AS kind,
       CASE WHEN p.prokind = 'a' THEN coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')
            ELSE oidvectortypes(p.proargtypes) END AS signature,
       CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE
         'CREATE AGGREGATE ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname)
         || '(' || coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*') || E') (\n    '
         || concat_ws(E',\n    ', 'SFUNC = ' || g.aggtransfn::text, 'STYPE = ' || format_type(g.aggtranstype, NULL),
              CASE WHEN g.aggtransspace <> 0 THEN 'SSPACE = ' || g.aggtransspace END,
              CASE WHEN g.aggfinalfn <> 0 THEN 'FINALFUNC = ' || g.aggfinalfn::text END,
              CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
              CASE WHEN g.aggfinalfn <> 0 AND g.aggfinalmodify <> CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END
                   THEN 'FINALFUNC_MODIFY = ' || %modify:g.aggfinalmodify% END,
              CASE WHEN g.aggcombinefn <> 0 THEN 'COMBINEFUNC = ' || g.aggcombinefn::text END,
              CASE WHEN g.aggserialfn <> 0 THEN 'SERIALFUNC = ' || g.aggserialfn::text END,
              CASE WHEN g.aggdeserialfn <> 0 THEN 'DESERIALFUNC = ' || g.aggdeserialfn::text END,
              'INITCOND = ' || quote_literal(g.agginitval),
              CASE WHEN g.aggmtransfn <> 0 THEN 'MSFUNC = ' || g.aggmtransfn::text END,
              CASE WHEN g.aggminvtransfn <> 0 THEN 'MINVFUNC = ' || g.aggminvtransfn::text END,
              CASE WHEN g.aggmtranstype <> 0 THEN 'MSTYPE = ' || format_type(g.aggmtranstype, NULL) END,
              CASE WHEN g.aggmtransspace <> 0 THEN 'MSSPACE = ' || g.aggmtransspace END,
              CASE WHEN g.aggmfinalfn <> 0 THEN 'MFINALFUNC = ' || g.aggmfinalfn::text END,
              CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
              CASE WHEN g.aggmfinalfn <> 0 AND g.aggmfinalmodify <> CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END
                   THEN 'MFINALFUNC_MODIFY = ' || %modify:g.aggmfinalmodify% END,
              'MINITCOND = ' || quote_literal(g.aggminitval),
              CASE WHEN g.aggsortop <> 0 THEN 'SORTOP = OPERATOR(' || (SELECT quote_ident(x.nspname) || '.' || o.oprname
                   FROM pg_operator o JOIN pg_namespace x ON x.oid = o.oprnamespace WHERE o.oid = g.aggsortop) || ')' END,
              CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END,
              CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END)
         || E'\n)' END AS definition,
       l.lanname IN ('c', 'internal') AS foreign_body, obj_description(p.oid, 'pg_proc') AS comment,
       %owner:p.proowner% AS owner
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
WHERE p.pronamespace = ANY ($1::oid[]) AND p.proname !~ '^_relata_'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
ORDER BY p.oid)";

static constexpr const char *TypesText = R"(
SELECT t.oid, t.typnamespace AS namespace, t.typname AS name, t.typtype AS type, t.typrelid AS relation,
       c.relkind = 'c' AS is_composite,
       (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
       format_type(e.oid, NULL) AS element, e.oid AS element_oid, t.typnotnull AS not_null,
       pg_get_expr(t.typdefaultbin, 0) AS expression,
       CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN quote_ident(l.collname) END AS collation,
       CASE WHEN ln.nspname <> 'pg_catalog' THEN quote_ident(ln.nspname) END AS collation_schema,
       CASE WHEN t.typtype = 'r' THEN
         (SELECT concat_ws(', ', 'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
                 CASE WHEN NOT o.opcdefault THEN 'SUBTYPE_OPCLASS = ' || quote_ident(n.nspname) || '.' || quote_ident(o.opcname) END,
                 CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> s.typcollation
                      THEN 'COLLATION = ' || (SELECT quote_ident(k.nspname) || '.' || quote_ident(x.collname) FROM pg_collation x
                                              JOIN pg_namespace k ON k.oid = x.collnamespace WHERE x.oid = r.rngcollation) END,
                 CASE WHEN r.rngcanonical <> 0 THEN 'CANONICAL = ' || r.rngcanonical::text END,
                 CASE WHEN r.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff::text END)
          FROM pg_range r JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_opclass o ON o.oid = r.rngsubopc
          JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE r.rngtypid = t.oid) END AS definition,
       %multirange% AS multirange,
       coalesce(obj_description(t.oid, 'pg_type'), obj_description(c.oid, 'pg_class')) AS comment,
       %owner:t.typowner% AS owner
FROM pg_type t
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_type e ON e.oid = CASE WHEN b.typcategory = 'A' AND b.typelem <> 0 THEN b.typelem ELSE b.oid END
LEFT JOIN pg_collation l ON l.oid = t.typcollation
LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
WHERE t.typnamespace = ANY ($1::oid[]) AND t.typtype IN ('e', 'd', 'c', 'r', 'b')
  AND NOT (t.typcategory = 'A' AND t.typelem <> 0 AND t.typtype = 'b') AND t.typname !~ '^_relata_'
ORDER BY t.oid)";

QString Queries::types(int version)
{
    const QString text = QString::fromLatin1(TypesText);
    return withOwner(chosen(text, u"%multirange%"_s, version >= 140000,
        u"(SELECT m.typname FROM pg_range r JOIN pg_type m ON m.oid = r.rngmultitypid WHERE r.rngtypid = t.oid)"_s,
        u"NULL"_s));
}

QString Queries::routines()
{
    QString text = QString::fromLatin1(RoutinesText);
    static const QRegularExpression modify(u"%modify:([a-z.]+)%"_s);
    return withOwner(
        text.replace(modify, u"CASE \\1 WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END"_s));
}

QString Queries::collations(int version)
{
    QString text = uR"(
SELECT o.oid, o.collnamespace AS namespace, o.collname AS name,
       concat_ws(', ', 'provider = ' || CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                 'locale = ' || quote_literal(%locale%),
                 CASE WHEN o.collprovider = 'c' AND o.collcollate <> o.collctype
                      THEN 'lc_collate = ' || quote_literal(o.collcollate) || ', lc_ctype = ' || quote_literal(o.collctype) END,
                 CASE WHEN NOT o.collisdeterministic THEN 'deterministic = false' END, 'rules = ' || quote_literal(%rules%))
         AS definition,
       obj_description(o.oid, 'pg_collation') AS comment, %owner:o.collowner% AS owner
FROM pg_collation o WHERE o.collnamespace = ANY ($1::oid[]) ORDER BY o.oid)"_s;
    const QString plain = u"CASE WHEN o.collcollate = o.collctype THEN o.collcollate END"_s;
    text.replace(u"%locale%"_s,
        version >= 170000       ? u"coalesce(o.colllocale, %1)"_s.arg(plain)
            : version >= 150000 ? u"coalesce(o.colliculocale, %1)"_s.arg(plain)
                                : plain);
    return withOwner(chosen(text, u"%rules%"_s, version >= 160000, u"o.collicurules"_s, u"NULL"_s));
}

QString Queries::extensions()
{
    return uR"(
SELECT e.oid, e.extname AS name, e.extversion AS version, e.extnamespace AS namespace,
       obj_description(e.oid, 'pg_extension') AS comment
FROM pg_extension e WHERE e.extname <> 'plpgsql' ORDER BY e.extname)"_s;
}

} // namespace relata::postgresql
