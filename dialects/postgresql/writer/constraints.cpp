#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/online.h"
#include "dialects/postgresql/writer/parts.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/engine/online.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

Deferral deferralOf(const Object &object)
{
    const auto *key = as<ForeignKey>(object);
    return key ? key->deferral : Deferral::Not;
}

QString deferralClause(Deferral deferral)
{
    return deferral == Deferral::Not      ? u"NOT DEFERRABLE"_s
        : deferral == Deferral::Immediate ? u"DEFERRABLE INITIALLY IMMEDIATE"_s
                                          : u"DEFERRABLE INITIALLY DEFERRED"_s;
}

bool wasValidated(const Object &object)
{
    const auto *key = as<ForeignKey>(object);
    const auto *check = as<Check>(object);
    return key ? key->validated : !check || check->validated;
}

} // namespace

/// With a look at the rows under the lock that it takes.
static Statement plainConstraint(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const Object &object = *to.find(id);
    const ObjectId table = parentOf(object);
    const auto *key = as<ForeignKey>(object);
    Statement adding = statement(QString(alterHolder(table, to) + u"ADD "_s + constraintDefinition(id, Naming(to))), to,
        table, key ? TableLock::ShareRowExclusive : TableLock::AccessExclusive);
    if (key && key->referencedTable != table)
        addLock(adding, to, key->referencedTable, TableLock::ShareRowExclusive);
    adding.facts.scans = wasValidated(object);
    return adding;
}

Statements createConstraint(ObjectId id, const PlanContext &context)
{
    Statements result = takesIndex(id, context) ? createKeyOverIndex(id, context)
        : validatesLater(id, context)           ? createValidatedLater(id, context)
                                                : Statements{plainConstraint(id, context)};
    addMarks(result, id, context.to);
    addComments(result, id, context.to);
    return result;
}

/// By what index a table is sorted and its rows are told apart in replication.
QStringList markClauses(const Options &before, const Options &after, const QString &index, const Options &table)
{
    QStringList clauses;
    const auto turned = [&](const char *key) { return flag(before, key) != flag(after, key); };
    if (turned("postgresql.clustered"))
        clauses += flag(after, "postgresql.clustered") ? QString(u"CLUSTER ON "_s + index) : u"SET WITHOUT CLUSTER"_s;
    const QString identity = option(table, "postgresql.replica_identity");
    if (turned("postgresql.replica_identity") && flag(after, "postgresql.replica_identity"))
        clauses += QString(u"REPLICA IDENTITY USING INDEX "_s + index);
    else if (turned("postgresql.replica_identity") && identity.isEmpty())
        clauses += u"REPLICA IDENTITY DEFAULT"_s;
    return clauses;
}

void addMarks(Statements &statements, ObjectId id, const Schema &schema)
{
    const ObjectId table = parentOf(*schema.find(id));
    const auto *owner = schema.find<Table>(table);
    if (!owner)
        return;
    for (const QString &clause :
        markClauses({}, optionsOf(*schema.find(id)), Naming(schema).bare(id).sql, owner->options))
        statements.push_back(
            statement(QString(alterHolder(table, schema) + clause), schema, table, TableLock::AccessExclusive));
}

namespace {

void addMarkChanges(Alteration &result, const Altered &change, const PlanContext &context)
{
    const ObjectId table = parentOf(change.after);
    const auto *owner = context.to.find<Table>(table);
    if (!owner)
        return;
    const Options &before = optionsOf(change.before), &after = optionsOf(change.after);
    const QString index = Naming(context.to).bare(change.id).sql, alter = alterHolder(table, context.to);
    const QStringList forward = markClauses(before, after, index, owner->options),
                      back = markClauses(after, before, index, owner->options);
    for (qsizetype i = 0; i < std::min(forward.size(), back.size()); ++i)
        result.add(statement(QString(alter + forward.at(i)), context.from, table, TableLock::AccessExclusive),
            QString(alter + back.at(i)));
}

} // namespace

