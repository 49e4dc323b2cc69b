#include "dialects/postgresql/catalogue/reading.h"

#include "dialects/postgresql/output_names.h"
#include "dialects/postgresql/requirement_options.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/materialized_view.h"
#include "models/schema/kinds/opaque.h"
#include "models/schema/kinds/sequence.h"
#include "models/schema/kinds/table.h"
#include "models/schema/kinds/view.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

void addParameters(Options &options, const QStringList &parameters, const QByteArray &prefix)
{
    for (const QString &parameter : parameters)
        options.insert("postgresql." + prefix + parameter.section(u'=', 0, 0).toUtf8(), parameter.section(u'=', 1));
}

void addOption(Options &options, const QByteArray &key, const Answer &answer, qsizetype row, const char *column)
{
    if (!answer.isNull(row, column))
        options.insert(key, answer.text(row, column));
}

void Reading::readTables()
{
    const Answer &all = m_answers.relations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.constFind(all.oid(row, "oid"));
        if (relation == m_relations.cend() || !relation->managed)
            continue;
        if (relation->kind == 'r' || relation->kind == 'p')
            readTable(row, *relation);
        else if (relation->kind == 'm')
            readMaterializedView(row, *relation);
    }
}

void Reading::readTable(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.relations;
    Table table;
    table.schema = relation.namespaceId;
    table.name = relation.name;
    table.comment = all.text(row, "comment");
    addParents(table, row);
    addParameters(table.options, all.texts(row, "options"));
    if (all.letter(row, "persistence") == 'u')
        table.options.insert("postgresql.unlogged", true);
    if (all.truth(row, "row_security"))
        table.options.insert("postgresql.row_security", true);
    if (all.truth(row, "forced_row_security"))
        table.options.insert("postgresql.force_row_security", true);
    const char identity = all.letter(row, "replica_identity");
    if (identity == 'f' || identity == 'n')
        table.options.insert("postgresql.replica_identity", identity == 'f' ? u"full"_s : u"nothing"_s);
    addOption(table.options, "postgresql.access_method", all, row, "access_method");
    addOption(table.options, "postgresql.tablespace", all, row, "tablespace");
    addOption(table.options, "postgresql.owner", all, row, "owner");
    m_builder.put(relation.id, makeObject(table));
}

void Reading::addParents(Table &table, qsizetype row) const
{
    const Answer &all = m_answers.relations;
    const quint32 oid = all.oid(row, "oid");
    QList<ObjectId> parents;
    for (const QString &parent : all.texts(row, "parents"))
        parents += m_relations.value(parent.toUInt()).id;
    parents.removeAll(ObjectId());
    if (!all.truth(row, "is_partition")) {
        table.inherits = parents;
    } else if (!parents.isEmpty()) {
        table.partitionOf = parents.first();
        table.bound = Expression::of(all.text(row, "partition_bound"));
    }
    if (!all.isNull(row, "partition_key"))
        table.partitionKey = cutText(all.text(row, "partition_key"), m_names, {m_relations.value(oid).id, {}, false});
}

Expression Reading::queryOf(qsizetype row) const
{
    const Answer &all = m_answers.relations;
    QString text = all.text(row, "query").trimmed();
    if (text.endsWith(u';'))
        text.chop(1);
    Expression query = cutText(withOutputNames(text), m_names);
    QSet<ObjectId> named;
    for (const Expression::Piece &piece : query.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            named += *id;
    }
    for (const ObjectId dependency : dependenciesOf(m_relationClass, all.oid(row, "oid")))
        query.resolved = query.resolved && named.contains(dependency);
    return query;
}

void Reading::readMaterializedView(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.relations;
    MaterializedView view;
    view.schema = relation.namespaceId;
    view.name = relation.name;
    view.query = queryOf(row);
    view.comment = all.text(row, "comment");
    addParameters(view.options, all.texts(row, "options"));
    addOption(view.options, "postgresql.access_method", all, row, "access_method");
    addOption(view.options, "postgresql.tablespace", all, row, "tablespace");
    addOption(view.options, "postgresql.owner", all, row, "owner");
    view.options.insert(m_columnComments.value(relation.id));
    m_builder.put(relation.id, makeObject(view));
}

