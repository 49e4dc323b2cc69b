#include "models/timeline/run_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/script_port.h"
#include "models/sql/sql_writer.h"
#include "models/timeline/ledger.h"

#include <QSysInfo>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Columns = "id, version, direction, position, statements, note, request, session_key, run_by, process, "
                         "started_at, updated_at";

} // namespace

QString runnerName()
{
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return QString(user.isEmpty() ? QSysInfo::machineHostName() : user + u'@' + QSysInfo::machineHostName()).left(64);
}

RunRequest RunRequest::of(const QString &text)
{
    RunRequest request;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < words.size(); ++i)
        (void)request.add(words.at(i) == "pace"_L1 ? u"pace "_s + words.value(i + 1) : words.at(i));
    return request;
}

QString RunRequest::text() const
{
    if (cancels)
        return u"cancel"_s;
    QStringList words;
    if (pauses)
        words += u"pause"_s;
    if (share < 100)
        words += u"pace %1"_s.arg(share);
    return words.join(u' ');
}

bool RunRequest::add(const QString &what)
{
    const int wanted = what.startsWith("pace "_L1) ? what.mid(5).toInt() : 0;
    if (wanted >= 1 && wanted <= 100)
        share = wanted;
    else if (what == "pause"_L1 || what == "continue"_L1)
        pauses = what == "pause"_L1;
    else if (what == "cancel"_L1)
        cancels = true;
    else
        return false;
    return true;
}

Result<QString> RunTable::table()
{
    if (m_table.isEmpty()) {
        Ledger ledger(m_connection, m_engine);
        if (Result<> located = ledger.locate(); !located)
            return failure(located.error());
        m_table = ledger.place() + u"_relata_runs"_s;
    }
    return m_table;
}

Result<> RunTable::ensure()
{
    const LedgerWords w = m_engine.runner->ledgerWords();
    const RunWatchPort &watch = *m_engine.runner->watch();
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const Result<ResultSummary> made = perform(m_connection,
        u"CREATE "_s + watch.fleetingTable() + u" IF NOT EXISTS "_s + *name
            + u" (id %1 NOT NULL PRIMARY KEY, version %1, direction %1, position %2, statements %2, note %1, "
              "request %1, session_key %1, run_by %1, process %1, started_at %1, updated_at %1)"_s.arg(w.key, w.number)
            + watch.fleetingSuffix());
    return made ? Result<>() : failure(made.error());
}

Result<std::optional<RunRecord>> RunTable::current()
{
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const Result<Rows> rows = fetch(
        m_connection, u"SELECT "_s + QLatin1StringView(Columns) + u" FROM "_s + *name + u" ORDER BY started_at"_s);
    if (!rows && isMissingTable(m_engine, rows.error()))
        return std::optional<RunRecord>(); // no table: nothing ever ran here
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<RunRecord>();
    RunRecord record;
    QString *texts[] = {&record.id, &record.version, &record.direction, nullptr, nullptr, &record.note, &record.request,
        &record.session, &record.by, &record.process, &record.startedAt, &record.updatedAt};
    for (int c = 0; c < 12; ++c) {
        if (texts[c])
            *texts[c] = rows->text(0, c);
    }
    record.position = int(rows->number(0, 3));
    record.statements = int(rows->number(0, 4));
    return std::optional(record);
}

Result<> RunTable::put(const RunRecord &record)
{
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    if (const auto gone = perform(m_connection, u"DELETE FROM "_s + *name); !gone)
        return failure(gone.error());
    QStringList parameters;
    for (int i = 1; i <= 12; ++i)
        parameters += m_engine.runner->parameter(i);
    const QList<Value> values{record.id, record.version.left(64), record.direction, qint64(record.position),
        qint64(record.statements), record.note.left(64), QString(), record.session.left(64), record.by.left(64),
        record.process.left(64), ledgerTime(), ledgerTime()};
    const auto put = perform(m_connection,
        u"INSERT INTO "_s + *name + u" ("_s + QLatin1StringView(Columns) + u") VALUES ("_s + parameters.join(u", "_s)
            + u')',
        values);
    return put ? Result<>() : failure(put.error());
}

Result<> RunTable::update(const RunRecord &record)
{
    const auto p = [&](int n) { return m_engine.runner->parameter(n); };
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const QList<Value> values{record.version.left(64), record.direction, qint64(record.position),
        qint64(record.statements), record.note.left(64), ledgerTime(), record.id};
    const auto done = perform(m_connection,
        u"UPDATE "_s + *name + u" SET version = "_s + p(1) + u", direction = "_s + p(2) + u", position = "_s + p(3)
            + u", statements = "_s + p(4) + u", note = "_s + p(5) + u", updated_at = "_s + p(6) + u" WHERE id = "_s
            + p(7),
        values);
    return done ? Result<>() : failure(done.error());
}

Result<> RunTable::work(const RunRecord &record)
{
    const auto p = [&](int n) { return m_engine.runner->parameter(n); };
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const QList<Value> values{record.session.left(64), record.id};
    const auto done = perform(
        m_connection, u"UPDATE "_s + *name + u" SET session_key = "_s + p(1) + u" WHERE id = "_s + p(2), values);
    return done ? Result<>() : failure(done.error());
}

Result<QString> RunTable::request(const QString &id)
{
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const QList<Value> values{id};
    const auto rows = fetch(
        m_connection, u"SELECT request FROM "_s + *name + u" WHERE id = "_s + m_engine.runner->parameter(1), values);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? QString() : rows->text(0, 0);
}

Result<bool> RunTable::ask(const QString &id, const QString &request)
{
    const auto p = [&](int n) { return m_engine.runner->parameter(n); };
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const QList<Value> values{request, id};
    const auto done =
        perform(m_connection, u"UPDATE "_s + *name + u" SET request = "_s + p(1) + u" WHERE id = "_s + p(2), values);
    if (!done)
        return failure(done.error());
    const Result<QString> stands = this->request(id);
    return stands ? Result<bool>(*stands == request) : failure(stands.error());
}

Result<> RunTable::remove(const QString &id)
{
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const QList<Value> values{id};
    const auto done =
        perform(m_connection, u"DELETE FROM "_s + *name + u" WHERE id = "_s + m_engine.runner->parameter(1), values);
    return done ? Result<>() : failure(done.error());
}

} // namespace relata
