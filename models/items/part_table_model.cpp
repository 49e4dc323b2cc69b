#include "models/items/part_table_model.h"

#include "models/schema/schema.h"

namespace relata {

PartTableModel::PartTableModel(TableDesign &design, QList<Heading> headings, QObject *parent)
    : QAbstractTableModel(parent)
    , m_design(design)
    , m_headings(std::move(headings))
{
    connect(&design, &TableDesign::changed, this, &PartTableModel::follow);
}

void PartTableModel::start() { m_rows = wantedRows(schema()); }

void PartTableModel::follow()
{
    const QList<ObjectId> wanted = wantedRows(schema());
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (wanted.contains(m_rows.at(row)))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const int at = rowOf(wanted.at(row));
        if (at == row)
            continue;
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, wanted.at(row));
            endInsertRows();
        } else {
            beginMoveRows({}, at, at, {}, row);
            m_rows.move(at, row);
            endMoveRows();
        }
    }
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, int(m_headings.size()) - 1));
}

ObjectId PartTableModel::addRow(int) { return {}; }

bool PartTableModel::removeObjects(const QList<ObjectId> &ids)
{
    return !ids.isEmpty() && m_design.commit(edits::drop(schema(), ids));
}

int PartTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int PartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_headings.size());
}

QString PartTableModel::issueOf(ObjectId id, int column) const
{
    return m_design.issue(id, m_headings.at(column).field);
}

QVariant PartTableModel::data(const QModelIndex &index, int role) const
{
    const ObjectId id = idAt(index.row());
    if (!index.isValid() || !schema().find(id))
        return {};
    switch (role) {
    case IssueRole:
        return issueOf(id, index.column());
    case IdRole:
        return id.value;
    case ObjectRole:
        return QVariant::fromValue(schema().ref(id));
    case ToneRole:
        return int(Tone::Plain);
    case Qt::ToolTipRole: {
        const QString issue = issueOf(id, index.column());
        return issue.isEmpty() ? cell(id, index.column(), Qt::DisplayRole) : QVariant(issue);
    }
    case Qt::AccessibleTextRole:
        return QString(
            m_headings.at(index.column()).title + u": " + cell(id, index.column(), Qt::DisplayRole).toString());
    default:
        return cell(id, index.column(), role);
    }
}

bool PartTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const ObjectId id = idAt(index.row());
    if ((role != Qt::EditRole && role != Qt::CheckStateRole) || !flags(index).testFlag(Qt::ItemIsEnabled)
        || !schema().find(id))
        return false;
    const std::optional<Edit> edit = edited(id, index.column(), value);
    if (edit)
        m_design.commit(*edit);
    return edit.has_value();
}

QVariant PartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= m_headings.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_headings.at(section).title;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags PartTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const ObjectId id = idAt(index.row());
    if (!schema().find(id) || !isEditable(id, index.column()))
        return flags;
    return flags
        | (cell(id, index.column(), Qt::CheckStateRole).isValid() ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

} // namespace relata

#include "moc_part_table_model.cpp"
