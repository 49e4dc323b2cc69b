#include "models/engine/connection_book.h"
#include "models/engine/secret_store.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/tried_before.h"
#include "widgets/common/ask_text.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/services.h"
#include "widgets/timeline/apply_terms.h"
#include "widgets/timeline/backup_terms.h"
#include "widgets/timeline/run_strip.h"
#include "widgets/timeline/timeline_panel.h"

#include <QDir>
#include <QLocale>
#include <QPointer>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>

// The part of TimelinePanel that applies what is pending, now or at a time.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype titlesShown = 5;
constexpr auto BackupsKey = "timeline/backupFolder"_L1;
constexpr auto LooksKey = "timeline/looksBeforeAndAfter"_L1;

QString timeText(const QDateTime &time)
{
    const QLocale locale;
    return time.date() == QDate::currentDate() ? locale.toString(time.time(), QLocale::ShortFormat)
                                               : locale.toString(time, QLocale::ShortFormat);
}

} // namespace

QString TimelinePanel::withBadge(const ConnectionProfile &profile)
{
    const QString badge = environmentBadge(environmentFromKey(profile.environment));
    return badge.isEmpty() ? profile.displayName() : u"%1 (%2)"_s.arg(profile.displayName(), badge);
}

QList<MigrationStatus> TimelinePanel::pendingUpTo(const QString &version) const
{
    QList<MigrationStatus> result;
    for (const MigrationStatus &status : m_desk->states()) {
        const bool isMeant = version.isEmpty() || status.version.toLongLong() <= version.toLongLong();
        if (isMeant && status.state == MigrationState::Pending)
            result += status;
    }
    return result;
}

QString TimelinePanel::pendingTitles(const QString &version) const
{
    QStringList titles;
    for (const MigrationStatus &status : pendingUpTo(version))
        titles += u"%1 %2"_s.arg(status.version, status.title);
    const bool many = titles.size() > titlesShown;
    return titles.mid(0, titlesShown).join(u", "_s) + (many ? u" …"_s : QString());
}

/// What was refused, with what was found allowed; what production gets untried is kept with a reason, which a person
/// gives.
void TimelinePanel::applyAllowing(const QStringList &codes, ApplyWish wish)
{
    const auto &profile = m_desk->connection();
    wish.allowed = codes;
    if (!profile || !codes.contains(QLatin1StringView(UntriedCode)))
        return askToApply(wish, false);
    askText(this,
        {.title = tr("Apply to %1 what was not tried before?").arg(profile->displayName()),
            .text = tr("The reason is kept in the database, beside what runs have waited for."),
            .label = tr("&Reason"),
            .action = tr("Go On")},
        [this, wish, run = whileHere()](const QString &reason, const QString &) mutable {
            wish.reason = reason;
            run([this, wish] { askToApply(wish, false); });
        });
}

std::optional<BackupWish> TimelinePanel::requiredBackup(bool isRequired)
{
    return isRequired ? std::optional(BackupWish{.isRequired = true}) : std::nullopt;
}

void TimelinePanel::goBack(bool canBeUndone, const std::optional<BackupWish> &terms, Confirmation question,
    const std::function<void(const BackupWish &)> &change)
{
    if (!terms)
        return changeDatabase(canBeUndone, question, [change] { change({}); });
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    if (question.part)
        layout->addWidget(question.part);
    auto *asked = new BackupTerms(m_services.theme, *terms, backupFolder());
    layout->addWidget(asked);
    question.part = part;
    changeDatabase(false, question, [this, change, asked = QPointer(asked)] {
        const BackupWish wish = asked ? asked->wish() : BackupWish();
        if (wish.way == BackupWish::Way::Take && !wish.folder.isEmpty())
            m_services.settings.setValue(BackupsKey, wish.folder);
        change(wish);
    });
}

/// Where the last one went, else where people keep their documents.
QString TimelinePanel::backupFolder() const
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return m_services.settings.value(BackupsKey, QFileInfo::exists(documents) ? documents : QDir::homePath())
        .toString();
}

bool TimelinePanel::looksByDefault() const { return m_services.settings.value(LooksKey, true).toBool(); }

void TimelinePanel::applyPending() { askToApply({.looks = looksByDefault()}, false); }

