#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/investigation.h"

#include <algorithm>

// The part of Investigation that tells the causes from each other.
namespace relata {
using namespace Qt::StringLiterals;

void Investigation::say(Cause cause, const char *text, const QStringList &arguments)
{
    m_result.cause = cause;
    m_result.likely = {"Diagnosis", text, arguments};
}

void Investigation::show(const char *text, const QStringList &arguments)
{
    m_result.evidence += Message{"Diagnosis", text, arguments};
}

/// What the server's words alone tell.
bool Investigation::findPlainCause()
{
    const QString words = m_result.error.section(u'\n', -1);
    switch (m_trouble) {
    case Trouble::Rights:
        say(Cause::Rights, QT_TRANSLATE_NOOP("Diagnosis", "This user may not do what the statement does."));
        break;
    case Trouble::Lock:
        say(Cause::Lock,
            QT_TRANSLATE_NOOP("Diagnosis", "Somebody else holds a lock that the statement needs, for too long."));
        break;
    case Trouble::Disk:
        say(Cause::Disk, QT_TRANSLATE_NOOP("Diagnosis", "The server has no room left."));
        break;
    case Trouble::Data:
        say(Cause::Data, QT_TRANSLATE_NOOP("Diagnosis", "Rows in the table do not fit what the statement asks for."));
        break;
    default:
        return false;
    }
    m_result.evidence += verbatim(words);
    return true;
}

/// Whether the ledger says that this very statement was begun before.
bool Investigation::isPartlyApplied()
{
    const Result<bool> unknown = Ledger(m_connection, m_engine).hasUnknown(m_subject, m_entry.direction);
    const bool begun = unknown && *unknown;
    const Drift ahead = driftBetween(m_after, m_live, m_engine);
    const bool isThere = !driftBetween(m_done, m_live, m_engine).isEmpty()
        && (ahead.isEmpty() || driftBetween(m_whole, m_live, m_engine).isEmpty());
    if (!begun && !(isThere && m_entry.state == "running"_L1))
        return false;
    say(Cause::PartlyApplied,
        QT_TRANSLATE_NOOP("Diagnosis",
            "An earlier run did the statement, or more, and was stopped before it could say so in the ledger."));
    if (begun)
        show(QT_TRANSLATE_NOOP("Diagnosis", "The ledger has a statement that was begun and whose end is not written."));
    if (m_entry.done > 0)
        show(QT_TRANSLATE_NOOP("Diagnosis", "The ledger has %1 of %2 statements as done."),
            {QString::number(m_entry.done), QString::number(m_entry.statements)});
    if (isThere)
        show(QT_TRANSLATE_NOOP("Diagnosis", "The database has what the statement leads to, and nothing else differs."));
    return true;
}

bool Investigation::isOtherMigrations()
{
    for (const QStringList &owners : std::as_const(m_owners)) {
        for (const Naming &naming : historyOf(owners)) {
            if (!naming.isAtOdds)
                continue;
            say(Cause::OtherMigration,
                QT_TRANSLATE_NOOP("Diagnosis", "Another migration has made or changed the same: %1."),
                {naming.line.source()});
            m_result.evidence += naming.line;
            return true;
        }
    }
    return false;
}

bool Investigation::isOtherDatabase()
{
    const auto tables = [](const Schema &schema) {
        QSet<QString> names;
        for (const ObjectId id : schema.all(Kind::Table))
            names += schema.displayName(id).toLower();
        return names;
    };
    const QSet<QString> wanted = tables(m_done), found = tables(m_live);
    const qsizetype common = (QSet<QString>(wanted) & found).size();
    const qsizetype applied = std::count_if(
        m_entries.begin(), m_entries.end(), [](const Ledger::Entry &entry) { return entry.state == "applied"_L1; });
    const bool lacksMost = wanted.size() >= 2 && common * 2 < wanted.size();
    const bool isStrange = applied == 0 && wanted.isEmpty() && found.size() >= 2 && m_entry.done == 0;
    if (!lacksMost && !isStrange)
        return false;
    say(Cause::WrongDatabase, QT_TRANSLATE_NOOP("Diagnosis", "%1 does not look like a database of this project."),
        {m_target.displayName()});
    show(QT_TRANSLATE_NOOP(
             "Diagnosis", "Of the %1 tables that the migrations lead to it has %2; it has %3 tables in all."),
        {QString::number(wanted.size()), QString::number(common), QString::number(found.size())});
    if (applied == 0)
        show(QT_TRANSLATE_NOOP("Diagnosis", "Its ledger has no applied migration."));
    return true;
}

/// The ledger has no complaint of a run that was killed, and of one that was cancelled that it was.
void Investigation::sayNothingDiffers()
{
    if (m_result.error.isEmpty() || m_result.error == cancelledError().text())
        return say(Cause::Interrupted,
            QT_TRANSLATE_NOOP("Diagnosis",
                "The run ended before this statement did, killed, lost or cancelled: the database is what the "
                "statement needs, and nobody complained."));
    say(Cause::Unknown,
        QT_TRANSLATE_NOOP("Diagnosis", "The database is what the statement needs: look at the server's words."));
}

void Investigation::findCause()
{
    if (findPlainCause())
        return;
    if (!m_ownFault.isEmpty()) {
        say(Cause::MigrationItself,
            m_result.isDown ? QT_TRANSLATE_NOOP(
                "Diagnosis", "The statement does not run behind the migration's own way up, wherever it is.")
                            : QT_TRANSLATE_NOOP("Diagnosis",
                                "The statement does not run after the migrations before it, wherever it is."));
        m_result.evidence += verbatim(m_ownFault);
        return;
    }
    if (isPartlyApplied() || isOtherDatabase() || isOtherMigrations())
        return;
    QList<Message> changed;
    for (const DriftItem &item : driftBetween(m_done, m_live, m_engine).items)
        changed += verbatim(item.text());
    if (changed.isEmpty())
        return sayNothingDiffers();
    say(Cause::ChangedByHand,
        QT_TRANSLATE_NOOP("Diagnosis", "The database was changed by something that is no migration of this project."));
    m_result.evidence += changed;
    if (m_result.isDown && m_isWhole)
        return show(QT_TRANSLATE_NOOP("Diagnosis", "It is what the way down leads to."));
    show(m_isWhole ? QT_TRANSLATE_NOOP("Diagnosis", "It has all that the migration leads to.")
                   : QT_TRANSLATE_NOOP("Diagnosis", "No migration in the project or in the ledger makes that."));
}

} // namespace relata
