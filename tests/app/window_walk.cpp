#include "tests/app/window_walk.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QToolButton>
#include <QWidget>

namespace relata::tests {
using namespace Qt::StringLiterals;

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

static bool isCut(const QLabel &label)
{
    const bool elided = label.inherits("relata::ElidedLabel") || label.toolTip() == label.text();
    if (label.text().isEmpty() || elided)
        return false;
    const QSize room = label.contentsRect().size();
    if (label.wordWrap())
        return label.heightForWidth(label.width()) > label.height() + 1;
    return label.fontMetrics().size(Qt::TextShowMnemonic, label.text()).width() > room.width() + 1;
}

static bool isCut(const QAbstractButton &button)
{
    const auto *tool = qobject_cast<const QToolButton *>(&button);
    const bool shown = !tool || tool->toolButtonStyle() != Qt::ToolButtonIconOnly;
    const QSize least = button.minimumSizeHint();
    return shown && !button.text().isEmpty() && (button.width() < least.width() || button.height() < least.height());
}

static QStringList cutHeadings(const QHeaderView &header)
{
    QStringList cut;
    const int last = header.stretchLastSection() ? header.count() - 1 : header.count();
    for (int i = 0; header.orientation() == Qt::Horizontal && i < last; ++i) {
        const QString text = header.model()->headerData(i, Qt::Horizontal).toString();
        if (!header.isSectionHidden(i) && header.fontMetrics().horizontalAdvance(text) > header.sectionSize(i))
            cut += text;
    }
    return cut;
}

QStringList cutTexts(const QWidget &root)
{
    QStringList cut;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty() || widget->window() != root.window())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && isCut(*label))
            cut += label->text();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget); button && isCut(*button))
            cut += button->text();
        else if (const auto *header = qobject_cast<const QHeaderView *>(widget); header && header->model())
            cut += cutHeadings(*header);
    }
    for (QString &text : cut)
        text = u"cut: "_s + text;
    return cut;
}

} // namespace relata::tests
