#pragma once
#include "models/jobs/recipes/missing_value.h"
#include "widgets/common/confirm_part.h"

#include <QMap>

class QGridLayout;
class QLineEdit;

namespace relata {

class Theme;

/// Asks for the values of rows that have none in columns that come back NOT NULL: a line a column. An empty line is no
/// value.
class BackValues : public ConfirmPart {
    Q_OBJECT
public:
    BackValues(const Theme &theme, const QList<MissingValue> &missing, QWidget *parent = nullptr);

    bool isReady() const override;
    /// By column.
    QMap<QString, QString> values() const;

private:
    void addRow(QGridLayout &rows, const Theme &theme, const MissingValue &missing);

    QMap<QString, QLineEdit *> m_fields;
};

} // namespace relata
