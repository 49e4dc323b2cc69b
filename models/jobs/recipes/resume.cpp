#include "models/jobs/recipes/resume.h"

#include "models/diff/matcher.h"
#include "models/diff/stated_renames.h"
#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/recovery.h"
#include "models/jobs/recipes/review.h"
#include "models/sql/normal_text.h"
#include "models/timeline/backfill_rules.h"
#include "models/timeline/ledger_edits.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// A migration that stopped, and the file that it is to go on with.
class Rest {
public:
    Rest(MigrationRun &run, Connection &connection, const ConnectionProfile &target, const Engine &engine,
        const MigrationFile &migration, const RunRules &rules, JobContext &context)
        : m_run(run)
        , m_connection(connection)
        , m_target(target)
        , m_engine(engine)
        , m_migration(migration)
        , m_rules(rules)
        , m_context(context)
        , m_ledger(connection, engine)
    { }

    Result<> go()
    {
        for (const auto step :
            {&Rest::find, &Rest::mustBeTheFile, &Rest::mustBeTheLockedOnes, &Rest::mustGoOnInParts, &Rest::mustBeWanted,
                &Rest::settleUnknown, &Rest::mustNotNeedSession, &Rest::mustStand, &Rest::takeFile}) {
            if (Result<> done = (this->*step)(); !done)
                return done;
        }
        return isDown() ? goDown() : m_run.section(m_entry.direction, m_first, true);
    }

private:
    Result<> find();
    Result<> mustBeTheFile();
    Result<> mustBeTheLockedOnes();
    Result<> mustGoOnInParts();
    Result<> mustBeWanted();
    Result<> settleUnknown();
    Result<> mustNotNeedSession();
    Result<> mustStand();
    Result<> mustFit(const MigrationFile &rest);
    QList<RenameNote> renames(const Schema &before) const; ///< of what is left
    Result<> notCounted(const Error &error) const;
    Result<> takeFile();
    Result<> goDown();

    bool isDown() const { return m_entry.direction == Ledger::Direction::Down; }
    const QString &section() const { return isDown() ? m_migration.down : m_migration.up; }
    /// Whether the file was edited since the migration stopped, or was begun.
    bool isEdited() const { return m_entry.checksum != migrationChecksum(m_migration, m_engine); }
    QList<RunnerStatement> begunStatements() const;
    bool isSame(const QString &sql, int position) const;
    bool mayBeAnother() const;
    Result<bool> hasRunInPart(const RunnerStatement &statement);
    tl::unexpected<Error> changed(const char *text, int position, const QString &was, const QString &is) const;
    QString shown(const QString &sql) const { return collapsed(sql, *m_engine.flavour).left(200); }

    MigrationRun &m_run;
    Connection &m_connection;
    const ConnectionProfile &m_target;
    const Engine &m_engine;
    const MigrationFile &m_migration;
    const RunRules &m_rules;
    JobContext &m_context;
    Ledger m_ledger;
    Ledger::Entry m_entry;
    QList<Ledger::Said> m_said; ///< of the statements that have run, or may have
    QList<RunnerStatement> m_statements; ///< as the file has them now
    int m_first = 0; ///< the first that is not known to be done
};

Result<> Rest::find()
{
    const Result<QList<Ledger::Entry>> entries = m_ledger.entries();
    if (!entries)
        return failure(entries.error());
    const auto entry = std::find_if(
        entries->begin(), entries->end(), [&](const Ledger::Entry &one) { return one.id == m_migration.id; });
    if (entry == entries->end())
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Migration %1 was never begun on this database."), {m_migration.version});
    m_entry = *entry;
    if (m_entry.state == RolledBack)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 was being rolled back when that stopped: what its first statements did may be gone. Roll "
                "it back again."),
            {m_migration.version}, Error::Code::Conflict);
    if (isDown() && !m_migration.hasDown())
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 stopped on its way down, and its file has none any more: put the file back as it was."),
            {m_migration.version}, Error::Code::Conflict);
    Result<QList<Ledger::Said>> said = m_ledger.said(m_migration, m_entry.direction);
    if (!said)
        return failure(said.error());
    m_said = std::move(*said);
    m_statements = m_run.statements(m_entry.direction);
    m_first = std::min(m_entry.done, int(m_statements.size()));
    return {};
}