std::optional<Statements> alterConstraint(const Altered &whole, const PlanContext &context)
{
    const Altered change = ownPart(whole, context);
    const bool keyAltered = kindOf(change.after) == Kind::ForeignKey && change.changes("deferral");
    const bool validates = !wasValidated(change.before) && wasValidated(change.after);
    const QByteArrayView deferral = keyAltered ? "deferral" : "name", validated = validates ? "validated" : "name";
    if (!changesOnly(change, {deferral, validated}, {"postgresql.clustered", "postgresql.replica_identity"})) {
        std::optional<Statements> replaced = replaceKey(change, context);
        if (replaced) {
            addMarks(*replaced, change.id, context.to);
            addComments(*replaced, change.id, context.to);
        }
        return replaced;
    }
    const Naming naming(context.to);
    const ObjectId tableId = parentOf(change.after);
    const QString table = alterHolder(tableId, context.to), name = naming.bare(change.id).sql;
    Alteration result;
    if (change.changes("name")) {
        const QString old = (sql() << Identifier{nameOf(change.before)}).sql();
        result.add(statement(QString(table + u"RENAME CONSTRAINT "_s + old + u" TO "_s + name), context.from, tableId,
                       TableLock::AccessExclusive),
            QString(table + u"RENAME CONSTRAINT "_s + name + u" TO "_s + old));
    }
    if (keyAltered) {
        const QString prefix = table + u"ALTER CONSTRAINT "_s + name + u' ';
        result.add(statement(QString(prefix + deferralClause(deferralOf(change.after))), context.from, tableId,
                       TableLock::AccessExclusive),
            QString(prefix + deferralClause(deferralOf(change.before))));
    }
    if (validates) {
        const Naming old(context.from);
        result.add(validation(change.id, context.to),
            QString(table + u"DROP CONSTRAINT "_s + name + u", ADD "_s + constraintDefinition(change.id, old)));
    }
    addMarkChanges(result, change, context);
    addOwnership(result, change, context);
    return result.take();
}

static Statement plainIndex(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const auto *index = to.find<Index>(id);
    Statement creating = statement(indexDefinition(id, Naming(to)), to, index->table, TableLock::Share);
    creating.facts.scans = context.from.find(index->table) != nullptr;
    creating.undo = QStringList{QString(u"DROP INDEX "_s + Naming(to).name(id).sql)};
    return creating;
}

Statements createIndex(ObjectId id, const PlanContext &context)
{
    const ObjectId table = context.to.find<Index>(id)->table;
    Statements result;
    if (buildsBeside(table, context))
        result.push_back(createIndexBeside(id, context));
    else if (mayHoldRows(table, context))
        result = createPartitionedIndex(id, context);
    if (result.empty())
        result.push_back(plainIndex(id, context));
    addMarks(result, id, context.to);
    addComments(result, id, context.to);
    return result;
}

std::optional<Statements> alterIndex(const Altered &whole, const PlanContext &context)
{
    const Altered change = ownPart(whole, context);
    const auto *before = as<Index>(change.before), *after = as<Index>(change.after);
    if (!changesOnly(change, {"options"}, {}) || changedOptions(change).contains("postgresql.include")) {
        const bool isOwn = !isInherited(change.before) && !isInherited(change.after) && before->table == after->table;
        const bool beside =
            isOwn && buildsBeside(after->table, context) && context.from.dependants(change.id).isEmpty();
        return beside ? std::optional(replaceIndex(change, context)) : std::nullopt;
    }
    const Naming naming(context.to);
    Alteration result;
    if (change.renamed()) {
        const QString old = naming.named(change.id, before->name).sql, name = naming.name(change.id).sql;
        result.add(statement(QString(u"ALTER INDEX "_s + old + u" RENAME TO "_s + naming.bare(change.id).sql),
                       context.from, after->table, TableLock::ShareUpdateExclusive),
            QString(u"ALTER INDEX "_s + name + u" RENAME TO "_s + (sql() << Identifier{before->name}).sql()));
    }
    const QString what = commentTarget(change.id, context.to);
    addParameterChanges(result, change, what, context);
    addTablespace(result, change, what, context);
    addMarkChanges(result, change, context);
    addOwnership(result, change, context);
    return result.take();
}

} // namespace relata::postgresql
