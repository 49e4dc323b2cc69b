#pragma once
#include "models/items/roles.h"
#include "models/project/part_migration.h"

#include <QAbstractListModel>

namespace relata {

/// The changes of the unsaved migration, each with a check: what is not checked stays unsaved. One that the others need
/// is checked and says so.
class UnsavedChangeModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Rows stay where they are when only their checks changed.
    void setChanges(const QList<UnsavedChange> &changes);
    const QList<UnsavedChange> &changes() const { return m_changes; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// Somebody wants the change in the part, or out of it.
    void chosen(relata::ObjectId id, bool taken);

private:
    QString text(const UnsavedChange &one) const;
    QString detail(const UnsavedChange &one) const;

    QList<UnsavedChange> m_changes;
};

} // namespace relata
