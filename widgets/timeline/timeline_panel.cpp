#include "widgets/timeline/timeline_panel.h"

#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/secret_store.h"
#include "models/items/check_problems.h"
#include "models/project/approvals.h"
#include "models/project/environment_desk.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/run_desk.h"
#include "models/project/watch_desk.h"
#include "models/timeline/ledger_text.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/document.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/environment_badge.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/card_words.h"
#include "widgets/timeline/diagnosis_view.h"
#include "widgets/timeline/environment_view.h"
#include "widgets/timeline/migration_card.h"
#include "widgets/timeline/run_strip.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

TimelinePanel::TimelinePanel(Services &services, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_desk(new MigrationDesk(*services.project, services.engines, services.jobs, services.sessions, this))
    , m_drift(new DriftDesk(*services.project, services.engines, services.jobs, services.sessions, this))
    , m_approvals(new ApprovalDesk(*services.project, m_desk->engine(), services.jobs, this))
    , m_runs(new RunDesk(services.engines, services.jobs, services.sessions, this))
    , m_check(new CheckProblems(*services.project, services.engines, services.jobs, services.problems, this))
    , m_banner(new Banner(services.theme, this))
    , m_driftBanner(new Banner(services.theme, this))
    , m_runStrip(new RunStrip(services.theme, this))
    , m_plannedStrip(new RunStrip(services.theme, this))
    , m_pages(new QTabBar(this))
    , m_bar(new QWidget(this))
    , m_watch(new WatchDesk(services.project->folder(), services.engines, services.jobs, services.sessions, this))
    , m_where(new QLabel(this))
    , m_badge(new EnvironmentBadge(services.theme, this))
    , m_apply(primaryButton({}, u"applyMigrations"_s, this))
    , m_rollBack(plainButton({}, u"rollBackMigration"_s, this))
    , m_prove(plainButton(tr("Prove Pending"), u"provePending"_s, this))
    , m_scroll(new QScrollArea(this))
    , m_diagnosis(new DiagnosisView(services.theme, this))
    , m_empty(new EmptyState(services.theme, u"migration"_s, tr("No migrations yet"),
          tr("Change the design, and what leads there appears here as SQL, ready to be saved as the first migration."),
          this))
{
    setObjectName(u"timeline"_s);
    setWindowTitle(tr("Timeline"));
    setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildBar(layout);
    layout->addWidget(m_empty, 1);
    buildList();
    layout->addWidget(m_scroll, 1);
    connectDesk();
    connectProject();
    showDraft();
}

TimelinePanel::~TimelinePanel() = default;

void TimelinePanel::buildList()
{
    m_empty->addAction(tr("Open the Diagram"), [this] {
        m_services.navigator.open(Document{.kind = "diagram", .id = u"main"_s, .title = tr("Diagram"), .state = {}});
    });
    m_empty->addAction(tr("Begin With the Database"), [this] { beginWithDatabase(); });
    auto *content = new QWidget(m_scroll);
    content->setObjectName(u"timelineCards"_s);
    content->setAccessibleName(tr("Migrations"));
    auto *parts = new QVBoxLayout(content);
    parts->setContentsMargins(grid::edge, grid::group, grid::edge, grid::edge);
    parts->setSpacing(grid::group);
    parts->addWidget(m_diagnosis);
    m_list = new QVBoxLayout;
    m_list->setSpacing(grid::related);
    parts->addLayout(m_list, 1);
    m_list->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setObjectName(u"timelineScroll"_s);
    m_scroll->setAccessibleName(tr("Migrations, the newest first"));
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void TimelinePanel::connectProject()
{
    connect(m_services.project, &Project::timelineChanged, this, &TimelinePanel::showAll);
    connect(&m_services.theme, &Theme::changed, this, &TimelinePanel::showDraft);
    connect(&m_services.connections, &ConnectionBook::currentChanged, this, &TimelinePanel::adoptConnection);
    adoptConnection();
}

void TimelinePanel::connectDesk()
{
    m_desk->useSecrets(m_services.secrets);
    connect(m_desk, &MigrationDesk::draftChanged, this, &TimelinePanel::showDraft);
    connect(m_desk, &MigrationDesk::statesChanged, this, &TimelinePanel::showAll);
    connect(m_desk, &MigrationDesk::proofsChanged, this, &TimelinePanel::showAll);
    connect(m_desk, &MigrationDesk::factsChanged, this, &TimelinePanel::showAll);
    connect(m_desk, &MigrationDesk::statesChanged, this, &TimelinePanel::askToApplyOn);
    connect(m_desk, &MigrationDesk::runningChanged, this, [this](bool isRunning) {
        showBar();
        if (!isRunning && m_drift->drift()) // it was of another state
            m_drift->look(false);
        if (m_environments && !isRunning && m_desk->connection())
            m_environments->desk().followOne(m_desk->connection()->displayName());
        emit statusChanged();
    });
    connect(m_desk, &MigrationDesk::done, this, [this](const Message &what) {
        m_lastFailure.clear();
        if (!m_waitingTexts.values().contains(m_banner->text())) // which may be of another run
            m_banner->dismiss();
        m_services.navigator.notify(Tone::Ok, what.translated());
    });
    for (const auto signal : {&MigrationDesk::backedUp, &MigrationDesk::rehearsed})
        connect(m_desk, signal, this,
            [this](const Message &what) { m_services.navigator.notify(Tone::Ok, what.translated()); });
    connect(m_desk, &MigrationDesk::diagnosisChanged, this, &TimelinePanel::showDiagnosis);
    connect(m_diagnosis, &DiagnosisView::taken, this, &TimelinePanel::takeWay);
    connect(m_diagnosis, &DiagnosisView::closed, m_desk, &MigrationDesk::dismissDiagnosis);
    connect(m_desk, &MigrationDesk::rehearsalsChanged, this, &TimelinePanel::showAll);
    connect(m_desk, &MigrationDesk::rowsChecked, this, &TimelinePanel::showChecked);
    connectQuestions();
    connectDrift();
    connectRuns();
    connectPlaces();
    connectApprovals();
    connectPlanned();
    connectCheck();
    connectWatch();
}

/// What the desk tells and asks while it works, in the banner.
void TimelinePanel::connectQuestions()
{
    connect(m_desk, &MigrationDesk::failed, this, [this](const Error &error) {
        m_wanted.reset();
        m_lastFailure = error.message.translated();
        m_banner->show(error);
    });
    connect(m_desk, &MigrationDesk::told, this, [this](const QList<Message> &messages) {
        QStringList sentences;
        for (const Message &one : messages)
            sentences += one.translated();
        m_banner->show(Tone::Warning, sentences.join(u'\n'));
    });
    connect(m_desk, &MigrationDesk::waits, this, &TimelinePanel::showWaiting);
    connect(m_desk, &MigrationDesk::commandsAsked, this, &TimelinePanel::askToRunHere);
    connect(m_drift, &DriftDesk::commandsAsked, this, &TimelinePanel::askToRunHere);
    connect(m_desk, &MigrationDesk::wayRefused, this, [this](const Error &error, const std::function<void()> &again) {
        m_banner->show(error);
        m_banner->addAction(tr("Do It All the Same"), again);
    });
    connect(m_desk, &MigrationDesk::valuesAsked, this, &TimelinePanel::tellOfValues);
    connect(m_desk, &MigrationDesk::refused, this,
        [this](const Error &error, const QStringList &codes, const ApplyWish &wish) {
            m_banner->show(error);
            m_banner->addAction(tr("Apply All the Same"), [this, codes, wish] { applyAllowing(codes, wish); });
        });
}

void TimelinePanel::askToRunHere(const Error &error, const std::function<void()> &again)
{
    m_banner->show(error);
    m_banner->addAction(tr("Run It on This Computer"), again);
}

void TimelinePanel::buildBar(QBoxLayout *layout)
{
    buildPages(layout);
    m_bar->setObjectName(u"timelineBar"_s);
    m_bar->setAccessibleName(tr("Timeline"));
    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    bar->setSpacing(grid::related);
    m_where->setObjectName(u"timelineWhere"_s);
    bar->addWidget(m_badge);
    bar->addWidget(m_where, 1);
    auto *refreshButton =
        glyphButton(m_services.theme, u"refresh"_s, tr("Ask the Database Again"), u"refreshTimeline"_s, this);
    connect(refreshButton, &QAbstractButton::clicked, this, &TimelinePanel::refresh);
    bar->addWidget(refreshButton);
    m_compare = glyphButton(
        m_services.theme, u"compare"_s, tr("Compare the Database With What Was Applied"), u"compareApplied"_s, this);
    connect(m_compare, &QAbstractButton::clicked, this, &TimelinePanel::compareApplied);
    bar->addWidget(m_compare);
    m_backUp = glyphButton(m_services.theme, u"backup"_s, tr("Back Up the Database"), u"backUpDatabase"_s, this);
    connect(m_backUp, &QAbstractButton::clicked, this, &TimelinePanel::backUp);
    bar->addWidget(m_backUp);
    m_rehearse = glyphButton(
        m_services.theme, u"copy"_s, tr("Rehearse on a Copy of the Database"), u"rehearseMigrations"_s, this);
    connect(m_rehearse, &QAbstractButton::clicked, this, &TimelinePanel::rehearse);
    bar->addWidget(m_rehearse);
    m_later = glyphButton(m_services.theme, u"pending"_s, tr("Apply at a Time…"), u"applyLater"_s, this);
    connect(m_later, &QAbstractButton::clicked, this, &TimelinePanel::applyLater);
    bar->addWidget(m_later);
    for (QPushButton *button : {m_prove, m_rollBack, m_apply})
        bar->addWidget(button);
    layout->addWidget(m_bar);
    layout->addWidget(m_runStrip);
    layout->addWidget(m_plannedStrip);
    layout->addWidget(m_banner);
    layout->addWidget(m_driftBanner);
    connect(m_apply, &QPushButton::clicked, this, &TimelinePanel::applyPending);
    connect(m_rollBack, &QPushButton::clicked, this, &TimelinePanel::rollBack);
    connect(m_prove, &QPushButton::clicked, this, &TimelinePanel::proveAll);
}

void TimelinePanel::adoptConnection()
{
    const ConnectionProfile *current = m_services.connections.current();
    m_lastFailure.clear();
    m_banner->dismiss(); // what it said was of the connection before
    if (m_wanted && (!current || current->displayName() != m_wanted->first))
        m_wanted.reset();
    m_drift->setConnection({}); // nothing is done there while the password is on its way
    m_desk->setConnection({});
    emit statusChanged();
    if (!current)
        return;
    ConnectionBook::addSecrets(m_services.secrets, *current, [self = QPointer(this)](const ConnectionProfile &profile) {
        const ConnectionProfile *now = self ? self->m_services.connections.current() : nullptr;
        if (!now || !ConnectionBook::isSame(*now, profile)) // another one was chosen meanwhile
            return;
        self->m_drift->setConnection(profile);
        self->m_looksSoon = true;
        self->m_desk->setConnection(profile);
        emit self->statusChanged();
    });
}

void TimelinePanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    makeRoom();
    m_runs->setWatched(true);
}

/// Cards that grow deep inside, or behind another tab, do not tell the scroll area by themselves.
void TimelinePanel::makeRoom() { QApplication::postEvent(m_scroll, new QEvent(QEvent::LayoutRequest)); }

PanelStatus TimelinePanel::status() const
{
    PanelStatus status;
    if (const auto &profile = m_desk->connection()) {
        status.connection = profile->displayName();
        status.environment = environmentFromKey(profile->environment);
    }
    status.busy = m_desk->isRunning();
    return status;
}

QJsonObject TimelinePanel::state() const
{
    return {{u"expanded"_s, QJsonArray::fromStringList(m_expanded.values())}, {u"page"_s, m_pages->currentIndex()}};
}

void TimelinePanel::restore(const QJsonObject &state)
{
    for (const QJsonValue &version : state[u"expanded"].toArray())
        m_expanded += version.toString();
    m_pages->setCurrentIndex(std::clamp(state[u"page"].toInt(), 0, m_pages->count() - 1));
    showAll();
}

void TimelinePanel::showBar()
{
    const auto &profile = m_desk->connection();
    const bool idle = !m_desk->isRunning() && !m_drift->isRunning();
    m_diagnosis->setReady(idle);
    if (m_environments)
        m_environments->setReady(idle);
    m_badge->setEnvironment(profile ? environmentFromKey(profile->environment) : Environment::None);
    QString about = profile ? profile->displayName() : tr("Choose a connection to see what is applied");
    if (const auto missing = unapproved(); !missing.isEmpty())
        about += u" · "_s + tr("%n pending migration(s) not approved", nullptr, int(missing.size()));
    m_where->setText(about);
    const int pending = m_desk->pendingCount();
    const QString where = profile ? profile->displayName() : QString();
    const int again = int(m_desk->dueRepeatables().size()); // behind the migrations, or alone
    m_apply->setText(pending > 0 ? tr("Apply %n Migration(s) to %1", nullptr, pending).arg(where)
            : again > 0          ? tr("Run %n File(s) Again on %1", nullptr, again).arg(where)
                                 : tr("Nothing to Apply"));
    m_apply->setEnabled(idle && pending + again > 0 && m_desk->stopped().isEmpty());
    m_later->setEnabled(m_apply->isEnabled());
    m_apply->setToolTip(m_desk->dueRepeatables().join(u'\n'));
    const QString last = m_desk->lastApplied();
    m_compare->setEnabled(!last.isEmpty());
    m_backUp->setEnabled(profile.has_value());
    m_rehearse->setEnabled(idle && pending > 0);
    m_rollBack->setText(last.isEmpty() ? tr("Roll Back") : tr("Roll Back %1").arg(last));
    m_rollBack->setEnabled(idle && !last.isEmpty() && m_desk->stopped().isEmpty());
    const bool any = !m_services.project->timeline().migrations.isEmpty();
    m_prove->setEnabled(any && (pending > 0 || !profile));
    m_where->setAccessibleName(m_where->text());
    for (QPushButton *button : {m_apply, m_rollBack})
        button->setAccessibleName(button->text());
}

void TimelinePanel::showAll()
{
    showBar();
    showCards();
    showRepeatables();
    showStopped();
    showPage();
    makeRoom();
}

void TimelinePanel::showStopped()
{
    const MigrationStatus *status = m_desk->state(m_desk->stopped());
    if (!status || m_desk->isRunning() || m_desk->diagnosis()) // which says it, and more
        return;
    if (!m_runs->hasLooked() || m_runs->running()) // it runs elsewhere, or somebody settles it
        return;
    if (m_banner->asks() && m_banner->text() != m_stoppedText) // what came of a way out, with a way past it
        return;
    m_stoppedText = tr("Migration %1 stopped: %n of %2 statements are done.", nullptr, status->statementsDone)
                        .arg(status->version)
                        .arg(status->statements);
    const QString why = m_lastFailure.isEmpty() ? ledgerMessage(status->error).translated() : m_lastFailure;
    m_banner->show(Tone::Danger, m_stoppedText, why);
    m_banner->addAction(tr("Diagnose"), [this] { diagnose(); });
    m_banner->addAction(tr("Resume"), [this] { resumeStopped(); });
    m_banner->addAction(tr("Roll Back What Was Done"), [this] { rollBackStopped(); });
}

MigrationCard *TimelinePanel::cardFor(const MigrationFile &migration)
{
    MigrationCard *&card = m_cards[migration.version];
    if (card)
        return card;
    card = new MigrationCard(m_services.theme, *m_desk->engine()->flavour, migration.version, m_scroll->widget());
    m_list->insertWidget(m_draftCard ? 1 : 0, card);
    connect(card, &MigrationCard::approveWanted, this, [this, version = migration.version] { askToApprove(version); });
    connect(card, &MigrationCard::menuWanted, this,
        [this, version = migration.version](QMenu *menu) { fillMenu(version, *menu); });
    connect(card, &MigrationCard::expandedChanged, this, [this, version = migration.version](bool expanded) {
        if (expanded)
            m_expanded += version;
        else
            m_expanded -= version;
        makeRoom();
        emit stateChanged();
    });
    return card;
}

void TimelinePanel::showCards()
{
    if (!m_desk->engine())
        return;
    QSet<QString> there;
    for (const MigrationFile &migration : m_services.project->timeline().migrations) {
        there += migration.version;
        MigrationCard *card = cardFor(migration);
        fill(*card, migration);
        card->setExpanded(m_expanded.contains(migration.version));
    }
    for (const QString &version : m_cards.keys()) {
        if (!there.contains(version))
            delete m_cards.take(version);
    }
}

void TimelinePanel::fill(MigrationCard &card, const MigrationFile &migration) const
{
    card.setTitle(migration.title);
    if (migration.isPython())
        card.setProgram(migration.python, migration.hasDown());
    else
        card.setSql(migration.up, migration.down);
    const StateWords words = stateWords(m_desk->state(migration.version));
    if (const auto &running = m_runs->running(); running && running->run.version == migration.version)
        card.setState(
            Tone::Changed, u"job"_s, RunRequest::of(running->run.request).pauses ? tr("Paused") : tr("Running"));
    else
        card.setState(words.tone, words.icon, words.text, words.detail);
    const QString about = migration.description.section(u'\n', 0, 0);
    card.setDescription(about == migration.title ? QString() : about);
    const MigrationStatus *status = m_desk->state(migration.version);
    const bool isOpen = !status || status->state == MigrationState::Pending;
    card.setFacts(approvalFacts(m_approvals->standing(migration.version), m_approvals->isUsed() && isOpen)
        + migrationFacts(m_desk->facts(migration.version), m_desk->proof(migration.version),
            m_desk->rehearsal(migration.version), isOpen ? m_desk->times(migration.version) : QList<Message>())
        + rowFacts(m_desk->rowCheck(migration.version)) + backupFacts(m_desk->backup(migration.version)));
    card.offerApproval(m_approvals->isUsed() && isOpen && !m_approvals->isApproved(migration.version));
}

} // namespace relata

#include "moc_timeline_panel.cpp"
