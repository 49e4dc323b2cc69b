#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/online.h"
#include "dialects/postgresql/writer/parts.h"
#include "models/engine/online.h"
#include "models/schema/all_kinds.h"

#include <QSet>

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

QString dropBeside(const SqlText &index) { return (sql() << "DROP INDEX CONCURRENTLY IF EXISTS " << index).sql(); }

/// A statement that builds an index of this table while others read and write it.
Statement built(const QString &text, const SqlText &index, const Schema &schema, ObjectId table)
{
    Statement result = statement(text, schema, table, TableLock::ShareUpdateExclusive);
    result.facts.scans = true;
    result.facts.forms += StatementFacts::Form::Concurrently;
    result.facts.transaction = TransactionMode::Outside;
    result.undo = QStringList{dropBeside(index)}; // a build that failed leaves an index that is not valid
    return result;
}

/// Makes the index of a partitioned table and those of its partitions, which it then takes over.
class PartitionedIndex {
public:
    explicit PartitionedIndex(const PlanContext &context)
        : m_context(context)
        , m_naming(context.to)
    { }

    Statements run(ObjectId id)
    {
        const ObjectId table = m_context.to.find<Index>(id)->table;
        if (!keepsPartitions(table))
            return {};
        m_root = id;
        addParent(id);
        return addPartitions(id) ? std::move(m_statements) : Statements();
    }

private:
    bool keepsPartitions(ObjectId table) const
    {
        const QList<ObjectId> before = partsOfTable(table, m_context.from), after = partsOfTable(table, m_context.to);
        return QSet<ObjectId>(before.begin(), before.end()) == QSet<ObjectId>(after.begin(), after.end())
            && std::all_of(after.begin(), after.end(), [&](ObjectId part) { return keepsPartitions(part); });
    }

    /// The one index of the partition that this one of its parent takes over; null where that cannot be told.
    ObjectId partOf(ObjectId index, ObjectId partition) const
    {
        ObjectId result;
        const QString shape = indexShape(index, m_naming);
        for (const ObjectId id : m_context.to.children(partition, Kind::Index)) {
            if (!isInherited(*m_context.to.find(id)) || indexShape(id, m_naming) != shape)
                continue;
            if (result || m_context.from.find(id))
                return {};
            result = id;
        }
        return result;
    }

    void addParent(ObjectId id)
    {
        const ObjectId table = m_context.to.find<Index>(id)->table;
        Statement only =
            statement(indexDefinition(id, m_naming, IndexForm::OnlyParent), m_context.to, table, TableLock::Share);
        only.undo = QStringList{QString(u"DROP INDEX "_s + m_naming.name(id).sql)};
        m_statements.push_back(std::move(only));
    }

    bool addPartitions(ObjectId id)
    {
        const QList<ObjectId> partitions = partsOfTable(m_context.to.find<Index>(id)->table, m_context.to);
        return std::all_of(partitions.begin(), partitions.end(), [&](ObjectId partition) {
            const ObjectId part = partOf(id, partition);
            if (!part)
                return false;
            if (m_context.to.find<Table>(partition)->partitionKey.isEmpty()) {
                m_statements.push_back(createIndexBeside(part, m_context));
            } else {
                addParent(part);
                if (!addPartitions(part))
                    return false;
            }
            addComments(m_statements, part, m_context.to);
            attach(id, part);
            return true;
        });
    }

    void attach(ObjectId id, ObjectId part)
    {
        Statement attaching = statement(
            QString(u"ALTER INDEX "_s + m_naming.name(id).sql + u" ATTACH PARTITION "_s + m_naming.name(part).sql),
            m_context.to, part, TableLock::AccessExclusive);
        addLock(attaching, m_context.to, id, TableLock::ShareUpdateExclusive);
        // What is attached goes with its parent alone: all of it is made anew up to here.
        attaching.undo = QStringList{QString(u"DROP INDEX "_s + m_naming.name(m_root).sql)};
        for (const Statement &one : m_statements)
            attaching.undo += one.sql;
        m_statements.push_back(std::move(attaching));
    }

    const PlanContext &m_context;
    const Naming m_naming;
    ObjectId m_root;
    Statements m_statements;
};

QString clipped(QString text, qsizetype bytes)
{
    while (text.toUtf8().size() > bytes)
        text.chop(text.back().isLowSurrogate() ? 2 : 1);
    return text;
}

/// Whether a relation of this schema has the name.
bool isTaken(const QString &name, ObjectId space, const Schema &schema)
{
    for (const Kind kind : {Kind::Table, Kind::View, Kind::MaterializedView, Kind::Sequence, Kind::CompositeType}) {
        if (schema.child(space, kind, name))
            return true;
    }
    for (const Kind holder : {Kind::Table, Kind::MaterializedView}) {
        for (const ObjectId table : schema.children(space, holder)) {
            for (const Kind kind : {Kind::Index, Kind::PrimaryKey, Kind::Unique, Kind::Exclusion}) {
                if (schema.child(table, kind, name))
                    return true;
            }
        }
    }
    return false;
}

/// The name with the suffix, and a number where a relation has it already: it stands for a while only.
QString nameBeside(const QString &name, const QString &suffix, ObjectId table, const PlanContext &context)
{
    constexpr qsizetype Longest = 63;
    const ObjectId space = parentOf(*context.to.find(table));
    for (int i = 1;; ++i) {
        const QString tail = i == 1 ? suffix : suffix + QString::number(i);
        const QString result = clipped(name, Longest - tail.size()) + tail;
        if (!isTaken(result, space, context.from) && !isTaken(result, space, context.to))
            return result;
    }
}

