#include "dialects/mysql/scratch.h"

#include "dialects/mysql/connection.h"
#include "dialects/mysql/grants.h"
#include "dialects/mysql/private_server.h"
#include "dialects/mysql/server_facts.h"
#include "models/engine/fetch.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

#include <QRandomGenerator>
#include <QSet>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// One thing that somebody was granted something on, as the server keeps it.
struct Granted {
    QString user, host, database, what, object;
};

QList<Granted> grantedOn(Connection &session, const QString &name)
{
    QList<Granted> result;
    const QString escaped = QString(name).replace(u'_', u"\\_"_s);
    for (const QString &query :
        {u"SELECT User, Host, Db, 'TABLE', Table_name FROM mysql.tables_priv WHERE Db IN (?, ?)"_s,
            u"SELECT User, Host, Db, Routine_type, Routine_name FROM mysql.procs_priv WHERE Db IN (?, ?)"_s,
            u"SELECT User, Host, Db, '', NULL FROM mysql.db WHERE Db IN (?, ?)"_s}) {
        const Result<Rows> rows = fetch(session, query, QList<Value>{name, escaped});
        for (qsizetype i = 0; rows && i < rows->count; ++i)
            result += {rows->text(i, 0), rows->text(i, 1), rows->text(i, 2), rows->text(i, 3), rows->text(i, 4)};
    }
    return result;
}

/// What was granted on a database and in it would outlive it.
void revokeAll(Connection &session, const QString &name)
{
    const bool mariaDb = isMariaDb(session.server());
    for (const Granted &one : grantedOn(session, name)) {
        const SqlText account{accountOf(grantee(one.user, one.host, mariaDb))};
        for (const char *privileges : {"ALL PRIVILEGES", "GRANT OPTION"}) {
            SqlWriter revoke(mysqlFlavour());
            revoke << "REVOKE " << QLatin1String(privileges) << " ON " << SqlText{one.what} << " "
                   << Identifier{one.database} << ".";
            if (one.object.isEmpty())
                revoke << "*";
            else
                revoke << Identifier{one.object};
            (void)perform(session, (revoke << " FROM " << account).sql());
        }
    }
}

void dropDatabase(Connection &session, const QString &name)
{
    revokeAll(session, name);
    (void)perform(session, (SqlWriter(mysqlFlavour()) << "DROP DATABASE IF EXISTS " << Identifier{name}).sql());
}

class Scratch : public ScratchDatabase {
public:
    Scratch(std::unique_ptr<PrivateServer> server, std::unique_ptr<Connection> keeper,
        std::unique_ptr<Connection> connection, ConnectionProfile profile, Message description)
        : m_server(std::move(server))
        , m_keeper(std::move(keeper))
        , m_connection(std::move(connection))
        , m_profile(std::move(profile))
        , m_description(std::move(description))
    { }
    ~Scratch() override
    {
        // A private server goes with its data; elsewhere a connection that was lost must not leave the database behind.
        if (m_server)
            return;
        ConnectionProfile plain = m_profile;
        plain.database.clear();
        m_connection.reset();
        if (Result<std::unique_ptr<Connection>> closing = Session::open(plain))
            dropDatabase(**closing, m_profile.database);
    }
    Q_DISABLE_COPY_MOVE(Scratch)

    Connection &connection() override { return *m_connection; }
    const ConnectionProfile &profile() const override { return m_profile; }
    Message description() const override { return m_description; }

private:
    std::unique_ptr<PrivateServer> m_server; // outlives the connections
    std::unique_ptr<Connection> m_keeper; // holds the lock of the name until the database is gone
    std::unique_ptr<Connection> m_connection;
    const ConnectionProfile m_profile;
    const Message m_description;
};

/// A session that holds the lock of the database's name for as long as its program lives. It does nothing else: a
/// server before MySQL 5.7 lets go of the lock when its session takes another one.
Result<> takeName(Connection &keeper, const QString &name)
{
    if (const auto patient = perform(keeper, u"SET SESSION wait_timeout = 31536000"_s); !patient)
        return failure(patient.error());
    const Result<Rows> taken = fetch(keeper, u"SELECT GET_LOCK(?, 0)"_s, QList<Value>{name});
    return taken ? Result<>() : failure(taken.error());
}

