#pragma once
#include "models/plan/finding.h"

#include <QAbstractTableModel>
#include <QList>
#include <QMap>

namespace relata {

/// All findings that stand, by where they come from (the design, a migration, a query): each source replaces its own.
/// The worst first. GUI thread.
class ProblemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Text, Advice, Place, Code, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `source` is stable ("design", "migration 3", a query's id); `place` is what people see. Nothing left: it is
    /// gone.
    void set(const QString &source, const QString &place, QList<Finding> findings);
    void clear();
    const Finding &finding(int row) const { return m_rows.at(row).finding; }
    QString source(int row) const { return m_rows.at(row).source; }
    int count(Finding::Severity severity) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString source, place;
        Finding finding;
    };
    QList<Row> m_rows;
};

} // namespace relata
