#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

bool onlyAddsLabels(const QStringList &before, const QStringList &after)
{
    qsizetype found = 0;
    for (const QString &label : after)
        found += found < before.size() && before.at(found) == label;
    return found == before.size();
}

namespace {

void addLabels(
    Statements &statements, const EnumType &before, const EnumType &after, const QString &name, const Schema &schema)
{
    for (qsizetype i = 0; i < after.labels.size(); ++i) {
        if (before.labels.contains(after.labels.at(i)))
            continue;
        SqlWriter out = sql();
        out << "ALTER TYPE " << SqlText{name} << " ADD VALUE " << SqlString{after.labels.at(i)};
        if (i > 0)
            out << " AFTER " << SqlString{after.labels.at(i - 1)};
        else
            out << " BEFORE " << SqlString{before.labels.value(0)};
        Statement adding = statement(out.sql(), schema);
        adding.facts.transaction = TransactionMode::Outside; // the label cannot be used before it is committed
        statements.push_back(std::move(adding));
    }
}

/// The owner and the grants that the type had before it was made anew.
void addRights(Statements &statements, ObjectId id, const EnumType &after, const PlanContext &context)
{
    EnumType silent = after;
    silent.comment.clear();
    addAttributes(statements, id, context.to.with(id, makeObject(std::move(silent))));
    for (const ObjectId grant : context.to.children(id, Kind::Grant)) {
        if (!context.from.find(grant))
            continue; // a step of its own
        for (Statement &statement : createPrivilege(grant, context))
            statements.push_back(std::move(statement));
    }
}

/// A new type under the old name, and every column moved over to it.
void replaceType(Statements &statements, ObjectId id, const EnumType &after, const PlanContext &context)
{
    const Naming naming(context.to);
    const QString name = naming.name(id).sql, aside = u"_relata_old_"_s + after.name;
    const auto add = [&](const QString &text, ObjectId table = {}) {
        statements.push_back(
            statement(text, context.from, table, table ? TableLock::AccessExclusive : TableLock::None));
        statements.back().facts.rewrites = !table.isNull();
    };
    add(QString(u"ALTER TYPE "_s + name + u" RENAME TO "_s + (sql() << Identifier{aside}).sql()));
    SqlWriter creating = sql();
    creating << "CREATE TYPE " << SqlText{name} << " AS ENUM (";
    creating.list(after.labels, [&](const QString &label) { creating << SqlString{label}; });
    add((creating << ")").sql());
    addRights(statements, id, after, context);
    for (const ObjectId user : context.from.dependants(id)) {
        const auto *before = context.from.find<Column>(user), *column = context.to.find<Column>(user);
        if (!before || !column || before->type.userType != id || column->type.userType != id)
            continue;
        const QString alter = u"ALTER COLUMN "_s + naming.bare(user).sql + u' ', type = naming.type(column->type).sql;
        QStringList clauses;
        if (!before->defaultValue.isEmpty())
            clauses += QString(alter + u"DROP DEFAULT"_s);
        clauses += QString(alter + u"TYPE "_s + type + u" USING "_s + naming.bare(user).sql + u"::text"_s
            + column->type.suffix + u"::"_s + type);
        if (!before->defaultValue.isEmpty() && !column->defaultValue.isEmpty())
            clauses += QString(alter + u"SET DEFAULT "_s + naming.text(column->defaultValue).sql);
        add(QString(u"ALTER TABLE "_s + naming.name(column->table).sql + u' ' + clauses.join(u", "_s)), column->table);
    }
    add(QString(u"DROP TYPE "_s + naming.named(id, aside).sql));
}

} // namespace

std::optional<Statements> alterEnum(const Altered &change, const PlanContext &context)
{
    const auto *before = as<EnumType>(change.before), *after = as<EnumType>(change.after);
    const Naming naming(context.to);
    const QString name = naming.name(change.id).sql;
    Alteration placing;
    addPlace(placing, change, context);
    Statements result = placing.take();
    if (change.changes("labels")) {
        if (onlyAddsLabels(before->labels, after->labels) && !before->labels.isEmpty())
            addLabels(result, *before, *after, name, context.from);
        else
            replaceType(result, change.id, *after, context);
    }
    const bool stays = !change.changes("labels") || onlyAddsLabels(before->labels, after->labels);
    if (stays && changedOptions(change).contains("postgresql.owner")) {
        Alteration owning;
        addOwnership(owning, {change.id, change.before, change.after, {"options"}}, context);
        for (Statement &each : owning.take())
            result.push_back(std::move(each));
    }
    if (change.changes("comment")) {
        const bool replaced = change.changes("labels") && !onlyAddsLabels(before->labels, after->labels);
        if (!replaced || !after->comment.isEmpty())
            result.push_back(statement(commentOn(commentTarget(change.id, context.to), after->comment), context.from));
    } else if (!after->comment.isEmpty() && !onlyAddsLabels(before->labels, after->labels)) {
        addComments(result, change.id, context.to);
    }
    return result;
}

} // namespace relata::postgresql