bool Rest::isSame(const QString &sql, int position) const
{
    if (position >= m_statements.size())
        return false;
    const QString &now = m_statements.at(position).sql;
    return m_migration.isPython() ? now == sql
                                  : tokenChecksum(now, *m_engine.flavour) == tokenChecksum(sql, *m_engine.flavour);
}

tl::unexpected<Error> Rest::changed(const char *text, int position, const QString &was, const QString &is) const
{
    return migrationRefused(text, {QString::number(position + 1), m_migration.version, was, is}, Error::Code::Conflict);
}

/// A program's rest may be another, unless somebody says that it was done: whoever goes on says that it left nothing.
bool Rest::mayBeAnother() const { return m_migration.isPython() && m_rules.assume != RunRules::Assume::Done; }

/// What has run, or may have, is what the file has in that place: by position alone another statement would count as
/// done, or be left out.
Result<> Rest::mustBeTheFile()
{
    if (!isEdited())
        return {};
    for (const Ledger::Said &one : std::as_const(m_said)) {
        if (isSame(one.sql, one.position) || (!one.isDone && mayBeAnother()))
            continue;
        if (one.position >= m_statements.size())
            return changed(
                QT_TRANSLATE_NOOP("Migrate",
                    "Statement %1 of migration %2 has run, or may have, and the file does not have it any more: %3. "
                    "Put the file back as it was and make a new migration of the change, or roll this one back."),
                one.position, shown(one.sql), {});
        return changed(one.isDone
                ? QT_TRANSLATE_NOOP("Migrate",
                    "Statement %1 of migration %2 has run, and the file says something else in its place now. It was: "
                    "%3. It is: %4. Put the file back as it was and make a new migration of the change, or roll this "
                    "one back.")
                : QT_TRANSLATE_NOOP("Migrate",
                    "Statement %1 of migration %2 may have run, and the file says something else in its place now. It "
                    "was: %3. It is: %4. Put the file back as it was and make a new migration of the change, or roll "
                    "this one back."),
            one.position, shown(one.sql), shown(m_statements.at(one.position).sql));
    }
    return {};
}

/// What a statement is that runs in parts: the key that they go by, too.
QString partsText(const RunnerStatement &statement)
{
    if (statement.copy)
        return u"relata:copy "_s;
    if (!statement.backfill)
        return {};
    const auto rules = backfillRules(*statement.backfill);
    return u"relata:backfill %1 "_s.arg(rules ? rules->key.join(u", "_s) : *statement.backfill);
}

Result<bool> Rest::hasRunInPart(const RunnerStatement &statement)
{
    if (statement.backfill) {
        BackfillTable table(m_connection, m_engine);
        const Result<> ready = table.ensure();
        const auto place = ready ? table.place(m_migration.id, m_entry.direction, m_first)
                                 : Result<std::optional<BatchPlace>>(failure(ready.error()));
        return place ? Result<bool>(place->has_value()) : failure(place.error());
    }
    CopyTable table(m_connection, m_engine);
    const Result<> ready = table.ensure();
    const auto place = ready ? table.place(m_migration.id, m_entry.direction, m_first)
                             : Result<std::optional<CopyTable::Place>>(failure(ready.error()));
    return place ? Result<bool>(place->has_value()) : failure(place.error());
}

/// As the file had them when the run began; none of a program.
QList<RunnerStatement> Rest::begunStatements() const
{
    const auto begun = parseMigration(m_entry.body.toUtf8(), m_migration.version + u"_begun.sql"_s);
    return !begun || m_migration.isPython()
        ? QList<RunnerStatement>()
        : scriptStatements(isDown() ? begun->down : begun->up, m_engine, m_connection.server());
}

/// Under locks of tables more may have run than the ledger says: then all of it is as it was.
Result<> Rest::mustBeTheLockedOnes()
{
    const bool isOpen = !m_said.isEmpty() && !m_said.last().isDone && isEdited();
    const QList<RunnerStatement> begun = isOpen ? begunStatements() : QList<RunnerStatement>();
    const int first = isOpen ? m_said.last().position : 0;
    for (int i = first + 1, end = first < begun.size() ? transactionEnd(begun, first) : 0; i < end; ++i) {
        if (!isSame(begun.at(i).sql, i))
            return changed(QT_TRANSLATE_NOOP("Migrate",
                               "Statement %1 of migration %2 may have run, and the file says something else in its "
                               "place now. It was: %3. It is: %4. Put the file back as it was and make a new migration "
                               "of the change, or roll this one back."),
                i, shown(begun.at(i).sql), shown(m_statements.value(i).sql));
    }
    return {};
}

