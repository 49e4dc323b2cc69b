#include "widgets/editor/query_panel.h"

#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/environment_badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/query_file.h"
#include "widgets/editor/query_session.h"
#include "widgets/editor/sql_completer.h"
#include "widgets/editor/sql_editor.h"
#include "widgets/plan/plan_view.h"
#include "widgets/results/results_pane.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>

namespace relata {

using namespace Qt::StringLiterals;

QueryPanel::QueryPanel(Services &services, const QString &title, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_session(new QuerySession(services, this))
    , m_banner(new Banner(services.theme, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_title(title)
{
    setObjectName(u"queryPanel"_s);
    setAccessibleName(title);
    setWindowTitle(title);
    makeSplitter();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_banner);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_editor);
    fillConnections();
    if (const ConnectionProfile *current = services.connections.current())
        m_session->setConnection(current->name);
    connectParts();
    follow();
}

QueryPanel::~QueryPanel() = default;

void QueryPanel::makeSplitter()
{
    auto *upper = new QWidget(m_splitter);
    upper->setObjectName(u"queryText"_s);
    upper->setAccessibleName(tr("Query text"));
    m_editor = new SqlEditor(m_services.theme, sqliteFlavour(), upper);
    m_completer = new SqlCompleter(m_services.theme, *m_editor, this);
    m_find = new FindBar(m_services.theme, *m_editor, upper);
    m_file = new QueryFile(m_services.project ? &m_services.project->queries() : nullptr, *m_editor, *m_banner, this);
    m_results = new ResultsPane(m_services.theme, m_services.jobs, m_splitter);
    auto *upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(0);
    upperLayout->addWidget(m_editor, 1);
    upperLayout->addWidget(m_find);
    m_splitter->setObjectName(u"querySplitter"_s);
    m_splitter->setAccessibleName(tr("Text and results"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
}

QToolButton *QueryPanel::barButton(
    const QString &iconName, const QString &text, const QString &tip, const QString &name)
{
    QToolButton *button = glyphButton(m_services.theme, iconName, tip, name, this);
    button->setText(text);
    if (!text.isEmpty())
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

QWidget *QueryPanel::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setObjectName(u"queryBar"_s);
    bar->setAccessibleName(tr("Query"));
    m_runButton = barButton(u"run"_s, tr("Run"), tr("Run the statement at the caret (Ctrl+Enter)"), u"runStatement"_s);
    m_scriptButton = barButton(u"run_all"_s, {}, tr("Run the whole script (Ctrl+Shift+Enter)"), u"runScript"_s);
    m_explainButton = barButton(u"explain"_s, tr("Explain"), tr("Show the query's plan (Ctrl+E)"), u"explainQuery"_s);
    auto *menu = new QMenu(m_explainButton);
    menu->addAction(tr("&Explain"), this, [this] { explain(false); });
    menu->addAction(tr("Explain and &Run"), this, [this] { explain(true); });
    m_explainButton->setMenu(menu);
    m_explainButton->setPopupMode(QToolButton::MenuButtonPopup);
    m_cancelButton = barButton(u"cancel"_s, {}, tr("Cancel (Esc)"), u"cancelQuery"_s);
    m_connections = new QComboBox(bar);
    m_connections->setObjectName(u"queryConnection"_s);
    m_connections->setAccessibleName(tr("Connection"));
    m_connections->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_connections->setMaximumWidth(320);
    m_badge = new EnvironmentBadge(m_services.theme, bar);
    makeTransactionParts(bar);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(grid::related, grid::unit, grid::related, grid::unit);
    row->setSpacing(grid::unit);
    for (QWidget *widget : {m_runButton, m_scriptButton, m_explainButton, m_cancelButton})
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(m_transaction);
    row->addWidget(m_commit);
    row->addWidget(m_rollBack);
    row->addWidget(m_commitMode);
    row->addSpacing(grid::related);
    row->addWidget(m_badge);
    row->addWidget(m_connections);
    return bar;
}

void QueryPanel::makeTransactionParts(QWidget *bar)
{
    m_commitMode = new QComboBox(bar);
    m_commitMode->setObjectName(u"commitMode"_s);
    m_commitMode->setAccessibleName(tr("Commit"));
    m_commitMode->addItems({tr("Commit: automatic"), tr("Commit: by hand")});
    m_transaction = new QLabel(bar);
    m_transaction->setObjectName(u"transactionState"_s);
    m_transaction->setAccessibleName(tr("Transaction"));
    m_commit = barButton(u"commit"_s, tr("Commit"), tr("Commit the transaction"), u"commitTransaction"_s);
    m_rollBack = barButton(u"rollback"_s, tr("Roll Back"), tr("Roll the transaction back"), u"rollBackTransaction"_s);
}

void QueryPanel::connectParts()
{
    connect(m_runButton, &QToolButton::clicked, this, &QueryPanel::runStatement);
    connect(m_scriptButton, &QToolButton::clicked, this, &QueryPanel::runScript);
    connect(m_explainButton, &QToolButton::clicked, this, [this] { explain(false); });
    connect(m_cancelButton, &QToolButton::clicked, this, &QueryPanel::cancel);
    connect(m_commit, &QToolButton::clicked, m_session, &QuerySession::commitTransaction);
    connect(m_rollBack, &QToolButton::clicked, m_session, &QuerySession::rollBackTransaction);
    connect(m_commitMode, &QComboBox::activated, this, [this](int mode) {
        m_session->setManualCommit(mode == 1);
        emit stateChanged();
    });
    connect(m_file, &QueryFile::changed, this, &QueryPanel::showTitle);
    connect(m_file, &QueryFile::named, this, &Panel::documentChanged);
    connect(m_connections, &QComboBox::activated, this, &QueryPanel::chooseConnection);
    connect(&m_services.connections, &ConnectionBook::changed, this, &QueryPanel::fillConnections);
    connect(m_editor, &QsciScintilla::textChanged, this, &Panel::stateChanged);
    connect(m_editor, &SqlEditor::caretMoved, this, [this] {
        emit statusChanged();
        emit stateChanged();
    });
    // Not a command's shortcut: other panels have a search of their own under the same keys.
    auto *search = new QShortcut(QKeySequence::Find, this);
    search->setContext(Qt::WidgetWithChildrenShortcut);
    connect(search, &QShortcut::activated, this, [this] { m_find->open(false); });
    connect(m_editor, &SqlEditor::escaped, this, &QueryPanel::cancel);
    connect(m_results, &ResultsPane::cancelRequested, this, &QueryPanel::cancel);
    connect(m_results, &ResultsPane::positionChanged, this, &Panel::statusChanged);
    connect(m_results, &ResultsPane::positionActivated, this, [this](qsizetype position) {
        m_editor->markError(position);
        m_editor->setFocus();
    });
    connect(m_session, &QuerySession::changed, this, &QueryPanel::follow);
    connect(m_session, &QuerySession::runBegan, m_results, &ResultsPane::follow);
    connect(m_session, &QuerySession::ended, this, &QueryPanel::ended);
    connect(m_session, &QuerySession::schemaRead, this, [this] { m_completer->setNames(m_session->names()); });
    connect(m_session, &QuerySession::planned, this, &QueryPanel::showPlan);
    connect(m_session, &QuerySession::refused, this, &QueryPanel::showError);
}

void QueryPanel::fillConnections()
{
    const QString kept = m_session->connectionName();
    m_connections->clear();
    for (const ConnectionProfile &profile : m_services.connections.profiles())
        m_connections->addItem(
            icon(m_services.theme, u"connection"_s, ColorToken::Muted), profile.displayName(), profile.name);
    m_connections->setPlaceholderText(tr("No connection"));
    m_connections->setCurrentIndex(m_connections->findData(kept));
}

void QueryPanel::chooseConnection(int index)
{
    const QString name = m_connections->itemData(index).toString();
    if (name == m_session->connectionName())
        return;
    if (m_session->hasOpenTransaction() || m_session->isRunning()) {
        m_connections->setCurrentIndex(m_connections->findData(m_session->connectionName()));
        m_banner->show(Tone::Warning, tr("Commit or roll back before you change the connection."));
        return;
    }
    m_session->setConnection(name);
    emit stateChanged();
}

void QueryPanel::showTitle()
{
    const QString name = m_file->name().isEmpty() ? m_title : m_file->name();
    setWindowTitle(m_file->isModified() ? tr("%1 •", "a text that is not saved").arg(name) : name);
}

void QueryPanel::follow()
{
    const ConnectionProfile *profile = m_session->profile();
    const Environment environment = profile ? environmentFromKey(profile->environment) : Environment::None;
    m_badge->setEnvironment(environment);
    m_connections->setCurrentIndex(m_connections->findData(m_session->connectionName()));
    const Engine *engine = m_session->engine();
    const SqlFlavour &flavour = engine && engine->flavour ? *engine->flavour : sqliteFlavour();
    if (&flavour != &m_editor->flavour())
        m_editor->setFlavour(flavour);
    m_results->setFlavour(flavour);
    const bool running = m_session->isRunning();
    for (QToolButton *button : {m_runButton, m_scriptButton})
        button->setEnabled(!running && profile);
    m_explainButton->setEnabled(!running && engine && engine->planReader);
    m_cancelButton->setVisible(running);
    m_commitMode->setCurrentIndex(m_session->isManualCommit() ? 1 : 0);
    const PanelStatus now = QueryPanel::status();
    const bool open = m_session->hasOpenTransaction();
    m_commit->setVisible(open);
    m_rollBack->setVisible(open);
    m_commit->setEnabled(!running && m_session->status().transaction == TransactionState::Open);
    m_rollBack->setEnabled(!running);
    m_transaction->setText(now.transaction);
    setTone(*m_transaction, m_services.theme, now.transactionTone);
    emit statusChanged();
}

void QueryPanel::runStatement()
{
    const QString text = m_editor->text();
    const auto [from, to] = m_editor->selection();
    QList<ScriptStatement> statements;
    if (from != to) {
        const QString selected = text.mid(from, to - from);
        for (const SqlStatementRange &range : splitStatements(selected, m_editor->flavour())) {
            if (range.kind == SqlStatementRange::Kind::Statement)
                statements += ScriptStatement{range.in(selected).toString(), from + range.begin};
        }
    } else if (const std::optional<SqlStatementRange> range = m_editor->currentStatement()) {
        statements += ScriptStatement{range->in(text).toString(), range->begin};
    }
    m_banner->dismiss();
    m_editor->clearErrors();
    m_session->run(statements);
}

void QueryPanel::runScript()
{
    const QString text = m_editor->text();
    QList<ScriptStatement> statements;
    for (const SqlStatementRange &range : splitStatements(text, m_editor->flavour())) {
        if (range.kind == SqlStatementRange::Kind::Statement)
            statements += ScriptStatement{range.in(text).toString(), range.begin};
    }
    m_banner->dismiss();
    m_editor->clearErrors();
    m_session->run(statements);
}

void QueryPanel::explain(bool analyze)
{
    const QString text = m_editor->text();
    const auto [from, to] = m_editor->selection();
    m_banner->dismiss();
    if (from != to)
        return m_session->explain(text.mid(from, to - from), analyze);
    if (const std::optional<SqlStatementRange> range = m_editor->currentStatement())
        m_session->explain(range->in(text).toString(), analyze);
}

void QueryPanel::cancel() { m_session->cancel(); }

void QueryPanel::ended(const std::optional<Error> &error)
{
    m_results->endRun(error);
    if (!error)
        return;
    if (error->position)
        m_editor->markError(*error->position);
    // Where no connection came about no statement has failed, and no message says why.
    const SessionStatus::State state = m_session->status().state;
    const bool ofStatement = error->code == Error::Code::Sql || error->code == Error::Code::Cancelled;
    if (state == SessionStatus::State::Lost || (state != SessionStatus::State::Open && !ofStatement))
        showError(*error);
}

void QueryPanel::showError(const Error &error)
{
    m_banner->show(error);
    if (m_session->status().state == SessionStatus::State::Lost) {
        m_banner->addAction(tr("Connect Again"), [this] {
            m_session->reconnect();
            m_banner->dismiss();
        });
    }
}

void QueryPanel::showPlan(const PlanTree &plan, const QByteArray &raw)
{
    const ConnectionProfile *profile = m_session->profile();
    auto *view = new PlanView(m_services.theme, m_results);
    view->setPlan(plan, profile ? profile->engine : QByteArray(), QString::fromUtf8(raw));
    m_results->showPage(view, tr("Plan"), u"plan"_s);
}

QString QueryPanel::iconName() const { return u"query"_s; }

PanelStatus QueryPanel::status() const
{
    PanelStatus status;
    if (const ConnectionProfile *profile = m_session->profile()) {
        status.connection = profile->displayName();
        status.environment = environmentFromKey(profile->environment);
    }
    const SessionStatus session = m_session->status();
    if (session.state == SessionStatus::State::Lost) {
        status.transaction = tr("Connection lost");
        status.transactionTone = Tone::Danger;
    } else if (session.transaction == TransactionState::Open) {
        status.transaction = tr("Transaction open");
        status.transactionTone = Tone::Warning;
    } else if (session.transaction == TransactionState::Failed) {
        status.transaction = tr("Transaction failed: roll back");
        status.transactionTone = Tone::Danger;
    }
    int line = 0, column = 0;
    m_editor->getCursorPosition(&line, &column);
    const QString cell = m_results->position();
    status.position = m_results->isAncestorOf(focusWidget()) && !cell.isEmpty()
        ? cell
        : tr("Line %1, column %2").arg(QLocale().toString(line + 1), QLocale().toString(column + 1));
    status.busy = m_session->isRunning();
    return status;
}

QJsonObject QueryPanel::state() const
{
    return {{u"text"_s, m_editor->text()}, {u"caret"_s, m_editor->caret()},
        {u"connection"_s, m_session->connectionName()}, {u"manualCommit"_s, m_session->isManualCommit()}};
}

void QueryPanel::restore(const QJsonObject &state)
{
    m_file->takeUp(state.value(u"text"_s).toString());
    m_editor->setCaret(state.value(u"caret"_s).toInteger());
    const QString connection = state.value(u"connection"_s).toString();
    if (m_services.connections.find(connection))
        m_session->setConnection(connection);
    m_session->setManualCommit(state.value(u"manualCommit"_s).toBool());
}

QString QueryPanel::closingLoses() const
{
    if (m_session->hasOpenTransaction())
        return tr("The open transaction on %1 will be rolled back.").arg(m_session->connectionName());
    if (m_session->isRunning())
        return tr("The query running on %1 will be cancelled.").arg(m_session->connectionName());
    if (m_file->isModified())
        return tr("The query “%1” has changes that are not saved.").arg(m_file->name());
    return {};
}

bool QueryPanel::keep() { return m_file->save(); }

QString QueryPanel::keepingTitle() const
{
    const bool textAlone = !m_session->hasOpenTransaction() && !m_session->isRunning();
    return textAlone && m_file->isModified() ? tr("Save") : QString();
}

QWidget *QueryPanel::focusTarget() { return m_editor; }

} // namespace relata

#include "moc_query_panel.cpp"