/// Removes what killed programs left: nobody holds the lock of its name.
void dropLeftovers(Connection &session)
{
    QSet<QString> all;
    for (const QString &place : {u"SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME"_s,
             u"Db FROM mysql.tables_priv WHERE Db"_s, u"Db FROM mysql.procs_priv WHERE Db"_s}) {
        const Result<Rows> names = fetch(session, u"SELECT "_s + place + u" LIKE '\\_relata\\_scratch\\_%'"_s);
        for (qsizetype i = 0; names && i < names->count; ++i)
            all += names->text(i, 0);
    }
    for (const QString &name : std::as_const(all)) {
        const Result<Rows> free = fetch(session, u"SELECT IS_FREE_LOCK(?)"_s, QList<Value>{name});
        if (free && free->number(0, 0) == 1)
            dropDatabase(session, name);
    }
}

QString freshName() { return u"_relata_scratch_"_s + QString::number(QRandomGenerator::system()->generate64(), 36); }

/// The collation that tables of the database beside get by themselves, so that those of the scratch get it too.
QString defaultCollation(Connection &connection)
{
    const Result<Rows> rows = fetch(connection, u"SELECT @@collation_database"_s);
    return rows && !rows->isEmpty() ? rows->text(0, 0) : QString();
}

Result<std::unique_ptr<ScratchDatabase>> createOn(
    ConnectionProfile profile, std::unique_ptr<PrivateServer> server, const Message &description)
{
    profile.readOnly = false;
    Result<std::unique_ptr<Connection>> opened = Session::open(profile);
    if (!opened)
        return failure(opened.error());
    const QString collation = defaultCollation(**opened);
    profile.database = freshName();
    if (Result<> taken = takeName(**opened, profile.database); !taken)
        return failure(taken.error());
    if (!server)
        dropLeftovers(**opened);
    const QString statement = u"CREATE DATABASE `%1`"_s.arg(profile.database)
        + (collation.isEmpty() ? QString()
                               : u" CHARACTER SET %1 COLLATE %2"_s.arg(collation.section(u'_', 0, 0), collation));
    if (const Result<ResultSummary> made = perform(**opened, statement); !made)
        return failure(made.error());
    Result<std::unique_ptr<Connection>> inside = Session::open(profile);
    if (!inside)
        return failure(inside.error());
    Message where = description;
    where.arguments.prepend(profile.database);
    return std::make_unique<Scratch>(std::move(server), std::move(*opened), std::move(*inside), profile, where);
}

Error needsRight(const Error &refused)
{
    return {.code = Error::Code::Refused,
        .message = {"MySql",
            QT_TRANSLATE_NOOP("MySql",
                "This user may not create a database for trying things out: GRANT ALL ON `\\_relata\\_scratch\\_%`.* "
                "would allow it."),
            {}},
        .detail = refused.detail,
        .sqlState = refused.sqlState,
        .position = {}};
}

} // namespace

Result<std::unique_ptr<ScratchDatabase>> MysqlScratch::create(
    const ConnectionProfile &beside, JobContext &context) const
{
    const bool named = !beside.host.isEmpty() || !beside.socket.isEmpty();
    if (named) {
        const QString place = beside.database.isEmpty() ? beside.displayName() : beside.database;
        Result<std::unique_ptr<ScratchDatabase>> made =
            createOn(beside, {}, {"MySql", QT_TRANSLATE_NOOP("MySql", "database %1 beside %2"), {place}});
        const bool denied = !made && made.error().sqlState == "42000"_L1;
        if (!denied)
            return made;
        if (!m_mariaDb)
            return failure(needsRight(made.error()));
    }
    Result<std::unique_ptr<PrivateServer>> server = PrivateServer::start(context);
    if (!server)
        return failure(server.error());
    const ConnectionProfile profile = (*server)->profile();
    return createOn(profile, std::move(*server),
        {"MySql", QT_TRANSLATE_NOOP("MySql", "database %1 on a private MariaDB server"), {}});
}

} // namespace relata::mysql
