#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/parts.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

bool isScanned(const Object &object)
{
    const auto *key = as<ForeignKey>(object);
    const auto *check = as<Check>(object);
    return (key && key->validated) || (check && check->validated && !flag(check->options, "postgresql.not_enforced"));
}

Statement validation(ObjectId id, const Schema &schema)
{
    const Naming naming(schema);
    const ObjectId table = parentOf(*schema.find(id));
    Statement result = statement(
        QString(u"ALTER TABLE "_s + naming.name(table).sql + u" VALIDATE CONSTRAINT "_s + naming.bare(id).sql), schema,
        table, TableLock::ShareUpdateExclusive);
    result.facts.scans = true;
    result.facts.forms += StatementFacts::Form::Validate;
    return result;
}

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

Statements createConstraint(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const Naming naming(to);
    const Object &object = *to.find(id);
    const ObjectId table = parentOf(object);
    const bool split = isScanned(object) && isLarge(table, context);
    const auto *key = as<ForeignKey>(object);
    Statement adding = statement(
        QString(u"ALTER TABLE "_s + naming.name(table).sql + u" ADD "_s + constraintDefinition(id, naming, split)), to,
        table, key ? TableLock::ShareRowExclusive : TableLock::AccessExclusive);
    if (key && key->referencedTable != table)
        addLock(adding, to, key->referencedTable, TableLock::ShareRowExclusive);
    adding.facts.scans = !split && wasValidated(object);
    Statements result{std::move(adding)};
    if (split) {
        result.front().facts.forms += StatementFacts::Form::NotValid;
        result.front().facts.transaction = TransactionMode::Alone;
        result.front().undo = QStringList{
            QString(u"ALTER TABLE "_s + naming.name(table).sql + u" DROP CONSTRAINT "_s + naming.bare(id).sql)};
        result.push_back(validation(id, to));
        result.back().facts.transaction = TransactionMode::Alone;
    }
    addComments(result, id, to);
    return result;
}

std::optional<Statements> alterConstraint(const Altered &change, const PlanContext &context)
{
    const bool keyAltered = kindOf(change.after) == Kind::ForeignKey && change.changes("deferral");
    const bool validates = !wasValidated(change.before) && wasValidated(change.after);
    for (const QByteArray &field : change.fields) {
        if (field != "name" && field != "comment" && !(field == "deferral" && keyAltered)
            && !(field == "validated" && validates))
            return {};
    }
    const Naming naming(context.to);
    const ObjectId tableId = parentOf(change.after);
    const QString table = u"ALTER TABLE "_s + naming.name(tableId).sql + u' ', name = naming.bare(change.id).sql;
    Alteration result;
    if (change.renamed()) {
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
    if (change.changes("comment")) {
        const QString target = commentTarget(change.id, context.to);
        result.add(statement(commentOn(target, commentOf(change.after)), context.from),
            commentOn(target, commentOf(change.before)));
    }
    return result.take();
}

Statements createIndex(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const auto *index = to.find<Index>(id);
    const bool online = isLarge(index->table, context);
    Statement creating = statement(indexDefinition(id, Naming(to), online), to, index->table,
        online ? TableLock::ShareUpdateExclusive : TableLock::Share);
    creating.facts.scans = context.from.find(index->table) != nullptr;
    creating.undo = QStringList{QString(u"DROP INDEX "_s + Naming(to).name(id).sql)};
    if (online) {
        creating.facts.forms += StatementFacts::Form::Concurrently;
        creating.facts.transaction = TransactionMode::Outside;
        creating.undo = QStringList{QString(u"DROP INDEX CONCURRENTLY IF EXISTS "_s + Naming(to).name(id).sql)};
    }
    Statements result{std::move(creating)};
    addComments(result, id, to);
    return result;
}

std::optional<Statements> alterIndex(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Index>(change.before), *after = as<Index>(change.after);
    for (const QByteArray &field : change.fields) {
        if (field != "name" && field != "comment")
            return {};
    }
    const Naming naming(context.to);
    Alteration result;
    if (change.renamed()) {
        const QString old = naming.named(change.id, before->name).sql, name = naming.name(change.id).sql;
        result.add(statement(QString(u"ALTER INDEX "_s + old + u" RENAME TO "_s + naming.bare(change.id).sql),
                       context.from, after->table, TableLock::ShareUpdateExclusive),
            QString(u"ALTER INDEX "_s + name + u" RENAME TO "_s + (sql() << Identifier{before->name}).sql()));
    }
    if (change.changes("comment")) {
        const QString target = commentTarget(change.id, context.to);
        result.add(statement(commentOn(target, after->comment), context.from), commentOn(target, before->comment));
    }
    return result.take();
}

} // namespace relata::postgresql
