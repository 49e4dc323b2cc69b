#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/secret_store.h"
#include "models/items/drift_words.h"
#include "models/project/drift_desk.h"
#include "models/project/environment_desk.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "widgets/common/ask_text.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/sql_view.h"
#include "widgets/timeline/drift_page.h"
#include "widgets/timeline/environment_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QListWidget>
#include <QPointer>
#include <QTimer>

// The part of TimelinePanel that tells of drift, and leads out.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int shownItems = 3, shownLines = 16, minute = 60'000;

QString wayBackText(const DriftDesk::WayBack &way)
{
    QStringList lines{
        TimelinePanel::tr("This runs, under the migration lock, if the database is still what it was when it was "
                          "looked at. What the drift added goes; the rows and values in it are kept "
                          "aside.")};
    for (const Finding &finding : way.findings)
        lines += u"• "_s + finding.message.translated();
    return lines.join(u'\n');
}

} // namespace

void TimelinePanel::connectDrift()
{
    m_driftBanner->setObjectName(u"driftBanner"_s);
    connect(m_drift, &DriftDesk::driftChanged, this, &TimelinePanel::showDrift);
    connect(m_drift, &DriftDesk::workChanged, this, &TimelinePanel::showBar);
    connect(m_drift, &DriftDesk::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(m_drift, &DriftDesk::done, this,
        [this](const Message &what) { m_services.navigator.notify(Tone::Ok, what.translated()); });
    connect(m_drift, &DriftDesk::wayBackPlanned, this, &TimelinePanel::askToRevert);
    connect(m_drift, &DriftDesk::told, m_desk, &MigrationDesk::told);
    connect(m_drift, &DriftDesk::refused, m_desk, &MigrationDesk::wayRefused);
    connect(m_drift, &DriftDesk::databaseChanged, this, [this] {
        m_desk->refresh();
        if (m_environments && m_desk->connection())
            m_environments->desk().followOne(m_desk->connection()->displayName());
    });
    connect(m_drift, &DriftDesk::looked, this,
        [this](const QString &connection, const QList<DriftItem> &items, bool isAsked) {
            if (m_environments)
                m_environments->desk().setDrift(connection, items);
            if (isAsked && items.isEmpty())
                m_services.navigator.notify(Tone::Ok, tr("No drift on %1").arg(connection));
        });
    connect(m_desk, &MigrationDesk::statesChanged, this, &TimelinePanel::lookAtConnect);
    connect(m_desk, &MigrationDesk::failed, this, [this](const Error &error) {
        if (QLatin1StringView(error.message.context) == "Drift"_L1) // applying was refused by it
            m_drift->look(false);
    });
    auto *clock = new QTimer(this);
    clock->setInterval(minute);
    connect(clock, &QTimer::timeout, this, [this] {
        if (m_drift->isDue(DriftPage::minutesBetween(m_services.settings), QDateTime::currentDateTimeUtc())
            && mayLook())
            m_drift->look(false);
    });
    clock->start();
}

/// Where nothing is applied, or something stands half-way, there is no state to compare with.
bool TimelinePanel::mayLook() const
{
    return !m_desk->isRunning() && !m_desk->lastApplied().isEmpty() && m_desk->stopped().isEmpty();
}

void TimelinePanel::lookAtConnect()
{
    if (!m_looksSoon || m_desk->states().isEmpty())
        return;
    m_looksSoon = false;
    if (mayLook() && DriftPage::looksAtConnect(m_services.settings))
        m_drift->look(false);
}

void TimelinePanel::checkDrift() { m_drift->look(true); }

/// What the chosen one has can become the first migration: showUntaken() offers it.
void TimelinePanel::beginWithDatabase()
{
    if (m_drift->connection())
        m_drift->look(true);
    else
        m_banner->show(Tone::Plain, tr("Choose the database above, or connect to it first."));
}

void TimelinePanel::checkDriftOn(const QString &connection)
{
    const ConnectionProfile *found = m_services.connections.find(connection);
    if (!found)
        return;
    m_services.secrets.read(
        ConnectionBook::secretKey(*found), [self = QPointer(this), profile = *found](Result<QString> secret) mutable {
            if (!self)
                return;
            if (secret && profile.password.isEmpty())
                profile.password = Secret(*secret);
            self->m_drift->lookAt(profile, true);
        });
}

void TimelinePanel::showDrift()
{
    const auto &drift = m_drift->drift();
    const auto &profile = m_drift->connection();
    if (!drift || drift->isEmpty() || !profile)
        return m_driftBanner->dismiss();
    QStringList lines;
    for (const DriftItem &item : drift->items.mid(0, shownItems))
        lines += driftText(item);
    if (const int more = int(drift->items.size()) - shownItems; more > 0)
        lines += tr("and %n more", nullptr, more);
    if (drift->isFromNothing)
        return showUntaken(profile->displayName(), int(drift->items.size()), lines.join(u'\n'));
    m_driftBanner->show(Tone::Warning,
        tr("%1 has drifted: %n object(s) are not what the applied migrations lead to.", nullptr,
            int(drift->items.size()))
            .arg(profile->displayName()),
        lines.join(u'\n'));
    m_driftBanner->addAction(tr("Show"), [this] { compareApplied(); });
    m_driftBanner->addAction(tr("Adopt as Migration…"), [this] { askToAdopt(); });
    m_driftBanner->addAction(tr("Revert…"), [this] { m_drift->planWayBack(); });
    m_driftBanner->addAction(tr("Ignore…"), [this] { askToIgnore(); });
}

/// A database that no migration has made yet: nothing has drifted there.
void TimelinePanel::showUntaken(const QString &connection, int count, const QString &items)
{
    m_driftBanner->show(
        Tone::Plain, tr("%1 has %n object(s) that no migration has made.", nullptr, count).arg(connection), items);
    if (m_services.project->timeline().migrations.isEmpty())
        m_driftBanner->addAction(tr("Take Them as the First Migration…"), [this] { askToAdopt(); });
    m_driftBanner->addAction(tr("Ignore…"), [this] { askToIgnore(); });
}

static TextQuestion adoptionQuestion(const QString &where, bool isFirst)
{
    if (isFirst)
        return {.title = TimelinePanel::tr("Take what %1 has as the first migration?").arg(where),
            .text = TimelinePanel::tr(
                "It becomes the design and the timeline's first file, and the ledger of %1 says that it is applied. "
                "Empty databases get it as any migration; there is no way back behind it.")
                        .arg(where),
            .label = TimelinePanel::tr("&Title"),
            .action = TimelinePanel::tr("Take as First Migration"),
            .value = TimelinePanel::tr("baseline")};
    return {.title = TimelinePanel::tr("Make a migration of the drift on %1?").arg(where),
        .text = TimelinePanel::tr(
            "It is proved, up and down, on a scratch database; then it becomes the timeline's next file, and "
            "the ledger of %1 says that it is applied. Other databases get it as any migration.")
                    .arg(where),
        .label = TimelinePanel::tr("&Title"),
        .action = TimelinePanel::tr("Adopt as Migration"),
        .value = TimelinePanel::tr("adopt drift")};
}

void TimelinePanel::askToAdopt()
{
    const auto &profile = m_drift->connection();
    if (!profile)
        return;
    const QString where = profile->displayName();
    const TextQuestion asked = adoptionQuestion(where, m_services.project->timeline().migrations.isEmpty());
    askText(
        this, asked, [this, where, run = whileHere(), action = asked.action](const QString &title, const QString &) {
            const Confirmation question{
                .title = tr("Change what the ledger of %1 says?").arg(where),
                .text = tr("No statement of a migration runs."),
                .action = action,
                .danger = false,
            };
            run([&] { changeDatabase(true, question, [this, title] { m_drift->adopt(title); }); });
        });
}

/// The whole script is shown before anything runs.
void TimelinePanel::askToRevert(const DriftDesk::WayBack &way)
{
    const auto &profile = m_drift->connection();
    const auto &current = m_desk->connection();
    if (!profile || !current || profile->displayName() != current->displayName() || !m_desk->engine())
        return;
    auto *sql = new SqlView(m_services.theme, *m_desk->engine()->flavour);
    sql->setObjectName(u"wayBackSql"_s);
    sql->setAccessibleName(tr("SQL of the way back"));
    sql->setMaximumLines(shownLines);
    sql->setSql(way.script);
    const Confirmation question{
        .title = tr("Take the drift on %1 back?").arg(profile->displayName()),
        .text = wayBackText(way),
        .action = tr("Take Back on %1").arg(profile->displayName()),
        .part = sql,
    };
    goBack(false, BackupWish{.isRequired = m_drift->requiresBackup()}, question, [this, way](const BackupWish &backup) {
        DriftDesk::WayBack back = way;
        back.backup = backup;
        m_drift->takeBack(std::move(back));
    });
}

void TimelinePanel::askToIgnore()
{
    const auto &drift = m_drift->drift();
    if (!drift || drift->isEmpty())
        return;
    const QList<DriftItem> items = drift->items;
    auto *list = new QListWidget;
    list->setObjectName(u"ignoredDrift"_s);
    list->setAccessibleName(tr("What differs"));
    for (const DriftItem &item : items) {
        auto *row = new QListWidgetItem(driftText(item), list);
        row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        row->setCheckState(items.size() == 1 ? Qt::Checked : Qt::Unchecked);
    }
    confirm(this,
        {.title = tr("Ignore what differs?"),
            .text = tr("What is chosen does not count as drift any more, on any database of the project. The rules "
                       "stand in relata.json, under drift, where they can be made wider or taken out."),
            .action = tr("Ignore What Is Chosen"),
            .danger = false,
            .part = list},
        [this, list = QPointer(list), items] {
            QList<DriftRules::Rule> rules;
            for (qsizetype i = 0; list && i < items.size(); ++i) {
                if (list->item(int(i))->checkState() == Qt::Checked)
                    rules += items.at(i).ignoringRule();
            }
            m_drift->ignore(rules);
        });
}

} // namespace relata
