#include "models/project/phase_obstacles.h"

#include "models/engine/engine.h"
#include "models/engine/keeper.h"
#include "models/engine/sync_port.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_lexer.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

tl::unexpected<Error> noPhases(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Refused,
        .message = {"Phases", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

bool isConstant(const Column &column, const SqlFlavour &flavour)
{
    // Their length stands in parentheses, which are no call's.
    static const QStringList sized{u"varying"_s, u"char"_s, u"character"_s, u"varchar"_s, u"bpchar"_s, u"numeric"_s,
        u"decimal"_s, u"bit"_s, u"varbinary"_s, u"binary"_s};
    static const QStringList moving{u"current_timestamp"_s, u"current_date"_s, u"current_time"_s, u"localtime"_s,
        u"localtimestamp"_s, u"current_user"_s, u"session_user"_s, u"user"_s, u"current_role"_s, u"current_catalog"_s,
        u"current_schema"_s};
    QString text;
    for (const Expression::Piece &piece : column.defaultValue.pieces) {
        if (!std::holds_alternative<QString>(piece))
            return false;
        text += std::get<QString>(piece);
    }
    bool isCall = false, isFixed = true;
    for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
        const QString word = token.in(text).toString().toLower();
        isFixed = isFixed && !moving.contains(word) && !(isCall && word == "("_L1);
        const bool isName = token.type == SqlToken::Type::Word || token.type == SqlToken::Type::QuotedIdentifier;
        if (!token.isBlank())
            isCall = isName && !sized.contains(word);
    }
    return isFixed;
}

QList<ObjectId> helpersOf(const Schema &schema, const Evolution &evolution)
{
    QList<ObjectId> result;
    for (const Evolution::Helper &helper : evolution.helpers) {
        const std::optional<Kind> kind = kindNamed(helper.kind.toLatin1());
        if (const ObjectId id = kind ? schema.idOf(*kind, helper.path) : ObjectId())
            result += id;
    }
    return result;
}

static QString kindName(const Object &object)
{
    return QString::fromLatin1(catalogue(kindOf(object)).info->key).replace(u'_', u' ');
}

static bool isMovable(const Object &object)
{
    return as<Index>(object) || as<Unique>(object) || as<ForeignKey>(object) || as<Check>(object);
}

QList<ObjectId> movable(const Schema &schema, const Evolution &evolution, const QList<ObjectId> &columns)
{
    const QList<ObjectId> helpers = helpersOf(schema, evolution);
    QList<ObjectId> result;
    for (const ObjectId column : columns) {
        for (const ObjectId id : schema.dependants(column)) {
            const Object &object = *schema.find(id);
            const bool isOwn = parentOf(object) == schema.find<Column>(column)->table;
            if (isMovable(object) && isOwn && !helpers.contains(id) && !result.contains(id))
                result += id;
        }
    }
    std::sort(result.begin(), result.end(), [&](ObjectId a, ObjectId b) { return schema.path(a) < schema.path(b); });
    return result;
}

namespace {

QList<ObjectId> columnsOf(const KeyParts &parts, const Schema &schema, bool mustBeRequired)
{
    QList<ObjectId> result;
    for (const KeyPart &part : parts) {
        const auto *column = schema.find<Column>(part.column);
        if (!column || part.prefixLength > 0 || (mustBeRequired && column->nullable))
            return {};
        result += part.column;
    }
    return result;
}

class Obstacles {
public:
    Obstacles(const Schema &head, const Evolution &evolution, const Engine &engine)
        : m_head(head)
        , m_evolution(evolution)
        , m_engine(engine)
        , m_table(head.idOf(Kind::Table, evolution.table))
    { }

    Result<> run()
    {
        if (!m_engine.sync)
            return noPhases(QT_TRANSLATE_NOOP("Phases", "Changes in phases are not offered for %1."),
                {QString::fromLatin1(m_engine.name)});
        if (!m_table)
            return noPhases(QT_TRANSLATE_NOOP("Phases", "There is no table %1."), {m_evolution.table.join(u'.')});
        if (Result<> done = lookAtTable(); !done)
            return done;
        for (const Evolution::Part &part : m_evolution.before) {
            if (Result<> done = lookAt(part.column); !done)
                return done;
        }
        return lookAtTriggers();
    }

private:
    QString tableName() const { return m_head.displayName(m_table); }

    Result<> lookAtTable()
    {
        const auto *table = m_head.find<Table>(m_table);
        bool isShared = !table->partitionKey.isEmpty() || table->partitionOf || !table->inherits.isEmpty()
            || table->options.contains("mysql.partition_by");
        for (const ObjectId id : m_head.dependants(m_table))
            isShared = isShared || (m_head.find<Table>(id) != nullptr);
        if (isShared)
            return noPhases(
                QT_TRANSLATE_NOOP("Phases", "Table %1 is partitioned, or shares columns with others by inheritance."),
                {tableName()});
        for (const Evolution::Part &part : m_evolution.after) {
            const QList<ObjectId> columns = m_head.children(m_table, Kind::Column);
            if (std::any_of(columns.begin(), columns.end(), [&](ObjectId id) {
                    return nameOf(*m_head.find(id)).compare(part.column, Qt::CaseInsensitive) == 0;
                }))
                return noPhases(
                    QT_TRANSLATE_NOOP("Phases", "Table %1 has a column %2 already."), {tableName(), part.column});
        }
        return {};
    }

    Result<> lookAt(const QString &name)
    {
        const ObjectId id = m_head.child(m_table, Kind::Column, name);
        const auto *column = m_head.find<Column>(id);
        if (!column)
            return noPhases(QT_TRANSLATE_NOOP("Phases", "Table %1 has no column %2."), {tableName(), name});
        if (column->generated != Column::Generated::No || column->identity != Column::Identity::None)
            return noPhases(
                QT_TRANSLATE_NOOP("Phases", "The server makes the values of %1 itself."), {m_head.displayName(id)});
        if (const auto why = m_engine.sync->obstacle(*column, m_head))
            return noPhases(QT_TRANSLATE_NOOP("Phases", "Column %1 cannot be kept equal to another: %2."),
                {m_head.displayName(id), why->source()});
        if (Result<> done = lookAtDefault(id, *column); !done)
            return done;
        for (const ObjectId user : m_head.dependants(id)) {
            if (Result<> done = lookAtUser(id, user); !done)
                return done;
        }
        return {};
    }

    Result<> lookAtDefault(ObjectId id, const Column &column)
    {
        if (column.defaultValue.isEmpty() || m_evolution.kind != Evolution::Kind::RenameColumn)
            return {}; // what becomes of it is judged with the new type
        if (column.nullable && !isConstant(column, *m_engine.flavour))
            return noPhases(QT_TRANSLATE_NOOP("Phases",
                                "The default of %1 is another value each time, and the column takes NULL: nobody could "
                                "tell a NULL that new code writes from a value that it left out."),
                {m_head.displayName(id)});
        return {};
    }

    Result<> lookAtUser(ObjectId column, ObjectId user)
    {
        const Object &object = *m_head.find(user);
        const QString name = m_head.displayName(column);
        if (as<PrimaryKey>(object))
            return noPhases(
                QT_TRANSLATE_NOOP("Phases", "Column %1 is part of the primary key, which is not changed in phases."),
                {name});
        const bool isOne = m_evolution.before.size() == 1 && m_evolution.after.size() == 1;
        const bool isOwn = parentOf(object) == m_table;
        const bool isPlain = as<Index>(object) && as<Index>(object)->predicate.isEmpty();
        const bool keepsType = m_evolution.kind == Evolution::Kind::RenameColumn;
        if (isMovable(object) && isOwn && isOne && (keepsType || isPlain || as<Unique>(object)))
            return {};
        return noPhases(QT_TRANSLATE_NOOP("Phases", "%1 %2 is in the way: it uses column %3. Drop or change it first."),
            {kindName(object), shownName(user), name});
    }

    QString shownName(ObjectId id) const
    {
        const QString name = m_head.displayName(id);
        return name.isEmpty() ? tableName() : name;
    }

    /// Ours must see what others leave: none of the table's own may speak of the columns, in a body of its function
    /// neither.
    Result<> lookAtTriggers()
    {
        for (const ObjectId id : m_head.children(m_table, Kind::Trigger)) {
            QString text;
            const Expression &definition = m_head.find<Trigger>(id)->definition;
            text += written(definition, [&](ObjectId named) { return nameOrNothing(named); });
            for (const Expression::Piece &piece : definition.pieces) {
                const auto *named = std::get_if<ObjectId>(&piece);
                if (const auto *routine = named ? m_head.find<Routine>(*named) : nullptr)
                    text += u' ' + written(routine->definition, [&](ObjectId one) { return nameOrNothing(one); });
            }
            for (const Evolution::Part &part : m_evolution.before) {
                if (names(text, part.column))
                    return noPhases(QT_TRANSLATE_NOOP("Phases",
                                        "trigger %1 is in the way: it speaks of column %2. Drop or change it first."),
                        {m_head.displayName(id), part.column});
            }
        }
        return {};
    }

    QString nameOrNothing(ObjectId id) const
    {
        const Object *object = m_head.find(id);
        return object ? nameOf(*object) : QString();
    }

    bool names(const QString &text, const QString &column) const
    {
        for (const SqlToken &token : SqlLexer::tokens(text, *m_engine.flavour)) {
            const QString word = token.in(text).toString();
            if (token.type == SqlToken::Type::DollarString && names(word.mid(word.indexOf(u'$', 1) + 1), column))
                return true;
            const bool isName = token.type == SqlToken::Type::Word || token.type == SqlToken::Type::QuotedIdentifier;
            const QString bare = token.type == SqlToken::Type::QuotedIdentifier ? word.mid(1).chopped(1) : word;
            if (isName && bare.compare(column, Qt::CaseInsensitive) == 0)
                return true;
        }
        return false;
    }

    const Schema &m_head;
    const Evolution &m_evolution;
    const Engine &m_engine;
    const ObjectId m_table;
};

} // namespace

QList<ObjectId> phaseKey(const Schema &schema, ObjectId table, const QList<ObjectId> &changed, const Engine &engine)
{
    QList<QList<ObjectId>> keys;
    for (const ObjectId id : schema.children(table, Kind::PrimaryKey)) {
        if (const auto *key = schema.find<PrimaryKey>(id); engine.keeper && engine.keeper->tellsApart(*key, schema))
            keys += columnsOf(key->parts, schema, false);
    }
    for (const ObjectId id : schema.children(table, Kind::Unique))
        keys += columnsOf(schema.find<Unique>(id)->parts, schema, true);
    for (const ObjectId id : schema.children(table, Kind::Index)) {
        const auto *index = schema.find<Index>(id);
        if (index->unique && index->valid && index->predicate.isEmpty())
            keys += columnsOf(index->parts, schema, true);
    }
    for (const QList<ObjectId> &key : std::as_const(keys)) {
        const bool isFree = std::none_of(key.begin(), key.end(), [&](ObjectId id) { return changed.contains(id); });
        if (!key.isEmpty() && isFree)
            return key;
    }
    return {};
}

Result<> mayDropColumns(const Schema &head, const Evolution &evolution, const QList<ObjectId> &columns)
{
    const QList<ObjectId> served = movable(head, evolution, columns) + helpersOf(head, evolution);
    for (const ObjectId column : columns) {
        for (const ObjectId user : head.dependants(column)) {
            if (!served.contains(user))
                return noPhases(
                    QT_TRANSLATE_NOOP("Phases", "%1 %2 is in the way: it uses column %3. Drop or change it first."),
                    {kindName(*head.find(user)), head.displayName(user), head.displayName(column)});
        }
    }
    return {};
}

Result<> mayPhase(const Schema &head, const Evolution &evolution, const Engine &engine)
{
    return Obstacles(head, evolution, engine).run();
}

} // namespace relata
