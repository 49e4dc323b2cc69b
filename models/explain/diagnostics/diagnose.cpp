#include "models/explain/diagnostics/diagnose.h"

#include "models/explain/diagnostics/plan_rule.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

double PlanSight::extra(const QString &key) const
{
    static const QRegularExpression number(u"-?\\d[\\d,]*(?:\\.\\d+)?"_s);
    const auto at = node.extras.constFind(key);
    if (at == node.extras.constEnd())
        return -1;
    const QRegularExpressionMatch match = number.match(*at);
    return match.hasMatch() ? match.captured().remove(u',').toDouble() : -1;
}

bool PlanSight::extraIs(const QString &key, QLatin1StringView value) const
{
    return node.extras.value(key).compare(value, Qt::CaseInsensitive) == 0;
}

bool PlanSight::mentions(QLatin1StringView text) const
{
    if (node.operation.contains(text, Qt::CaseInsensitive) || node.condition.contains(text, Qt::CaseInsensitive))
        return true;
    return std::any_of(node.extras.begin(), node.extras.end(),
        [=](const QString &value) { return value.contains(text, Qt::CaseInsensitive); });
}

QString countText(double count)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // with separators of thousands
    return locale.toString(count, 'f', 0);
}

static std::span<const PlanRule> rulesOf(QByteArrayView engine)
{
    if (engine == "sqlite")
        return sqlitePlanRules();
    if (engine == "postgresql")
        return postgresqlPlanRules();
    if (engine == "mysql" || engine == "mariadb")
        return mysqlPlanRules();
    return {};
}

QList<PlanFinding> diagnose(const PlanTree &plan, QByteArrayView engine)
{
    QList<PlanFinding> findings;
    const std::span<const PlanRule> rules = rulesOf(engine);
    eachNode(plan, [&](const PlanTree &node, const PlanPath &path, const PlanTree *parent) {
        const PlanSight sight{.node = node, .root = plan, .parent = parent, .metrics = metricsOf(node, plan)};
        for (const PlanRule &rule : rules) {
            if (std::optional<Finding> finding = rule.look(sight)) {
                finding->code = rule.code;
                findings += PlanFinding{.finding = std::move(*finding), .node = path};
            }
        }
    });
    std::stable_sort(findings.begin(), findings.end(),
        [](const PlanFinding &a, const PlanFinding &b) { return a.finding.severity > b.finding.severity; });
    return findings;
}

} // namespace relata
