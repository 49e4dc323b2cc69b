#include "dialects/mysql/waits.h"

#include "models/engine/fetch.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// InnoDB tells the time of the server's host, the session's own may be another; what it shows may be a tenth of a
/// second old.
constexpr auto Transactions =
    "SELECT trx_mysql_thread_id, TIMESTAMPDIFF(SECOND, trx_started, CONVERT_TZ(NOW(), @@session.time_zone, "
    "'SYSTEM')), trx_state = 'LOCK WAIT' FROM information_schema.innodb_trx";

constexpr auto Processes =
    "SELECT id, user, host, COALESCE(db, ''), command, COALESCE(time, 0), COALESCE(state, ''), COALESCE(info, '') "
    "FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND command NOT IN ('Daemon', 'Binlog Dump', "
    "'Binlog Dump GTID') ORDER BY id";

constexpr auto LastStatements =
    "SELECT t.processlist_id, e.sql_text FROM performance_schema.events_statements_current e JOIN "
    "performance_schema.threads t ON t.thread_id = e.thread_id WHERE t.processlist_id IS NOT NULL AND e.sql_text IS "
    "NOT NULL";

constexpr auto IsInstrumented =
    "SELECT 1 FROM performance_schema.setup_instruments WHERE name = 'wait/lock/metadata/sql/mdl' AND enabled = "
    "'YES'";

/// Of tables, and of everything: FLUSH TABLES WITH READ LOCK, which has no table.
constexpr auto InstrumentedLocks =
    "SELECT t.processlist_id, COALESCE(m.object_schema, ''), COALESCE(m.object_name, ''), IF(m.object_type = "
    "'TABLE', m.lock_type, 'EXCLUSIVE') FROM performance_schema.metadata_locks m JOIN performance_schema.threads t "
    "ON t.thread_id = m.owner_thread_id WHERE t.processlist_id IS NOT NULL AND (m.object_type = 'TABLE' OR "
    "(m.object_type = 'GLOBAL' AND m.lock_type = 'SHARED') OR m.lock_type LIKE '%FTWRL%')";

constexpr auto PluginLocks =
    "SELECT thread_id, COALESCE(table_schema, ''), COALESCE(table_name, ''), IF(lock_mode LIKE '%FTWRL%', "
    "'EXCLUSIVE', lock_mode) FROM information_schema.metadata_lock_info WHERE lock_type = 'Table metadata lock' OR "
    "lock_mode LIKE '%FTWRL%'";

/// A process of the server, with the database that it is in.
struct Process {
    LiveSession session;
    QString database;
    std::chrono::seconds since{0}; ///< how long it has been in its state
    bool isOpen = false; ///< in a transaction
};

/// What is asked of a server once for all its sessions.
class Look {
public:
    Look(Connection &connection, const QList<Lock> &wanted)
        : m_connection(connection)
        , m_wanted(wanted)
    { }

    Result<ServerCrowd> take();

private:
    Result<> askPlace();
    Result<> askTransactions();
    Result<> askProcesses();
    void askStatements();
    Result<Rows> locks();
    void noteLocks(const Rows &rows);
    Result<> supposeLocks();
    QString databaseOf(const Lock &lock) const;
    bool isSame(const QString &a, const QString &b) const { return a.compare(b, m_case) == 0; }

    Connection &m_connection;
    const QList<Lock> &m_wanted;
    QString m_database;
    Qt::CaseSensitivity m_case = Qt::CaseSensitive;
    QHash<qint64, qint64> m_transactions; ///< seconds by session
    QSet<qint64> m_queued; ///< for a row's lock
    QList<Process> m_processes;
    ServerCrowd m_crowd;
};

Result<> Look::askPlace()
{
    const Result<Rows> rows = fetch(m_connection, u"SELECT COALESCE(DATABASE(), ''), @@lower_case_table_names"_s);
    if (!rows)
        return failure(rows.error());
    m_database = rows->text(0, 0);
    m_case = rows->number(0, 1) == 0 ? Qt::CaseSensitive : Qt::CaseInsensitive;
    return {};
}

