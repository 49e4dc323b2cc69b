#include "dialects/postgresql/catalogue/queries.h"

#include "dialects/postgresql/catalogue/query_parts.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Others = R"(
SELECT 'pg_operator'::regclass::oid::int8 AS class, oid, oprnamespace AS namespace, oid::regoperator::text AS name,
       'operator' AS kind, oprcode::text AS definition
       FROM pg_operator WHERE oprnamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_opclass'::regclass::oid::int8, oid, opcnamespace, opcname, 'operator class',
       format_type(opcintype, NULL) FROM pg_opclass WHERE opcnamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_opfamily'::regclass::oid::int8, oid, opfnamespace, opfname, 'operator family', ''
       FROM pg_opfamily WHERE opfnamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_conversion'::regclass::oid::int8, oid, connamespace, conname, 'conversion', conproc::text
       FROM pg_conversion WHERE connamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_ts_config'::regclass::oid::int8, oid, cfgnamespace, cfgname, 'text search configuration', ''
       FROM pg_ts_config WHERE cfgnamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_ts_dict'::regclass::oid::int8, oid, dictnamespace, dictname, 'text search dictionary', dictinitoption
       FROM pg_ts_dict WHERE dictnamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_ts_parser'::regclass::oid::int8, oid, prsnamespace, prsname, 'text search parser', ''
       FROM pg_ts_parser WHERE prsnamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_ts_template'::regclass::oid::int8, oid, tmplnamespace, tmplname, 'text search template', ''
       FROM pg_ts_template WHERE tmplnamespace = ANY ($1::oid[])
UNION ALL SELECT 'pg_event_trigger'::regclass::oid::int8, oid, NULL, evtname, 'event trigger',
       concat_ws(' ', evtevent, evtfoid::regproc::text) FROM pg_event_trigger WHERE evtname !~ '^_relata_'
UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass::oid::int8, oid, NULL, fdwname, 'foreign data wrapper', ''
       FROM pg_foreign_data_wrapper
UNION ALL SELECT 'pg_foreign_server'::regclass::oid::int8, oid, NULL, srvname, 'foreign server', ''
       FROM pg_foreign_server
UNION ALL SELECT 'pg_publication'::regclass::oid::int8, oid, NULL, pubname, 'publication', '' FROM pg_publication
UNION ALL SELECT 'pg_cast'::regclass::oid::int8, oid, NULL, format_type(castsource, NULL) || ' AS ' || format_type(casttarget, NULL),
       'cast', castcontext::text FROM pg_cast
       WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = pg_cast.oid
                                          AND d.deptype = 'i')
UNION ALL SELECT 'pg_language'::regclass::oid::int8, oid, NULL, lanname, 'language', '' FROM pg_language
       WHERE oid >= 16384 AND lanname <> 'plpgsql')";

} // namespace

QString Queries::namespaces()
{
    return withOwner(uR"(
SELECT n.oid, n.nspname AS name, obj_description(n.oid, 'pg_namespace') AS comment, %owner:n.nspowner% AS owner
FROM pg_namespace n
WHERE n.nspname !~ '^(pg_|_relata_)' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
ORDER BY n.nspname)"_s);
}

QString Queries::extensionMembers()
{
    return uR"(
SELECT DISTINCT d.classid::oid::int8 AS class, d.objid AS object FROM pg_depend d WHERE d.deptype = 'e')"_s;
}

