#include "models/jobs/recipes/copy_change.h"

#include "models/engine/copy_tool_port.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/copy_swap.h"
#include "models/jobs/recipes/copy_weighing.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/sql/sql_writer.h"

#include <QThread>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

using Phase = CopyTable::Phase;

constexpr std::chrono::milliseconds Nap{50};
constexpr std::chrono::milliseconds Glance{200}; ///< between two questions for transactions
constexpr std::chrono::milliseconds LockTime{2000}; ///< where the rules name none

} // namespace

Result<> CopyChange::check(const RunnerStatement &statement, const Engine &engine)
{
    if (!engine.copy)
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "\"relata:copy\" is for MySQL and MariaDB. On %1 the statement is right as it "
                                    "stands: take the comment away."),
            {QString::fromLatin1(engine.name)}, Error::Code::Usage);
    const Result<AlteredTable> altered = alteredTable(statement.sql, *engine.flavour);
    const QString tool = copyRules(*statement.copy).value_or(CopyRules()).tool;
    if (!altered || tool.isEmpty())
        return altered ? Result<>() : failure(altered.error());
    if (!engine.copy->tool() || engine.copy->tool()->name() != tool)
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Relata knows no program %1 that copies tables of %2: take \"with %1\" away."),
            {tool, QString::fromLatin1(engine.name)}, Error::Code::Usage);
    const Result<QString> program = engine.copy->tool()->program();
    return program ? Result<>() : failure(program.error());
}

Result<> CopyChange::perform(const QString &sql)
{
    const auto done = relata::perform(m_connection, sql);
    return done ? Result<>() : failure(done.error());
}

Result<> CopyChange::patiently(const std::function<Result<>()> &work)
{
    return relata::patiently(m_connection, m_hooks.patience, work, [this](int number) -> Result<> {
        m_hooks.waits(number + 1);
        const auto time = pauseBehind(number, m_hooks.patience);
        for (auto slept = std::chrono::milliseconds(0); slept < time; slept += Nap) {
            if (Result<> fine = m_hooks.mayGoOn(); !fine)
                return fine;
            QThread::msleep((unsigned long)(std::min(Nap, time - slept).count()));
        }
        return {};
    });
}

/// In the session's setting for exact values, which is taken back behind.
Result<> CopyChange::inExactSession(const std::function<Result<>()> &work)
{
    QString before;
    const Result<QString> setting = m_engine.copy->exactSetting(m_connection, &before);
    if (!setting)
        return failure(setting.error());
    Result<> done = perform(*setting);
    if (done)
        done = work();
    if (m_connection.isAlive() && m_connection.transaction() != TransactionState::None)
        (void)perform(u"ROLLBACK"_s);
    if (const Result<> back = m_connection.isAlive() ? perform(before) : Result<>(); done && !back)
        return back;
    return done;
}

Result<> CopyChange::keep(Phase phase)
{
    m_place.phase = phase;
    return m_hooks.keep(m_place);
}

/// The table that the statement means: of the connection's own database, for only there the copy's notes are.
Result<> CopyChange::findTable(const RunnerStatement &statement)
{
    const Result<AlteredTable> altered = alteredTable(statement.sql, *m_engine.flavour);
    if (!altered)
        return failure(altered.error());
    m_statement = *altered;
    m_rules = copyRules(*statement.copy).value_or(CopyRules()); // which its file was read by
    const Result<Rows> here = fetch(m_connection, m_engine.runner->ledgerSchema());
    if (!here)
        return failure(here.error());
    const QString home = here->isEmpty() ? QString() : here->text(0, 0);
    const QStringList &path = m_statement.table;
    if (home != m_profile.database || path.size() > 2 || (path.size() == 2 && path.first() != home))
        return migrationRefused(
            QT_TRANSLATE_NOOP("Migrate", "Only tables of the database itself can be changed by a copy, not %1."),
            {path.join(u'.')});
    return {};
}

