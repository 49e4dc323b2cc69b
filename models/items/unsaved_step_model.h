#pragma once
#include "models/items/roles.h"
#include "models/project/unsaved_steps.h"

#include <QAbstractItemModel>

namespace relata {

/// The steps of the unsaved migration, each with a check and its statements below: what is not checked stays unsaved.
class UnsavedStepModel : public QAbstractItemModel {
    Q_OBJECT
public:
    using QAbstractItemModel::QAbstractItemModel;

    /// Rows stay where they are when only their checks changed.
    void setSteps(const QList<UnsavedStep> &steps);
    const QList<UnsavedStep> &steps() const { return m_steps; }

    QModelIndex index(int row, int column = 0, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// Somebody wants what the step serves in the part, or out of it.
    void chosen(const QList<relata::ObjectId> &changes, bool taken);

private:
    QString detail(const UnsavedStep &step) const;
    QVariant stepData(int row, int role) const;
    static QVariant statementData(const QString &sql, int role);

    QList<UnsavedStep> m_steps;
};

} // namespace relata