Result<> Look::askTransactions()
{
    const Result<Rows> rows = fetch(m_connection, QLatin1StringView(Transactions));
    if (!rows && rows.error().code != Error::Code::Sql)
        return failure(rows.error());
    if (!rows)
        m_crowd.hidden += Message{"Mysql",
            QT_TRANSLATE_NOOP("Mysql",
                "The transactions and statements of other users are hidden from this user; a grant of PROCESS on *.* "
                "would show them."),
            {}};
    for (qsizetype row = 0; rows && row < rows->count; ++row) {
        m_transactions.insert(rows->number(row, 0), std::max<qint64>(rows->number(row, 1), 0));
        if (rows->truth(row, 2))
            m_queued += rows->number(row, 0);
    }
    return {};
}

Result<> Look::askProcesses()
{
    const Result<Rows> rows = fetch(m_connection, QLatin1StringView(Processes));
    if (!rows)
        return failure(rows.error());
    for (qsizetype row = 0; row < rows->count; ++row) {
        Process process;
        LiveSession &session = process.session;
        session.number = rows->text(row, 0);
        session.user = rows->text(row, 1);
        session.from = rows->text(row, 2);
        session.statement = rows->text(row, 7).simplified().left(120);
        session.ending = u"KILL "_s + session.number;
        const bool isIdle = rows->text(row, 4) == "Sleep"_L1;
        const bool isQueued = m_queued.contains(rows->number(row, 0))
            || (rows->text(row, 6).startsWith("Waiting for"_L1) && rows->text(row, 6).endsWith("lock"_L1));
        session.state = isIdle ? LiveSession::State::Idle
            : isQueued         ? LiveSession::State::Queued
                               : LiveSession::State::Running;
        const auto open = m_transactions.constFind(rows->number(row, 0));
        process.isOpen = open != m_transactions.cend();
        process.database = rows->text(row, 3);
        process.since = std::chrono::seconds(std::max<qint64>(rows->number(row, 5), 0));
        if (process.isOpen)
            session.open = std::chrono::seconds(*open);
        else if (!isIdle)
            session.open = process.since;
        m_processes += process;
    }
    return {};
}

/// Of sessions that are idle the list of processes does not know what they ran last.
void Look::askStatements()
{
    const Result<Rows> rows = fetch(m_connection, QLatin1StringView(LastStatements));
    QHash<QString, QString> last;
    for (qsizetype row = 0; rows && row < rows->count; ++row)
        last.insert(rows->text(row, 0), rows->text(row, 1).simplified().left(120));
    for (Process &process : m_processes) {
        if (process.session.statement.isEmpty())
            process.session.statement = last.value(process.session.number);
    }
}

/// Who holds or waits for which metadata lock; an error: this server does not tell.
Result<Rows> Look::locks()
{
    const Result<Rows> isTold = fetch(m_connection, QLatin1StringView(IsInstrumented));
    const bool isInstrumented = isTold && !isTold->isEmpty();
    return fetch(m_connection, QLatin1StringView(isInstrumented ? InstrumentedLocks : PluginLocks));
}

QString Look::databaseOf(const Lock &lock) const
{
    const QStringList &path = lock.object.path;
    const QString said = path.size() > 1 ? path.at(path.size() - 2) : QString();
    return said.isEmpty() ? m_database : said;
}

void Look::noteLocks(const Rows &rows)
{
    for (qsizetype row = 0; row < rows.count; ++row) {
        for (int i = 0; i < int(m_wanted.size()); ++i) {
            const Lock &lock = m_wanted.at(i);
            const bool isGlobal = rows.text(row, 2).isEmpty();
            const bool isMeant = !lock.object.path.isEmpty() && isSame(lock.object.path.last(), rows.text(row, 2))
                && isSame(databaseOf(lock), rows.text(row, 1));
            if (!isGlobal && !isMeant)
                continue;
            for (Process &process : m_processes) {
                if (process.session.number == rows.text(row, 0))
                    process.session.holdings += LiveSession::Holding{i, rows.text(row, 3), true};
            }
        }
    }
}

