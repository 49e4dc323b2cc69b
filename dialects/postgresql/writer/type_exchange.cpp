#include "dialects/postgresql/writer/type_exchange.h"

#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

Message why(const char *text, const QStringList &names) { return {"Exchange", text, names}; }

/// Whether values of the type are those of `type`, or of a domain over it.
bool leadsTo(ObjectId type, const DataType &from, const Schema &schema)
{
    const auto *domain = schema.find<Domain>(from.userType);
    return from.userType == type || (domain && leadsTo(type, domain->type, schema));
}

/// The column of the same name in a table that this one is a part or an heir of; null without one.
ObjectId inheritedFrom(ObjectId column, const Schema &schema)
{
    const auto *found = schema.find<Column>(column);
    const auto *table = schema.find<Table>(found->table);
    if (!table)
        return {};
    for (const ObjectId parent : QList<ObjectId>{table->partitionOf} + table->inherits) {
        if (const ObjectId above = parent ? schema.child(parent, Kind::Column, found->name) : ObjectId())
            return above;
    }
    return {};
}

bool names(const Expression &expression, const QList<ObjectId> &ids)
{
    return std::ranges::any_of(expression.pieces, [&](const Expression::Piece &piece) {
        const auto *id = std::get_if<ObjectId>(&piece);
        return id && ids.contains(*id);
    });
}

/// Whether rows hold values of this composite type, at any depth.
bool isStored(ObjectId type, const Schema &schema)
{
    return std::ranges::any_of(schema.dependants(type), [&](ObjectId id) {
        const auto *column = schema.find<Column>(id);
        const bool isUser = (column && column->type.userType == type) || schema.find<Domain>(id);
        const ObjectId holder = column ? column->table : id;
        return isUser && (schema.find<Table>(holder) || isStored(holder, schema));
    });
}

/// Finds what moves over.
class Movers {
public:
    Movers(ObjectId type, const PlanContext &context)
        : m_type(type)
        , m_context(context)
        , m_all{type}
    { }

    Exchange run()
    {
        for (qsizetype i = 0; i < m_all.size(); ++i) { // NOLINT(modernize-loop-convert): it grows
            for (const ObjectId user : m_context.from.dependants(m_all.at(i)))
                addType(user, m_all.at(i));
        }
        for (const ObjectId type : std::as_const(m_all)) {
            for (const ObjectId user : m_context.from.dependants(type))
                addColumn(user);
        }
        std::ranges::sort(m_result.columns, {}, [this](ObjectId id) { return m_context.from.displayName(id); });
        m_result.types = m_all.mid(1);
        return std::move(m_result);
    }

private:
    void addType(ObjectId id, ObjectId under)
    {
        const auto *before = m_context.from.find<Domain>(id), *after = m_context.to.find<Domain>(id);
        if (before && after && before->type.userType == under && after->type == before->type && !m_all.contains(id))
            m_all += id;
    }

    void addColumn(ObjectId id)
    {
        const auto *before = m_context.from.find<Column>(id), *after = m_context.to.find<Column>(id);
        if (!before || !after || m_result.columns.contains(id) || before->generated != Column::Generated::No)
            return;
        const bool isOfType = m_all.contains(before->type.userType) && leadsTo(m_type, after->type, m_context.to);
        if (!isOfType && !names(before->defaultValue, m_all))
            return;
        if (isOfType && !m_result.obstacle)
            m_result.obstacle = obstacle(id, *before);
        m_result.columns += id;
    }

    std::optional<Message> obstacle(ObjectId id, const Column &column) const
    {
        const Schema &from = m_context.from;
        if (from.find<CompositeType>(column.table) && isStored(column.table, from))
            return why(QT_TRANSLATE_NOOP("Exchange", "rows hold values of the composite type %1, which has it"),
                {from.displayName(column.table)});
        const auto *table = from.find<Table>(column.table);
        if (table && names(table->partitionKey, {id}))
            return why(QT_TRANSLATE_NOOP("Exchange", "the partitions of %1 go by %2, whose type cannot change"),
                {from.displayName(column.table), from.displayName(id)});
        return {};
    }

