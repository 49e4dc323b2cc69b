#include "widgets/timeline/fill_list.h"

#include "widgets/common/elided_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/wrapped_label.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>

namespace relata {
using namespace Qt::StringLiterals;

FillList::FillList(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QGridLayout(this))
{
    setObjectName(u"fillList"_s);
    setAccessibleName(tr("Values for rows that are there"));
    m_rows->setContentsMargins(grid::unit, grid::unit, 0, grid::unit);
    m_rows->setHorizontalSpacing(grid::related);
    m_rows->setVerticalSpacing(grid::unit);
    m_rows->setColumnStretch(1, 1);
    hide();
}

void FillList::clear()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FillList::setColumns(const QStringList &columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    clear();
    setVisible(!columns.isEmpty());
    if (columns.isEmpty())
        return;
    auto *head = new WrappedLabel(tr("Rows that are there need a value:"), this);
    head->setObjectName(u"fillHead"_s);
    head->setAccessibleName(head->text());
    m_rows->addWidget(head, 0, 0, 1, 3);
    for (const QString &column : columns)
        addRow(column);
}

void FillList::addRow(const QString &column)
{
    const int row = m_rows->rowCount();
    const FillAnswer typed = m_typed.value(column);
    auto *label = new ElidedLabel(column, this);
    label->setObjectName(u"fillName_"_s + column);
    auto *field = new QLineEdit(typed.text, this);
    field->setObjectName(u"fill_"_s + column);
    field->setAccessibleName(tr("Value for %1").arg(column));
    field->setPlaceholderText(tr("Value"));
    field->setToolTip(tr("Left empty, rows without a value stop the migration"));
    auto *kind = new QCheckBox(tr("SQL expression"), this);
    kind->setObjectName(u"fillKind_"_s + column);
    kind->setAccessibleName(tr("%1 is computed by SQL").arg(column));
    kind->setToolTip(tr("Computed from the row by the server, such as upper(name)"));
    kind->setChecked(typed.isExpression);
    const auto say = [this, column, field, kind] {
        FillAnswer answer{column, field->text(), kind->isChecked()};
        const FillAnswer before = m_typed.value(column);
        if (before.text == answer.text && before.isExpression == answer.isExpression)
            return;
        m_typed.insert(column, answer);
        emit filled(answer);
    };
    connect(field, &QLineEdit::editingFinished, this, say);
    connect(kind, &QCheckBox::toggled, this, say);
    m_rows->addWidget(label, row, 0);
    m_rows->addWidget(field, row, 1);
    m_rows->addWidget(kind, row, 2);
}

} // namespace relata

#include "moc_fill_list.cpp"
