#include "dialects/postgresql/plan_reader.h"

#include "dialects/postgresql/errors.h"
#include "models/explain/plan_tree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

using Nanoseconds = std::chrono::nanoseconds;

Nanoseconds fromMilliseconds(double value) { return Nanoseconds(qint64(value * 1e6)); }

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    QStringList parts;
    for (const QJsonValue &item : value.toArray())
        parts += textOf(item);
    return parts.join(u", "_s);
}

constexpr auto Conditions = std::to_array<QLatin1String>({QLatin1String("Index Cond"), QLatin1String("Merge Cond"),
    QLatin1String("Hash Cond"), QLatin1String("Join Filter"), QLatin1String("TID Cond"), QLatin1String("Recheck Cond"),
    QLatin1String("Filter"), QLatin1String("One-Time Filter")});

/// A node with what the arithmetic of times needs beside the tree.
struct Reading {
    PlanTree tree;
    Nanoseconds total{}, own{};
    bool measured = false, deferred = false; ///< deferred: an InitPlan or CTE, run by whoever reads it
    QString reference; ///< how conditions name it: "$0", "InitPlan 1"
    QString cte; ///< the name of the expression it computes or reads
    QString words; ///< all its texts, to look for references
    std::vector<Reading> children;
};

void readTexts(const QJsonObject &node, Reading &reading)
{
    PlanTree &tree = reading.tree;
    QMap<QString, QString> rest;
    for (auto it = node.begin(); it != node.end(); ++it) {
        if (it.key() != "Plans"_L1)
            rest.insert(it.key(), textOf(it.value()));
    }
    reading.words = QStringList(rest.values()).join(u'\n');
    tree.operation = rest.take(u"Node Type"_s);
    for (const QString &key : {u"Relation Name"_s, u"CTE Name"_s, u"Function Name"_s}) {
        if (tree.relation.isEmpty())
            tree.relation = rest.take(key);
    }
    tree.index = rest.take(u"Index Name"_s);
    for (const QLatin1String key : Conditions) {
        if (tree.condition.isEmpty())
            tree.condition = rest.take(key);
    }
    for (const QString &key : {u"Plan Rows"_s, u"Total Cost"_s, u"Actual Rows"_s, u"Actual Loops"_s})
        rest.remove(key);
    tree.extras = rest;
}

void readNumbers(const QJsonObject &node, int processes, Reading &reading)
{
    PlanTree &tree = reading.tree;
    tree.estimatedRows = node.value("Plan Rows"_L1).toDouble(-1);
    tree.totalCost = node.value("Total Cost"_L1).toDouble(-1);
    if (!node.contains("Actual Loops"_L1))
        return;
    tree.loops = node.value("Actual Loops"_L1).toInteger();
    tree.actualRows = node.value("Actual Rows"_L1).toDouble();
    if (!node.contains("Actual Total Time"_L1))
        return;
    reading.measured = true;
    reading.total = fromMilliseconds(node.value("Actual Total Time"_L1).toDouble() * double(tree.loops) / processes);
}

void readSubplan(const QJsonObject &node, Reading &reading)
{
    const QString name = node.value("Subplan Name"_L1).toString();
    reading.deferred = node.value("Parent Relationship"_L1).toString() == "InitPlan"_L1;
    if (name.startsWith("CTE "_L1))
        reading.cte = name.mid(4);
    else if (reading.deferred)
        reading.reference = name.contains("returns "_L1)
            ? name.section(u"returns "_s, 1).section(u')', 0, 0).section(u',', 0, 0)
            : name;
}

Reading readNode(const QJsonObject &node, int processes)
{
    Reading reading;
    readTexts(node, reading);
    const bool gathers = reading.tree.operation.startsWith("Gather"_L1);
    readNumbers(node, processes, reading);
    readSubplan(node, reading);
    if (reading.tree.operation == "CTE Scan"_L1)
        reading.cte = reading.tree.relation;
    const int below = gathers ? node.value("Workers Launched"_L1).toInt() + 1 : processes;
    reading.own = reading.total;
    for (const QJsonValue &child : node.value("Plans"_L1).toArray()) {
        reading.children.push_back(readNode(child.toObject(), below));
        if (!reading.children.back().deferred)
            reading.own -= reading.children.back().total;
    }
    return reading;
}

/// The node that pays for `run`: the first below `at` that reads it. `run` itself is not looked into.
Reading *payer(Reading &at, const Reading &run)
{
    for (Reading &child : at.children) {
        if (&child == &run)
            continue;
        if (Reading *found = payer(child, run))
            return found;
    }
    if (!run.cte.isEmpty())
        return at.tree.operation == "CTE Scan"_L1 && at.cte == run.cte ? &at : nullptr;
    return !run.reference.isEmpty() && !at.deferred && at.words.contains(run.reference) ? &at : nullptr;
}

void charge(Reading &at)
{
    for (Reading &child : at.children) {
        charge(child);
        if (!child.deferred)
            continue;
        Reading *who = payer(at, child);
        (who ? who : &at)->own -= child.total;
    }
}

PlanTree finished(Reading reading)
{
    if (reading.measured) {
        reading.tree.totalTime = reading.total;
        reading.tree.ownTime = std::max(reading.own, Nanoseconds(0));
    }
    for (Reading &child : reading.children)
        reading.tree.children.push_back(finished(std::move(child)));
    return std::move(reading.tree);
}

} // namespace

QString PostgresqlPlanReader::explain(const QString &query, bool analyze, const ServerInfo &) const
{
    return QString(
        analyze ? u"EXPLAIN (FORMAT JSON, ANALYZE, BUFFERS) "_s + query : u"EXPLAIN (FORMAT JSON) "_s + query);
}

Result<PlanTree> PostgresqlPlanReader::read(const QByteArray &text) const
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    const QJsonObject answer = document.array().at(0).toObject();
    if (!answer.contains("Plan"_L1)) {
        return failure(ownError(Error::Code::File,
            QT_TRANSLATE_NOOP("Postgresql", "This is not a plan as EXPLAIN (FORMAT JSON) writes it."), {},
            problem.errorString()));
    }
    Reading root = readNode(answer.value("Plan"_L1).toObject(), 1);
    charge(root);
    PlanTree tree = finished(std::move(root));
    for (auto it = answer.begin(); it != answer.end(); ++it) {
        if (it.key() != "Plan"_L1)
            tree.extras.insert(it.key(), textOf(it.value()));
    }
    return tree;
}

} // namespace relata::postgresql
