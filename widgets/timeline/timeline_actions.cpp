#include "widgets/timeline/timeline_panel.h"

#include "models/engine/connection_book.h"
#include "models/project/approvals.h"
#include "models/project/compare_source.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/tried_before.h"
#include "widgets/common/ask_text.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QStandardPaths>

// The part of TimelinePanel that does what people ask for.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype titlesShown = 5;

/// "shop (PROD)", for a button.
QString withBadge(const ConnectionProfile &profile)
{
    const QString badge = environmentBadge(environmentFromKey(profile.environment));
    return badge.isEmpty() ? profile.displayName() : u"%1 (%2)"_s.arg(profile.displayName(), badge);
}

} // namespace

void TimelinePanel::saveDraft() { m_desk->saveDraft(m_draftTitle ? m_draftTitle->text() : QString()); }
void TimelinePanel::refresh()
{
    m_approvals->follow();
    m_desk->refresh();
}

void TimelinePanel::backUp()
{
    const auto &profile = m_desk->connection();
    if (!profile)
        return;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(this, tr("Folder for the Backup of %1").arg(profile->displayName()),
        QFileInfo::exists(documents) ? documents : QDir::homePath());
    dialog->setObjectName(u"backupFolder"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, run = whileHere()](const QString &folder) { run([this, folder] { m_desk->backUp(folder); }); });
    dialog->open();
}

void TimelinePanel::rehearse() { m_desk->rehearse(); }

void TimelinePanel::confirmStep() { m_desk->confirmStep(); }

void TimelinePanel::compareApplied()
{
    const auto &profile = m_desk->connection();
    if (profile && !m_desk->lastApplied().isEmpty())
        openComparison(profile->displayName(), m_desk->lastApplied());
}

void TimelinePanel::openComparison(const QString &connection, const QString &version)
{
    using Type = CompareSource::Type;
    const QString left = CompareSource{Type::Version, version}.key();
    const QString right = CompareSource{Type::Connection, connection}.key();
    m_services.navigator.open(Document{.kind = "compare",
        .id = left + u'|' + right,
        .title = tr("Compare"),
        .state = {{u"left"_s, left}, {u"right"_s, right}}});
}

void TimelinePanel::proveAll()
{
    for (const MigrationFile &migration : m_services.project->timeline().migrations) {
        const MigrationStatus *status = m_desk->state(migration.version);
        if (!status || status->state == MigrationState::Pending)
            m_desk->prove(migration.version);
    }
}

void TimelinePanel::changeDatabase(bool canBeUndone, const Confirmation &question, std::function<void()> change)
{
    const auto &profile = m_desk->connection();
    if (!profile)
        return;
    const bool production = environmentFromKey(profile->environment) == Environment::Production;
    if (canBeUndone && !production)
        return change();
    Confirmation asked = question;
    if (production)
        asked.typedName = profile->displayName();
    confirm(this, asked, [run = whileHere(), change = std::move(change)] { run(change); });
}

std::function<void(const std::function<void()> &)> TimelinePanel::whileHere()
{
    return [this, meant = m_desk->connection()](const std::function<void()> &deed) {
        const auto &now = m_desk->connection();
        if (meant && now && ConnectionBook::isSame(*meant, *now))
            return deed();
        m_banner->show(Tone::Warning,
            tr("Nothing was done: the timeline does not stand on %1 any more, which was asked about.")
                .arg(meant ? meant->displayName() : QString()));
    };
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

void TimelinePanel::applyPending()
{
    m_upTo.clear();
    applyAllowing({});
}

void TimelinePanel::applyAllowing(const QStringList &codes, const QString &reason)
{
    const auto &profile = m_desk->connection();
    if (!profile || mustWaitForApproval())
        return;
    const int count = int(pendingUpTo(m_upTo).size());
    const QStringList &again = m_desk->dueRepeatables();
    Confirmation question{
        .title = tr("Apply %n migration(s) to %1?", nullptr, count).arg(profile->displayName()),
        .text = tr("This changes a production database: %1.").arg(pendingTitles(m_upTo)),
        .action = tr("Apply %n Migration(s) to %1", nullptr, count).arg(withBadge(*profile)),
    };
    if (count == 0) {
        question.title = tr("Run %n file(s) again on %1?", nullptr, int(again.size())).arg(profile->displayName());
        question.text = tr("This changes a production database: %1.").arg(again.join(u", "_s));
        question.action = tr("Run %n File(s) Again on %1", nullptr, int(again.size())).arg(withBadge(*profile));
    }
    changeDatabase(true, question, [this, codes, reason, upTo = m_upTo] { m_desk->apply(upTo, codes, reason); });
}

/// What production gets untried is kept with a reason, which a person gives.
void TimelinePanel::askForReason(const QStringList &codes)
{
    const auto &profile = m_desk->connection();
    if (!profile || !codes.contains(QLatin1StringView(UntriedCode)))
        return applyAllowing(codes);
    askText(this,
        {.title = tr("Apply to %1 what was not tried before?").arg(profile->displayName()),
            .text = tr("The reason is kept in the database, beside what runs have waited for."),
            .label = tr("&Reason"),
            .action = tr("Go On")},
        [this, codes, run = whileHere()](
            const QString &reason, const QString &) { run([this, codes, reason] { applyAllowing(codes, reason); }); });
}

void TimelinePanel::rollBack()
{
    const auto &profile = m_desk->connection();
    const QString last = m_desk->lastApplied();
    if (!profile || last.isEmpty())
        return;
    const MigrationFile *file = m_services.project->timeline().find(last);
    const Confirmation question{
        .title = tr("Roll back %1 on %2?").arg(file ? u"%1 %2"_s.arg(last, file->title) : last, profile->displayName()),
        .text = tr("Its way down runs. The tables and columns that the migration made go, with the values in them."),
        .action = tr("Roll Back %1 on %2").arg(last, withBadge(*profile)),
    };
    changeDatabase(false, question, [this, last] { m_desk->rollBack(last); });
}

void TimelinePanel::resumeStopped()
{
    const auto &profile = m_desk->connection();
    const QString version = m_desk->stopped();
    const Confirmation question{
        .title = tr("Resume migration %1?").arg(version),
        .text = tr("Its remaining statements run in a production database."),
        .action = tr("Resume on %1").arg(profile ? withBadge(*profile) : QString()),
    };
    changeDatabase(true, question, [this, version] { m_desk->resumeStopped(version); });
}

void TimelinePanel::rollBackStopped()
{
    const auto &profile = m_desk->connection();
    const QString version = m_desk->stopped();
    const Confirmation question{
        .title = tr("Roll back what %1 did?").arg(version),
        .text =
            tr("The statements of migration %1 that are done are taken back in a production database.").arg(version),
        .action = tr("Roll Back on %1").arg(profile ? withBadge(*profile) : QString()),
    };
    changeDatabase(true, question, [this, version] { m_desk->rollBackStopped(version); });
}

} // namespace relata