    const ObjectId m_type;
    const PlanContext &m_context;
    QList<ObjectId> m_all; ///< the enum, then domains, each behind what it stands on
    Exchange m_result;
};

class Writing {
public:
    Writing(ObjectId type, const PlanContext &context)
        : m_context(context)
        , m_naming(context.to)
        , m_exchange(exchangeOf(type, context))
        , m_types(QList<ObjectId>{type} + m_exchange.types)
    { }

    Statements run()
    {
        for (const ObjectId type : std::as_const(m_types))
            putAside(type);
        for (const ObjectId type : std::as_const(m_types))
            make(type);
        QList<ObjectId> tables;
        for (const ObjectId id : std::as_const(m_exchange.columns)) {
            const ObjectId table = column(id).table;
            if (!tables.contains(table))
                tables += table;
            if (!column(id).defaultValue.isEmpty() && isInherited(id))
                setDefault(id, Expression());
        }
        for (const ObjectId table : std::as_const(tables))
            move(table);
        for (const ObjectId id : std::as_const(m_exchange.columns)) {
            if (isInherited(id))
                bringDefaultBack(id);
        }
        for (auto i = m_types.size() - 1; i >= 0; --i)
            add(u"DROP "_s + word(m_types.at(i)) + u' ' + m_naming.named(m_types.at(i), aside(i)).sql);
        return std::move(m_statements);
    }

private:
    const Column &column(ObjectId id) const { return *m_context.from.find<Column>(id); }
    bool isInherited(ObjectId id) const { return !inheritedFrom(id, m_context.from).isNull(); }
    QLatin1String word(ObjectId type) const { return wordOf(*m_context.to.find(type)); }
    QString nameBefore(ObjectId id) const { return (sql() << Identifier{column(id).name}).sql(); }
    QString tableName(ObjectId id) const { return m_naming.name(column(id).table).sql; }
    bool isMoved(ObjectId id) const { return m_types.contains(column(id).type.userType); }

    void add(const QString &text) { m_statements.push_back(statement(text, m_context.from)); }

    void addAll(Statements statements) { std::ranges::move(statements, std::back_inserter(m_statements)); }

    QString aside(qsizetype n) const
    {
        QString result =
            u"_relata_old_"_s + (n ? QString::number(n) + u'_' : QString()) + nameOf(*m_context.to.find(m_types.at(n)));
        while (isTooLong(result, postgresqlFlavour()))
            result.chop(1);
        return result;
    }

    /// Under the name that it has before, if it has another behind the change: what moves it comes first.
    void putAside(ObjectId type)
    {
        if (type != m_types.first()) {
            const Object &before = *m_context.from.find(type), &after = *m_context.to.find(type);
            Alteration placing;
            addPlace(placing, {type, before, after, differingFields(before, after)}, m_context);
            addAll(placing.take());
        }
        add(u"ALTER "_s + word(type) + u' ' + m_naming.name(type).sql + u" RENAME TO "_s
            + (sql() << Identifier{aside(m_types.indexOf(type))}).sql());
    }

    void make(ObjectId type)
    {
        addAll(createOther(type, m_context));
        for (const ObjectId check : m_context.to.children(type, Kind::Check)) {
            if (!m_context.to.find<Check>(check)->validated)
                addAll(createConstraint(check, m_context));
        }
        for (const ObjectId id : m_context.to.all(Kind::DefaultPrivilege)) {
            const auto *usual = m_context.to.find<DefaultPrivilege>(id);
            if (usual->objects == "TYPES"_L1 && usual->grantee != "PUBLIC"_L1)
                add(u"REVOKE ALL ON "_s + word(type) + u' ' + m_naming.name(type).sql + u" FROM "_s
                    + (sql() << Identifier{usual->grantee}).sql());
        }
        for (const ObjectId grant : m_context.to.children(type, Kind::Grant)) {
            if (m_context.from.find(grant)) // else a step of its own
                addAll(createPrivilege(grant, m_context));
        }
    }

