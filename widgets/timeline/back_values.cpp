#include "widgets/timeline/back_values.h"

#include "widgets/common/elided_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"

#include <QGridLayout>
#include <QLineEdit>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

BackValues::BackValues(const Theme &theme, const QList<MissingValue> &missing, QWidget *parent)
    : ConfirmPart(parent)
{
    setObjectName(u"backValues"_s);
    setAccessibleName(tr("Values for rows that have none"));
    auto *rows = new QGridLayout(this);
    rows->setContentsMargins(0, grid::related, 0, 0);
    rows->setHorizontalSpacing(grid::related);
    rows->setVerticalSpacing(grid::related);
    rows->setColumnStretch(3, 1);
    for (const MissingValue &one : missing)
        addRow(*rows, theme, one);
    if (!m_fields.isEmpty())
        setFocusProxy(m_fields.value(missing.first().column));
}

void BackValues::addRow(QGridLayout &rows, const Theme &theme, const MissingValue &missing)
{
    const int row = rows.rowCount();
    const QString column = missing.column;
    const auto add = [&](int place, const QString &text, const QString &objectName) {
        auto *label = new ElidedLabel(text, this);
        label->setObjectName(objectName + column);
        label->setAccessibleName(text);
        rows.addWidget(label, row, place);
        return label;
    };
    add(0, column, u"valueColumn_"_s);
    for (QLabel *label :
        {add(1, missing.type, u"valueType_"_s), add(2, tr("%Ln row(s)", nullptr, int(missing.rows)), u"valueRows_"_s)})
        setTone(*label, theme, Tone::Muted);
    auto *field = new QLineEdit(this);
    field->setObjectName(u"value_"_s + column);
    field->setAccessibleName(tr("Value for %1").arg(column));
    field->setPlaceholderText(tr("Value"));
    rows.addWidget(field, row, 3);
    m_fields.insert(column, field);
    connect(field, &QLineEdit::textChanged, this, [this] { emit readyChanged(isReady()); });
}

bool BackValues::isReady() const
{
    return std::none_of(
        m_fields.begin(), m_fields.end(), [](const QLineEdit *field) { return field->text().isEmpty(); });
}

QMap<QString, QString> BackValues::values() const
{
    QMap<QString, QString> result;
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it)
        result.insert(it.key(), it.value()->text());
    return result;
}

} // namespace relata

#include "moc_back_values.cpp"
