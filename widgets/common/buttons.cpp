#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"

#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace relata {

QPushButton *plainButton(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAutoDefault(false);
    return button;
}

QPushButton *primaryButton(const QString &text, const QString &objectName, QWidget *parent)
{
    QPushButton *button = plainButton(text, objectName, parent);
    button->setProperty("role", u"primary"_s);
    button->setDefault(true);
    return button;
}

QPushButton *dangerButton(const QString &text, const QString &objectName, QWidget *parent)
{
    QPushButton *button = plainButton(text, objectName, parent);
    button->setProperty("role", u"danger"_s);
    return button;
}

QToolButton *glyphButton(
    const Theme &theme, const QString &iconName, const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setIcon(icon(theme, iconName));
    button->setIconSize(QSize(grid::icon, grid::icon));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace relata
