#include "dialects/postgresql/version_rules.h"
#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/parts.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// Whether the table's own CREATE says it: what comes from the table's parents is left to them, but a partition is made
/// whole before it is attached, so that its names are its own.
bool isSaid(ObjectId child, const Table &table, const PlanContext &context)
{
    const Object &object = *context.to.find(child);
    const auto *key = as<ForeignKey>(object);
    const auto *check = as<Check>(object);
    if (isInherited(object) && (key || !table.partitionOf))
        return false;
    if (key && (!isFoldedKey(child, context) || (!key->validated && !flag(key->options, "postgresql.not_enforced"))))
        return false;
    return !check || check->validated || flag(check->options, "postgresql.not_enforced");
}

QStringList tableLines(ObjectId id, const PlanContext &context, QList<ObjectId> &constraints)
{
    const Naming naming(context.to);
    const auto *table = context.to.find<Table>(id);
    QStringList lines;
    for (const ObjectId column : context.to.children(id, Kind::Column)) {
        if (isSaid(column, *table, context))
            lines += columnDefinition(*context.to.find<Column>(column), naming);
    }
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Exclusion, Kind::Check, Kind::ForeignKey}) {
        for (const ObjectId child : context.to.children(id, kind)) {
            if (!isSaid(child, *table, context))
                continue;
            lines += constraintDefinition(child, naming);
            constraints += child;
        }
    }
    return lines;
}

struct Switch {
    const char *key;
    QLatin1String on, off;
};
constexpr Switch Switches[] = {
    {"postgresql.unlogged", QLatin1String("SET UNLOGGED"), QLatin1String("SET LOGGED")},
    {"postgresql.row_security", QLatin1String("ENABLE ROW LEVEL SECURITY"),
        QLatin1String("DISABLE ROW LEVEL SECURITY")},
    {"postgresql.force_row_security", QLatin1String("FORCE ROW LEVEL SECURITY"),
        QLatin1String("NO FORCE ROW LEVEL SECURITY")},
};

/// What ALTER TABLE does to bring the options from one state to another.
QStringList optionClauses(const Options &before, const Options &after)
{
    QStringList clauses;
    for (const Switch &item : Switches) {
        if (before.contains(item.key) != after.contains(item.key))
            clauses += QString(after.contains(item.key) ? item.on : item.off);
    }
    const QString identity = option(after, "postgresql.replica_identity");
    if (option(before, "postgresql.replica_identity") != identity)
        clauses += QString(u"REPLICA IDENTITY "_s + (identity.isEmpty() ? u"DEFAULT"_s : identity.toUpper()));
    const auto method = [](const Options &options) {
        const QString name = option(options, "postgresql.access_method");
        return name.isEmpty() ? u"heap"_s : name;
    };
    if (method(before) != method(after))
        clauses += QString(u"SET ACCESS METHOD "_s + (sql() << Identifier{method(after)}).sql());
    return clauses;
}

/// What CREATE TABLE has no place for.
void addAfterCreation(Statements &statements, ObjectId id, const PlanContext &context)
{
    const Schema &schema = context.to;
    const Naming naming(schema);
    const auto *table = schema.find<Table>(id);
    const QString prefix = u"ALTER TABLE "_s + naming.name(id).sql + u' ';
    const auto add = [&](const QString &clause) {
        statements.push_back(statement(QString(prefix + clause), schema, id, TableLock::AccessExclusive));
    };
    Options unsaid = table->options;
    unsaid.remove("postgresql.unlogged");
    unsaid.remove("postgresql.access_method");
    for (const QString &clause : optionClauses({}, unsaid))
        add(clause);
    for (const ObjectId column : schema.children(id, Kind::Column)) {
        for (const QString &clause : storageOf(*schema.find<Column>(column), naming, context.target.server.version))
            add(clause);
    }
    for (const Kind kind : {Kind::Check, Kind::ForeignKey}) {
        for (const ObjectId child : schema.children(id, kind)) {
            const Object &object = *schema.find(child);
            const auto *key = as<ForeignKey>(object);
            const auto *check = as<Check>(object);
            const bool validated = key ? key->validated : !check || check->validated;
            if (!validated && !isSaid(child, *table, context) && !isInherited(object)
                && (!key || isFoldedKey(child, context)))
                add(QString(u"ADD "_s + constraintDefinition(child, naming)));
        }
    }
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Exclusion}) {
        for (const ObjectId key : schema.children(id, kind))
            addMarks(statements, key, schema);
    }
}

QString attachment(ObjectId id, const Table &table, const Naming &naming)
{
    return QString(u"ALTER TABLE "_s + naming.name(table.partitionOf).sql + u" ATTACH PARTITION "_s
        + naming.name(id).sql + u' ' + naming.text(table.bound).sql);
}

/// A partition's indexes that its parent's will take over: made before it is attached.
void addPartition(Statements &statements, ObjectId id, const Schema &schema)
{
    const auto *table = schema.find<Table>(id);
    if (!table->partitionOf)
        return;
    const Naming naming(schema);
    for (const ObjectId index : schema.children(id, Kind::Index)) {
        if (!isInherited(*schema.find(index)))
            continue;
        statements.push_back(statement(indexDefinition(index, naming), schema));
        addComments(statements, index, schema);
    }
    statements.push_back(
        statement(attachment(id, *table, naming), schema, table->partitionOf, TableLock::ShareUpdateExclusive));
}

