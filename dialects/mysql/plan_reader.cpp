#include "dialects/mysql/plan_reader.h"

#include "dialects/mysql/server_facts.h"
#include "models/explain/plan_tree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Numbers come bare or as text.
std::optional<double> numberIn(const QJsonObject &object, std::initializer_list<QLatin1StringView> keys)
{
    for (const QLatin1StringView key : keys) {
        const QJsonValue value = object.value(key);
        bool ok = value.isDouble();
        const double number = ok ? value.toDouble() : value.toString().toDouble(&ok);
        if (ok && !value.isUndefined())
            return number;
    }
    return {};
}

std::optional<std::chrono::nanoseconds> timeIn(const QJsonObject &object, std::initializer_list<QLatin1StringView> keys)
{
    const std::optional<double> milliseconds = numberIn(object, keys);
    if (!milliseconds)
        return {};
    return std::chrono::nanoseconds(qint64(*milliseconds * 1e6));
}

QString textOf(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items += item.isString() ? item.toString() : item.toVariant().toString();
        return items.join(u", "_s);
    }
    return value.isBool() ? (value.toBool() ? u"yes"_s : u"no"_s) : value.toVariant().toString();
}

bool holdsObjects(const QJsonValue &value) { return value.isArray() && value.toArray().first().isObject(); }

PlanTree nodeOf(const QString &name, const QJsonObject &object);

void addChildren(PlanTree &parent, const QString &key, const QJsonValue &value)
{
    if (value.isObject()) {
        parent.children.push_back(nodeOf(key, value.toObject()));
        return;
    }
    for (const QJsonValue &item : value.toArray()) {
        const QJsonObject object = item.toObject();
        // An item of one key is the thing that the key names.
        const bool wraps = object.size() == 1 && object.begin()->isObject();
        parent.children.push_back(
            wraps ? nodeOf(object.begin().key(), object.begin()->toObject()) : nodeOf(key, object));
    }
}

void takeNumbers(PlanTree &tree, const QJsonObject &object)
{
    tree.estimatedRows = numberIn(object, {"rows_examined_per_scan"_L1, "rows"_L1}).value_or(-1);
    tree.actualRows = numberIn(object, {"r_rows"_L1, "r_output_rows"_L1});
    tree.loops = qint64(numberIn(object, {"r_loops"_L1}).value_or(1));
    tree.totalTime = timeIn(object, {"r_total_time_ms"_L1});
    const auto table = timeIn(object, {"r_table_time_ms"_L1}), other = timeIn(object, {"r_other_time_ms"_L1});
    if (table || other)
        tree.ownTime = table.value_or(std::chrono::nanoseconds()) + other.value_or(std::chrono::nanoseconds());
    const QJsonObject costs = object.value("cost_info"_L1).toObject();
    tree.totalCost =
        numberIn(costs, {"query_cost"_L1, "prefix_cost"_L1}).value_or(numberIn(object, {"cost"_L1}).value_or(-1));
}

PlanTree nodeOf(const QString &name, const QJsonObject &object)
{
    PlanTree tree;
    const QString access = object.value("access_type"_L1).toString();
    tree.relation = object.value("table_name"_L1).toString();
    tree.index = object.value("key"_L1).toString();
    tree.condition = object.value("attached_condition"_L1).toString();
    tree.operation = name == "table"_L1 && !access.isEmpty() ? access : QString(name).replace(u'_', u' ');
    if (name == "query_block"_L1 && object.contains("select_id"_L1))
        tree.operation += u" #"_s + textOf(object.value("select_id"_L1));
    takeNumbers(tree, object);
    static const QStringList taken{
        u"table_name"_s, u"access_type"_s, u"key"_s, u"attached_condition"_s, u"select_id"_s};
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "cost_info"_L1 || it.key() == "r_engine_stats"_L1) {
            const QJsonObject inner = it->toObject();
            for (auto fact = inner.begin(); fact != inner.end(); ++fact)
                tree.extras.insert(fact.key(), textOf(*fact));
        } else if (it->isObject() || holdsObjects(*it)) {
            addChildren(tree, it.key(), *it);
        } else if (!taken.contains(it.key())) {
            tree.extras.insert(it.key(), textOf(*it));
        }
    }
    return tree;
}

} // namespace

QString MysqlPlanReader::explain(const QString &query, bool analyze, const ServerInfo &server) const
{
    if (analyze && isMariaDb(server))
        return u"ANALYZE FORMAT=JSON "_s + query;
    if (analyze && server.version >= 80018)
        return u"EXPLAIN ANALYZE "_s + query;
    return u"EXPLAIN FORMAT=JSON "_s + query;
}

Result<PlanTree> MysqlPlanReader::read(const QByteArray &text) const
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isObject()) {
        const QJsonObject root = document.object();
        if (root.value("query_block"_L1).isObject())
            return nodeOf(u"query_block"_s, root.value("query_block"_L1).toObject());
        if (!root.isEmpty() && root.begin()->isObject())
            return nodeOf(root.begin().key(), root.begin()->toObject());
    }
    if (std::optional<PlanTree> drawn = readDrawnTree(QString::fromUtf8(text)))
        return *std::move(drawn);
    return failure({.code = Error::Code::Unsupported,
        .message = {"MySql", QT_TRANSLATE_NOOP("MySql", "The server's answer is not a plan that can be read."), {}},
        .detail = QString::fromUtf8(text.left(500)),
        .sqlState = {},
        .position = {}});
}

} // namespace relata::mysql
