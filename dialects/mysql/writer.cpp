#include "dialects/mysql/writer.h"

#include "dialects/mysql/statements.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"

#include <QSet>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Whether foreign keys lead from a new table over other new ones back to it: then they come after all tables.
bool inCircle(ObjectId table, const Schema &schema, const std::function<bool(ObjectId)> &isNew)
{
    QList<ObjectId> open{table};
    QSet<ObjectId> seen;
    while (!open.isEmpty()) {
        const ObjectId at = open.takeLast();
        for (const ObjectId id : schema.children(at, Kind::ForeignKey)) {
            const ObjectId next = schema.find<ForeignKey>(id)->referencedTable;
            if (next == table && at != table)
                return true;
            if (next != table && isNew(next) && !seen.contains(next)) {
                seen += next;
                open += next;
            }
        }
    }
    return false;
}

bool foldsForeignKey(ObjectId id, const PlanContext &context)
{
    const auto *key = context.to.find<ForeignKey>(id);
    const auto isNew = [&](ObjectId table) { return !context.from.find(table); };
    return key->referencedTable == key->table || !isNew(key->referencedTable)
        || !inCircle(key->table, context.to, isNew);
}

QString routineWord(const Routine &routine)
{
    return routine.form == Routine::Form::Function ? u"FUNCTION "_s : u"PROCEDURE "_s;
}

Statements alterDatabase(const Namespace &to, const DdlWords &words)
{
    QString collation = to.options.value("mysql.collation").toString();
    if (collation.isEmpty())
        collation = words.target.serverCollation;
    if (collation.isEmpty())
        return {};
    return {ddl(u"ALTER DATABASE "_s + charsetAndCollation(collation), words.schema)};
}

Statements alterView(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    Statements statements;
    const Object old = renamed(change.before, nameOf(change.after));
    if (change.renamed()) {
        const QString from = before.name(change.id), to = after.name(change.id);
        statements.push_back(ddl(u"RENAME TABLE "_s + from + u" TO "_s + to, before.schema, {change.id}));
        statements.back().undo += u"RENAME TABLE "_s + to + u" TO "_s + from;
        statements.back().facts.effects = {Altered{change.id, change.before, old, {"name"}}};
    }
    if (const QList<QByteArray> fields = differingFields(old, change.after); !fields.isEmpty()) {
        statements.push_back(ddl(createView(*as<View>(change.after), after, true), after.schema, {change.id}));
        statements.back().undo += createView(*as<View>(old), before, true);
        statements.back().facts.effects = {Altered{change.id, old, change.after, fields}};
    }
    return statements;
}

/// "CREATE" becomes "CREATE OR REPLACE".
QString replacing(QString definition)
{
    return definition.startsWith("CREATE "_L1) ? definition.insert(6, u" OR REPLACE"_s) : definition;
}

} // namespace

DdlTarget MysqlWriter::targetOf(const Target &target) const
{
    return {m_flavour, m_mariaDb, target.server.version, target.server.settings.value("collation_server").toString()};
}

bool MysqlWriter::isFolded(const Object &child) const
{
    switch (kindOf(child)) {
    case Kind::Column:
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::Index:
    case Kind::ForeignKey:
        return true;
    default:
        return false;
    }
}

bool MysqlWriter::isGrouped(const Change &change) const
{
    const Kind kind = kindOf(change);
    return kind == Kind::Table || (isFolded(objectOf(change)) && kind != Kind::ForeignKey);
}

std::vector<Statement> MysqlWriter::create(ObjectId id, const PlanContext &context) const
{
    const DdlTarget target = targetOf(context.target);
    const DdlWords words(context.to, target);
    const Object &object = *context.to.find(id);
    switch (kindOf(object)) {
    case Kind::Namespace:
        return as<Namespace>(object)->options.isEmpty() ? Statements() : alterDatabase(*as<Namespace>(object), words);
    case Kind::Table:
        return {ddl(createTable(id, words, [&](ObjectId key) { return foldsForeignKey(key, context); }), context.to)};
    case Kind::View:
        return {ddl(createView(*as<View>(object), words, false), context.to)};
    case Kind::Routine:
        return {ddl(words.program(as<Routine>(object)->definition), context.to)};
    case Kind::Trigger:
        return {ddl(words.program(as<Trigger>(object)->definition), context.to, {parentOf(object)})};
    case Kind::Sequence:
        return {ddl(u"CREATE SEQUENCE "_s + words.sequence(*as<Sequence>(object)), context.to)};
    case Kind::ForeignKey:
        return createForeignKey(id, words);
    default:
        return isFolded(object) ? alterOne(id, words, true) : Statements();
    }
}

