#include "widgets/timeline/titled_sql.h"

#include "widgets/common/sql_view.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace relata {
using namespace Qt::StringLiterals;

QWidget *titledSql(const Theme &theme, const QString &title, SqlView *view, QWidget *parent)
{
    auto *box = new QWidget(parent);
    box->setObjectName(view->objectName() + u"Box"_s);
    box->setAccessibleName(title);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::related / 2);
    auto *label = new QLabel(title, box);
    label->setFont(theme.smallFont());
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(view);
    label->setObjectName(view->objectName() + u"Label"_s);
    label->setAccessibleName(title);
    label->setIndent(grid::related); // where the text of the view begins
    layout->addWidget(label);
    layout->addWidget(view);
    layout->addStretch(1);
    return box;
}

} // namespace relata
