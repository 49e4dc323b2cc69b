#include "models/items/message_log.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace relata {

void MessageLog::add(Tone tone, const QString &source, const QString &text)
{
    if (m_entries.size() >= capacity) {
        const int surplus = capacity / 10;
        beginRemoveRows({}, 0, surplus - 1);
        m_entries.remove(0, surplus);
        endRemoveRows();
    }
    const int row = int(m_entries.size());
    beginInsertRows({}, row, row);
    m_entries.append({QDateTime::currentDateTime(), tone, source, text});
    endInsertRows();
}

void MessageLog::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

int MessageLog::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_entries.size()); }

int MessageLog::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant MessageLog::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
        switch (index.column()) {
        case Time:
            return role == Qt::DisplayRole ? entry.time.toString(u"HH:mm:ss"_s)
                                           : QLocale().toString(entry.time, QLocale::LongFormat);
        case Source:
            return entry.source;
        default:
            return role == Qt::DisplayRole ? QString(entry.text).replace(u'\n', u' ') : entry.text;
        }
    }
    if (role == ToneRole)
        return int(index.column() == Text ? entry.tone : Tone::Muted);
    return {};
}

QVariant MessageLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Source:
        return tr("Source");
    default:
        return tr("Message");
    }
}

} // namespace relata

#include "moc_message_log.cpp"
