#include "dialects/mysql/writer.h"

#include "dialects/common/missing_feature.h"
#include "dialects/mysql/features.h"
#include "dialects/mysql/grants.h"
#include "dialects/mysql/statements.h"
#include "models/engine/online.h"
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

Statements alterDatabase(const Namespace &to, const DdlWords &words)
{
    QString collation = to.options.value("mysql.collation").toString();
    if (collation.isEmpty())
        collation = words.target.serverCollation;
    if (collation.isEmpty())
        return {};
    return {ddl(u"ALTER DATABASE "_s + words.charsetAndCollation(collation), words.schema)};
}

Statement relationRenamed(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    const QString from = before.name(change.id), to = after.name(change.id);
    Statement statement = ddl(u"RENAME TABLE "_s + from + u" TO "_s + to, before.schema, {change.id});
    statement.undo += u"RENAME TABLE "_s + to + u" TO "_s + from;
    statement.facts.effects = {
        Altered{change.id, change.before, renamed(change.before, nameOf(change.after)), {"name"}}};
    return statement;
}

/// A sequence that is renamed goes on from where it stands.
Statements alterSequence(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    Statements statements;
    if (change.renamed())
        statements.push_back(relationRenamed(change, before, after));
    const Object old = renamed(change.before, nameOf(change.after));
    if (const QList<QByteArray> fields = differingFields(old, change.after); !fields.isEmpty()) {
        statements.push_back(
            ddl(u"ALTER SEQUENCE "_s + after.sequence(*as<Sequence>(change.after)), after.schema, {change.id}));
        statements.back().undo += u"ALTER SEQUENCE "_s + before.sequence(*as<Sequence>(old));
        statements.back().facts.effects = {Altered{change.id, old, change.after, fields}};
    }
    return statements;
}

Statements alterView(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    Statements statements;
    const Object old = renamed(change.before, nameOf(change.after));
    if (change.renamed())
        statements.push_back(relationRenamed(change, before, after));
    if (const QList<QByteArray> fields = differingFields(old, change.after); !fields.isEmpty()) {
        statements.push_back(ddl(createView(*as<View>(change.after), after, true), after.schema, {change.id}));
        statements.back().undo += createView(*as<View>(old), before, true);
        statements.back().facts.effects = {Altered{change.id, old, change.after, fields}};
    }
    return statements;
}

} // namespace

DdlTarget MysqlWriter::targetOf(const Target &target) const
{
    const auto &settings = target.server.settings;
    return {m_flavour, m_mariaDb, target.server.version, settings.value("collation_server").toString(),
        settings.value("sql_mode").toString()};
}

Loss MysqlWriter::lossOf(const Change &change, const Schema &from, const Schema &to) const
{
    const auto *altered = std::get_if<Altered>(&change);
    const auto *before = altered ? as<Table>(altered->before) : nullptr;
    const auto *after = altered ? as<Table>(altered->after) : nullptr;
    const bool endsHistory =
        before && before->options.value(VersionedOption).toBool() && !after->options.value(VersionedOption).toBool();
    return endsHistory ? Loss::History : Writer::lossOf(change, from, to);
}

