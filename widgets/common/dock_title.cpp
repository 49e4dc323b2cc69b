#include "widgets/common/dock_title.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/icons.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

/// Takes no room at all.
class NoTitle : public QWidget {
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {0, 0}; }
    QSize minimumSizeHint() const override { return {0, 0}; }
};

} // namespace

DockTitle::DockTitle(const Theme &theme, QDockWidget *dock)
    : QWidget(dock)
{
    setObjectName(u"dockTitle"_s);
    setAccessibleName(dock->windowTitle());
    auto *label = new ElidedLabel(dock->windowTitle(), this);
    label->setObjectName(u"dockTitleText"_s);
    label->setAccessibleName(dock->windowTitle());
    label->setProperty("role", u"muted"_s);
    QFont font = theme.smallFont();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    connect(&theme, &Theme::changed, label, [label, &theme] {
        QFont smaller = theme.smallFont();
        smaller.setWeight(QFont::DemiBold);
        label->setFont(smaller);
    });
    QToolButton *floating = glyphButton(theme, u"float"_s, tr("Float"), u"dockFloat"_s, this);
    QToolButton *close = glyphButton(theme, u"close"_s, tr("Hide"), u"dockClose"_s, this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::related + grid::unit, 2, grid::unit, 2);
    layout->setSpacing(0);
    layout->addWidget(label, 1);
    for (QToolButton *button : {floating, close}) {
        button->setIconSize(QSize(12, 12));
        button->setIcon(icon(theme, button == close ? u"close"_s : u"float"_s, ColorToken::Muted));
        layout->addWidget(button);
    }
    connect(floating, &QToolButton::clicked, dock, [dock] { dock->setFloating(!dock->isFloating()); });
    connect(close, &QToolButton::clicked, dock, &QDockWidget::hide);
}

void suitTitle(const Theme &theme, QDockWidget *dock, bool inTabs)
{
    QWidget *old = dock->titleBarWidget();
    const bool hasOurs = qobject_cast<DockTitle *>(old) != nullptr;
    if (old && hasOurs != inTabs)
        return;
    QWidget *title = inTabs ? static_cast<QWidget *>(new NoTitle(dock)) : new DockTitle(theme, dock);
    if (inTabs) {
        title->setObjectName(u"dockTitle"_s);
        title->setAccessibleName(dock->windowTitle());
    }
    dock->setTitleBarWidget(title);
    delete old;
}

} // namespace relata

#include "moc_dock_title.cpp"
