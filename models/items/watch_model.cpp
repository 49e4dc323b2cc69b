#include "models/items/watch_model.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

void WatchModel::setReport(const WatchReport &report)
{
    beginResetModel();
    m_rows = watchRows(report);
    endResetModel();
}

void WatchModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int WatchModel::count(WatchRow::State state) const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [=](const WatchRow &row) { return row.state == state; }));
}

int WatchModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int WatchModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString WatchModel::text(const WatchRow &row, int column) const
{
    switch (column) {
    case What:
        return row.name;
    case Before:
        return row.before;
    case Now:
        return row.now;
    default:
        return row.word;
    }
}

QVariant WatchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WatchRow &row = m_rows.at(index.row());
    const bool isState = index.column() == StateColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return row.detail.isEmpty() ? text(row, index.column()) : row.detail;
    case Qt::AccessibleTextRole:
        return isState ? QString(row.name + u": "_s + row.word) : text(row, index.column());
    case Qt::TextAlignmentRole:
        return int(
            Qt::AlignVCenter | (index.column() == Before || index.column() == Now ? Qt::AlignRight : Qt::AlignLeft));
    case IconNameRole:
        return index.column() == What ? row.icon : QString();
    case ToneRole:
        return int(isState ? row.tone : index.column() == Before ? Tone::Muted : Tone::Plain);
    default:
        return {};
    }
}

QVariant WatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Before || section == Now ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Compared"), tr("Before"), tr("Now"), tr("State")};
    return titles[section];
}

} // namespace relata

#include "moc_watch_model.cpp"