QString Queries::relations(int)
{
    return withOwner(uR"(
SELECT c.oid, c.relnamespace AS namespace, c.relname AS name, c.relkind AS kind, c.relpersistence AS persistence,
       array_to_json(c.reloptions || (SELECT array_agg('toast.' || o) FROM pg_class t, unnest(t.reloptions) AS o
                                      WHERE t.oid = c.reltoastrelid)) AS options,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced_row_security,
       c.relreplident AS replica_identity, c.reloftype <> 0 AS typed, c.relispartition AS is_partition,
       (SELECT json_agg(i.inhparent::text ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid) AS parents,
       CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method, s.spcname AS tablespace,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
       obj_description(c.oid, 'pg_class') AS comment, %owner:c.relowner% AS owner
FROM pg_class c LEFT JOIN pg_am am ON am.oid = c.relam AND c.relkind IN ('r', 'p', 'm')
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND c.relname !~ '^_relata_'
ORDER BY c.oid)"_s);
}

QString Queries::columns(int version)
{
    QString text = uR"(
SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       format_type(e.oid, NULL) AS element, e.oid AS element_oid, a.attnotnull AS not_null, a.attidentity AS identity,
       a.attgenerated AS generated, pg_get_expr(d.adbin, d.adrelid) AS expression,
       CASE WHEN a.attcollation <> t.typcollation THEN quote_ident(l.collname) END AS collation,
       CASE WHEN ln.nspname <> 'pg_catalog' THEN quote_ident(ln.nspname) END AS collation_schema,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
       %compression% AS compression,
       (SELECT json_agg(o) FROM unnest(a.attoptions) AS o WHERE o ~ '^n_distinct') AS options, nullif(a.attstattarget, -1) AS statistics,
       NOT a.attislocal AS inherited, %required%,
       col_description(a.attrelid, a.attnum) AS comment,
       s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, s.relname AS sequence
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
%required_by%
LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
LEFT JOIN (SELECT p.refobjid, p.refobjsubid, q.*, k.relname FROM pg_depend p
           JOIN pg_sequence q ON q.seqrelid = p.objid JOIN pg_class k ON k.oid = q.seqrelid
           WHERE p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass AND p.deptype = 'i') s
  ON s.refobjid = a.attrelid AND s.refobjsubid = a.attnum
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)"_s;
    constexpr int Named = 180000; // NOT NULL is a constraint, whose usual name stays when the column is renamed
    text = chosen(text, u"%required%"_s, version >= Named,
        u"r.conname AS required_name, NOT r.convalidated AS required_later, r.connoinherit AS required_alone, "
        "obj_description(r.oid, 'pg_constraint') AS required_comment"_s,
        u"NULL AS required_name, NULL AS required_later, NULL AS required_alone, NULL AS required_comment"_s);
    text = chosen(text, u"%required_by%"_s, version >= Named,
        u"LEFT JOIN pg_constraint r ON r.conrelid = a.attrelid AND r.contype = 'n' AND r.conkey = ARRAY[a.attnum] AND "
        "r.conislocal"_s,
        {});
    return chosen(text, u"%compression%"_s, version >= 140000, u"nullif(a.attcompression, '')"_s, u"NULL"_s);
}

QString Queries::constraints(int version)
{
    QString text = uR"(
SELECT o.oid, o.conrelid AS relation, o.contypid AS domain, o.conname AS name, o.contype AS type, o.conkey AS columns,
       o.confrelid AS referenced, o.confkey AS referenced_columns, o.confupdtype AS on_update, o.confdeltype AS on_delete,
       o.confmatchtype AS match, o.condeferrable AS deferrable, o.condeferred AS deferred, o.convalidated AS validated,
       o.connoinherit AND o.contype = 'c' AS no_inherit, pg_get_constraintdef(o.oid) AS definition,
       CASE WHEN o.contype = 'c' THEN pg_get_expr(o.conbin, o.conrelid) END AS expression,
       NOT o.conislocal AS inherited, o.conparentid <> 0 AS is_part, i.indisclustered AS clustered,
       i.indisreplident AS replica_identity, xs.spcname AS tablespace,
       CASE WHEN o.contype IN ('p', 'u') THEN i.indkey END AS key, CASE WHEN o.contype IN ('p', 'u') THEN i.indnkeyatts END AS key_count,
       CASE WHEN o.contype IN ('p', 'u') THEN array_to_json(x.reloptions) END AS options,
       %nulls% AS nulls_not_distinct, %delete_columns% AS delete_columns, %enforced% AS enforced, %period% AS period,
       obj_description(o.oid, 'pg_constraint') AS comment
FROM pg_constraint o
LEFT JOIN pg_class c ON c.oid = o.conrelid
LEFT JOIN pg_type t ON t.oid = o.contypid
LEFT JOIN pg_index i ON i.indexrelid = o.conindid AND o.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class x ON x.oid = i.indexrelid
LEFT JOIN pg_tablespace xs ON xs.oid = x.reltablespace
WHERE coalesce(c.relnamespace, t.typnamespace) = ANY ($1::oid[]) AND o.contype IN ('p', 'u', 'f', 'c', 'x') AND o.conname !~ '^_relata_'
  AND NOT EXISTS (SELECT FROM pg_constraint u WHERE u.oid = o.conparentid AND u.conrelid = o.conrelid)
ORDER BY o.oid)"_s;
    text = chosen(text, u"%nulls%"_s, version >= 150000, u"coalesce(i.indnullsnotdistinct, false)"_s, u"false"_s);
    text = chosen(text, u"%delete_columns%"_s, version >= 150000, u"o.confdelsetcols"_s, u"NULL"_s);
    text = chosen(text, u"%enforced%"_s, version >= 180000, u"o.conenforced"_s, u"true"_s);
    return chosen(text, u"%period%"_s, version >= 180000, u"o.conperiod"_s, u"false"_s);
}

