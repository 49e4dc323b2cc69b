#pragma once
#include "models/jobs/recipes/kept_tables.h"

#include <QAbstractTableModel>

namespace relata {

/// What is kept aside in a database, the oldest first.
class KeptModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Source, Rows, Size, Age, Migration, Needed, Name, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setTables(QList<KeptTable> tables);
    const QList<KeptTable> &tables() const { return m_tables; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const KeptTable &table, int column) const;

    QList<KeptTable> m_tables;
};

} // namespace relata
