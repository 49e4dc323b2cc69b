#include "widgets/results/results_pane.h"

#include "models/items/message_log_model.h"
#include "models/items/result_model.h"
#include "models/rows/insert_text.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/results/result_grid.h"
#include "widgets/results/result_view.h"
#include "widgets/results/run_status.h"

#include <QBoxLayout>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Pinned = "pinned";

} // namespace

ResultsPane::ResultsPane(const Theme &theme, JobCenter &jobs, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_jobs(jobs)
    , m_log(new MessageLogModel(this))
    , m_stack(new QStackedWidget(this))
    , m_tabs(new QTabWidget(m_stack))
    , m_messages(makeMessages())
    , m_status(new RunStatus(theme, this))
{
    setObjectName(u"resultsPane"_s);
    setAccessibleName(tr("Results"));
    m_tabs->setObjectName(u"resultTabs"_s);
    m_tabs->setAccessibleName(tr("Results and messages"));
    m_tabs->setDocumentMode(true);
    m_tabs->setIconSize(QSize(grid::icon, grid::icon));
    m_tabs->tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tabs->addTab(m_messages, icon(theme, u"messages"_s, ColorToken::Muted), tr("Messages"));
    m_stack->setObjectName(u"resultsStack"_s);
    m_stack->setAccessibleName(tr("Results"));
    m_stack->addWidget(makeEmpty());
    m_stack->addWidget(m_tabs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_status);
    connect(m_status, &RunStatus::cancelRequested, this, &ResultsPane::cancelRequested);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ResultsPane::tabChanged);
    connect(m_tabs->tabBar(), &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        const int tab = m_tabs->tabBar()->tabAt(at);
        if (!qobject_cast<ResultView *>(m_tabs->widget(tab)))
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const bool pinned = m_tabs->widget(tab)->property(Pinned).toBool();
        menu->addAction(pinned ? tr("&Unpin") : tr("&Pin"), this, [this, tab] { togglePin(tab); });
        menu->popup(m_tabs->tabBar()->mapToGlobal(at));
    });
}

