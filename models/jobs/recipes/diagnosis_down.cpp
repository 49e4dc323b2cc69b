#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/investigation.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/jobs/recipes/stamp.h"
#include "models/sql/normal_text.h"
#include "models/timeline/ledger_edits.h"

#include <algorithm>

// The part of Investigation that looks at ways back: down sections, and rollbacks.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// A migration's way down on a scratch database that stands behind its way up.
class WayDown {
public:
    WayDown(ScratchDatabase &scratch, const Engine &engine, const Timeline &timeline, const MigrationFile &migration,
        JobContext &context)
        : m_scratch(scratch)
        , m_connection(scratch.connection())
        , m_engine(engine)
        , m_timeline(timeline)
        , m_migration(migration)
        , m_context(context)
        , m_statements(scriptStatements(migration.down, engine, m_connection.server(), false))
    { }

    Result<> begin()
    {
        for (const MigrationFile &one : timelineUpTo(m_timeline, m_migration.version.toLongLong()).migrations) {
            const Result<> done =
                runOnScratch(m_scratch, m_engine, one, Ledger::Direction::Up, m_timeline.python, m_context);
            if (!done)
                return done;
        }
        return {};
    }

    /// The schema behind so many of its statements, none of which is left out; a program is one.
    Result<Schema> after(int count)
    {
        if (count > m_at) {
            const Result<> done = m_migration.isPython()
                ? runOnScratch(m_scratch, m_engine, m_migration, Ledger::Direction::Down, m_timeline.python, m_context)
                : runScript(m_connection, m_engine, m_statements.mid(0, count), m_at, {}, m_context);
            if (!done)
                return failure(done.error());
            m_at = count;
        }
        return m_engine.catalogue->read(
            m_connection, {.schemas = {}, .defaultSchema = m_scratch.profile().defaultSchema}, m_context);
    }

private:
    ScratchDatabase &m_scratch;
    Connection &m_connection;
    const Engine &m_engine;
    const Timeline &m_timeline;
    const MigrationFile &m_migration;
    JobContext &m_context;
    const QList<RunnerStatement> m_statements;
    int m_at = 0;
};

} // namespace

Result<> Investigation::readDownStates()
{
    const auto scratch = scratchFor(m_timeline, m_engine, m_beside, m_context);
    if (!scratch)
        return failure(scratch.error());
    const InterruptWatch watch(m_context, (*scratch)->connection().interrupter());
    WayDown way(**scratch, m_engine, m_timeline, m_subject, m_context);
    if (Result<> done = way.begin(); !done)
        return done;
    const int count = int(m_statements.size()), at = std::clamp(m_result.statement - 1, 0, count);
    const Result<Schema> done = way.after(std::min(m_entry.done, at));
    const Result<Schema> needed = done ? way.after(at) : done;
    if (!needed)
        return failure(needed.error());
    m_done = *done;
    m_needed = matched(*needed, m_done, m_engine.nameRule);
    const Result<Schema> after = way.after(std::min(at + 1, count));
    if (!after && after.error().code != Error::Code::Sql)
        return failure(after.error());
    if (!after)
        m_ownFault = after.error().message.source();
    m_after = after ? matched(*after, m_needed, m_engine.nameRule) : m_needed;
    const Result<Schema> whole = after ? way.after(count) : after;
    m_whole = whole ? matched(*whole, m_after, m_engine.nameRule) : m_after;
    m_isWhole = whole.has_value();
    return {};
}

/// Whether it is of none of the section's own statements.
bool Investigation::isOfRollback(const Error &error) const
{
    const QStringList &words = error.message.arguments;
    const bool isKeeping = qstrcmp(error.message.context, "Keeping") == 0;
    if (isKeeping && !m_result.isDown) // which keeps nothing on its way up
        return true;
    const bool isStatement = qstrcmp(error.message.context, "RunScript") == 0 && words.size() == 4;
    const QString own = m_statements.value(words.value(0).toInt() - 1);
    return isStatement && !m_subject.isPython() && collapsed(own, *m_engine.flavour).left(200) != words.at(3);
}

void Investigation::describeRollback(const std::optional<Error> &error)
{
    m_result.statement = m_result.statements = 0; // of the section
    m_result.sql.clear();
    m_result.error = error ? error->text() : QString();
    if (!error || error->message.arguments.size() < 4)
        return;
    m_result.sql = error->message.arguments.at(3);
    show(QT_TRANSLATE_NOOP("Diagnosis", "It was statement %1 of %2 of the rollback: %3"),
        {error->message.arguments.at(0), error->message.arguments.at(1), m_result.sql});
}

void Investigation::findRollbackCause()
{
    if (m_result.error.isEmpty())
        say(Cause::Interrupted,
            QT_TRANSLATE_NOOP("Diagnosis", "The migration was being rolled back, and that came to no end."));
    else if (!findPlainCause()) {
        say(Cause::Unknown,
            QT_TRANSLATE_NOOP("Diagnosis",
                "A statement of the rollback failed, which was worked out from the database as it is: look at the "
                "server's words."));
        m_result.evidence += verbatim(m_result.error.section(u'\n', -1));
    }
    show(m_entry.state == RolledBack
            ? QT_TRANSLATE_NOOP("Diagnosis", "Statements of the rollback have run: from here it only goes back.")
            : QT_TRANSLATE_NOOP("Diagnosis", "Nothing was rolled back: the migration stands as it did before."));
}

} // namespace relata
