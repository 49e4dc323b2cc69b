#include "dialects/postgresql/catalogue/reading.h"

#include "dialects/postgresql/output_names.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/opaque.h"
#include "models/schema/kinds/sequence.h"
#include "models/schema/kinds/table.h"
#include "models/schema/kinds/view.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

void addParameters(Options &options, const QStringList &parameters)
{
    for (const QString &parameter : parameters)
        options.insert("postgresql." + parameter.section(u'=', 0, 0).toUtf8(), parameter.section(u'=', 1));
}

void Reading::readTables()
{
    const Answer &all = m_answers.relations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.constFind(all.oid(row, "oid"));
        if (relation == m_relations.cend() || relation->kind != 'r' || !relation->managed)
            continue;
        Table table;
        table.schema = relation->namespaceId;
        table.name = relation->name;
        table.comment = all.text(row, "comment");
        addParameters(table.options, all.texts(row, "options"));
        if (all.letter(row, "persistence") == 'u')
            table.options.insert("postgresql.unlogged", true);
        if (all.truth(row, "row_security"))
            table.options.insert("postgresql.row_security", true);
        if (all.truth(row, "forced_row_security"))
            table.options.insert("postgresql.force_row_security", true);
        if (all.letter(row, "replica_identity") == 'f')
            table.options.insert("postgresql.replica_identity", u"full"_s);
        if (!all.isNull(row, "access_method"))
            table.options.insert("postgresql.access_method", all.text(row, "access_method"));
        m_builder.put(relation->id, makeObject(table));
    }
}

void Reading::readViews()
{
    const Answer &all = m_answers.relations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        const auto relation = m_relations.constFind(oid);
        if (relation == m_relations.cend() || relation->kind != 'v')
            continue;
        View view;
        view.schema = relation->namespaceId;
        view.name = relation->name;
        QString query = all.text(row, "query").trimmed();
        if (query.endsWith(u';'))
            query.chop(1);
        view.query = cutText(withOutputNames(query), m_names);
        view.comment = all.text(row, "comment");
        addParameters(view.options, all.texts(row, "options"));
        QSet<ObjectId> named;
        for (const Expression::Piece &piece : view.query.pieces) {
            if (const auto *id = std::get_if<ObjectId>(&piece))
                named += *id;
        }
        for (const ObjectId dependency : dependenciesOf(m_relationClass, oid))
            view.query.resolved = view.query.resolved && named.contains(dependency);
        m_builder.put(relation->id, makeObject(view));
    }
}

DataType Reading::typeOf(qsizetype row) const
{
    const Answer &all = m_answers.columns;
    const QString full = all.text(row, "type"), element = all.text(row, "element");
    DataType result;
    result.userType = m_types.value(all.oid(row, "element_oid"));
    if (result.userType)
        result.suffix = full.mid(element.size());
    else
        result.name = strippedText(full, m_names);
    return result;
}

QString Reading::collationOf(const Answer &answer, qsizetype row, const char *schema, const char *name) const
{
    const QString space = answer.text(row, schema), collation = answer.text(row, name);
    return space.isEmpty() || m_names.isDefault(space) ? collation : QString(space + u'.' + collation);
}

void Reading::readColumns()
{
    const Answer &all = m_answers.columns;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.find(all.oid(row, "relation"));
        if (relation == m_relations.end())
            continue;
        if (relation->kind == 'r' && relation->managed) {
            readColumn(row, *relation);
        } else if (relation->kind != 'v') {
            QString part = all.text(row, "name") + u' ' + all.text(row, "type");
            if (all.truth(row, "not_null"))
                part += u" NOT NULL"_s;
            if (!all.isNull(row, "expression"))
                part += u" DEFAULT "_s + all.text(row, "expression");
            relation->parts += part;
        }
    }
}

static void addIdentityOptions(Options &options, const Answer &all, qsizetype row)
{
    const qint64 increment = all.number(row, "seqincrement");
    const auto put = [&](const char *key, const char *column, qint64 usual) {
        if (all.number(row, column) != usual)
            options.insert(key, all.number(row, column));
    };
    const QString type = all.text(row, "type");
    const qint64 top = type == "bigint"_L1 ? std::numeric_limits<qint64>::max()
        : type == "smallint"_L1            ? std::numeric_limits<qint16>::max()
                                           : std::numeric_limits<qint32>::max();
    put("postgresql.identity_increment", "seqincrement", 1);
    put("postgresql.identity_start", "seqstart", increment > 0 ? 1 : -1);
    put("postgresql.identity_cache", "seqcache", 1);
    put("postgresql.identity_minimum", "seqmin", increment > 0 ? 1 : -top - 1);
    put("postgresql.identity_maximum", "seqmax", increment > 0 ? top : -1);
    if (all.truth(row, "seqcycle"))
        options.insert("postgresql.identity_cycle", true);
}

