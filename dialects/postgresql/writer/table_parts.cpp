#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/parts.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

QString enabledClause(const Options &options, QLatin1String word)
{
    const QString state = option(options, "postgresql.enabled");
    const QString verb = state.isEmpty() ? u"ENABLE "_s
        : state == "disabled"_L1         ? u"DISABLE "_s
        : state == "replica"_L1          ? u"ENABLE REPLICA "_s
                                         : u"ENABLE ALWAYS "_s;
    return QString(verb + word + u' ');
}

namespace {

QString roleList(const QStringList &roles)
{
    QStringList names;
    for (const QString &role : roles)
        names += role == "PUBLIC"_L1 ? role : (sql() << Identifier{role}).sql();
    return names.join(u", "_s);
}

QString condition(QLatin1String word, const Expression &expression, const Naming &naming)
{
    return expression.isEmpty() ? QString() : QString(u' ' + word + u" ("_s + naming.text(expression).sql + u')');
}

/// ALTER POLICY can replace conditions but not take them away.
bool canAlter(const Policy &before, const Policy &after)
{
    return before.usingCondition.isEmpty() == after.usingCondition.isEmpty()
        && before.checkCondition.isEmpty() == after.checkCondition.isEmpty();
}

void addPolicyChange(Alteration &result, const Altered &change, const PlanContext &context)
{
    const auto *before = as<Policy>(change.before), *after = as<Policy>(change.after);
    const auto clauses = [&](const Policy &policy, const Schema &schema) {
        const Naming naming(schema);
        QString text;
        if (change.changes("roles"))
            text += u" TO "_s + roleList(policy.roles);
        if (change.changes("using"))
            text += condition("USING"_L1, policy.usingCondition, naming);
        if (change.changes("check"))
            text += condition("WITH CHECK"_L1, policy.checkCondition, naming);
        return text.trimmed();
    };
    if (change.changes("roles") || change.changes("using") || change.changes("check"))
        addClause(result, commentTarget(change.id, context.to), clauses(*after, context.to),
            clauses(*before, context.from), context, after->table, TableLock::AccessExclusive);
}

void addEnabledChange(Alteration &result, const Altered &change, const PlanContext &context)
{
    const QLatin1String word = wordOf(change.after);
    const Naming naming(context.to);
    const ObjectId table = parentOf(change.after);
    const QString name = naming.bare(change.id).sql, what = u"TABLE "_s + naming.name(table).sql;
    const QString forward = enabledClause(optionsOf(change.after), word),
                  back = enabledClause(optionsOf(change.before), word);
    if (forward != back)
        addClause(
            result, what, QString(forward + name), QString(back + name), context, table, TableLock::ShareRowExclusive);
}

void addTarget(Alteration &result, const Altered &change, const PlanContext &context)
{
    const auto clause = [](const Object &object) {
        const QString target = option(optionsOf(object), "postgresql.target");
        return QString(u"SET STATISTICS "_s + (target.isEmpty() ? u"-1"_s : target));
    };
    if (clause(change.before) != clause(change.after))
        addClause(result, commentTarget(change.id, context.to), clause(change.after), clause(change.before), context);
}

} // namespace

QString policyText(ObjectId id, const Naming &naming)
{
    const auto &policy = *naming.schema().find<Policy>(id);
    SqlWriter out = sql();
    out << "CREATE POLICY " << naming.bare(id) << " ON " << naming.name(policy.table);
    if (!policy.permissive)
        out << " AS RESTRICTIVE";
    if (policy.command != "ALL"_L1)
        out << " FOR " << SqlText{policy.command};
    if (policy.roles != QStringList{u"PUBLIC"_s})
        out << " TO " << SqlText{roleList(policy.roles)};
    out << SqlText{condition("USING"_L1, policy.usingCondition, naming)}
        << SqlText{condition("WITH CHECK"_L1, policy.checkCondition, naming)};
    return out.sql();
}

std::optional<Statements> alterTablePart(const Altered &change, const PlanContext &context)
{
    const auto *policy = as<Policy>(change.after);
    if (policy && !canAlter(*as<Policy>(change.before), *policy))
        return {};
    const bool possible = policy ? changesOnly(change, {"roles", "using", "check"}, {})
                                 : changesOnly(change, {}, {"postgresql.enabled", "postgresql.target"});
    if (!possible)
        return {};
    Alteration result;
    addPlace(result, change, context);
    if (policy)
        addPolicyChange(result, change, context);
    else if (as<Statistics>(change.after))
        addTarget(result, change, context);
    else
        addEnabledChange(result, change, context);
    addOwnership(result, change, context);
    return result.take();
}

} // namespace relata::postgresql