void TimelinePanel::applyLater() { askToApply({.looks = looksByDefault()}, true); }

static QString firstWords(bool isProduction)
{
    return isProduction ? TimelinePanel::tr("This changes a production database: %1.")
                        : TimelinePanel::tr("In this order: %1.");
}

/// `isAsked`: on which terms, also where it is not production.
void TimelinePanel::askToApply(ApplyWish wish, bool isAsked)
{
    const auto &profile = m_desk->connection();
    if (!profile || mustWaitForApproval(wish.version))
        return;
    const bool isProduction = environmentFromKey(profile->environment) == Environment::Production;
    const int count = int(pendingUpTo(wish.version).size());
    const QStringList &again = m_desk->dueRepeatables();
    Confirmation question{
        .title = tr("Apply %n migration(s) to %1?", nullptr, count).arg(profile->displayName()),
        .text = firstWords(isProduction).arg(pendingTitles(wish.version)),
        .action = tr("Apply %n Migration(s) to %1", nullptr, count).arg(withBadge(*profile)),
        .danger = isProduction,
    };
    if (count == 0) {
        question.title = tr("Run %n file(s) again on %1?", nullptr, int(again.size())).arg(profile->displayName());
        question.text = firstWords(isProduction).arg(again.join(u", "_s));
        question.action = tr("Run %n File(s) Again on %1", nullptr, int(again.size())).arg(withBadge(*profile));
    }
    wish.backup.isRequired = m_desk->requiresBackup();
    const bool hasTerms = isAsked || isProduction || wish.backup.isRequired;
    if (hasTerms || !wish.asked) // else it is not asked again
        wish.asked = m_desk->wouldRun(wish.version);
    ApplyTerms *terms = hasTerms ? new ApplyTerms(m_services.theme, wish, backupFolder()) : nullptr;
    question.part = terms;
    changeDatabase(!hasTerms, question, [this, wish, terms = QPointer(terms)] { applyOnTerms(wish, terms); });
}

void TimelinePanel::applyOnTerms(ApplyWish wish, const ApplyTerms *terms)
{
    if (terms) {
        wish.window = terms->window();
        wish.looks = terms->looks();
        m_services.settings.setValue(LooksKey, wish.looks);
        wish.backup = terms->backup();
        if (wish.backup.way == BackupWish::Way::Take && !wish.backup.folder.isEmpty())
            m_services.settings.setValue(BackupsKey, wish.backup.folder);
    }
    const auto &profile = m_desk->connection();
    if (!profile)
        return;
    ConnectionBook::addAllSecrets(m_services.secrets, connectionsBefore(m_services.project->config(), *profile),
        [self = QPointer(this), wish, run = whileHere()](const QList<ConnectionProfile> &before) {
            ApplyWish known = wish;
            known.before = before;
            if (self)
                run([self, known] { self->m_desk->apply(known); });
        });
}

void TimelinePanel::connectPlanned()
{
    m_plannedStrip->setObjectName(u"plannedStrip"_s);
    connect(m_desk, &MigrationDesk::plannedChanged, this, &TimelinePanel::showPlanned);
    connect(m_plannedStrip, &RunStrip::asked, m_desk, &MigrationDesk::cancelPlanned);
}

void TimelinePanel::showPlanned()
{
    const auto &planned = m_desk->planned();
    m_plannedStrip->setVisible(planned.has_value());
    if (!planned)
        return;
    const RunWindow &window = planned->wish.window;
    QString detail = tr("Relata has to stay open, with the timeline in a tab.");
    if (window.finishBy.isValid())
        detail = tr("At its end by %1.").arg(timeText(window.finishBy)) + u' ' + detail;
    QStringList which;
    for (const QString &one : planned->agreed)
        which += one.section(u' ', 0, 0);
    m_plannedStrip->setPlanned(
        tr("Starts on %1 at %2: %3").arg(withBadge(planned->target), timeText(window.startAt), which.join(u", "_s)),
        detail);
}

QString TimelinePanel::closingLoses() const
{
    const auto &planned = m_desk->planned();
    if (!planned)
        return {};
    return tr("What was to start on %1 at %2 will not start.")
        .arg(planned->target.displayName(), timeText(planned->wish.window.startAt));
}

} // namespace relata