/// A statement that has come some way in batches goes on as the statement that it was.
Result<> Rest::mustGoOnInParts()
{
    const RunnerStatement was = begunStatements().value(m_entry.done);
    const RunnerStatement is = scriptStatements(section(), m_engine, m_connection.server()).value(m_entry.done);
    if (!was.isInParts() || (isSame(was.sql, m_entry.done) && partsText(was) == partsText(is)))
        return {};
    const Result<bool> hasBegun = hasRunInPart(was);
    if (!hasBegun)
        return failure(hasBegun.error());
    return *hasBegun ? Result<>(changed(QT_TRANSLATE_NOOP("Migrate",
                                            "Statement %1 of migration %2 has run in part, and the file says something "
                                            "else in its place now. It was: %3. It is: %4. Put the file back as it was "
                                            "and make a new migration of the change, or roll this one back."),
               m_entry.done, partsText(was) + shown(was.sql), partsText(is) + shown(is.sql)))
                     : Result<>();
}

/// As the file is now: what was edited behind the statements that have run needs another word.
Result<> Rest::mustBeWanted() { return mustBeApproved(m_migration, m_engine, m_rules, isDown()); }

/// Whether the statement happened that was running when the run died.
Result<> Rest::settleUnknown()
{
    const bool isUnknown =
        std::any_of(m_said.begin(), m_said.end(), [](const Ledger::Said &one) { return !one.isDone; });
    if (!isUnknown || m_first >= m_statements.size() || m_statements.at(m_first).isInParts())
        return {};
    const Stopped stopped{m_migration, m_entry.direction, m_first, m_statements.at(m_first).sql};
    const Result<bool> done = m_migration.isPython()
        ? pythonWasDone(m_migration, m_engine, m_entry, m_rules.assume)
        : wasDone(m_connection, m_target, m_engine, stopped, m_rules, m_context);
    if (!done)
        return failure(done.error());
    if (!*done)
        return {};
    for (const int end = transactionEnd(m_statements, m_first); m_first < end; ++m_first) {
        const QString &sql = m_statements.at(m_first).sql;
        if (Result<> said = m_ledger.statementDone(m_migration, m_entry.direction, m_first, sql); !said)
            return said;
    }
    return {};
}

/// What statements kept in a session that is gone cannot be had again.
Result<> Rest::mustNotNeedSession()
{
    for (int i = 0; i < m_first && !m_migration.isPython(); ++i) {
        if (m_engine.runner->fillsSession(m_statements.at(i).sql))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "What statement %1 of migration %2 kept in its session, a temporary table or a variable, is gone: "
                    "roll the migration back instead."),
                {QString::number(i + 1), m_migration.version}, Error::Code::Conflict);
    }
    return {};
}

/// What a run from the start asks before it begins, of what is left.
Result<> Rest::mustStand()
{
    if (m_first >= m_statements.size())
        return {};
    MigrationFile rest = m_migration;
    if (!rest.isPython())
        rest.up = sectionBehind(section(), m_first, *m_engine.flavour);
    const RunnerStatement &next = m_statements.at(m_first);
    const Result<bool> isCopying = next.copy ? hasRunInPart(next) : Result<bool>(false);
    if (!isCopying)
        return failure(isCopying.error());
    if (!*isCopying) { // else its copy, its triggers or its new form stand there, and it looks after them by itself
        const DonePart part{m_entry, m_migration, m_first, next.sql};
        if (Result<> fine = mustStandAsLeft(m_connection, m_target, m_engine, part, rest, m_rules, m_context); !fine)
            return fine;
    }
    const Result<> fits = mustFit(rest);
    return fits && m_rules.looks ? m_rules.looks(rest) : fits;
}

