#include "models/explain/plan_text.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString lineOf(const PlanTree &node)
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

void draw(QString &out, const PlanTree &node, const QString &indent, bool isLast, bool isRoot)
{
    out += indent + (isRoot ? u""_s : isLast ? u"└─ "_s : u"├─ "_s) + lineOf(node) + u'\n';
    const QString inner = indent + (isRoot ? u""_s : isLast ? u"   "_s : u"│  "_s);
    for (std::size_t i = 0; i < node.children.size(); ++i)
        draw(out, node.children[i], inner, i + 1 == node.children.size(), false);
}

} // namespace

QString planText(const PlanTree &plan)
{
    QString result;
    draw(result, plan, {}, true, true);
    return result;
}

} // namespace relata