QString tableText(ObjectId id, const QStringList &lines, const Schema &schema)
{
    const auto *table = schema.find<Table>(id);
    const Naming naming(schema);
    SqlWriter out = sql();
    out << "CREATE " << (flag(table->options, "postgresql.unlogged") ? "UNLOGGED "_L1 : ""_L1) << "TABLE "
        << naming.name(id) << " (";
    if (!lines.isEmpty())
        out << "\n    " << SqlText{lines.join(u",\n    "_s)} << "\n";
    out << ")";
    if (!table->inherits.isEmpty()) {
        out << " INHERITS (";
        out.list(table->inherits, [&](ObjectId parent) { out << naming.name(parent); });
        out << ")";
    }
    if (!table->partitionKey.isEmpty())
        out << " PARTITION BY " << naming.text(table->partitionKey);
    if (table->options.contains("postgresql.access_method"))
        out << " USING " << Identifier{option(table->options, "postgresql.access_method")};
    out << SqlText{storageParameters(table->options)};
    if (table->options.contains("postgresql.tablespace"))
        out << " TABLESPACE " << Identifier{option(table->options, "postgresql.tablespace")};
    return out.sql();
}

/// Joins and leaves the tables it is part of, or takes columns over from.
void addFamily(Alteration &result, const Altered &change, const PlanContext &context)
{
    const auto *before = as<Table>(change.before), *after = as<Table>(change.after);
    const Naming naming(context.to), old(context.from);
    const auto nameOfParent = [&](ObjectId id) { return (context.to.find(id) ? naming : old).name(id).sql; };
    const QString name = naming.name(change.id).sql;
    if (before->partitionOf != after->partitionOf || !(before->bound == after->bound)) {
        const auto sentence = [&](const Table &table, const QString &text) {
            QString filled = text;
            return filled.replace(u"%1"_s, nameOfParent(table.partitionOf))
                .replace(u"%2"_s, name)
                .replace(u"%3"_s, naming.text(table.bound).sql);
        };
        const QString attach = u"ALTER TABLE %1 ATTACH PARTITION %2 %3"_s,
                      detach = u"ALTER TABLE %1 DETACH PARTITION %2"_s;
        if (before->partitionOf)
            result.add(
                statement(sentence(*before, detach), context.from, before->partitionOf, TableLock::AccessExclusive),
                sentence(*before, attach));
        if (after->partitionOf)
            result.add(
                statement(sentence(*after, attach), context.to, after->partitionOf, TableLock::ShareUpdateExclusive),
                sentence(*after, detach));
    }
    const auto inherit = [&](ObjectId parent, bool takes) {
        return QString((takes ? u"INHERIT "_s : u"NO INHERIT "_s) + nameOfParent(parent));
    };
    const QString what = u"TABLE "_s + name;
    for (const ObjectId parent : before->inherits) {
        if (!after->inherits.contains(parent))
            addClause(result, what, inherit(parent, false), inherit(parent, true), context, change.id,
                TableLock::AccessExclusive);
    }
    for (const ObjectId parent : after->inherits) {
        if (!before->inherits.contains(parent))
            addClause(result, what, inherit(parent, true), inherit(parent, false), context, change.id,
                TableLock::AccessExclusive);
    }
}

} // namespace

Statements createTable(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    QList<ObjectId> constraints;
    const QStringList lines = tableLines(id, context, constraints);
    Statements result{statement(tableText(id, lines, to), to)};
    for (const ObjectId child : constraints) {
        if (const auto *key = to.find<ForeignKey>(child); key && key->referencedTable != id)
            addLock(result.front(), to, key->referencedTable, TableLock::ShareRowExclusive);
    }
    addPartition(result, id, to);
    addAfterCreation(result, id, context);
    addAttributes(result, id, to);
    for (const ObjectId column : to.children(id, Kind::Column))
        addComments(result, column, to);
    for (const ObjectId constraint : constraints)
        addComments(result, constraint, to);
    result.front().undo = QStringList{QString(u"DROP TABLE "_s + Naming(to).name(id).sql)};
    return result;
}

std::optional<Statements> alterTable(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Table>(change.before), *after = as<Table>(change.after);
    const bool otherMethod = changedOptions(change).contains("postgresql.access_method");
    if (change.changes("partition_key")
        || (otherMethod && !has(VersionRule::SetAccessMethod, context.target.server.version)))
        return {};
    Alteration result;
    addPlace(result, change, context);
    const QString what = commentTarget(change.id, context.to), prefix = u"ALTER "_s + what + u' ';
    const QStringList forward = optionClauses(before->options, after->options),
                      back = optionClauses(after->options, before->options);
    if (!forward.isEmpty()) {
        Statement altering =
            statement(QString(prefix + forward.join(u", "_s)), context.from, change.id, TableLock::AccessExclusive);
        altering.facts.rewrites =
            otherMethod || flag(before->options, "postgresql.unlogged") != flag(after->options, "postgresql.unlogged");
        result.add(std::move(altering), QString(prefix + back.join(u", "_s)));
    }
    addParameterChanges(result, change, what, context);
    addTablespace(result, change, what, context);
    addFamily(result, change, context);
    addOwnership(result, change, context);
    return result.take();
}

} // namespace relata::postgresql