/// Names of tables alone are read from the folder or the dictionary: no table is opened, and nothing waited for.
Result<> Look::supposeLocks()
{
    const Result<Rows> rows =
        fetch(m_connection, u"SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"_s);
    if (!rows)
        return failure(rows.error());
    QSet<QString> tables;
    for (qsizetype row = 0; row < rows->count; ++row)
        tables += rows->text(row, 0).toCaseFolded();
    for (int i = 0; i < int(m_wanted.size()); ++i) {
        const Lock &lock = m_wanted.at(i);
        const QString name = lock.object.path.isEmpty() ? QString() : lock.object.path.last();
        if (!isSame(databaseOf(lock), m_database) || !tables.contains(name.toCaseFolded()))
            continue; // what a statement before it makes
        const QRegularExpression named(u"(?<![\\w$])%1(?![\\w$])"_s.arg(QRegularExpression::escape(name)),
            QRegularExpression::CaseInsensitiveOption);
        for (Process &process : m_processes) {
            LiveSession &session = process.session;
            if (!process.database.isEmpty() && !isSame(process.database, m_database))
                continue;
            const bool isReading = session.statement.startsWith("select"_L1, Qt::CaseInsensitive);
            if (session.state != LiveSession::State::Idle && session.statement.contains(named))
                session.holdings += LiveSession::Holding{i, isReading ? u"SHARED_READ"_s : u"SHARED_WRITE"_s, true};
            else if (process.isOpen)
                session.holdings += LiveSession::Holding{i, u"SHARED_WRITE"_s, false};
        }
    }
    return {};
}

Result<ServerCrowd> Look::take()
{
    for (const auto step : {&Look::askPlace, &Look::askTransactions, &Look::askProcesses}) {
        if (Result<> done = (this->*step)(); !done)
            return failure(done.error());
    }
    askStatements();
    const Result<Rows> held = locks();
    if (held)
        noteLocks(*held);
    else if (held.error().code != Error::Code::Sql)
        return failure(held.error());
    else if (Result<> supposed = supposeLocks(); !supposed)
        return failure(supposed.error());
    for (Process &process : m_processes) {
        if (!process.session.open && !process.session.holdings.isEmpty()) // LOCK TABLES begins no transaction
            process.session.open = process.since;
        const bool isHere = process.database.isEmpty() || isSame(process.database, m_database);
        if (!process.session.holdings.isEmpty() || (process.isOpen && isHere))
            m_crowd.sessions += process.session;
    }
    return std::move(m_crowd);
}

/// "EXCLUSIVE METADATA" and "MDL_EXCLUSIVE" are the same lock.
QString modeKey(QString name)
{
    name = name.toUpper();
    if (name.startsWith("MDL_"_L1))
        name.remove(0, 4);
    return name.remove(" METADATA"_L1).replace(u' ', u'_');
}

} // namespace

Result<ServerCrowd> MysqlWaits::look(Connection &connection, const QList<Lock> &wanted) const
{
    return Look(connection, wanted).take();
}

/// What is held upgradable throughout is held alone at both ends of its statement.
bool MysqlWaits::conflicts(const QString &wanted, const QString &held) const
{
    static const QSet<QString> strong{
        u"EXCLUSIVE"_s, u"SHARED_NO_READ_WRITE"_s, u"SHARED_NO_WRITE"_s, u"SHARED_READ_ONLY"_s};
    static const QSet<QString> writing{u"EXCLUSIVE"_s, u"SHARED_NO_READ_WRITE"_s, u"SHARED_NO_WRITE"_s,
        u"SHARED_UPGRADABLE"_s, u"SHARED_WRITE"_s, u"SHARED_WRITE_LOW_PRIO"_s};
    const QString one = modeKey(wanted), other = modeKey(held);
    if (one == "EXCLUSIVE"_L1 || one == "SHARED_UPGRADABLE"_L1)
        return true;
    return one == "SHARED_NO_WRITE"_L1 ? writing.contains(other) : strong.contains(other);
}

} // namespace relata::mysql