/// Where nobody could look for rows in the way, production waits for somebody's word.
Result<> Rest::notCounted(const Error &error) const
{
    if (error.code == Error::Code::Cancelled || error.code == Error::Code::ConnectionLost)
        return failure(error);
    if (!isProduction(m_target.environment) || m_rules.allowsRows) {
        if (m_rules.warn)
            m_rules.warn({"Migrate",
                QT_TRANSLATE_NOOP(
                    "Migrate", "Rows that what is left of migration %1 would fail on were not looked for: %2"),
                {m_migration.version, error.message.source()}});
        return {};
    }
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Nothing was run: %1 is production, and whether rows are in the way of what is left of migration %2 could "
            "not be told. %3"),
        {m_target.displayName(), m_migration.version, error.message.source()});
}

QList<RenameNote> Rest::renames(const Schema &before) const
{
    QStringList left;
    for (const RunnerStatement &statement : m_statements.mid(m_first))
        left += statement.sql;
    return statedRenames(left, before, *m_engine.flavour, m_engine.nameRule) + renameNotes(m_migration);
}

/// Rows that a statement which is left would fail on, between the schema as the statements that have run lead to it and
/// the one behind the last; of a program nobody knows what has run.
Result<> Rest::mustFit(const MigrationFile &rest)
{
    if (!m_rules.timeline || !m_rules.beside || !m_engine.scratch || m_migration.isPython())
        return {};
    ConnectionProfile place = *m_rules.beside;
    place.defaultSchema = m_target.defaultSchema;
    const Stopped stopped{m_migration, m_entry.direction, m_first, m_statements.at(m_first).sql};
    const auto around = schemasAround(*m_rules.timeline, stopped, m_engine, place, m_context, true);
    Result<> fits;
    if (around) {
        const Schema after = matched(around->second, around->first, m_engine.nameRule, renames(around->first));
        const auto tell = [&](const Message &message) {
            if (m_rules.warn)
                m_rules.warn(message);
        };
        const InterruptWatch watch(m_context, m_connection.interrupter());
        fits = mustFitRows(m_connection, m_engine, rest, around->first, after, m_rules.allowsRows, tell, m_context);
        if (fits && !isDown()) // a way down keeps it
            fits = mustLoseNothingUnknown(
                m_connection, m_target, m_engine, rest, around->first, after, m_rules.allowsRows, tell);
    } else {
        fits = notCounted(around.error());
    }
    if (!fits && fits.error().code == Error::Code::Refused && m_rules.allowedBy)
        m_rules.allowedBy(QString::fromLatin1(DataCode));
    return fits;
}

/// What runs from now on is what the ledger has from now on.
Result<> Rest::takeFile()
{
    if (isEdited() && m_rules.warn)
        m_rules.warn({"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 was edited after it stopped: from statement %2 on it goes on as the file is now, and the "
                "ledger keeps that."),
            {m_migration.version, QString::number(m_first + 1)}});
    if (m_first == 0 || m_entry.body == QString::fromUtf8(writeMigration(m_migration)))
        return {}; // from the first one on the run says so itself
    return LedgerEdits(m_connection, m_engine).goOnWith(m_migration, int(m_statements.size()));
}

/// What is still to go may hold what was written since, as when the way down began.
Result<> Rest::goDown()
{
    if (!m_engine.keeper || !m_rules.timeline || !m_rules.beside || m_migration.isPython() || m_rules.discardsData)
        return m_run.section(Ledger::Direction::Down, m_first, true);
    const Result<DownPrecautions> known =
        precautionsFor(*m_rules.timeline, m_migration, m_engine, *m_rules.beside, m_context);
    if (!known && known.error().code == Error::Code::Cancelled)
        return failure(known.error());
    if (!known)
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "Nothing was resumed: what the rest of the way down of migration %1 loses cannot "
                                    "be told. %2"),
            {m_migration.version, known.error().message.source()});
    KeptLosses losses(m_connection, m_target, m_engine, m_migration, *known);
    if (Result<> done = losses.plan(m_statements, m_first); !done)
        return done;
    m_run.keep(losses);
    const Result<> done = m_run.section(Ledger::Direction::Down, m_first, true);
    for (const Message &said : losses.said()) {
        if (m_rules.warn)
            m_rules.warn(said);
    }
    return done;
}

} // namespace

Result<> runRest(MigrationRun &run, Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const RunRules &rules, JobContext &context)
{
    return Rest(run, connection, target, engine, migration, rules, context).go();
}

} // namespace relata
