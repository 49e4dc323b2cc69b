#include "app/cli/invocation.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/ports.h"
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

static QString line(const PlanTree &node)
{
    QString result = node.operation;
    if (!node.relation.isEmpty())
        result += u' ' + node.relation;
    if (!node.index.isEmpty())
        result += u" using "_s + node.index;
    if (!node.condition.isEmpty())
        result += u" ("_s + node.condition + u')';
    if (node.estimatedRows >= 0)
        result += u"  rows≈"_s + QString::number(node.estimatedRows, 'g', 10);
    if (node.actualRows)
        result += u" actual="_s + QString::number(*node.actualRows, 'g', 10)
            + (node.loops != 1 ? u"×%1"_s.arg(node.loops) : QString());
    if (node.totalCost >= 0)
        result += u" cost="_s + QString::number(node.totalCost, 'g', 10);
    if (node.totalTime)
        result += u" time=%1ms"_s.arg(double(node.totalTime->count()) / 1e6, 0, 'f', 2);
    return result;
}

static void print(QTextStream &out, const PlanTree &node, const QString &indent, bool last, bool root)
{
    out << indent << (root ? "" : last ? "└─ " : "├─ ") << line(node) << '\n';
    const QString inner = indent + (root ? u""_s : last ? u"   "_s : u"│  "_s);
    for (std::size_t i = 0; i < node.children.size(); ++i)
        print(out, node.children[i], inner, i + 1 == node.children.size(), false);
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
        print(invocation.out, plan->tree, {}, true, true);
    return ExitStatus::Done;
}

} // namespace relata
