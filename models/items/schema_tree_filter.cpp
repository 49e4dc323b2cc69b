#include "models/items/schema_tree_filter.h"

#include "models/items/schema_tree_model.h"

namespace relata {

using NodeType = SchemaTreeModel::NodeType;

static NodeType typeOf(const QModelIndex &index) { return NodeType(index.data(SchemaTreeModel::NodeTypeRole).toInt()); }

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

bool SchemaTreeFilter::hasChildren(const QModelIndex &parent) const
{
    return parent.isValid() ? m_model.hasChildren(mapToSource(parent)) : QSortFilterProxyModel::hasChildren(parent);
}

bool SchemaTreeFilter::names(const QModelIndex &index) const
{
    return index.data().toString().contains(m_text, Qt::CaseInsensitive);
}

bool SchemaTreeFilter::acceptsBelow(const QModelIndex &index) const
{
    for (int row = 0; row < m_model.rowCount(index); ++row) {
        if (accepts(m_model.index(row, 0, index)))
            return true;
    }
    return false;
}

bool SchemaTreeFilter::accepts(const QModelIndex &index) const
{
    switch (typeOf(index)) {
    case NodeType::Project:
    case NodeType::Note:
        return true;
    case NodeType::Group:
    case NodeType::Section:
        return acceptsBelow(index);
    case NodeType::Leaf:
    case NodeType::Namespace:
        return names(index) || acceptsBelow(index);
    case NodeType::Item:
        if (typeOf(index.parent()) == NodeType::Item)
            return names(index) || names(index.parent());
        return names(index) || m_model.hasPartNamed(index, m_text);
    default:
        return false;
    }
}

bool SchemaTreeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return m_text.isEmpty() || accepts(m_model.index(row, 0, parent));
}

} // namespace relata

#include "moc_schema_tree_filter.cpp"