std::optional<RightsLost> MysqlWriter::rightsLost(const Change &change, const Schema &from, const Schema &to) const
{
    const ServerInfo anywhere;
    const Target nowhere{.server = anywhere, .rows = {}, .naive = true, .defaultSchema = {}};
    const DdlTarget target = targetOf(nowhere);
    const DdlWords before(from, target), after(to, target);
    const auto *altered = std::get_if<Altered>(&change);
    const Kind kind = kindOf(change);
    const bool isRenamed = altered && altered->renamed() && from.find(altered->id);
    if (isRenamed && (kind == Kind::Table || kind == Kind::View || kind == Kind::Sequence))
        return rightsAtOldName(altered->id, before, after);
    const bool isMadeAnew = kind == Kind::Routine
        && (std::holds_alternative<Dropped>(change) || (altered && !alterProgram(*altered, before, after)));
    return isMadeAnew && from.find(idOf(change)) ? std::optional(rightsToRun(idOf(change), before, after))
                                                 : std::nullopt;
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

Message MysqlWriter::lacking(const Change &change, const Schema &to, const ServerInfo &server) const
{
    const Object &object = objectOf(change);
    const DdlTarget target = targetOf({.server = server, .rows = {}, .naive = false, .defaultSchema = {}});
    const Feature *feature = lackingFeature(object, DdlWords(to, target));
    if (!feature)
        return {};
    const int since = m_mariaDb ? feature->mariaDb : feature->mysql;
    return missingFeature(to.displayName(idOf(change)), feature->words, since == Never ? 0 : since,
        {m_mariaDb ? "MariaDB"_L1 : "MySQL"_L1, m_mariaDb ? "mariadb" : "mysql", server});
}

bool MysqlWriter::takesDefault(const Column &column) const
{
    const QString type = column.type.name.toLower();
    const bool isLong = type.contains("text"_L1) || type.contains("blob"_L1) || type == "json"_L1;
    return m_mariaDb ? familyOf(type) != TypeFamily::Unknown : !isLong && familyOf(type) != TypeFamily::Unknown;
}

/// An hour comes twice where clocks are set back, and a TIMESTAMP is shown by the clock.
bool MysqlWriter::ordersExactly(const Column &column) const
{
    return Writer::ordersExactly(column) && !column.type.name.startsWith("timestamp"_L1, Qt::CaseInsensitive);
}

bool MysqlWriter::isGrouped(const Change &change) const
{
    const Kind kind = kindOf(change);
    return kind != Kind::ForeignKey && (kind == Kind::Table || isFolded(objectOf(change)));
}

std::vector<Statement> MysqlWriter::create(ObjectId id, const PlanContext &context) const
{
    const DdlTarget target = targetOf(context.target);
    const DdlWords words(context.to, target);
    const Object &object = *context.to.find(id);
    switch (kindOf(object)) {
    case Kind::Namespace:
        return !as<Namespace>(object)->options.contains("mysql.collation")
            ? Statements()
            : alterDatabase(*as<Namespace>(object), words);
    case Kind::Table:
        return {ddl(createTable(id, words, [&](ObjectId key) { return foldsForeignKey(key, context); }), context.to)};
    case Kind::View:
        return {ddl(createView(*as<View>(object), words, false), context.to)};
    case Kind::Routine:
    case Kind::Trigger:
    case Kind::Event:
        return createProgram(id, words);
    case Kind::Grant:
        return createGrant(id, words);
    case Kind::Sequence:
        return {ddl(u"CREATE SEQUENCE "_s + words.sequence(*as<Sequence>(object)), context.to)};
    case Kind::ForeignKey:
        return createForeignKey(id, words, context.from, mayHoldRows(parentOf(object), context));
    default:
        return isFolded(object) ? alterOne(id, words, true, mayHoldRows(parentOf(object), context)) : Statements();
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
    case Kind::Trigger:
    case Kind::Event:
        return dropProgram(id, words);
    case Kind::Grant:
        return dropGrant(id, words, DdlWords(context.to, target));
    case Kind::Sequence:
        return simple(u"SEQUENCE "_s, id);
    case Kind::ForeignKey:
        return dropForeignKey(id, words, mayHoldRows(parentOf(object), context));
    default:
        return isFolded(object) ? alterOne(id, words, false, mayHoldRows(parentOf(object), context)) : Statements();
    }
}

std::optional<std::vector<Statement>> MysqlWriter::alter(const Altered &change, const PlanContext &context) const
{
    const DdlTarget target = targetOf(context.target);
    const DdlWords before(context.from, target), after(context.to, target);
    switch (kindOf(change.after)) {
    case Kind::Namespace:
        return alterDatabase(*as<Namespace>(change.after), after);
    case Kind::ForeignKey:
        return alterForeignKey(change, before, after, mayHoldRows(parentOf(change.after), context));
    case Kind::View:
        return alterView(change, before, after);
    case Kind::Trigger:
    case Kind::Routine:
    case Kind::Event:
        return alterProgram(change, before, after);
    case Kind::Sequence:
        return alterSequence(change, before, after);
    case Kind::Grant:
        return alterGrant(change, before, after);
    default: {
        const ObjectId table = kindOf(change.after) == Kind::Table ? change.id : parentOf(change.after);
        return mergedAlter({table, {change}}, before, after, mayHoldRows(table, context));
    }
    }
}

std::optional<std::vector<Statement>> MysqlWriter::alterTable(
    const TableChange &change, const PlanContext &context) const
{
    const DdlTarget target = targetOf(context.target);
    return mergedAlter(
        change, DdlWords(context.from, target), DdlWords(context.to, target), mayHoldRows(change.table, context));
}

bool MysqlWriter::stepsAside(const Object &dependant, const Altered &change) const
{
    const Kind kind = kindOf(dependant);
    // The server keeps the text of these as it was and breaks them.
    if (kind == Kind::View || kind == Kind::Trigger || kind == Kind::Routine || kind == Kind::Event)
        return change.renamed();
    // What was granted stays at the old name; a routine takes it along where it goes, unless the server was told not
    // to.
    if (kind == Kind::Grant)
        return change.renamed() && kindOf(change.before) != Kind::Routine;
    // A column of a foreign key cannot change its type while the key stands.
    return kind == Kind::ForeignKey && kindOf(change.after) == Kind::Column
        && (change.changes("type") || change.changes("collation"));
}

QString MysqlWriter::script(ObjectId id, const Schema &schema) const
{
    static const ServerInfo newest;
    const Target target{newest, {}, false, {}};
    const DdlTarget server{m_flavour, m_mariaDb, 0, {}, {}};
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
    const QList<ObjectId> parts = kindOf(*object) == Kind::Namespace ? QList<ObjectId>() : schema.tree(id);
    for (const ObjectId part : parts) {
        for (const Statement &statement : schema.find<Grant>(part) ? createGrant(part, words) : Statements())
            statements += statement.sql;
    }
    return statements.join(u";\n\n"_s) + (statements.isEmpty() ? u""_s : u";\n"_s);
}

} // namespace relata::mysql
