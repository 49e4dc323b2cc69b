#include "dialects/postgresql/scratch.h"

#include "dialects/postgresql/driver.h"
#include "dialects/postgresql/errors.h"
#include "dialects/postgresql/private_server.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

#include <QRandomGenerator>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

SqlWriter sql() { return SqlWriter(postgresqlFlavour()); }

const QLatin1StringView Prefix = "_relata_scratch_"_L1;

/// The name says when it was made, by the server's clock.
QString nameMadeAt(qint64 seconds)
{
    return Prefix + QString::number(seconds, 36) + u'_' + QString::number(QRandomGenerator::global()->generate64(), 36);
}

/// Removes what killed programs left: no session is in it, and it is older than the moment between making and
/// entering one can be. The server refuses where somebody entered meanwhile, or where it is not ours to drop.
void dropLeftovers(Connection &session, qint64 now)
{
    constexpr qint64 Age = 600; // seconds
    const auto names = fetch(session,
        u"SELECT datname FROM pg_database d WHERE datname LIKE '\\_relata\\_scratch\\_%\\_%' AND NOT EXISTS "
        "(SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)"_s);
    for (qsizetype i = 0; names && i < names->count; ++i) {
        const QString name = names->text(i, 0);
        bool isTime = false;
        const qint64 made = name.mid(Prefix.size()).section(u'_', 0, 0).toLongLong(&isTime, 36);
        if (isTime && made < now - Age)
            (void)perform(session, (sql() << "DROP DATABASE IF EXISTS " << Identifier{name}).sql());
    }
}

class PostgresqlScratch : public ScratchDatabase {
public:
    PostgresqlScratch(const ConnectionProfile &beside, std::unique_ptr<PrivateServer> server)
        : m_server(std::move(server))
        , m_beside(m_server ? m_server->profile() : beside)
        , m_profile(m_beside)
    {
        m_profile.defaultSchema = beside.defaultSchema;
        m_profile.readOnly = false;
        m_beside.readOnly = false;
    }
    ~PostgresqlScratch() override;

    /// Makes the database, and removes those that killed programs left beside it.
    Result<> make(Connection &session);
    Connection &connection() override { return *m_connection; }
    const ConnectionProfile &profile() const override { return m_profile; }
    Message description() const override;

private:
    Result<> open();

    std::unique_ptr<PrivateServer> m_server; ///< null: beside somebody else's database
    ConnectionProfile m_beside, m_profile;
    std::unique_ptr<Connection> m_connection;
    bool m_made = false;
};

PostgresqlScratch::~PostgresqlScratch()
{
    const bool forced = m_connection && m_connection->server().version >= 130000;
    m_connection.reset();
    if (m_server || !m_made)
        return;
    if (const auto session = PostgresqlDriver().open(m_beside)) {
        SqlWriter drop = sql();
        drop << "DROP DATABASE IF EXISTS " << Identifier{m_profile.database};
        if (forced)
            drop << " WITH (FORCE)";
        (void)perform(**session, drop.sql());
    }
}

Result<> PostgresqlScratch::make(Connection &session)
{
    const auto like = fetch(session,
        u"SELECT pg_encoding_to_char(encoding), datcollate, datctype, extract(epoch FROM clock_timestamp())::bigint, "
        "current_setting('fsync') = 'off' FROM pg_database WHERE datname = current_database()"_s);
    if (!like)
        return failure(like.error());
    const qint64 now = like->number(0, 3);
    dropLeftovers(session, now);
    m_profile.database = nameMadeAt(now);
    const Identifier name{m_profile.database};
    SqlWriter creating = sql();
    creating << "CREATE DATABASE " << name << " TEMPLATE template0 ENCODING " << SqlString{like->text(0, 0)}
             << " LC_COLLATE " << SqlString{like->text(0, 1)} << " LC_CTYPE " << SqlString{like->text(0, 2)}
             << " CONNECTION LIMIT 16";
    // Copied as files it is made five times as fast, but for two checkpoints: these cost where something is synced.
    if (like->truth(0, 4) && session.server().version >= 150000)
        creating << " STRATEGY file_copy";
    if (const auto created = perform(session, creating.sql()); !created)
        return failure(created.error());
    m_made = true;
    SqlWriter comment = sql();
    comment << "COMMENT ON DATABASE " << name << " IS "
            << SqlString{u"Relata tries a migration here and drops this database when it is done."_s};
    (void)perform(session, comment.sql());
    return open();
}

Result<> PostgresqlScratch::open()
{
    Result<std::unique_ptr<Connection>> opened = PostgresqlDriver().open(m_profile);
    if (!opened)
        return failure(opened.error());
    m_connection = std::move(*opened);
    if (m_profile.defaultSchema.isEmpty() || m_profile.defaultSchema == "public"_L1)
        return {};
    const auto made =
        perform(*m_connection, (sql() << "CREATE SCHEMA IF NOT EXISTS " << Identifier{m_profile.defaultSchema}).sql());
    return made ? Result<>() : failure(made.error());
}

Message PostgresqlScratch::description() const
{
    if (m_server)
        return {"Postgresql", QT_TRANSLATE_NOOP("Postgresql", "on a private server of PostgreSQL %1"),
            {m_server->versionText()}};
    return {"Postgresql", QT_TRANSLATE_NOOP("Postgresql", "in database %1 beside %2"),
        {m_profile.database, m_beside.database.isEmpty() ? m_beside.user : m_beside.database}};
}

bool mayCreateDatabases(Connection &session)
{
    const auto may = fetch(session, u"SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"_s);
    return may && !may->isEmpty() && may->truth(0, 0);
}

Result<std::unique_ptr<ScratchDatabase>> made(std::unique_ptr<PostgresqlScratch> scratch, Connection &session)
{
    if (Result<> done = scratch->make(session); !done)
        return failure(done.error());
    return scratch;
}

} // namespace

Result<std::unique_ptr<ScratchDatabase>> PostgresqlScratchProvider::create(
    const ConnectionProfile &beside, JobContext &context) const
{
    const bool named = !(beside.host.isEmpty() && beside.socket.isEmpty() && beside.database.isEmpty());
    int version = beside.likeVersion / 10000;
    if (named) {
        ConnectionProfile writable = beside;
        writable.readOnly = false;
        const auto session = PostgresqlDriver().open(writable);
        if (!session)
            return failure(session.error());
        if (mayCreateDatabases(**session))
            return made(std::make_unique<PostgresqlScratch>(writable, nullptr), **session);
        version = (*session)->server().version / 10000;
    }
    auto server = PrivateServer::start(version, context);
    if (!server)
        return failure(server.error());
    const auto session = PostgresqlDriver().open((*server)->profile());
    if (!session)
        return failure(session.error());
    return made(std::make_unique<PostgresqlScratch>(beside, std::move(*server)), **session);
}

} // namespace relata::postgresql
