#include "dialects/postgresql/requirement_options.h"
#include "dialects/postgresql/version_rules.h"
#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/online.h"
#include "dialects/postgresql/writer/parts.h"
#include "models/engine/online.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// Whether rows are looked at when it is added.
bool isChecked(const Object &object)
{
    const auto *key = as<ForeignKey>(object);
    const auto *check = as<Check>(object);
    return (key && key->validated) || (check && check->validated && !flag(check->options, "postgresql.not_enforced"));
}

bool hasConstraint(const QString &name, ObjectId table, const Schema &schema)
{
    for (const Kind kind : {Kind::Check, Kind::PrimaryKey, Kind::Unique, Kind::ForeignKey, Kind::Exclusion}) {
        if (schema.child(table, kind, name))
            return true;
    }
    return false;
}

bool hasConstraint(const QString &name, ObjectId table, const PlanContext &context)
{
    if (hasConstraint(name, table, context.from) || hasConstraint(name, table, context.to))
        return true;
    const QList<ObjectId> parts = partsOfTable(table, context.to);
    return std::any_of(parts.begin(), parts.end(), [&](ObjectId part) { return hasConstraint(name, part, context); });
}

/// The name that SET NOT NULL would give its constraint; empty where the server would have to shorten it, or to choose
/// another.
QString requirementName(const Column &column, const PlanContext &context)
{
    if (column.options.contains(RequirementName))
        return option(column.options, RequirementName);
    const QString name = nameOf(*context.to.find(column.table)) + u'_' + column.name + u"_not_null"_s;
    return name.toUtf8().size() > 63 || hasConstraint(name, column.table, context) ? QString() : name;
}

/// A name for a check that goes before the plan is done.
QString checkName(const Column &column, const PlanContext &context)
{
    QString base = column.name;
    while (base.toUtf8().size() > 40)
        base.chop(base.back().isLowSurrogate() ? 2 : 1);
    for (int i = 1;; ++i) {
        const QString name = base + u"_is_not_null"_s + (i == 1 ? QString() : QString::number(i));
        if (!hasConstraint(name, column.table, context))
            return name;
    }
}

/// A constraint that is added without a look at the rows, and the look at them in a transaction of its own.
Statements addedThenValidated(
    const QString &definition, const SqlText &name, ObjectId table, TableLock lock, const Schema &schema)
{
    const QString alter = alterHolder(table, schema), add = u"ADD "_s + definition + u" NOT VALID"_s,
                  drop = u"DROP CONSTRAINT "_s + name.sql;
    Statement adding = statement(alter + add, schema, table, lock);
    adding.facts.forms += StatementFacts::Form::NotValid;
    adding.undo = QStringList{alter + drop};
    Statement validating = statement(
        QString(alter + u"VALIDATE CONSTRAINT "_s + name.sql), schema, table, TableLock::ShareUpdateExclusive);
    validating.facts.scans = true;
    validating.facts.forms += StatementFacts::Form::Validate;
    validating.facts.transaction = TransactionMode::Alone;
    validating.undo = QStringList{QString(alter + drop + u", "_s + add)};
    return {std::move(adding), std::move(validating)};
}

} // namespace

Statement validation(ObjectId id, const Schema &schema)
{
    const Object &object = *schema.find(id);
    const ObjectId table = parentOf(object);
    Statement result =
        statement(QString(alterHolder(table, schema) + u"VALIDATE CONSTRAINT "_s + Naming(schema).bare(id).sql), schema,
            table, TableLock::ShareUpdateExclusive);
    if (const auto *key = as<ForeignKey>(object); key && key->referencedTable != table)
        addLock(result, schema, key->referencedTable, TableLock::RowShare);
    result.facts.scans = true;
    result.facts.forms += StatementFacts::Form::Validate;
    result.facts.transaction = TransactionMode::Alone; // else it holds what its neighbours lock for as long
    return result;
}

bool validatesLater(ObjectId id, const PlanContext &context)
{
    const Object &object = *context.to.find(id);
    const auto *table = context.to.find<Table>(parentOf(object));
    return table && isChecked(object) && !nameOf(object).isEmpty() && mayHoldRows(parentOf(object), context)
        && (!as<ForeignKey>(object) || table->partitionKey.isEmpty()
            || has(VersionRule::PartitionedNotValid, context.target.server.version));
}

Statements createValidatedLater(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const Naming naming(to);
    const Object &object = *to.find(id);
    const ObjectId table = parentOf(object);
    const auto *key = as<ForeignKey>(object);
    const QString alter = alterHolder(table, to), add = u"ADD "_s + constraintDefinition(id, naming, true),
                  drop = u"DROP CONSTRAINT "_s + naming.bare(id).sql;
    Statement adding =
        statement(alter + add, to, table, key ? TableLock::ShareRowExclusive : TableLock::AccessExclusive);
    if (key && key->referencedTable != table)
        addLock(adding, to, key->referencedTable, TableLock::ShareRowExclusive);
    adding.facts.forms += StatementFacts::Form::NotValid;
    adding.undo = QStringList{alter + drop};
    Statement validating = validation(id, to);
    validating.undo = QStringList{QString(alter + drop + u", "_s + add)};
    return {std::move(adding), std::move(validating)};
}

Statements requireColumn(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const auto *column = to.find<Column>(id);
    const SqlText name = Naming(to).bare(id);
    const QString alter = alterHolder(column->table, to);
    const bool isNamed = has(VersionRule::NamedNotNull, context.target.server.version);
    const QString own = isNamed ? requirementName(*column, context) : QString();
    const auto definition = [&](const SqlText &constraint, const QString &what) {
        return (sql() << "CONSTRAINT " << constraint << " " << SqlText{what}).sql();
    };
    if (!own.isEmpty()) {
        const SqlText constraint = (sql() << Identifier{own}).text();
        return addedThenValidated(definition(constraint, u"NOT NULL "_s + name.sql), constraint, column->table,
            TableLock::AccessExclusive, to);
    }
    const SqlText check = (sql() << Identifier{checkName(*column, context)}).text();
    const QString condition = definition(check, u"CHECK ("_s + name.sql + u" IS NOT NULL)"_s);
    Statements result = addedThenValidated(condition, check, column->table, TableLock::AccessExclusive, to);
    const QString back = result.front().sql, again = result.back().sql, clause = u"ALTER COLUMN "_s + name.sql;
    Statement setting =
        statement(QString(alter + clause + u" SET NOT NULL"_s), to, column->table, TableLock::AccessExclusive);
    setting.undo = QStringList{QString(alter + clause + u" DROP NOT NULL"_s)}; // the check spares it a look at the rows
    Statement dropping =
        statement(QString(alter + u"DROP CONSTRAINT "_s + check.sql), to, column->table, TableLock::AccessExclusive);
    dropping.undo = {back, again};
    result.push_back(std::move(setting));
    result.push_back(std::move(dropping));
    return result;
}

} // namespace relata::postgresql
