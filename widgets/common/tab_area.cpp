#include "widgets/common/tab_area.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/environment_badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/panel.h"

#include <QMenu>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

namespace {
constexpr int closedKept = 20;
} // namespace

TabArea::TabArea(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stack(new QStackedLayout(this))
    , m_tabs(new QTabWidget(this))
{
    setObjectName(u"tabArea"_s);
    setAccessibleName(tr("Open documents"));
    m_tabs->setObjectName(u"tabs"_s);
    m_tabs->setAccessibleName(tr("Tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->tabBar()->setObjectName(u"tabBar"_s);
    m_tabs->tabBar()->setAccessibleName(tr("Tabs"));
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_stack->addWidget(m_tabs);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &TabArea::close);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, &TabArea::changed);
    connect(m_tabs->tabBar(), &QWidget::customContextMenuRequested, this, &TabArea::showMenu);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        emit currentPanelChanged(current());
        emit changed();
    });
}

void TabArea::setEmptyPage(QWidget *page)
{
    delete m_empty;
    m_empty = page;
    m_stack->addWidget(page);
    showRightPage();
}

void TabArea::showRightPage() { m_stack->setCurrentWidget(m_tabs->count() > 0 || !m_empty ? m_tabs : m_empty); }

void TabArea::add(const Document &document, Panel *panel)
{
    auto *page = new QWidget(m_tabs);
    page->setObjectName(u"tabPage"_s);
    page->setAccessibleName(document.title);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new EnvironmentStripe(m_theme, page));
    layout->addWidget(panel, 1);
    panel->setParent(page);
    if (panel->windowTitle().isEmpty())
        panel->setWindowTitle(document.title);
    m_pages.insert(page, {document, panel});
    const int index = m_tabs->addTab(page, QString());
    updateTitle(page, *panel);
    follow(panel, page);
    m_tabs->setCurrentIndex(index);
    showRightPage();
    panel->focusTarget()->setFocus();
}

void TabArea::follow(Panel *panel, QWidget *page)
{
    const auto refresh = [this, page, panel] { updateTitle(page, *panel); };
    connect(panel, &QWidget::windowTitleChanged, this, refresh);
    connect(panel, &Panel::statusChanged, this, refresh);
    connect(panel, &Panel::stateChanged, this, &TabArea::changed);
    connect(panel, &Panel::closeRequested, this, [this, page] { close(m_tabs->indexOf(page)); });
    connect(panel, &Panel::documentChanged, this, [this, page](const QString &id) {
        m_pages[page].document.id = id;
        emit changed();
    });
}

void TabArea::updateTitle(QWidget *page, const Panel &panel)
{
    const int index = m_tabs->indexOf(page);
    const PanelStatus status = panel.status();
    if (auto *stripe = page->findChild<EnvironmentStripe *>(QString(), Qt::FindDirectChildrenOnly))
        stripe->setEnvironment(status.environment);
    page->setAccessibleName(panel.windowTitle());
    if (index < 0)
        return;
    m_tabs->setTabText(index, QString(panel.windowTitle()).replace(u'&', u"&&"_s));
    m_tabs->setTabToolTip(index,
        status.connection.isEmpty() ? panel.windowTitle() : tr("%1 on %2").arg(panel.windowTitle(), status.connection));
    m_tabs->setTabIcon(index, icon(m_theme, status.busy ? u"job"_s : panel.iconName(), ColorToken::Muted));
}

bool TabArea::bringToFront(const Document &document)
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (m_pages.value(m_tabs->widget(i)).document.sameAs(document)) {
            m_tabs->setCurrentIndex(i);
            panel(i)->focusTarget()->setFocus();
            return true;
        }
    return false;
}

Panel *TabArea::panel(int index) const { return m_pages.value(m_tabs->widget(index)).panel; }

Panel *TabArea::current() const { return panel(m_tabs->currentIndex()); }

int TabArea::currentIndexOfTab() const { return m_tabs->currentIndex(); }

void TabArea::setCurrentTab(int index) { m_tabs->setCurrentIndex(index); }

QWidget *TabArea::shownPage() const { return m_stack->currentWidget(); }

int TabArea::count() const { return m_tabs->count(); }

QList<Document> TabArea::documents() const
{
    QList<Document> result;
    for (int i = 0; i < m_tabs->count(); ++i) {
        const Tab tab = m_pages.value(m_tabs->widget(i));
        Document document = tab.document;
        document.title = tab.panel->windowTitle();
        document.state = tab.panel->state();
        result.append(document);
    }
    return result;
}

void TabArea::close(int index)
{
    Panel *closing = panel(index);
    if (!closing)
        return;
    const QString loses = closing->closingLoses();
    if (loses.isEmpty())
        return remove(index);
    QWidget *page = m_tabs->widget(index);
    const auto closePage = [this, page] { remove(m_tabs->indexOf(page)); };
    Confirmation what{.title = tr("Close “%1”?").arg(closing->windowTitle()),
        .text = loses,
        .action = tr("Close “%1”").arg(closing->windowTitle())};
    what.better = closing->keepingTitle();
    what.takenBetter = [panel = QPointer<Panel>(closing), closePage] {
        if (panel && panel->keep())
            closePage();
    };
    confirm(this, what, closePage);
}

void TabArea::remove(int index)
{
    QWidget *page = m_tabs->widget(index);
    if (!page)
        return;
    Tab tab = m_pages.take(page);
    tab.document.title = tab.panel->windowTitle();
    tab.document.state = tab.panel->state();
    m_closed.append(tab.document);
    if (m_closed.size() > closedKept)
        m_closed.removeFirst();
    m_tabs->removeTab(index);
    page->deleteLater();
    showRightPage();
    emit changed();
}

void TabArea::closeOthers(int index)
{
    QWidget *kept = m_tabs->widget(index);
    for (int i = m_tabs->count() - 1; i >= 0; --i)
        if (m_tabs->widget(i) != kept)
            close(i);
}

void TabArea::closeAll()
{
    const QSignalBlocker quiet(this);
    while (m_tabs->count() > 0) {
        QWidget *page = m_tabs->widget(0);
        m_tabs->removeTab(0);
        m_pages.remove(page);
        delete page;
    }
    m_closed.clear();
    showRightPage();
}

std::optional<Document> TabArea::takeLastClosed()
{
    if (m_closed.isEmpty())
        return {};
    return m_closed.takeLast();
}

void TabArea::step(int tabs)
{
    const int count = m_tabs->count();
    if (count > 0)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + tabs + count) % count);
}

void TabArea::showMenu(const QPoint &position)
{
    const int index = m_tabs->tabBar()->tabAt(position);
    if (index < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"tabMenu"_s);
    menu->setAccessibleName(tr("Tab"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(m_theme, u"close"_s), tr("Close"), this, [this, index] { close(index); });
    menu->addAction(tr("Close Others"), this, [this, index] { closeOthers(index); });
    menu->popup(m_tabs->tabBar()->mapToGlobal(position));
}

} // namespace relata

#include "moc_tab_area.cpp"
