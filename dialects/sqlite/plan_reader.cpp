#include "dialects/sqlite/plan_reader.h"

#include "dialects/sqlite/errors.h"
#include "models/explain/plan_tree.h"

#include <QHash>
#include <QRegularExpression>

#include <map>
#include <optional>
#include <ranges>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

struct PlanRow {
    int id = 0, parent = 0;
    QString detail;
};

/// "SEARCH TABLE person AS p USING COVERING INDEX i (a=? AND b>?) LEFT-JOIN"
bool readAccess(const QString &detail, PlanTree &node)
{
    static const QRegularExpression access(
        uR"(^(SCAN|SEARCH) (?:TABLE )?(.+?)(?: AS (.+?))?)"
        uR"((?: USING (AUTOMATIC )?(PARTIAL )?(COVERING )?(INDEX|INTEGER PRIMARY KEY|PRIMARY KEY)(?: ([^(]+?))?)?)"
        uR"((?: VIRTUAL TABLE INDEX (.*?))?(?: \((.*)\))?( LEFT-JOIN)?(?: \(~(\d+) rows?\))?$)"_s);
    const QRegularExpressionMatch match = access.match(detail);
    if (!match.hasMatch())
        return false;
    node.operation = match.captured(1);
    node.relation = match.captured(2);
    if (!match.captured(3).isEmpty())
        node.extras.insert(u"alias"_s, match.captured(3));
    const QString way = match.captured(7);
    node.index = way == "INDEX"_L1 ? match.captured(8) : way;
    if (!match.captured(4).isEmpty())
        node.extras.insert(u"automatic"_s, u"yes"_s);
    if (!match.captured(5).isEmpty())
        node.extras.insert(u"partial"_s, u"yes"_s);
    if (!match.captured(6).isEmpty())
        node.extras.insert(u"covering"_s, u"yes"_s);
    if (!match.captured(9).isEmpty())
        node.extras.insert(u"virtual table index"_s, match.captured(9));
    node.condition = match.captured(10);
    if (!match.captured(11).isEmpty())
        node.extras.insert(u"join"_s, u"LEFT"_s);
    if (!match.captured(12).isEmpty())
        node.estimatedRows = match.captured(12).toDouble();
    return true;
}

void readOther(const QString &detail, PlanTree &node)
{
    static const QRegularExpression named(u"^(MATERIALIZE|CO-ROUTINE|BLOOM FILTER ON|EXECUTE SCALAR SUBQUERY|"
                                          "EXECUTE LIST SUBQUERY|EXECUTE CORRELATED SCALAR SUBQUERY|"
                                          "EXECUTE CORRELATED LIST SUBQUERY) (.+?)(?: \\((.*)\\))?$"_s);
    static const QRegularExpression constant(u"^SCAN (?:(\\d+) )?CONSTANT ROWS?$"_s);
    if (const auto match = constant.match(detail); match.hasMatch()) {
        node.operation = u"CONSTANT ROWS"_s;
        node.estimatedRows = match.captured(1).isEmpty() ? 1 : match.captured(1).toDouble();
        return;
    }
    if (const auto match = named.match(detail); match.hasMatch()) {
        node.operation = match.captured(1);
        node.relation = match.captured(2);
        node.condition = match.captured(3);
        return;
    }
    node.operation = detail;
}

PlanTree nodeOf(const PlanRow &row)
{
    PlanTree node;
    static const QRegularExpression isConstant(u"^SCAN (\\d+ )?CONSTANT ROW"_s);
    if (isConstant.match(row.detail).hasMatch() || !readAccess(row.detail, node))
        readOther(row.detail, node);
    node.extras.insert(u"detail"_s, row.detail);
    return node;
}

/// A row's parent has a smaller number, so that no row is its own ancestor. Nothing when a number comes twice or the
/// rows nest deeper than any plan.
std::optional<PlanTree> treeOf(const QList<PlanRow> &rows)
{
    constexpr int Deepest = 500;
    std::map<int, std::pair<PlanTree, int>> nodes; // with their parents
    QHash<int, int> depths{{0, 0}};
    for (const PlanRow &row : rows) {
        const int depth = depths.value(row.parent, Deepest) + 1;
        if (depth > Deepest || depths.contains(row.id))
            return {};
        depths.insert(row.id, depth);
        nodes.emplace(row.id, std::pair(nodeOf(row), row.parent));
    }
    PlanTree root;
    root.operation = u"QUERY PLAN"_s;
    for (const auto &row : rows | std::views::reverse) { // children are whole before they are taken
        PlanTree &parent = row.parent == 0 ? root : nodes.at(row.parent).first;
        parent.children.insert(parent.children.begin(), std::move(nodes.at(row.id).first));
    }
    return root;
}

} // namespace

QString SqlitePlanReader::explain(const QString &query, bool, const ServerInfo &) const
{
    return u"EXPLAIN QUERY PLAN "_s + query;
}

Result<PlanTree> SqlitePlanReader::read(const QByteArray &text) const
{
    QList<PlanRow> rows;
    for (const QString &line : QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList cells = line.split(u'\t');
        bool isNumber = false;
        const PlanRow row{cells.first().toInt(&isNumber), cells.value(1).toInt(), cells.mid(3).join(u'\t').trimmed()};
        if (cells.size() < 4 || !isNumber || row.id <= row.parent) {
            return failure(makeError(Error::Code::Usage,
                QT_TRANSLATE_NOOP("Sqlite", "This is not the answer of EXPLAIN QUERY PLAN: \"%1\"."), {line.left(80)}));
        }
        rows += row;
    }
    std::optional<PlanTree> root = treeOf(rows);
    if (!root)
        return failure(makeError(Error::Code::Usage,
            QT_TRANSLATE_NOOP("Sqlite", "This is not the answer of EXPLAIN QUERY PLAN: \"%1\"."),
            {QString::fromUtf8(text.left(80))}));
    return root->children.size() == 1 ? PlanTree(std::move(root->children.front())) : std::move(*root);
}

} // namespace relata::sqlite
