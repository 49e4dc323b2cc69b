#pragma once
#include "models/planner/filling.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace relata {

/// Asks what rows that are there get in columns that come to need a value: a row each, hidden while there is none.
class FillList : public QWidget {
    Q_OBJECT
public:
    explicit FillList(QWidget *parent = nullptr);

    /// Names as answers carry them; what was typed stays with its column.
    void setColumns(const QStringList &columns);

signals:
    void filled(const relata::FillAnswer &answer);

private:
    void addRow(const QString &column);
    void clear();

    QStringList m_columns;
    QMap<QString, FillAnswer> m_typed;
    QGridLayout *m_rows;
};

} // namespace relata
