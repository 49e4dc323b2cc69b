#include "models/items/problem_model.h"
#include "models/items/roles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

Tone toneOf(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Danger:
        return Tone::Danger;
    case Finding::Severity::Warning:
        return Tone::Warning;
    case Finding::Severity::Note:
        break;
    }
    return Tone::Plain;
}

/// Its name and its owners'; the default namespace has none.
QString where(const ObjectRef &object)
{
    QStringList names = object.path;
    names.removeAll(QString());
    return names.join(u'.');
}

} // namespace

void ProblemModel::set(const QString &source, const QString &place, QList<Finding> findings)
{
    const auto ours = [&source](const Row &row) { return row.source == source; };
    if (findings.isEmpty() && std::none_of(m_rows.cbegin(), m_rows.cend(), ours))
        return;
    beginResetModel();
    m_rows.removeIf(ours);
    for (Finding &finding : findings)
        m_rows.append({source, place, std::move(finding)});
    std::stable_sort(m_rows.begin(), m_rows.end(),
        [](const Row &a, const Row &b) { return a.finding.severity > b.finding.severity; });
    endResetModel();
}

void ProblemModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int ProblemModel::count(Finding::Severity severity) const
{
    return int(std::count_if(
        m_rows.cbegin(), m_rows.cend(), [severity](const Row &row) { return row.finding.severity == severity; }));
}

int ProblemModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int ProblemModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ProblemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const Tone tone = toneOf(row.finding.severity);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (index.column()) {
        case Text:
            return row.finding.message.translated();
        case Advice:
            return row.finding.advice.translated();
        case Place:
            return where(row.finding.object).isEmpty() ? row.place : where(row.finding.object);
        default:
            return QString::fromUtf8(row.finding.code);
        }
    case IconNameRole:
        if (index.column() != Text)
            return {};
        return tone == Tone::Danger ? u"danger"_s : tone == Tone::Warning ? u"warning"_s : u"info"_s;
    case ToneRole:
        return int(index.column() == Text ? tone : Tone::Muted);
    case ObjectRole:
        return QVariant::fromValue(row.finding.object);
    default:
        return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Text:
        return tr("Problem");
    case Advice:
        return tr("What to do");
    case Place:
        return tr("Where");
    default:
        return tr("Rule");
    }
}

} // namespace relata

#include "moc_problem_model.cpp"
