#include "widgets/timeline/timeline_panel.h"

#include "models/engine/connection_book.h"
#include "models/items/check_problems.h"
#include "models/project/approvals.h"
#include "models/project/compare_source.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/row_check.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/back_values.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>

// The part of TimelinePanel that does what people ask for.
namespace relata {
using namespace Qt::StringLiterals;

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
    auto *dialog = new QFileDialog(this, tr("Folder for the Backup of %1").arg(profile->displayName()), backupFolder());
    dialog->setObjectName(u"backupFolder"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, run = whileHere()](const QString &folder) { run([this, folder] { m_desk->backUp(folder); }); });
    dialog->open();
}

void TimelinePanel::rehearse() { m_desk->rehearse(); }

void TimelinePanel::checkRows() { m_desk->checkRows(); }

/// What failed stands where it can be read and copied.
void TimelinePanel::showChecked(const Message &what)
{
    showAll();
    QStringList failed;
    const RowCheck *check = m_desk->rowCheck(m_desk->next());
    for (const FoundRows &one : check ? check->found : QList<FoundRows>()) {
        if (one.isInTheWay())
            failed += one.message().translated();
    }
    if (failed.isEmpty())
        return m_services.navigator.notify(Tone::Ok, what.translated());
    m_banner->show(Tone::Danger, what.translated(), failed.join(u'\n'));
}

void TimelinePanel::lookForStep() { m_desk->lookForStep(); }

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

void TimelinePanel::connectCheck()
{
    connect(m_check, &CheckProblems::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(m_check, &CheckProblems::checked, this, [this](int findings, int files) {
        if (findings > 0)
            m_services.navigator.showDock("problems");
        m_services.navigator.notify(findings > 0 ? Tone::Warning : Tone::Ok,
            findings > 0 ? tr("%n finding(s) in the migration files", nullptr, findings)
                         : tr("Nothing to find fault with in %n migration(s)", nullptr, files));
    });
}

void TimelinePanel::checkFiles() { m_check->check(m_desk->connection()); }

void TimelinePanel::rollBack()
{
    const auto &profile = m_desk->connection();
    const QString last = m_desk->lastApplied();
    if (!profile || last.isEmpty())
        return;
    const MigrationFile *file = m_services.project->timeline().find(last);
    if (file && !file->hasDown())
        return m_banner->show(Tone::Plain,
            tr("Migration %1 has no way down. Make a new migration that takes back what it did.").arg(last));
    Confirmation question{
        .title = tr("Roll back %1 on %2?").arg(file ? u"%1 %2"_s.arg(last, file->title) : last, profile->displayName()),
        .text = tr("Its way down runs. The tables and columns that the migration made go, with the values in them."),
        .action = tr("Roll Back %1 on %2").arg(last, withBadge(*profile)),
    };
    if (const BackupRecord *backup = m_desk->backup(last))
        question.text += u'\n' + backup->wayBack().translated();
    goBack(false, requiredBackup(m_desk->requiresBackup()), question,
        [this, last](const BackupWish &backup) { m_desk->rollBack(last, {}, backup); });
}

/// What was not taken back, and why; who has taken back others before it is told that, too.
static QString valuesText(const ValuesAsked &what)
{
    QStringList columns;
    for (const MissingValue &one : what.missing)
        columns += one.column;
    const QString text =
        TimelinePanel::tr("Migration %1 was not taken back: rows have no value for what comes back NOT NULL (%2).")
            .arg(what.version, columns.join(u", "_s));
    return what.done.isEmpty()
        ? text
        : text + u' ' + TimelinePanel::tr("Taken back before it: %1.").arg(what.done.join(u", "_s));
}

void TimelinePanel::tellOfValues(const ValuesAsked &what, const ValuesGiven &again)
{
    m_banner->show(Tone::Warning, valuesText(what));
    m_banner->addAction(tr("Give Values…"), [this, what, again] { askForValues(what, again); });
    if (isVisible()) // whoever has just asked for it stands before it
        askForValues(what, again);
}

void TimelinePanel::askForValues(const ValuesAsked &what, const ValuesGiven &again)
{
    const auto &profile = m_desk->connection();
    if (!profile)
        return;
    auto *values = new BackValues(m_services.theme, what.missing);
    const Confirmation question{
        .title = tr("Which values should rows get on %1?").arg(profile->displayName()),
        .text = tr("Without a value, these rows stop the way down of migration %1. Each gets the value of its line; "
                   "nothing of it has run yet.")
                    .arg(what.version),
        .action = tr("Roll Back %1 on %2").arg(what.version, withBadge(*profile)),
        .part = values,
    };
    confirm(this, question, [this, again, values = QPointer(values), run = whileHere()] {
        run([this, again, given = values ? values->values() : QMap<QString, QString>()] {
            m_banner->dismiss();
            again(given);
        });
    });
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
    const bool isProduction = profile && environmentFromKey(profile->environment) == Environment::Production;
    const Confirmation question{
        .title = tr("Roll back what %1 did?").arg(version),
        .text = isProduction
            ? tr("The statements of migration %1 that are done are taken back in a production database.").arg(version)
            : tr("The statements of migration %1 that are done are taken back.").arg(version),
        .action = tr("Roll Back on %1").arg(profile ? withBadge(*profile) : QString()),
    };
    goBack(true, requiredBackup(m_desk->requiresBackup() && !m_desk->backup(version)), question,
        [this, version](const BackupWish &backup) { m_desk->rollBackStopped(version, {}, backup); });
}

} // namespace relata
