#include "models/planner/filling.h"

#include "models/engine/engine.h"
#include "models/engine/keeper.h"
#include "models/planner/replacing.h"
#include "models/schema/all_kinds.h"
#include "models/sql/one_expression.h"
#include "models/sql/sql_writer.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Result<QList<Fill>> refused(const char *text, const QStringList &arguments)
{
    return failure(fillingError(text, arguments));
}

std::optional<ObjectId> columnNamed(const QString &name, const Schema &schema)
{
    const QList<ObjectId> columns = schema.all(Kind::Column);
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](ObjectId id) { return schema.displayName(id) == name; });
    return found == columns.end() ? std::optional<ObjectId>() : *found;
}

bool isPartition(ObjectId table, const Schema &schema) { return bool(schema.find<Table>(table)->partitionOf); }

/// Columns of partitions that are this column, at any depth.
QList<ObjectId> inPartitions(ObjectId column, const Schema &schema)
{
    QList<ObjectId> result;
    const auto &whole = *schema.find<Column>(column);
    for (const ObjectId id : schema.dependants(whole.table)) {
        const auto *table = schema.find<Table>(id);
        const ObjectId part =
            table && table->partitionOf == whole.table ? schema.child(id, Kind::Column, whole.name) : ObjectId();
        if (part)
            result += QList<ObjectId>{part} + inPartitions(part, schema);
    }
    return result;
}

/// An UPDATE would meet rows of other tables, or the table's own columns are not all that it has.
bool inherits(ObjectId table, const Schema &schema)
{
    const QList<ObjectId> users = schema.dependants(table);
    return !schema.find<Table>(table)->inherits.isEmpty() || std::any_of(users.begin(), users.end(), [&](ObjectId id) {
        const auto *heir = schema.find<Table>(id);
        return heir && heir->inherits.contains(table);
    });
}

/// Rows that are there have to get a value, and an UPDATE can give them one; those of partitions by their whole table.
bool needsFilling(ObjectId id, const Schema &from, const Schema &to)
{
    const auto *after = to.find<Column>(id), *before = from.find<Column>(id);
    const bool isRequired =
        !after->nullable && after->identity == Column::Identity::None && after->generated == Column::Generated::No;
    const bool isWhole = to.find<Table>(after->table) && !isPartition(after->table, to);
    return isRequired && isWhole && from.find<Table>(after->table)
        && (before ? before->nullable : after->defaultValue.isEmpty());
}

bool isNewOrOther(ObjectId id, const Schema &from, const Schema &to)
{
    const Object *before = from.find(id);
    return !before || !equal(*before, *to.find(id));
}

/// What belongs to the column or its table and cannot stand while rows have no value, or would act on the filling.
bool mustWait(ObjectId id, const Schema &from, const Schema &to)
{
    const Object &user = *to.find(id);
    const bool acts = as<Trigger>(user) || as<Rule>(user);
    const bool holds = as<PrimaryKey>(user) || as<Check>(user);
    return (holds && isNewOrOther(id, from, to)) || (acts && !from.find(id));
}

void leaveOut(ObjectId id, const Schema &schema, QSet<ObjectId> &left)
{
    if (left.contains(id))
        return;
    left += id;
    for (const ObjectId user : schema.dependants(id))
        leaveOut(user, schema, left);
}

Statement update(const Fill &fill, const Schema &schema, const Target &target, const Engine &engine)
{
    const auto &column = *schema.find<Column>(fill.column);
    SqlWriter set(*engine.flavour), rows(*engine.flavour);
    set << Identifier{column.name} << " = " << fill.value;
    rows << Identifier{column.name} << " IS NULL";
    return rowUpdate(fill.column, set.text(), rows.text(), true, schema, target, engine);
}

/// What fills `column`, by the cheapest way that it may.
Fill fillOf(
    const ObjectId &column, const FillAnswer &answer, const Schema &from, const Schema &to, const Engine &engine)
{
    Fill fill;
    fill.column = column;
    fill.isNew = !from.find(column);
    SqlWriter value(*engine.flavour);
    if (answer.isExpression)
        value << "(" << SqlText{answer.text.trimmed()} << ")";
    else
        value << SqlString{answer.text};
    fill.value = value.text();
    const auto &wanted = *to.find<Column>(column);
    const bool byDefault =
        fill.isNew && !answer.isExpression && wanted.defaultValue.isEmpty() && engine.writer->takesDefault(wanted);
    fill.way = byDefault ? Fill::Way::ByDefault : Fill::Way::ByUpdate;
    return fill;
}

} // namespace

/// Whether batches can go along the table's primary key.
static bool hasOrderlyKey(ObjectId table, const Schema &schema, const Writer &writer)
{
    const QList<ObjectId> keys = schema.children(table, Kind::PrimaryKey);
    const auto *key = keys.isEmpty() ? nullptr : schema.find<PrimaryKey>(keys.first());
    return key && std::all_of(key->parts.begin(), key->parts.end(), [&](const KeyPart &part) {
        const auto *column = schema.find<Column>(part.column);
        return column && part.prefixLength <= 0 && writer.ordersExactly(*column);
    });
}

