#include "dialects/mysql/plan_reader.h"

#include "models/explain/plan_tree.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

struct DrawnNode {
    qsizetype indent = 0;
    PlanTree tree;
};

/// "Index lookup on b using aid (aid=a.id)" → relation and index.
void takeNames(PlanTree &tree, const QString &title)
{
    static const QRegularExpression names(u"\\bon (\\S+)(?: using (\\S+))?"_s);
    const QRegularExpressionMatch match = names.match(title);
    tree.operation = match.hasMatch() ? title.left(match.capturedStart()).trimmed() : title.section(u": "_s, 0, 0);
    tree.relation = match.captured(1);
    tree.index = match.captured(2);
    if (title.startsWith("Filter: "_L1))
        tree.condition = title.mid(8);
}

std::optional<DrawnNode> nodeOf(const QString &line)
{
    static const QRegularExpression arrow(u"^( *)-> (.*)$"_s);
    static const QRegularExpression estimate(u"\\(cost=([\\d.e+]+)(?:\\.\\.([\\d.e+]+))? rows=([\\d.e+]+)\\)"_s);
    static const QRegularExpression actual(
        u"\\(actual time=[\\d.e+]+\\.\\.([\\d.e+]+) rows=([\\d.e+]+) loops=(\\d+)\\)"_s);
    const QRegularExpressionMatch match = arrow.match(line);
    if (!match.hasMatch())
        return {};
    DrawnNode node{match.capturedLength(1), {}};
    const QString text = match.captured(2);
    const QRegularExpressionMatch costs = estimate.match(text), times = actual.match(text);
    if (costs.hasMatch()) {
        node.tree.totalCost = (costs.captured(2).isEmpty() ? costs.captured(1) : costs.captured(2)).toDouble();
        node.tree.estimatedRows = costs.captured(3).toDouble();
    }
    if (times.hasMatch()) {
        node.tree.actualRows = times.captured(2).toDouble();
        node.tree.loops = times.captured(3).toLongLong();
        const double milliseconds = times.captured(1).toDouble() * double(node.tree.loops);
        node.tree.totalTime = std::chrono::nanoseconds(qint64(milliseconds * 1e6));
    }
    takeNames(node.tree, text.section(u"  ("_s, 0, 0));
    return node;
}

/// The nodes from `at` that stand deeper than `indent`, as children.
void takeChildren(PlanTree &parent, const std::vector<DrawnNode> &nodes, std::size_t &at, qsizetype indent)
{
    while (at < nodes.size() && nodes[at].indent > indent) {
        const DrawnNode &node = nodes[at++];
        PlanTree child = node.tree;
        takeChildren(child, nodes, at, node.indent);
        parent.children.push_back(std::move(child));
    }
}

} // namespace

std::optional<PlanTree> readDrawnTree(const QString &text)
{
    std::vector<DrawnNode> nodes;
    for (const QString &line : text.split(u'\n')) {
        if (const std::optional<DrawnNode> node = nodeOf(line))
            nodes.push_back(*node);
    }
    PlanTree root;
    std::size_t at = 0;
    takeChildren(root, nodes, at, -1);
    if (root.children.empty())
        return {};
    return root.children.front();
}

} // namespace relata::mysql
