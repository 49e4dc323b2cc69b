#pragma once
#include <QSortFilterProxyModel>

namespace relata {

class SchemaTreeModel;

/// The tree's rows that fit what is typed: objects by their own name or a part's, with what is above and below them.
class SchemaTreeFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit SchemaTreeFilter(SchemaTreeModel &model, QObject *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    /// Without making the rows: a list of thousands of tables asks this of each.
    bool hasChildren(const QModelIndex &parent = {}) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool accepts(const QModelIndex &index) const;
    bool acceptsBelow(const QModelIndex &index) const;
    bool names(const QModelIndex &index) const;

    SchemaTreeModel &m_model;
    QString m_text;
};

} // namespace relata
