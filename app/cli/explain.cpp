#include "app/cli/invocation.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/ports.h"
#include "models/explain/plan_text.h"
#include "models/jobs/recipes/explain_query.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

void addExplainOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"c"_s, u"The query."_s, u"SQL"_s}, {u"f"_s, u"A file with the query."_s, u"FILE"_s},
        {u"analyze"_s, u"Run it and measure; what it writes is rolled back."_s},
        {u"format"_s, u"text or json."_s, u"FORMAT"_s, u"text"_s}});
    parser.addPositionalArgument(u"URL"_s, u"The database: a URL or @NAME."_s);
}

static QJsonObject toJson(const PlanTree &node)
{
    QJsonObject json{{u"operation"_s, node.operation}};
    const auto put = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            json.insert(key, value);
    };
    put(u"relation"_s, node.relation);
    put(u"index"_s, node.index);
    put(u"condition"_s, node.condition);
    if (node.estimatedRows >= 0)
        json.insert(u"estimated_rows"_s, node.estimatedRows);
    if (node.totalCost >= 0)
        json.insert(u"total_cost"_s, node.totalCost);
    if (node.actualRows)
        json.insert(u"actual_rows"_s, *node.actualRows);
    if (node.totalTime)
        json.insert(u"total_ms"_s, double(node.totalTime->count()) / 1e6);
    json.insert(u"loops"_s, node.loops);
    QJsonArray children;
    for (const PlanTree &child : node.children)
        children += toJson(child);
    json.insert(u"children"_s, children);
    return json;
}

ExitStatus runExplain(Invocation &invocation)
{
    if (invocation.operands().size() != 1 || invocation.has(u"c"_s) == invocation.has(u"f"_s))
        return invocation.usage(u"explain takes a URL and either -c SQL or -f FILE."_s);
    Result<QString> sql = invocation.sql();
    if (!sql)
        return invocation.fail(sql.error());
    Result<Invocation::Opened> opened = invocation.open(invocation.operands().first());
    if (!opened)
        return invocation.fail(opened.error());
    Result<ExplainedQuery> plan =
        explainQuery(*opened->connection, *opened->engine, *sql, invocation.has(u"analyze"_s));
    if (!plan)
        return invocation.fail(plan.error());
    if (invocation.value(u"format"_s) == "json"_L1)
        invocation.out << QJsonDocument(toJson(plan->tree)).toJson();
    else
        invocation.out << planText(plan->tree);
    return ExitStatus::Done;
}

} // namespace relata