void Reading::readColumn(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.columns;
    const int number = int(all.number(row, "number"));
    Column column;
    column.table = relation.id;
    column.name = all.text(row, "name");
    column.position = number;
    column.type = typeOf(row);
    column.nullable = !all.truth(row, "not_null");
    column.collation = collationOf(all, row, "collation_schema", "collation");
    column.comment = all.text(row, "comment");
    const char identity = all.letter(row, "identity"), generated = all.letter(row, "generated");
    column.identity = identity == 'a' ? Column::Identity::Always
        : identity == 'd'             ? Column::Identity::ByDefault
                                      : Column::Identity::None;
    column.generated = generated == 's' ? Column::Generated::Stored
        : generated == 'v'              ? Column::Generated::Virtual
                                        : Column::Generated::No;
    if (generated)
        column.generation = cutText(all.text(row, "expression"), m_names, {relation.id, {}, false});
    else
        column.defaultValue = cutText(all.text(row, "expression"), m_names);
    if (!all.isNull(row, "storage"))
        column.options.insert("postgresql.storage", all.text(row, "storage"));
    if (!all.isNull(row, "compression"))
        column.options.insert("postgresql.compression", all.text(row, "compression"));
    if (identity && !all.isNull(row, "seqstart"))
        addIdentityOptions(column.options, all, row);
    m_builder.put(m_columns.value({all.oid(row, "relation"), number}), makeObject(column));
}

void Reading::readSequences()
{
    QHash<quint32, QString> comments;
    for (qsizetype row = 0; row < m_answers.relations.count(); ++row)
        comments.insert(m_answers.relations.oid(row, "oid"), m_answers.relations.text(row, "comment"));
    const Answer &all = m_answers.sequences;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        const auto relation = m_relations.constFind(oid);
        if (relation == m_relations.cend())
            continue;
        Sequence sequence;
        sequence.schema = relation->namespaceId;
        sequence.name = relation->name;
        sequence.type.name = all.text(row, "type");
        sequence.start = all.number(row, "seqstart");
        sequence.increment = all.number(row, "seqincrement");
        sequence.minimum = all.number(row, "seqmin");
        sequence.maximum = all.number(row, "seqmax");
        sequence.cache = all.number(row, "seqcache");
        sequence.cycle = all.truth(row, "seqcycle");
        sequence.ownedBy = m_columns.value({all.oid(row, "owner"), int(all.number(row, "owner_column"))});
        sequence.comment = comments.value(oid);
        m_builder.put(relation->id, makeObject(sequence));
    }
}

void Reading::addUnmanagedRelations()
{
    const Answer &all = m_answers.relations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const quint32 oid = all.oid(row, "oid");
        const auto relation = m_relations.constFind(oid);
        if (relation == m_relations.cend() || relation->managed)
            continue;
        const QString query = all.text(row, "query"), key = all.text(row, "partition_key"),
                      bound = all.text(row, "partition_bound");
        const QString kind = relation->kind == 'm' ? u"materialized view"_s
            : relation->kind == 'f'                ? u"foreign table"_s
            : relation->kind == 'p'                ? u"partitioned table"_s
            : bound.isEmpty()                      ? u"inherited table"_s
                                                   : u"partition"_s;
        QStringList lines = relation->parts;
        if (!key.isEmpty())
            lines += QString(u"PARTITION BY "_s + key);
        if (!bound.isEmpty())
            lines += bound;
        if (!query.isEmpty())
            lines.prepend(query);
        addOpaque(relation->id, relation->namespaceId, relation->name, kind, lines.join(u'\n'),
            dependenciesOf(m_relationClass, oid));
    }
}

void Reading::addOpaque(ObjectId id, ObjectId parent, const QString &name, const QString &kind,
    const QString &definition, const QList<ObjectId> &dependencies, ObjectId table)
{
    Opaque opaque;
    opaque.parent = parent;
    opaque.name = name;
    opaque.engineKind = kind;
    opaque.definition = cutText(definition, m_names, {table, {}, false});
    opaque.dependencies = dependencies;
    m_builder.put(id, makeObject(opaque));
}

} // namespace relata::postgresql
