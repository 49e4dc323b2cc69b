#include "models/items/compare_field_model.h"

#include "models/items/field_words.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"

namespace relata {

void CompareFieldModel::setObject(const Schema &left, const Schema &right, ObjectId id)
{
    beginResetModel();
    m_rows.clear();
    const Object *before = left.find(id), *after = right.find(id);
    if (before && after && before->index() != after->index())
        before = nullptr; // of another kind: nothing to hold side by side
    const bool both = before && after;
    const QList<QByteArray> differing = both ? differingFields(*before, *after) : QList<QByteArray>();
    const Object *any = after ? after : before;
    for (const Field &field : any ? catalogue(kindOf(*any)).fields : std::span<const Field>()) {
        if (field.role == FieldRole::Parent || field.role == FieldRole::Derived
            || (both && !differing.contains(field.key)))
            continue;
        const bool isOrder = field.role == FieldRole::Order;
        if (!both && (isOrder || QByteArrayView(field.key) == "name")) // its title says that
            continue;
        const MutableObject plain = makeMutable(kindOf(*any));
        if (!both && field.type().equal(field.at(structOf(*any)), field.at(plain.data)))
            continue;
        const auto text = [&](const Schema &schema, const Object *object) {
            if (object && isOrder)
                return QString::number(schema.children(parentOf(*object), kindOf(*object)).indexOf(id) + 1);
            return object ? fieldText(schema, *object, field) : QString();
        };
        m_rows += {fieldTitle(field), text(left, before), text(right, after), QByteArrayView(field.key) != "comment"};
    }
    endResetModel();
}

void CompareFieldModel::setTitles(const QString &left, const QString &right)
{
    m_titles[0] = left;
    m_titles[1] = right;
    emit headerDataChanged(Qt::Horizontal, Left, Right);
}

int CompareFieldModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int CompareFieldModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : CellCount; }

QVariant CompareFieldModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const QString &text = index.column() == Name ? row.name : index.column() == Left ? row.left : row.right;
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole:
        return text;
    case CodeRole:
        return index.column() != Name && row.code;
    case ToneRole:
        return int(index.column() == Name ? Tone::Muted : Tone::Plain);
    default:
        return {};
    }
}

QVariant CompareFieldModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Field") : m_titles[section == Left ? 0 : 1];
}

} // namespace relata

#include "moc_compare_field_model.cpp"