/// Names that nothing has yet. The copy's own stays the same, so that two copies of a table cannot stand.
Result<> CopyChange::begin(const QString &mark)
{
    const QString table = m_statement.table.last();
    m_place = {.phase = Phase::Making,
        .table = table,
        .copy = u"_relata_copy_"_s + table,
        .kept = u"_relata_kept_"_s + mark + u'_' + table,
        .mark = (m_rules.tool.isEmpty() ? QString() : QString::fromLatin1(CopyTable::ByTool)) + mark,
        .definition = {},
        .rows = {}};
    m_work.mark = m_place.mark;
    for (const QString &name : {m_place.copy, m_place.kept, m_engine.copy->notesName(m_work)}) {
        const Result<CopyFacts> there = m_engine.copy->facts(m_connection, name);
        if (!there)
            return failure(there.error());
        if (isTooLong(name, *m_engine.flavour))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate", "The name of %1 is too long for a copy beside it: %2."), {table, name});
        if (there->isThere)
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                        "There is a table %1 already, which this migration did not make: look at it "
                                        "and drop it, or purge it where it is kept."),
                {name});
    }
    return {};
}

Result<> CopyChange::run(const RunnerStatement &statement, const std::optional<CopyTable::Place> &from,
    const QString &mark, const QString &version)
{
    if (Result<> found = findTable(statement); !found)
        return found;
    if (from && from->phase == Phase::Done)
        return {};
    if (from)
        m_place = *from;
    else if (Result<> begun = begin(mark); !begun)
        return begun;
    m_work = {m_place.table, m_place.copy, m_place.kept, m_place.mark, {}, {}, {}};
    const Result<bool> swapped = hasSwapped();
    if (!swapped)
        return failure(swapped.error());
    if (!*swapped) {
        Result<> done = from && from->phase != Phase::Making ? takeUp() : make();
        if (done)
            done = inExactSession([this] { return copyAndSwap(); });
        if (!done)
            return done;
    }
    return finish(version);
}

/// What stands behind the name in its CREATE TABLE: not all of it goes into a copy on every server.
Result<> CopyChange::mustBeAlike()
{
    const Result<CopyFacts> raw = m_engine.copy->glance(m_connection, m_place.copy);
    if (!raw)
        return failure(raw.error());
    const QStringList old = m_before.definition.split(u'\n').mid(1), now = raw->definition.split(u'\n').mid(1);
    const auto [kept, made] = std::mismatch(old.begin(), old.end(), now.begin(), now.end());
    if (kept == old.end() && made == now.end())
        return {};
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "A copy of %1 is not made like it on this server, before it is altered: where the table "
            "has \"%2\" the copy has \"%3\"."),
        {m_place.table, kept == old.end() ? QString() : kept->trimmed(),
            made == now.end() ? QString() : made->trimmed()});
}

Result<> CopyChange::makeCopy()
{
    if (Result<> made = perform(m_engine.copy->makeCopy(m_work)); !made)
        return made;
    if (Result<> alike = mustBeAlike(); !alike)
        return alike;
    if (Result<> altered = perform(m_statement.on(quoted(Identifier{m_place.copy}, *m_engine.flavour))); !altered)
        return altered;
    if (Result<> noting = perform(m_engine.copy->makeNotes(m_work)); !noting)
        return noting;
    const Result<CopyFacts> after = m_engine.copy->facts(m_connection, m_place.copy);
    if (!after)
        return failure(after.error());
    m_tried = after->definition;
    return weighCopy(m_before, *after, *m_engine.copy, m_work);
}

Result<QStringList> CopyChange::storages()
{
    QStringList result;
    for (const QString &table : {m_place.table, m_place.copy}) {
        const Result<QString> one = m_engine.copy->storage(m_connection, table);
        if (!one)
            return failure(one.error());
        result += *one;
    }
    return result;
}

/// Whether it is seen that somebody empties the table past its triggers, or waits to do so.
Result<> CopyChange::mayWatch()
{
    const Result<QString> seen = m_engine.copy->storage(m_connection, m_place.table);
    if (!seen)
        return failure(seen.error());
    if (!seen->isEmpty())
        return {};
    return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                "%1 cannot be changed by a copy: somebody could empty it past the triggers, and this "
                                "user would not see it. "
                                "A grant of PROCESS on *.* shows it."),
        {m_place.table});
}

