#pragma once
#include "models/items/roles.h"
#include "models/schema/object.h"

#include <QAbstractTableModel>

namespace relata {

class Schema;

/// One object's fields on both sides of a comparison: those that differ, or all that say something where only one side
/// has the object.
class CompareFieldModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Cell { Name, Left, Right, CellCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setObject(const Schema &left, const Schema &right, ObjectId id);
    /// What the columns of values are called.
    void setTitles(const QString &left, const QString &right);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString name, left, right;
        bool code = false;
    };
    QList<Row> m_rows;
    QString m_titles[2];
};

} // namespace relata