std::vector<Statement> MysqlWriter::drop(ObjectId id, const PlanContext &context) const
{
    const DdlTarget target = targetOf(context.target);
    const DdlWords words(context.from, target);
    const Object &object = *context.from.find(id);
    const auto simple = [&](const QString &what, ObjectId locked) -> Statements {
        return {ddl(u"DROP "_s + what + words.name(id), context.from, {locked})};
    };
    switch (kindOf(object)) {
    case Kind::Table:
        return simple(u"TABLE "_s, id);
    case Kind::View:
        return simple(u"VIEW "_s, id);
    case Kind::Routine:
        return simple(routineWord(*as<Routine>(object)), id);
    case Kind::Trigger:
        return simple(u"TRIGGER "_s, parentOf(object));
    case Kind::Sequence:
        return simple(u"SEQUENCE "_s, id);
    case Kind::ForeignKey:
        return dropForeignKey(id, words);
    default:
        return isFolded(object) ? alterOne(id, words, false) : Statements();
    }
}

std::optional<std::vector<Statement>> MysqlWriter::alter(const Altered &change, const PlanContext &context) const
{
    const DdlTarget target = targetOf(context.target);
    const DdlWords before(context.from, target), after(context.to, target);
    const bool replaces = m_mariaDb && !change.renamed();
    switch (kindOf(change.after)) {
    case Kind::Namespace:
        return alterDatabase(*as<Namespace>(change.after), after);
    case Kind::ForeignKey:
        return alterForeignKey(change, before, after);
    case Kind::View:
        return alterView(change, before, after);
    case Kind::Trigger:
        if (!replaces || change.changes("table"))
            return {};
        return Statements{
            ddl(replacing(after.program(as<Trigger>(change.after)->definition)), context.to, {parentOf(change.after)})};
    case Kind::Routine:
        if (!replaces || change.changes("form"))
            return {};
        return Statements{ddl(replacing(after.program(as<Routine>(change.after)->definition)), context.to)};
    case Kind::Sequence:
        if (change.renamed())
            return {};
        return Statements{ddl(u"ALTER SEQUENCE "_s + after.sequence(*as<Sequence>(change.after)), context.to)};
    default:
        return mergedAlter(
            {isGrouped(change) && kindOf(change.after) == Kind::Table ? change.id : parentOf(change.after), {change}},
            before, after);
    }
}

std::optional<std::vector<Statement>> MysqlWriter::alterTable(
    const TableChange &change, const PlanContext &context) const
{
    const DdlTarget target = targetOf(context.target);
    return mergedAlter(change, DdlWords(context.from, target), DdlWords(context.to, target));
}

bool MysqlWriter::stepsAside(const Object &dependant, const Altered &change) const
{
    const Kind kind = kindOf(dependant);
    // The server keeps the text of these as it was and breaks them.
    if (kind == Kind::View || kind == Kind::Trigger || kind == Kind::Routine)
        return change.renamed();
    // A column of a foreign key cannot change its type while the key stands.
    return kind == Kind::ForeignKey && kindOf(change.after) == Kind::Column
        && (change.changes("type") || change.changes("collation"));
}

QString MysqlWriter::script(ObjectId id, const Schema &schema) const
{
    static const ServerInfo newest;
    const Target target{newest, {}, false, {}};
    const DdlTarget server{m_flavour, m_mariaDb, 0, {}};
    const DdlWords words(schema, server);
    const Schema nothing;
    const PlanContext context{nothing, schema, target};
    const Object *object = schema.find(id);
    if (!object)
        return {};
    QStringList statements;
    if (kindOf(*object) == Kind::Table) {
        statements += createTable(id, words, [](ObjectId) { return true; });
        for (const ObjectId trigger : schema.children(id, Kind::Trigger))
            statements += words.program(schema.find<Trigger>(trigger)->definition);
    } else {
        for (const Statement &statement : create(id, context))
            statements += statement.sql;
    }
    return statements.join(u";\n\n"_s) + (statements.isEmpty() ? u""_s : u";\n"_s);
}

} // namespace relata::mysql