QString Queries::indexes(int version)
{
    const QString text = uR"(
SELECT i.indexrelid AS oid, i.indrelid AS relation, x.relname AS name, am.amname AS method, i.indisunique AS is_unique,
       i.indisvalid AS valid, i.indkey AS key, i.indnkeyatts AS key_count, pg_get_expr(i.indpred, i.indrelid) AS predicate,
       array_to_json(x.reloptions) AS options, %nulls% AS nulls_not_distinct, pg_get_indexdef(i.indexrelid) AS definition,
       i.indisclustered AS clustered, i.indisreplident AS replica_identity, x.relispartition AS inherited,
       s.spcname AS tablespace,
       obj_description(x.oid, 'pg_class') AS comment
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_am am ON am.oid = x.relam
LEFT JOIN pg_tablespace s ON s.oid = x.reltablespace
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'm') AND x.relname !~ '^_relata_'
  AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = x.oid AND o.contype IN ('p', 'u', 'x'))
ORDER BY i.indexrelid)"_s;
    return chosen(text, u"%nulls%"_s, version >= 150000, u"i.indnullsnotdistinct"_s, u"false"_s);
}

QString Queries::indexKeys(int)
{
    return uR"(
SELECT i.indexrelid AS index, k.n AS number, k.attnum AS column, pg_get_indexdef(i.indexrelid, k.n::int, false) AS expression,
       (i.indoption[k.n - 1] & 1) <> 0 AS descending, (i.indoption[k.n - 1] & 2) <> 0 AS nulls_first,
       CASE WHEN NOT p.opcdefault THEN quote_ident(p.opcname) END AS operator_class,
       CASE WHEN NOT p.opcdefault AND pn.nspname <> 'pg_catalog' THEN quote_ident(pn.nspname) END AS operator_class_schema,
       array_to_string(xa.attoptions, ', ') AS parameters,
       CASE WHEN i.indcollation[k.n - 1] <> 0 AND i.indcollation[k.n - 1] <> coalesce(a.attcollation, xa.attcollation, 0)
            THEN quote_ident(l.collname) END AS collation,
       CASE WHEN ln.nspname <> 'pg_catalog' THEN quote_ident(ln.nspname) END AS collation_schema
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, n)
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
LEFT JOIN pg_attribute xa ON xa.attrelid = i.indexrelid AND xa.attnum = k.n
LEFT JOIN pg_opclass p ON p.oid = i.indclass[k.n - 1]
LEFT JOIN pg_namespace pn ON pn.oid = p.opcnamespace
LEFT JOIN pg_collation l ON l.oid = i.indcollation[k.n - 1]
LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'm') AND k.n <= i.indnkeyatts
ORDER BY i.indexrelid, k.n)"_s;
}

QString Queries::sequences()
{
    return uR"(
SELECT q.seqrelid AS oid, format_type(q.seqtypid, NULL) AS type, q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache,
       q.seqcycle, d.refobjid AS owner, d.refobjsubid AS owner_column, d.deptype = 'i' AS is_identity
FROM pg_sequence q
JOIN pg_class c ON c.oid = q.seqrelid
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.seqrelid AND d.refclassid = 'pg_class'::regclass
                     AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
WHERE c.relnamespace = ANY ($1::oid[]))"_s;
}

QString Queries::triggers(int version)
{
    const QString text = uR"(
SELECT t.oid, t.tgrelid AS relation, t.tgname AS name, pg_get_triggerdef(t.oid) AS definition, t.tgenabled AS enabled,
       obj_description(t.oid, 'pg_trigger') AS comment
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = ANY ($1::oid[]) AND NOT t.tgisinternal AND %own% AND t.tgname !~ '^_relata_'
ORDER BY t.oid)"_s;
    return chosen(text, u"%own%"_s, version >= 130000, u"t.tgparentid = 0"_s, u"true"_s);
}

QString Queries::others(int) { return QString::fromLatin1(Others); }

QString Queries::dependencies()
{
    return uR"(
SELECT DISTINCT
       CASE WHEN r.oid IS NOT NULL OR o.oid IS NOT NULL OR f.oid IS NOT NULL OR t.oid IS NOT NULL
            THEN 'pg_class'::regclass::oid ELSE d.classid END::int8 AS class,
       coalesce(r.ev_class, o.conrelid, f.adrelid, t.tgrelid, d.objid) AS object,
       CASE WHEN y.oid IS NOT NULL THEN 'pg_class'::regclass::oid ELSE d.refclassid END::int8 AS referenced_class,
       coalesce(y.typrelid, d.refobjid) AS referenced, d.refobjsubid AS referenced_column
FROM pg_depend d
LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.rulename = '_RETURN'
LEFT JOIN pg_constraint o ON d.classid = 'pg_constraint'::regclass AND o.oid = d.objid AND o.conrelid <> 0
LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
LEFT JOIN pg_type y ON d.refclassid = 'pg_type'::regclass AND y.oid = d.refobjid AND y.typrelid <> 0
WHERE d.deptype IN ('n', 'a') AND d.refobjid >= 16384 AND d.objid >= 16384)"_s;
}

} // namespace relata::postgresql