std::chrono::milliseconds CopyChange::lockTime() const
{
    return m_hooks.patience.lock.count() > 0 ? m_hooks.patience.lock : LockTime;
}

/// A transaction that sees the database as it was before the copy fails where a trigger reads the copy: there must be
/// none any more when triggers are made.
Result<> CopyChange::outlastOthers()
{
    QThread::msleep((unsigned long)(Glance.count()));
    const Result<QStringList> old = m_engine.copy->transactions(m_connection);
    if (!old)
        return failure(old.error());
    return patiently([&]() -> Result<> {
        for (auto left = lockTime();; left -= Glance) {
            const Result<QStringList> now = m_engine.copy->transactions(m_connection);
            if (!now)
                return failure(now.error());
            if (std::none_of(old->begin(), old->end(), [&](const QString &one) { return now->contains(one); }))
                return {};
            if (left.count() <= 0)
                return migrationRefused(
                    QT_TRANSLATE_NOOP("Migrate",
                        "Transactions stay open that began before the copy of %1 was made: what they write to it would "
                        "fail. Nothing was changed. Resume when they have ended."),
                    {m_place.table}, Error::Code::LockTimeout);
            if (Result<> fine = m_hooks.mayGoOn(); !fine)
                return fine;
            QThread::msleep((unsigned long)(Glance.count()));
        }
    });
}

/// The copy in its new form, empty, and the triggers that keep it like the table from then on.
Result<> CopyChange::make()
{
    if (!m_place.definition.isEmpty()) { // what an earlier run left
        if (Result<> gone = takeAway(); !gone)
            return gone;
    }
    const Result<CopyFacts> before = m_engine.copy->facts(m_connection, m_place.table);
    if (!before)
        return failure(before.error());
    if (Result<> fine = mayBeCopied(m_place.table, *before, {}); !fine)
        return fine;
    if (Result<> fine = mayWatch(); !fine)
        return fine;
    if (Result<> fine = m_place.isByTool()
            ? m_engine.copy->tool()->mayChange(m_profile.database, m_place.table, *before)
            : Result<>();
        !fine)
        return fine;
    m_before = *before;
    m_place.definition = before->definition;
    m_place.rows = {};
    if (Result<> kept = keep(Phase::Making); !kept)
        return kept;
    Result<> made = patiently([this] {
        const Result<> gone = dropCopy();
        return gone ? makeCopy() : gone;
    });
    if (made)
        made = m_place.isByTool() ? dropCopy() : outlastOthers();
    if (!made) {
        if (m_connection.isAlive() && dropCopy())
            (void)m_hooks.forget();
        return made;
    }
    return m_place.isByTool() ? makeByTool() : makeTriggers();
}

Result<> CopyChange::makeTriggers()
{
    return inExactSession([this]() -> Result<> {
        for (const QString &trigger : m_engine.copy->makeTriggers(m_work)) {
            if (Result<> set = patiently([&] { return perform(trigger); }); !set)
                return set;
        }
        return keep(Phase::Copying);
    });
}

/// The table is what it was, and its triggers are there.
Result<> CopyChange::mustStand(const CopyFacts &table) const
{
    QStringList triggers = triggerNames(), found = table.triggers;
    triggers.sort();
    found.sort();
    if (found == triggers && table.definition == m_place.definition)
        return {};
    return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                "Since the copy of %1 was begun somebody changed the table, or took away the copy or "
                                "its triggers: roll the migration back, and apply it anew."),
        {m_place.table}, Error::Code::Conflict);
}

/// What an earlier run left has to be what it made.
Result<> CopyChange::takeUp()
{
    const Result<CopyFacts> before = m_engine.copy->facts(m_connection, m_place.table);
    if (!before)
        return failure(before.error());
    const Result<CopyFacts> after = m_engine.copy->facts(m_connection, m_place.copy);
    if (!after)
        return failure(after.error());
    if (Result<> fine = mayBeCopied(m_place.table, *before, triggerNames()); !fine)
        return fine;
    if (Result<> stands = mustStand(after->isThere ? *before : CopyFacts()); !stands)
        return stands;
    if (Result<> watched = mayWatch(); !watched)
        return watched;
    m_before = *before;
    return weighCopy(*before, *after, *m_engine.copy, m_work);
}

