#include "models/planner/replacing.h"

#include "models/engine/engine.h"
#include "models/engine/keeper.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

Error fillingError(const char *text, const QStringList &arguments)
{
    return {.code = Error::Code::Usage,
        .message = {"Filling", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

std::optional<FillAnswer> replacementAnswer(const QString &what, const QString &other)
{
    const qsizetype at = what.indexOf(u':');
    return at > 0 && at + 1 < what.size() ? std::optional(FillAnswer{what.left(at), other, false, what.mid(at + 1)})
                                          : std::nullopt;
}

namespace {

/// Whether the column comes from a table above, whose UPDATE meets its rows too.
bool isInherited(const Column &column, const Schema &schema)
{
    const auto *table = schema.find<Table>(column.table);
    const QList<ObjectId> parents = table->inherits;
    return table->partitionOf || std::ranges::any_of(parents, [&](ObjectId parent) {
        return !schema.child(parent, Kind::Column, column.name).isNull();
    });
}

/// Whether the type is this one, or a domain over it.
bool leadsTo(ObjectId type, const DataType &from, const Schema &schema)
{
    const auto *domain = schema.find<Domain>(from.userType);
    return from.userType == type || (domain && leadsTo(type, domain->type, schema));
}

/// The columns with rows of their own that a name means: a column with a list, or all of an enum type.
QList<ObjectId> columnsNamed(const QString &name, const Schema &from, const Schema &to)
{
    QList<ObjectId> types = to.all(Kind::EnumType);
    types.removeIf([&](ObjectId id) { return to.displayName(id) != name; });
    QList<ObjectId> result = to.all(Kind::Column);
    result.removeIf([&](ObjectId id) {
        const auto *was = from.find<Column>(id), *is = to.find<Column>(id);
        const bool isNamed = types.isEmpty() ? to.displayName(id) == name && is->type.userType.isNull()
                                             : leadsTo(types.first(), is->type, to);
        return !isNamed || !was || !from.find<Table>(was->table) || is->generated != Column::Generated::No
            || isInherited(*is, to);
    });
    return result;
}

} // namespace

/// What is said of a value of an enum type whose place a new value takes: it gets that name. Empty: nothing of the
/// kind.
static std::optional<ObjectId> renamedType(
    const FillAnswer &answer, const Schema &from, const Schema &to, const Engine &engine)
{
    for (const ObjectId id : to.all(Kind::EnumType)) {
        const auto *was = from.find<EnumType>(id), *is = to.find<EnumType>(id);
        if (was && to.displayName(id) == answer.column && was->labels.contains(answer.replaced)
            && !is->labels.contains(answer.replaced) && !was->labels.contains(answer.text)
            && is->labels.contains(answer.text) && engine.keeper->labelRename(id, answer.replaced, answer.text, from))
            return id;
    }
    return {};
}

Result<> addReplaced(
    const FillAnswer &answer, const Schema &from, const Schema &to, const Engine &engine, QList<Fill> &fills)
{
    if (const auto type = renamedType(answer, from, to, engine)) {
        const bool isTaken = std::ranges::any_of(fills, [&](const Fill &one) {
            return one.way == Fill::Way::ByRenaming && one.column == *type && one.labels.values().contains(answer.text);
        });
        if (isTaken)
            return failure(fillingError(
                QT_TRANSLATE_NOOP("Filling",
                    "In %1 the new value %2 can take the place of one value only: replace the others in a migration of "
                    "their own."),
                {answer.column, answer.text}));
        fills += Fill{*type, {}, Fill::Way::ByRenaming, false, {{answer.replaced, answer.text}}, false};
        return {};
    }
    bool isFound = false;
    for (const ObjectId column : columnsNamed(answer.column, from, to)) {
        if (!labelsGone(column, from, to).contains(answer.replaced))
            continue;
        const DataType &type = to.find<Column>(column)->type;
        const bool isEmptied = answer.text.isEmpty() && type.name.startsWith("set("_L1);
        if (!isEmptied && !labelsOf(type, to).contains(answer.text))
            return failure(
                fillingError(QT_TRANSLATE_NOOP("Filling", "%1 will not take the value %2 in the place of %3."),
                    {answer.column, answer.text, answer.replaced}));
        isFound = true;
        auto fill = std::ranges::find_if(
            fills, [&](const Fill &one) { return one.column == column && one.way == Fill::Way::ByReplacing; });
        if (fill == fills.end()) {
            fills += Fill{column, {}, Fill::Way::ByReplacing, false, {}, false};
            fill = fills.end() - 1;
        }
        fill->labels.insert(answer.replaced, answer.text);
    }
    return isFound ? Result<>()
                   : failure(fillingError(QT_TRANSLATE_NOOP("Filling",
                                              "Nothing has to be replaced: no column with rows loses %2 from %1."),
                       {answer.column, answer.replaced}));
}

QMap<ObjectId, QMap<QString, QString>> replacedLabels(const QList<Fill> &fills)
{
    QMap<ObjectId, QMap<QString, QString>> result;
    for (const Fill &fill : fills) {
        if (fill.way == Fill::Way::ByReplacing)
            result.insert(fill.column, fill.labels);
    }
    return result;
}

Schema withLabelsOf(const Schema &from, Schema to, const QMap<ObjectId, QMap<QString, QString>> &columns)
{
    // The old ones in their old order, the new ones behind: nothing is written anew for that.
    const auto all = [](QStringList labels, const QStringList &further) {
        for (const QString &label : further) {
            if (!labels.contains(label))
                labels += label;
        }
        return labels;
    };
    for (const ObjectId id : columns.keys()) {
        Column column = *to.find<Column>(id);
        const QStringList now = labelsOf(column.type, to), was = labelsOf(from.find<Column>(id)->type, from);
        ObjectId type = column.type.userType;
        while (const auto *domain = to.find<Domain>(type))
            type = domain->type.userType;
        if (const auto *found = to.find<EnumType>(type)) {
            EnumType both = *found;
            both.labels = all(was, now);
            to = to.with(type, makeObject(std::move(both)));
        } else {
            column.type.name = listOf(column.type.name.section(u'(', 0, 0), all(was, now));
            to = to.with(id, makeObject(std::move(column)));
        }
    }
    return to;
}

Schema withRenamedLabels(Schema schema, const QList<Fill> &fills, bool back)
{
    for (const Fill &fill : fills) {
        if (fill.way != Fill::Way::ByRenaming)
            continue;
        EnumType type = *schema.find<EnumType>(fill.column);
        for (auto it = fill.labels.cbegin(); it != fill.labels.cend(); ++it) {
            const qsizetype at = type.labels.indexOf(back ? it.value() : it.key());
            type.labels.replace(at, back ? it.key() : it.value());
        }
        schema = schema.with(fill.column, makeObject(std::move(type)));
    }
    return schema;
}

Plan renamingPlan(const Schema &schema, const QList<Fill> &fills, bool back, const Engine &engine)
{
    Plan plan;
    Schema at = schema;
    for (const Fill &fill : fills) {
        if (fill.way != Fill::Way::ByRenaming)
            continue;
        const QString label = fill.labels.firstKey(), other = fill.labels.first();
        const Schema renamed = withRenamedLabels(at, {fill}, back);
        Statement statement = *(back ? engine.keeper->labelRename(fill.column, other, label, at)
                                     : engine.keeper->labelRename(fill.column, label, other, at));
        statement.facts.effects.emplace_back(
            Altered{fill.column, *at.find(fill.column), *renamed.find(fill.column), {"labels"}});
        Step step;
        step.title = {"Filling", QT_TRANSLATE_NOOP("Filling", "Rename value %2 of %1 to %3"),
            {at.displayName(fill.column), back ? other : label, back ? label : other}};
        step.causes = {fill.column};
        step.statements.push_back(std::move(statement));
        plan.steps.push_back(std::move(step));
        at = renamed;
    }
    return plan;
}

Step replacingStep(const Fill &fill, const Schema &schema, const Target &target, const Engine &engine)
{
    Step step;
    step.title = {"Filling", QT_TRANSLATE_NOOP("Filling", "Replace values of %1"), {schema.displayName(fill.column)}};
    step.causes = {fill.column};
    step.reversal = fill.isKept ? Reversal::Exact : Reversal::LosesData;
    const SqlText name = {quoted(Identifier{nameOf(*schema.find(fill.column))}, *engine.flavour)};
    for (auto it = fill.labels.cbegin(); it != fill.labels.cend(); ++it)
        step.statements.push_back(
            rowUpdate(fill.column, engine.keeper->replacement(fill.column, it.key(), it.value(), schema),
                engine.keeper->holds(fill.column, name, {it.key()}, schema), !fill.isKept, schema, target, engine));
    return step;
}

} // namespace relata