QListView *ResultsPane::makeMessages()
{
    auto *view = new QListView(this);
    view->setObjectName(u"messages"_s);
    view->setAccessibleName(tr("Messages"));
    view->setModel(m_log);
    view->setItemDelegate(new ItemDelegate(m_theme, view));
    view->setWordWrap(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(view, &QListView::activated, this, [this](const QModelIndex &index) {
        if (const std::optional<qsizetype> position = m_log->at(index.row()).position)
            emit positionActivated(*position);
    });
    connect(m_log, &QAbstractItemModel::rowsInserted, view, &QListView::scrollToBottom);
    return view;
}

QWidget *ResultsPane::makeEmpty()
{
    auto *empty = new EmptyState(m_theme, u"result"_s, tr("No results yet"),
        tr("Ctrl+Enter runs the statement at the caret, Ctrl+Shift+Enter the whole script."), this);
    empty->setObjectName(u"resultsEmpty"_s);
    return empty;
}

void ResultsPane::follow(QueryRun &run)
{
    removeResults();
    m_running = true;
    m_shown = false;
    m_stack->setCurrentWidget(m_tabs);
    m_tabs->setCurrentWidget(m_messages);
    m_status->begin();
    connect(&run, &QueryRun::happened, this, &ResultsPane::take);
}

void ResultsPane::endRun(const std::optional<Error> &error)
{
    m_running = false;
    m_status->end();
    if (!error || m_status->tellsError())
        return;
    const bool ofStatement = error->code == Error::Code::Sql && !error->detail.isEmpty();
    const QString said = ofStatement ? error->detail.section(u'\n', 0, 0) : error->message.translated();
    m_status->say(said, error->code == Error::Code::Cancelled ? Tone::Warning : Tone::Danger);
}

void ResultsPane::take(const QList<RunEvent> &events)
{
    m_log->append(events);
    for (const RunEvent &event : events) {
        if (event.kind == RunEvent::Kind::Began)
            m_statement = event.text;
        else if (event.kind == RunEvent::Kind::Rows)
            addResult(event);
        else if (event.rows)
            refreshResult(event);
        if (event.kind == RunEvent::Kind::Failed && (!event.rows || event.rows->rowCount() == 0))
            m_tabs->setCurrentWidget(m_messages);
    }
}

void ResultsPane::addResult(const RunEvent &event)
{
    auto *view = new ResultView(m_theme, m_jobs, event.rows, m_tabs);
    const int at = m_tabs->indexOf(m_messages);
    const QStringList table = m_flavour ? mainTableOf(m_statement, *m_flavour) : QStringList();
    const QString title = table.isEmpty() ? tr("Result %1").arg(resultCount() + 1) : table.last();
    if (m_flavour)
        view->grid().setOrigin(table, *m_flavour);
    m_tabs->insertTab(at, view, icon(m_theme, u"result"_s, ColorToken::Muted), title);
    connect(view, &ResultView::positionChanged, this, &ResultsPane::positionChanged);
    connect(view, &ResultView::copied, m_status,
        [this](const QString &text, bool failed) { m_status->say(text, failed ? Tone::Danger : Tone::Muted); });
    connect(view, &ResultView::summarized, this, [this, view](const QString &text) {
        if (view == currentResult())
            m_status->setSelection(text);
    });
    if (!std::exchange(m_shown, true))
        m_tabs->setCurrentWidget(view);
}

void ResultsPane::refreshResult(const RunEvent &event)
{
    ResultView *view = viewOf(event.rows.get());
    if (!view)
        return;
    view->model().growNow();
    if (view == currentResult())
        m_status->setResult(event.rows);
}

void ResultsPane::showPage(QWidget *page, const QString &title, const QString &iconName)
{
    for (int i = m_tabs->count() - 1; i >= 0; --i) {
        if (m_tabs->widget(i)->objectName() == page->objectName())
            m_tabs->widget(i)->deleteLater();
    }
    m_tabs->insertTab(m_tabs->indexOf(m_messages), page, icon(m_theme, iconName, ColorToken::Muted), title);
    m_stack->setCurrentWidget(m_tabs);
    m_tabs->setCurrentWidget(page);
}

ResultView *ResultsPane::currentResult() const { return qobject_cast<ResultView *>(m_tabs->currentWidget()); }

int ResultsPane::resultCount() const
{
    int count = 0;
    for (int i = 0; i < m_tabs->count(); ++i)
        count += qobject_cast<ResultView *>(m_tabs->widget(i)) != nullptr;
    return count;
}

QString ResultsPane::position() const
{
    const ResultView *view = currentResult();
    return view ? view->position() : QString();
}

ResultView *ResultsPane::viewOf(const ResultBuffer *buffer) const
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *view = qobject_cast<ResultView *>(m_tabs->widget(i));
        if (view && view->model().buffer().get() == buffer)
            return view;
    }
    return nullptr;
}

void ResultsPane::removeResults()
{
    for (int i = m_tabs->count() - 1; i >= 0; --i) {
        QWidget *page = m_tabs->widget(i);
        if (page == m_messages || page->property(Pinned).toBool())
            continue;
        m_tabs->removeTab(i);
        page->deleteLater();
    }
}

void ResultsPane::tabChanged()
{
    const ResultView *view = currentResult();
    m_status->setResult(view ? view->model().buffer() : nullptr);
    m_status->setSelection(view ? view->summary() : QString());
    emit positionChanged();
}

void ResultsPane::togglePin(int tab)
{
    QWidget *page = m_tabs->widget(tab);
    const bool pinned = !page->property(Pinned).toBool();
    page->setProperty(Pinned, pinned);
    m_tabs->setTabIcon(tab, icon(m_theme, pinned ? u"pin"_s : u"result"_s, ColorToken::Muted));
}

} // namespace relata

#include "moc_results_pane.cpp"