Result<> CopyChange::dropTriggers()
{
    const Result<QStringList> names = ownTriggers();
    if (!names)
        return failure(names.error());
    for (const QString &name : *names) {
        if (Result<> done = patiently([&] { return perform(m_engine.copy->dropTrigger(name)); }); !done)
            return done;
    }
    return {};
}

Result<> CopyChange::dropCopy()
{
    const Result<> done = perform(m_engine.copy->dropCopy(m_work));
    return done ? perform(m_engine.copy->dropNotes(m_work)) : done;
}

/// Triggers first: no writer may write to what is not there.
Result<> CopyChange::takeAway()
{
    Result<> done = dropTriggers();
    if (done && m_place.isByTool())
        done = mustBeFree();
    return done ? patiently([this] { return dropCopy(); }) : done;
}

Result<> CopyChange::copyAndSwap()
{
    if (Result<> copied = m_place.isByTool() ? Result<>() : copyRows(); !copied)
        return copied;
    if (Result<> equal = compareRows(); !equal)
        return equal;
    return swap();
}

Result<bool> CopyChange::isThere(const QString &table)
{
    const Result<CopyFacts> facts = m_engine.copy->facts(m_connection, table);
    return facts ? Result<bool>(facts->isThere) : failure(facts.error());
}

/// Whether the tables have changed places, whoever looked away meanwhile; half a swap is brought to its end.
Result<bool> CopyChange::hasSwapped()
{
    if (m_place.phase != Phase::Swapping)
        return false;
    bool stand[3] = {};
    const QString names[] = {m_place.table, m_place.copy, m_place.kept};
    for (int i = 0; i < 3; ++i) {
        const Result<bool> stands = isThere(names[i]);
        if (!stands)
            return stands;
        stand[i] = *stands;
    }
    const auto [table, copy, kept] = stand;
    if (table && copy && !kept)
        return false;
    if (table && !copy && kept)
        return true;
    if (table || !copy || !kept)
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                    "The tables %1, %2 and %3 are not as a copy leaves them: somebody renamed or "
                                    "dropped one. Look at them before anything else is done."),
            {m_place.table, m_place.copy, m_place.kept}, Error::Code::Conflict);
    // All rows were compared before, and nobody could write since the table had no name.
    const Result<> renamed = perform(m_engine.copy->renameTable(m_place.copy, m_place.table));
    return renamed ? Result<bool>(true) : failure(renamed.error());
}

/// The triggers went with the table that was replaced.
Result<> CopyChange::finish(const QString &version)
{
    if (Result<> done = dropTriggers(); !done)
        return done;
    if (Result<> taken = mustHaveTaken(); !taken)
        return taken;
    KeptTable kept;
    kept.name = m_place.kept;
    kept.source = m_place.table;
    kept.version = version;
    kept.rows = m_place.rows.rows;
    kept.since = QDateTime::currentDateTimeUtc();
    if (Result<> noted = noteKept(m_connection, m_engine, kept); !noted)
        return noted;
    if (Result<> gone = patiently([this] { return perform(m_engine.copy->dropNotes(m_work)); }); !gone)
        return gone;
    return keep(Phase::Done);
}

Result<bool> CopyChange::abandon(const CopyTable::Place &place, const QString &version)
{
    if (place.phase == Phase::Done)
        return true;
    m_place = place;
    m_work = {m_place.table, m_place.copy, m_place.kept, m_place.mark, {}, {}, {}};
    const Result<bool> swapped = hasSwapped();
    if (!swapped)
        return failure(swapped.error());
    bool stays = *swapped;
    if (!stays) {
        Result<> gone = keep(Phase::Making); // what is half taken away is not looked for in a swap
        if (gone)
            gone = takeAway();
        if (!gone)
            return failure(gone.error());
        const Result<bool> late = isThere(m_place.kept); // by a session that a killed run left
        if (!late)
            return late;
        stays = *late;
    }
    const Result<> done = stays ? finish(version) : Result<>();
    return done ? Result<bool>(stays) : failure(done.error());
}

} // namespace relata
