#include "models/items/plan_model.h"

#include "models/items/roles.h"

#include <QLocale>

namespace relata {

using namespace Qt::StringLiterals;

struct PlanModel::Item {
    const PlanTree *node;
    PlanMetrics metrics;
    Item *parent;
    int row;
    std::vector<std::unique_ptr<Item>> children;
    int worst = -1; ///< severity of the worst finding at this node
};

namespace {

QString timeText(std::chrono::nanoseconds time)
{
    const double milliseconds = double(time.count()) / 1e6;
    return milliseconds < 1000
        ? PlanModel::tr("%1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 2 : 0))
        : PlanModel::tr("%1 s").arg(QLocale().toString(milliseconds / 1000, 'f', 1));
}

QString numberText(double number)
{
    return QLocale().toString(number, 'f', number < 10 && number != int(number) ? 1 : 0);
}

} // namespace

PlanModel::PlanModel(QObject *parent)
    : QAbstractItemModel(parent)
{ }

PlanModel::~PlanModel() = default;

void PlanModel::setPlan(PlanTree plan, const QByteArray &engine)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_findings = diagnose(m_plan, engine);
    m_root = build(m_plan, nullptr, 0);
    for (const PlanFinding &finding : std::as_const(m_findings)) {
        Item *item = m_root.get();
        for (const int step : finding.node)
            item = item->children[std::size_t(step)].get();
        item->worst = std::max(item->worst, int(finding.finding.severity));
    }
    findUsed();
    endResetModel();
}

std::unique_ptr<PlanModel::Item> PlanModel::build(const PlanTree &node, Item *parent, int row)
{
    auto item = std::make_unique<Item>();
    item->node = &node;
    item->metrics = metricsOf(node, m_plan);
    item->parent = parent;
    item->row = row;
    for (std::size_t i = 0; i < node.children.size(); ++i)
        item->children.push_back(build(node.children[i], item.get(), int(i)));
    return item;
}

void PlanModel::findUsed()
{
    std::fill(std::begin(m_used), std::end(m_used), false);
    m_used[Operation] = true;
    eachNode(m_plan, [this](const PlanTree &node, const PlanPath &, const PlanTree *) {
        const PlanMetrics metrics = metricsOf(node, m_plan);
        m_used[Heat] = m_used[Heat] || metrics.heat > 0;
        m_used[Share] = m_used[Share] || metrics.share >= 0;
        m_used[OwnTime] = m_used[OwnTime] || node.ownTime;
        m_used[TotalTime] = m_used[TotalTime] || node.totalTime;
        m_used[EstimatedRows] = m_used[EstimatedRows] || node.estimatedRows >= 0;
        m_used[ActualRows] = m_used[ActualRows] || node.actualRows;
        m_used[Factor] = m_used[Factor] || metrics.estimateFactor >= 0;
        m_used[Loops] = m_used[Loops] || node.loops > 1;
        m_used[Cost] = m_used[Cost] || node.totalCost >= 0;
    });
}

const PlanTree *PlanModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer())->node : nullptr;
}

QModelIndex PlanModel::indexOf(const PlanPath &path) const
{
    QModelIndex at = index(0, 0);
    for (const int step : path)
        at = index(step, 0, at);
    return at;
}

QModelIndex PlanModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, m_root.get());
    const auto *item = static_cast<Item *>(parent.internalPointer());
    return createIndex(row, column, item->children[std::size_t(row)].get());
}

QModelIndex PlanModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    Item *parent = static_cast<Item *>(index.internalPointer())->parent;
    return parent ? createIndex(parent->row, 0, parent) : QModelIndex();
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_root ? 1 : 0;
    return parent.column() == 0 ? int(static_cast<Item *>(parent.internalPointer())->children.size()) : 0;
}

int PlanModel::columnCount(const QModelIndex &) const { return ColumnCount; }

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Item &item = *static_cast<Item *>(index.internalPointer());
    switch (role) {
    case Qt::DisplayRole:
        return text(item, index.column());
    case Qt::ToolTipRole:
        return index.column() == Operation && !item.node->condition.isEmpty() ? item.node->condition : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter
            | (index.column() == Operation   ? Qt::AlignLeft
                    : index.column() == Heat ? Qt::AlignHCenter
                                             : Qt::AlignRight));
    case ToneRole:
        return tone(item, index.column());
    case HeatRole:
        return item.metrics.heat;
    case DetailRole:
        return index.column() == Operation ? item.node->index : QVariant();
    default:
        return {};
    }
}

int PlanModel::tone(const Item &item, int column) const
{
    if (item.metrics.neverExecuted)
        return int(Tone::Muted);
    if (column == Operation && item.worst >= int(Finding::Severity::Warning))
        return int(item.worst == int(Finding::Severity::Danger) ? Tone::Danger : Tone::Warning);
    if (column == Factor && item.metrics.estimateFactor >= 10)
        return int(item.metrics.estimateFactor >= 100 ? Tone::Danger : Tone::Warning);
    return int(Tone::Plain);
}

QString PlanModel::text(const Item &item, int column) const
{
    const PlanTree &node = *item.node;
    const PlanMetrics &metrics = item.metrics;
    switch (column) {
    case Operation:
        return node.relation.isEmpty() || node.operation.contains(node.relation)
            ? node.operation
            : QString(node.operation + u' ' + node.relation);
    case Heat:
        return metrics.heat > 0 ? QString::number(metrics.heat) : QString();
    case Share:
        return metrics.share < 0 ? QString() : tr("%1 %").arg(QLocale().toString(metrics.share * 100, 'f', 0));
    case OwnTime:
        return node.ownTime ? timeText(*node.ownTime) : QString();
    case TotalTime:
        return node.totalTime ? timeText(*node.totalTime) : QString();
    case EstimatedRows:
        return node.estimatedRows < 0 ? QString() : numberText(node.estimatedRows);
    case ActualRows:
        return metrics.neverExecuted ? tr("never run") : node.actualRows ? numberText(*node.actualRows) : QString();
    case Factor:
        return metrics.estimateFactor < 1.5 ? QString() : tr("× %1").arg(numberText(metrics.estimateFactor));
    case Loops:
        return numberText(double(node.loops));
    case Cost:
        return node.totalCost < 0 ? QString() : QLocale().toString(node.totalCost, 'f', 2);
    default:
        return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Operation ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] = {tr("Operation"), tr("Heat"), tr("Share"), tr("Own time"), tr("Expected"),
        tr("Rows"), tr("Off by"), tr("Time"), tr("Loops"), tr("Cost")};
    return titles[section];
}

} // namespace relata

#include "moc_plan_model.cpp"
