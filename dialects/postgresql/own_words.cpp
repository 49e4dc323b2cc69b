#include "dialects/postgresql/monitor.h"
#include "models/engine/fetch.h"

#include <QMap>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// Lines of kind, namespace, name and what the server says: one a fact, so that their order does not matter. By its own
/// functions where it has them, by catalogue rows elsewhere; shares nothing with the reader.
constexpr auto Query = R"(
WITH relation AS (
  SELECT c.*, nullif(n.nspname, current_schema()) AS space,
         CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' ELSE 'table' END AS kind
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%'
    AND n.nspname <> 'information_schema' AND c.relname NOT LIKE '\_relata\_%'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND d.deptype = 'e'))
SELECT kind, space, relname, concat_ws(' ', relkind, relpersistence, 'with ' || array_to_string(reloptions, ', '),
       CASE WHEN relrowsecurity THEN 'row security' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
       'identity ' || relreplident::text, 'key ' || pg_get_partkeydef(oid), 'bound ' || pg_get_expr(relpartbound, oid),
       'comment ' || obj_description(oid, 'pg_class'),
       'toast ' || (SELECT array_to_string(t.reloptions, ', ') FROM pg_catalog.pg_class t WHERE t.oid = reltoastrelid),
       'query ' || CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END) AS line FROM relation
UNION ALL
SELECT r.kind, r.space, r.relname, concat_ws(' ', 'column', a.attname, format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attnotnull THEN 'not null' END, 'identity ' || nullif(a.attidentity::text, ''),
       'generated ' || nullif(a.attgenerated::text, ''), 'default ' || pg_get_expr(d.adbin, d.adrelid),
       CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
       CASE WHEN a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::text END,
       'statistics ' || nullif(to_jsonb(a) ->> 'attstattarget', '-1'),
       'compression ' || nullif(to_jsonb(a) ->> 'attcompression', ''),
       'with ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attoptions) AS o WHERE o !~ '^pg_attver='),
       'comment ' || col_description(a.attrelid, a.attnum))
FROM relation r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL
SELECT r.kind, r.space, r.relname, concat_ws(' ', 'constraint', CASE WHEN o.contype <> 'n' OR o.conname !~ '_not_null\d*$' THEN o.conname END,
       pg_get_constraintdef(o.oid), 'comment ' || obj_description(o.oid, 'pg_constraint'))
FROM relation r JOIN pg_catalog.pg_constraint o ON o.conrelid = r.oid
WHERE o.contype <> 't' AND NOT (o.contype = 'f' AND o.conparentid <> 0)
UNION ALL
SELECT r.kind, r.space, r.relname, concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid),
       CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'identity' END,
       'statistics ' || (SELECT string_agg(a.attnum || ':' || (to_jsonb(a) ->> 'attstattarget'), ', ' ORDER BY a.attnum)
                         FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indexrelid
                         AND coalesce((to_jsonb(a) ->> 'attstattarget')::int, -1) >= 0),
       'comment ' || obj_description(i.indexrelid, 'pg_class'))
FROM relation r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
UNION ALL
SELECT r.kind, r.space, r.relname, concat_ws(' ', 'trigger', pg_get_triggerdef(g.oid), g.tgenabled,
       'comment ' || obj_description(g.oid, 'pg_trigger'))
FROM relation r JOIN pg_catalog.pg_trigger g ON g.tgrelid = r.oid AND NOT g.tgisinternal
UNION ALL
SELECT r.kind, r.space, r.relname, concat_ws(' ', 'rule', pg_get_ruledef(w.oid), w.ev_enabled,
       'comment ' || obj_description(w.oid, 'pg_rewrite'))
FROM relation r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
UNION ALL
SELECT r.kind, r.space, r.relname, concat_ws(' ', 'policy', p.polname, p.polcmd, p.polpermissive,
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
       'comment ' || obj_description(p.oid, 'pg_policy'))
FROM relation r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
)";

} // namespace

Result<QList<OwnWords>> PostgresqlMonitor::ownWords(Connection &connection) const
{
    const auto rows = fetch(connection, QString::fromLatin1(Query));
    if (!rows)
        return failure(rows.error());
    QMap<std::pair<QByteArray, QStringList>, QStringList> lines;
    for (qsizetype row = 0; row < rows->count; ++row)
        lines[{rows->bytes(row, 0).toByteArray(), {rows->text(row, 1), rows->text(row, 2)}}] += rows->text(row, 3);
    QList<OwnWords> result;
    for (auto it = lines.begin(); it != lines.end(); ++it) {
        it->sort();
        result += OwnWords{it.key().first, it.key().second, it->join(u'\n')};
    }
    return result;
}

} // namespace relata::postgresql