/// Whether a foreign key refers to the table by the very columns of this key.
bool isReferred(const Object &key, const Schema &schema)
{
    const auto *primary = as<PrimaryKey>(key);
    const auto *unique = as<Unique>(key);
    if (!primary && !unique)
        return false;
    const KeyParts &parts = primary ? primary->parts : unique->parts;
    const QList<ObjectId> users = schema.dependants(parentOf(key));
    return std::any_of(users.begin(), users.end(), [&](ObjectId id) {
        const auto *reference = schema.find<ForeignKey>(id);
        return reference && reference->referencedTable == parentOf(key)
            && reference->referencedColumns.size() == parts.size()
            && std::all_of(parts.begin(), parts.end(),
                [&](const KeyPart &part) { return reference->referencedColumns.contains(part.column); });
    });
}

Statement buildKey(ObjectId id, const QString &index, const PlanContext &context)
{
    const Naming naming(context.to);
    return built(
        keyIndexDefinition(id, index, naming), naming.named(id, index), context.to, parentOf(*context.to.find(id)));
}

} // namespace

bool buildsBeside(ObjectId table, const PlanContext &context)
{
    const auto *after = context.to.find<Table>(table);
    return mayHoldRows(table, context) && context.from.find<Table>(table)->partitionKey.isEmpty()
        && (!after || after->partitionKey.isEmpty());
}

Statements createPartitionedIndex(ObjectId id, const PlanContext &context) { return PartitionedIndex(context).run(id); }

Statement createIndexBeside(ObjectId id, const PlanContext &context)
{
    const Naming naming(context.to);
    return built(indexDefinition(id, naming, IndexForm::Concurrently), naming.name(id), context.to,
        context.to.find<Index>(id)->table);
}

Statement dropIndexBeside(ObjectId id, const PlanContext &context)
{
    const Naming naming(context.from);
    Statement result = statement(QString(u"DROP INDEX CONCURRENTLY "_s + naming.name(id).sql), context.from,
        context.from.find<Index>(id)->table, TableLock::ShareUpdateExclusive);
    result.facts.forms += StatementFacts::Form::Concurrently;
    result.facts.transaction = TransactionMode::Outside;
    result.undo = QStringList{indexDefinition(id, naming, IndexForm::Concurrently)};
    return result;
}

Statements replaceIndex(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Index>(change.before);
    const Naming naming(context.to);
    const bool sameName = !change.renamed();
    const QString aside =
        sameName ? nameBeside(before->name, u"_replaced"_s, before->table, context) : QString(before->name);
    Statements result;
    if (sameName) {
        const auto renaming = [&](const QString &from, const QString &to) {
            return (sql() << "ALTER INDEX " << naming.named(change.id, from) << " RENAME TO " << Identifier{to}).sql();
        };
        result.push_back(
            statement(renaming(before->name, aside), context.from, change.id, TableLock::ShareUpdateExclusive));
        result.back().undo = QStringList{renaming(aside, before->name)};
    }
    for (Statement &one : createIndex(change.id, context))
        result.push_back(std::move(one));
    const Schema between = context.from.with(change.id, renamed(change.before, aside));
    result.push_back(dropIndexBeside(change.id, {between, context.to, context.target}));
    result.back().sql = (sql() << "DROP INDEX CONCURRENTLY " << naming.named(change.id, aside)).sql();
    return result;
}

bool takesIndex(ObjectId id, const PlanContext &context)
{
    const Object &object = *context.to.find(id);
    const bool isKey = as<PrimaryKey>(object) || as<Unique>(object);
    return isKey && !nameOf(object).isEmpty() && !flag(optionsOf(object), "postgresql.period")
        && buildsBeside(parentOf(object), context);
}

Statements createKeyOverIndex(ObjectId id, const PlanContext &context)
{
    const Naming naming(context.to);
    const ObjectId table = parentOf(*context.to.find(id));
    const QString name = nameOf(*context.to.find(id)), alter = alterHolder(table, context.to);
    Statements result{buildKey(id, name, context)};
    Statement taking = statement(
        QString(alter + u"ADD "_s + keyOverIndex(id, name, naming)), context.to, table, TableLock::AccessExclusive);
    taking.undo = QStringList{QString(alter + u"DROP CONSTRAINT "_s + naming.bare(id).sql), result.front().sql};
    result.push_back(std::move(taking));
    return result;
}

std::optional<Statements> replaceKey(const Altered &change, const PlanContext &context)
{
    const ObjectId table = parentOf(change.after);
    if (!takesIndex(change.id, context) || nameOf(change.before).isEmpty() || table != parentOf(change.before)
        || isReferred(change.before, context.from) || isReferred(change.after, context.to)
        || !context.from.dependants(change.id).isEmpty())
        return {};
    const Naming naming(context.to), old(context.from);
    const QString alter = alterHolder(table, context.to), before = old.bare(change.id).sql,
                  name = naming.bare(change.id).sql;
    const QString index =
        change.renamed() ? nameOf(change.after) : nameBeside(nameOf(change.after), u"_new"_s, table, context);
    Statements result{buildKey(change.id, index, context)};
    Statement swapping = statement(
        QString(alter + u"DROP CONSTRAINT "_s + before + u", ADD "_s + keyOverIndex(change.id, index, naming)),
        context.to, table, TableLock::AccessExclusive);
    swapping.undo = {QString(alter + u"DROP CONSTRAINT "_s + name + u", ADD "_s + constraintDefinition(change.id, old)),
        result.front().sql};
    result.push_back(std::move(swapping));
    return result;
}

} // namespace relata::postgresql
