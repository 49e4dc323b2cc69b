#include "models/items/kept_model.h"

#include "models/items/roles.h"

#include <QLocale>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

/// Of an age that nobody knows last.
static bool isOlder(const KeptTable &a, const KeptTable &b)
{
    if (a.since.isValid() != b.since.isValid())
        return a.since.isValid();
    return a.since == b.since ? a.name < b.name : a.since < b.since;
}

void KeptModel::setTables(QList<KeptTable> tables)
{
    beginResetModel();
    m_tables = std::move(tables);
    std::stable_sort(m_tables.begin(), m_tables.end(), isOlder);
    endResetModel();
}

int KeptModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_tables.size()); }
int KeptModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

static QString ageText(const KeptTable &table)
{
    const qint64 days = daysKept(table);
    return days < 0 ? KeptModel::tr("not known")
        : days == 0 ? KeptModel::tr("today")
                    : KeptModel::tr("%n day(s)", nullptr, int(days));
}

QString KeptModel::text(const KeptTable &table, int column) const
{
    switch (column) {
    case Source:
        return table.source;
    case Rows:
        return QLocale().toString(table.rows);
    case Size:
        return table.bytes < 0 ? u"–"_s : QLocale().formattedDataSize(table.bytes);
    case Age:
        return ageText(table);
    case Migration:
        return table.version.isEmpty() ? u"–"_s : table.version;
    case Needed:
        return table.isAwaited ? tr("by its way down") : tr("by nothing");
    default:
        return table.name;
    }
}

static bool isNumber(int column)
{
    return column == KeptModel::Rows || column == KeptModel::Size || column == KeptModel::Age;
}

QVariant KeptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const KeptTable &table = m_tables.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(table, column);
    case Qt::ToolTipRole:
        return column == Age && table.since.isValid()
            ? QLocale().toString(table.since.toLocalTime(), QLocale::ShortFormat)
            : text(table, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    case IconNameRole:
        return column == Source ? u"table"_s : QString();
    case ToneRole:
        return int(column == Name || (column == Needed && !table.isAwaited) ? Tone::Muted : Tone::Plain);
    case CodeRole:
        return column == Name;
    default:
        return {};
    }
}

QVariant KeptModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {
        tr("What it was"), tr("Rows"), tr("Size"), tr("Kept for"), tr("Migration"), tr("Needed"), tr("Table")};
    return titles[section];
}

} // namespace relata

#include "moc_kept_model.cpp"