Statement rowUpdate(ObjectId column, const SqlText &set, const SqlText &rows, bool inParts, const Schema &schema,
    const Target &target, const Engine &engine)
{
    const ObjectId table = schema.find<Column>(column)->table;
    const bool inBatches =
        inParts && !target.naive && engine.writer->gainsByBatches() && hasOrderlyKey(table, schema, *engine.writer);
    SqlWriter sql(*engine.flavour);
    if (inBatches)
        sql << "-- relata:backfill\n";
    sql << "UPDATE " << QualifiedIdentifier{schema.path(table)} << " SET " << set;
    for (const ObjectId id : engine.keeper ? engine.keeper->followers(table, schema) : QList<ObjectId>()) {
        const Identifier name{nameOf(*schema.find(id))};
        if (id != column)
            sql << ", " << name << " = " << name;
    }
    sql << " WHERE " << rows;
    Statement result;
    result.sql = sql.sql();
    if (engine.analyst)
        result.facts = engine.analyst->facts(result.sql, target.server);
    result.facts.effects.clear();
    result.facts.transaction = inBatches ? TransactionMode::Outside : TransactionMode::Joined;
    return result;
}

QList<ObjectId> columnsToFill(const Schema &from, const Schema &to)
{
    QList<ObjectId> result;
    const ChangeSet changes = ChangeSet::between(from, to);
    for (const Change &change : changes.changes()) {
        if (kindOf(change) == Kind::Column && to.find(idOf(change)) && needsFilling(idOf(change), from, to))
            result += idOf(change);
    }
    return result;
}

Result<QList<Fill>> fillsOf(
    const QList<FillAnswer> &answers, const Schema &from, const Schema &to, const Engine &engine)
{
    QList<Fill> result;
    for (const FillAnswer &answer : answers) {
        if (!answer.replaced.isEmpty()) {
            if (Result<> done = addReplaced(answer, from, to, engine, result); !done)
                return failure(done.error());
            continue;
        }
        const std::optional<ObjectId> column = columnNamed(answer.column, to);
        if (!column)
            return refused(
                QT_TRANSLATE_NOOP("Filling", "Nothing can be filled in: there will be no column %1."), {answer.column});
        if (!needsFilling(*column, from, to))
            return refused(QT_TRANSLATE_NOOP(
                               "Filling", "Nothing has to be filled in: rows that are there need no new value in %1."),
                {answer.column});
        if (answer.isExpression && !isOneExpression(answer.text, *engine.flavour))
            return refused(QT_TRANSLATE_NOOP("Filling", "%1 cannot be filled with what is not one SQL expression: %2"),
                {answer.column, answer.text});
        const bool isTwice =
            std::any_of(result.begin(), result.end(), [&](const Fill &other) { return other.column == *column; });
        if (isTwice)
            return refused(QT_TRANSLATE_NOOP("Filling", "%1 can be filled with one thing only."), {answer.column});
        if (inherits(to.find<Column>(*column)->table, to))
            return refused(
                QT_TRANSLATE_NOOP("Filling",
                    "%1 cannot be filled: its table inherits from another, or another from it. Write the UPDATE "
                    "yourself, in a migration before."),
                {answer.column});
        result += fillOf(*column, answer, from, to, engine);
    }
    return result;
}

Schema unfilled(const Schema &from, const Schema &to, const QList<Fill> &fills)
{
    Schema result = to;
    QSet<ObjectId> left;
    for (const Fill &fill : fills) {
        if (fill.way == Fill::Way::ByRenaming)
            continue;
        Column column = *to.find<Column>(fill.column);
        if (fill.way == Fill::Way::ByDefault) {
            column.defaultValue = Expression::of(fill.value.sql);
        } else {
            if (fill.way == Fill::Way::ByUpdate) {
                column.nullable = true;
                for (const ObjectId part : inPartitions(fill.column, to)) {
                    Column same = *to.find<Column>(part);
                    same.nullable = true;
                    result = result.with(part, makeObject(std::move(same)));
                }
            }
            for (const Kind kind : {Kind::Trigger, Kind::Rule}) {
                for (const ObjectId id : to.children(column.table, kind)) {
                    if (mustWait(id, from, to))
                        leaveOut(id, to, left);
                }
            }
            for (const ObjectId id : to.dependants(fill.column)) {
                if (mustWait(id, from, to))
                    leaveOut(id, to, left);
            }
        }
        result = result.with(fill.column, makeObject(std::move(column)));
    }
    for (const ObjectId id : left)
        result = result.without(id);
    return withLabelsOf(from, std::move(result), replacedLabels(fills));
}

std::vector<Step> fillSteps(
    const QList<Fill> &fills, const Schema &unfilled, const Target &target, const Engine &engine)
{
    std::vector<Step> result;
    for (const Fill &fill : fills) {
        if (fill.way == Fill::Way::ByDefault || fill.way == Fill::Way::ByRenaming)
            continue;
        if (fill.way == Fill::Way::ByReplacing) {
            result.push_back(replacingStep(fill, unfilled, target, engine));
            continue;
        }
        Step step;
        step.title = {"Filling", QT_TRANSLATE_NOOP("Filling", "Fill %1"), {unfilled.displayName(fill.column)}};
        step.causes = {fill.column};
        step.statements.push_back(update(fill, unfilled, target, engine));
        step.reversal = fill.isNew ? Reversal::Exact : Reversal::LosesData;
        result.push_back(std::move(step));
    }
    return result;
}

} // namespace relata