void Reading::readViews()
{
    const Answer &all = m_answers.relations;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.constFind(all.oid(row, "oid"));
        if (relation == m_relations.cend() || relation->kind != 'v')
            continue;
        View view;
        view.schema = relation->namespaceId;
        view.name = relation->name;
        view.query = queryOf(row);
        view.comment = all.text(row, "comment");
        addParameters(view.options, all.texts(row, "options"));
        addOption(view.options, "postgresql.owner", all, row, "owner");
        view.options.insert(m_columnComments.value(relation->id));
        m_builder.put(relation->id, makeObject(view));
    }
}

DataType Reading::typeOf(const Answer &all, qsizetype row, const char *column) const
{
    const QString full = all.text(row, column), element = all.text(row, "element");
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
    return collation.isEmpty() || space.isEmpty() || m_names.isDefault(space) ? collation
                                                                              : QString(space + u'.' + collation);
}

void Reading::readColumns()
{
    const Answer &all = m_answers.columns;
    for (qsizetype row = 0; row < all.count(); ++row) {
        const auto relation = m_relations.find(all.oid(row, "relation"));
        if (relation == m_relations.end())
            continue;
        const bool isView = relation->kind == 'v' || relation->kind == 'm';
        if (relation->managed && !isView) {
            readColumn(row, *relation);
        } else if (isView) {
            if (!all.isNull(row, "comment")) // a view's columns are no objects
                m_columnComments[relation->id].insert(
                    "postgresql.comment." + all.text(row, "name").toUtf8(), all.text(row, "comment"));
        } else {
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

/// What is not usual of the constraint behind NOT NULL; then its name, to speak of it.
static void addRequirement(Options &options, const Answer &all, qsizetype row)
{
    const QString name = all.text(row, "required_name");
    if (all.truth(row, "required_later"))
        options.insert(RequirementLater, true);
    if (all.truth(row, "required_alone"))
        options.insert(RequirementAlone, true);
    if (!all.isNull(row, "required_comment"))
        options.insert(RequirementComment, all.text(row, "required_comment"));
    const bool isUsual = isUsualRequirement(name) && !options.contains(RequirementLater)
        && !options.contains(RequirementAlone) && !options.contains(RequirementComment);
    if (!isUsual)
        options.insert(RequirementName, name);
}

void Reading::readColumn(qsizetype row, const Relation &relation)
{
    const Answer &all = m_answers.columns;
    const int number = int(all.number(row, "number"));
    Column column;
    column.table = relation.id;
    column.name = all.text(row, "name");
    column.position = number;
    column.type = typeOf(all, row, "type");
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
    addOption(column.options, "postgresql.statistics", all, row, "statistics");
    addParameters(column.options, all.texts(row, "options"), "attribute.");
    if (all.truth(row, "inherited"))
        column.options.insert("postgresql.inherited", true);
    if (!column.nullable && !all.isNull(row, "required_name"))
        addRequirement(column.options, all, row);
    if (identity && !all.isNull(row, "seqstart"))
        addIdentityOptions(column.options, all, row);
    m_builder.put(m_columns.value({all.oid(row, "relation"), number}), makeObject(column));
}

void Reading::readSequences()
{
    const Answer &relations = m_answers.relations, &all = m_answers.sequences;
    QHash<quint32, qsizetype> rows;
    for (qsizetype row = 0; row < relations.count(); ++row)
        rows.insert(relations.oid(row, "oid"), row);
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
        sequence.comment = relations.text(rows.value(oid), "comment");
        addOption(sequence.options, "postgresql.owner", relations, rows.value(oid), "owner");
        if (sequence.ownedBy)
            sequence.options.remove("postgresql.owner"); // its table's
        if (relations.letter(rows.value(oid), "persistence") == 'u' && !sequence.ownedBy)
            sequence.options.insert("postgresql.unlogged", true);
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
        const QString kind = relation->kind == 'f' ? u"foreign table"_s : u"typed table"_s;
        addOpaque(relation->id, relation->namespaceId, relation->name, kind, relation->parts.join(u'\n'),
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
