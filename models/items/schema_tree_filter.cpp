#include "models/items/schema_tree_filter.h"

#include "models/items/schema_tree_model.h"

namespace relata {

using NodeType = SchemaTreeModel::NodeType;

SchemaTreeFilter::SchemaTreeFilter(SchemaTreeModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    connect(&model, &SchemaTreeModel::updated, this, [this] {
        if (!m_text.isEmpty())
            invalidateFilter();
    });
}

void SchemaTreeFilter::setText(const QString &text)
{
    if (m_text == text.trimmed())
        return;
    m_text = text.trimmed();
    invalidateFilter();
}

bool SchemaTreeFilter::fits(const QModelIndex &index) const
{
    if (index.data().toString().contains(m_text, Qt::CaseInsensitive))
        return true;
    const auto object = index.data(ObjectRole).value<ObjectRef>();
    return object.id && m_model.hasPartNamed(object.id, m_text);
}

bool SchemaTreeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_text.isEmpty())
        return true;
    const QModelIndex index = m_model.index(row, 0, parent);
    switch (NodeType(index.data(SchemaTreeModel::NodeTypeRole).toInt())) {
    case NodeType::Group:
    case NodeType::Section:
        for (int child = 0; child < m_model.rowCount(index); ++child) {
            if (fits(m_model.index(child, 0, index)))
                return true;
        }
        return false;
    case NodeType::Leaf:
        return fits(index);
    case NodeType::Item: {
        const bool isPart = NodeType(parent.data(SchemaTreeModel::NodeTypeRole).toInt()) == NodeType::Item;
        if (!isPart)
            return fits(index);
        return parent.data().toString().contains(m_text, Qt::CaseInsensitive)
            || index.data().toString().contains(m_text, Qt::CaseInsensitive);
    }
    default:
        return true;
    }
}

} // namespace relata

#include "moc_schema_tree_filter.cpp"
