#include "models/jobs/recipes/backup_trial.h"

#include "models/diff/change_set.h"
#include "models/diff/matcher.h"
#include "models/engine/backup_port.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/backup.h"
#include "models/jobs/recipes/backup_scope.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

#include <QElapsedTimer>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> differs(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Refused,
        .message = {"Backup", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

constexpr qint64 MostCompared = 100'000; ///< rows of a table whose values are compared, too

/// Whether a scratch database can show it: who owns what, and who may what, is left out of a trial.
bool isOfRights(const Change &change)
{
    const Kind kind = kindOf(change);
    if (kind == Kind::Grant || kind == Kind::DefaultPrivilege || kind == Kind::Namespace)
        return true;
    const auto *altered = std::get_if<Altered>(&change);
    return altered && altered->fields == QList<QByteArray>{"owner"};
}

/// What the restored schema has not, or has otherwise.
QStringList lacking(const Schema &wanted, const Schema &restored, const Engine &engine)
{
    const Schema before = engine.completed(wanted);
    const Schema after = matched(engine.completed(restored), before, engine.nameRule);
    QStringList result;
    const ChangeSet changes = ChangeSet::between(before, after, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        if (!isOfRights(change))
            result += (std::holds_alternative<Created>(change) ? after : before).displayName(idOf(change));
    }
    return result;
}

} // namespace

Result<> BackupTrial::narrow(const QStringList &tables)
{
    Result<Schema> only = relata::onlyTables(m_schema, tables, m_engine);
    if (!only)
        return failure(only.error());
    m_schema = std::move(*only);
    for (const ObjectId id : m_schema.all(Kind::Table))
        m_onlyTables += m_schema.displayName(id);
    return {};
}

/// Of tables that are small enough to be held in memory.
Result<RowDigests> BackupTrial::digests(Connection &connection, const Schema &schema) const
{
    Schema small = schema;
    for (const ObjectId id : schema.all(Kind::Table)) {
        if (m_rows.value(schema.displayName(id), MostCompared + 1) > MostCompared)
            small = small.withoutTree(id);
    }
    return rowDigests(connection, small, m_engine);
}

Result<> BackupTrial::begin(const QStringList &tables, JobContext &context)
{
    Result<QString> still = m_engine.backup->holdStill(m_connection);
    if (!still)
        return failure(still.error());
    m_still = *still;
    Result<Schema> schema =
        m_engine.catalogue->read(m_connection, {.schemas = {}, .defaultSchema = m_from.defaultSchema}, context);
    if (!schema)
        return failure(schema.error());
    m_schema = std::move(*schema);
    if (Result<> done = tables.isEmpty() ? Result<>() : narrow(tables); !done)
        return done;
    Result<RowCounts> rows = rowCounts(m_connection, m_schema, m_engine, context);
    if (!rows)
        return failure(rows.error());
    m_rows = std::move(*rows);
    if (m_onlyTables.isEmpty())
        return {};
    Result<RowDigests> values = digests(m_connection, m_schema);
    if (!values)
        return failure(values.error());
    m_digests = std::move(*values);
    return {};
}

Result<> BackupTrial::letGo()
{
    if (!m_connection.isAlive() || m_connection.transaction() == TransactionState::None)
        return {};
    const Result<ResultSummary> done = perform(m_connection, u"ROLLBACK"_s);
    return done ? Result<>() : failure(done.error());
}

/// Where the backup could see later rows than were counted, only tables that stood still can be compared.
Result<> BackupTrial::compare(const RowCounts &found, Backup &backup, JobContext &context)
{
    RowCounts now = m_rows;
    if (m_still.isEmpty()) {
        Result<RowCounts> again = rowCounts(m_connection, m_schema, m_engine, context);
        if (!again)
            return failure(again.error());
        now = std::move(*again);
    }
    QStringList moving;
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it) {
        if (now.value(it.key()) != it.value())
            moving += it.key();
        else if (found.value(it.key()) != it.value())
            return differs(QT_TRANSLATE_NOOP("Backup",
                               "The backup is not whole: table %1 came back with %2 rows of %3. Its file was kept."),
                {it.key(), QString::number(found.value(it.key())), QString::number(it.value())});
        backup.rows += found.value(it.key());
    }
    if (!moving.isEmpty())
        backup.doubt = u"rows came or went meanwhile, and were not counted, in "_s + moving.join(u", "_s);
    backup.tables = m_rows.size();
    return {};
}

/// Values, where they were read before; of tables that others write meanwhile those that stood still.
Result<> BackupTrial::compareValues(Connection &copy, const Schema &restored, Backup &backup)
{
    const Schema same = matched(m_engine.completed(restored), m_engine.completed(m_schema), m_engine.nameRule);
    const Result<RowDigests> found = digests(copy, same);
    if (!found)
        return failure(found.error());
    Result<RowDigests> now = m_still.isEmpty() ? digests(m_connection, m_schema) : m_digests;
    if (!now)
        return failure(now.error());
    for (auto it = m_digests.cbegin(); it != m_digests.cend(); ++it) {
        const bool isSame = found->value(it.key()) == it.value();
        if (!isSame && now->value(it.key()) != it.value())
            backup.doubt = u"values were written meanwhile, and not compared, in "_s + m_schema.displayName(it.key());
        else if (!isSame)
            return differs(QT_TRANSLATE_NOOP("Backup",
                               "The backup is not whole: the values of %1 came back otherwise. Its file was kept."),
                {m_schema.displayName(it.key())});
    }
    return {};
}

Result<> BackupTrial::run(Backup &backup, const ConnectionProfile &beside, JobContext &context)
{
    ConnectionProfile place = beside;
    place.defaultSchema = m_from.defaultSchema;
    QElapsedTimer clock;
    clock.start();
    auto scratch = m_engine.backup->restoreOnScratch(backup.file, place, m_connection.server(), context);
    if (!scratch)
        return failure(scratch.error());
    backup.restoring = std::chrono::milliseconds(clock.elapsed());
    Connection &copy = (*scratch)->connection();
    const InterruptWatch watch(context, copy.interrupter());
    const Result<Schema> restored =
        m_engine.catalogue->read(copy, {.schemas = {}, .defaultSchema = (*scratch)->profile().defaultSchema}, context);
    if (!restored)
        return failure(restored.error());
    const QStringList missing = lacking(m_schema, *restored, m_engine);
    if (!missing.isEmpty())
        return differs(QT_TRANSLATE_NOOP("Backup",
                           "The backup is not whole: %1 came back otherwise, or not at all. Its file was kept."),
            {missing.mid(0, 5).join(u", "_s)});
    const Result<RowCounts> rows = rowCounts(copy, *restored, m_engine, context);
    if (!rows)
        return failure(rows.error());
    if (Result<> same = compare(*rows, backup, context); !same)
        return same;
    if (Result<> same = m_onlyTables.isEmpty() ? Result<>() : compareValues(copy, *restored, backup); !same)
        return same;
    backup.isTried = true;
    backup.triedAt = QDateTime::currentDateTimeUtc();
    m_copy = std::move(*scratch);
    return {};
}

} // namespace relata