    /// All columns of a table in one statement, which writes its rows once; parts and heirs come along.
    void move(ObjectId table)
    {
        QStringList clauses;
        bool rewrites = false;
        for (const ObjectId id : std::as_const(m_exchange.columns)) {
            if (column(id).table != table || isInherited(id))
                continue;
            if (m_context.from.find<CompositeType>(table)) {
                add(u"ALTER TYPE "_s + tableName(id) + u" ALTER ATTRIBUTE "_s + nameBefore(id) + u" TYPE "_s
                    + m_naming.type(column(id).type).sql);
                continue;
            }
            clauses += clausesOf(id);
            rewrites = rewrites || isMoved(id);
        }
        if (clauses.isEmpty())
            return;
        m_statements.push_back(statement(u"ALTER TABLE "_s + m_naming.name(table).sql + u' ' + clauses.join(u", "_s),
            m_context.from, table, TableLock::AccessExclusive));
        m_statements.back().facts.rewrites = m_statements.back().facts.scans = rewrites;
    }

    QStringList clausesOf(ObjectId id) const
    {
        const Column &before = column(id);
        const QString name = nameBefore(id), alter = u"ALTER COLUMN "_s + name + u' ',
                      type = m_naming.type(before.type).sql;
        QStringList result;
        if (!before.defaultValue.isEmpty())
            result += QString(alter + u"DROP DEFAULT"_s);
        if (isMoved(id))
            result += QString(
                alter + u"TYPE "_s + type + u" USING "_s + name + u"::text"_s + before.type.suffix + u"::"_s + type);
        if (const Expression value = keptDefault(id); !value.isEmpty())
            result += QString(alter + u"SET DEFAULT "_s + m_naming.text(value).sql);
        return result;
    }

    /// The default that stays as it is; another one comes with the column's own change.
    Expression keptDefault(ObjectId id) const
    {
        const Column &before = column(id), &after = *m_context.to.find<Column>(id);
        const bool isKept = before.type == after.type && before.defaultValue == after.defaultValue;
        return isKept ? before.defaultValue : Expression();
    }

    void setDefault(ObjectId id, const Expression &value)
    {
        const QString text = value.isEmpty() ? u"DROP DEFAULT"_s : u"SET DEFAULT "_s + m_naming.text(value).sql;
        m_statements.push_back(
            statement(u"ALTER TABLE ONLY "_s + tableName(id) + u" ALTER COLUMN "_s + nameBefore(id) + u' ' + text,
                m_context.from, column(id).table, TableLock::AccessExclusive));
    }

    /// A part or heir has got the default of the table above it, or none.
    void bringDefaultBack(ObjectId id)
    {
        ObjectId above = inheritedFrom(id, m_context.from);
        while (const ObjectId further = inheritedFrom(above, m_context.from))
            above = further;
        if (!(keptDefault(id) == keptDefault(above)))
            setDefault(id, keptDefault(id));
    }

    const PlanContext &m_context;
    const Naming m_naming;
    const Exchange m_exchange;
    const QList<ObjectId> m_types; ///< each behind what it stands on
    Statements m_statements;
};

} // namespace

bool isExchanged(const Altered &change)
{
    const auto *before = as<EnumType>(change.before), *after = as<EnumType>(change.after);
    return before && after && (before->labels.isEmpty() || !onlyAddsLabels(before->labels, after->labels));
}

Exchange exchangeOf(ObjectId type, const PlanContext &context) { return Movers(type, context).run(); }

Statements exchangeStatements(ObjectId type, const PlanContext &context) { return Writing(type, context).run(); }

} // namespace relata::postgresql
