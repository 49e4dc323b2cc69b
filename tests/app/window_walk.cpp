#include "tests/app/window_walk.h"

#include <QAbstractScrollArea>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QWidget>

namespace relata::tests {

static bool isInnerPart(const QWidget &widget)
{
    const QString name = widget.objectName();
    if (name.startsWith(u"qt_") || widget.inherits("QScrollBar")
        || widget.inherits("QAbstractScrollAreaScrollBarContainer") || widget.inherits("QDockWidgetTitleButton")
        || widget.inherits("QToolBarExtension") || widget.inherits("QRubberBand")
        || widget.inherits("QTableCornerButton") || widget.inherits("QSizeGrip") || widget.inherits("CloseButton")
        || widget.inherits("QLineEditIconButton") || widget.inherits("QSplitterHandle")
        || widget.inherits("QMainWindowTabBar") || widget.inherits("QComboBoxPrivateContainer")
        || widget.inherits("QDockWidgetGroupWindow"))
        return true;
    const QWidget *parent = widget.parentWidget();
    if (!parent)
        return false;
    const auto *area = qobject_cast<const QAbstractScrollArea *>(parent);
    if (area && (area->viewport() == &widget || area->cornerWidget() == &widget))
        return true;
    // Buttons that scroll a tab bar, the stack inside a tab widget, the field inside a spin or combo box.
    return parent->inherits("QTabBar") || parent->inherits("QTabWidget") || parent->inherits("QAbstractSpinBox")
        || parent->inherits("QComboBox") || parent->inherits("QMenuBar");
}

static void walk(const QWidget &widget, QStringList &found)
{
    if (!widget.isVisible())
        return;
    if (!isInnerPart(widget)) {
        if (widget.objectName().isEmpty())
            found += QStringLiteral("%1 without an object name, in %2")
                         .arg(QString::fromLatin1(widget.metaObject()->className()),
                             widget.parentWidget() ? widget.parentWidget()->objectName() : QString());
        if (widget.accessibleName().isEmpty())
            found += QStringLiteral("%1 “%2” without an accessible name")
                         .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName());
    }
    for (const QObject *child : widget.children())
        if (child->isWidgetType() && !static_cast<const QWidget *>(child)->isWindow())
            walk(*static_cast<const QWidget *>(child), found);
}

QStringList namelessWidgets(const QWidget &root)
{
    QStringList found;
    walk(root, found);
    return found;
}

} // namespace relata::tests
