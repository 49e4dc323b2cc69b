#include "tests/app/replica_pair.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace relata::tests {

namespace {

constexpr int Patience = 60'000;

} // namespace

ReplicaPair::ReplicaPair(const EngineRegistry &engines, const QByteArray &server)
    : m_engines(engines)
    , m_primary(server)
    , m_replica(server)
    , m_error(m_primary.error() + m_replica.error())
{
    Session session;
    if (m_error.isEmpty())
        m_error = reopen(session, m_primary, {u"--log-bin"_s, u"--server-id=1"_s}); // without, nobody can follow it
    if (m_error.isEmpty())
        m_error = restartReplica();
    if (!m_error.isEmpty())
        return;
    const auto at = fetch(*session.connection, u"SHOW MASTER STATUS"_s);
    if (!at || at->isEmpty()) {
        m_error = u"the server writes no log that another could follow"_s;
        return;
    }
    m_error = onReplica(
        u"CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=%1, MASTER_USER='%2', "
        "MASTER_LOG_FILE='%3', MASTER_LOG_POS=%4;\nSTART SLAVE"_s.arg(
            QString::number(m_primary.profile().port), m_primary.profile().user, at->text(0, 0), at->text(0, 1)));
}

QString ReplicaPair::reopen(Session &session, HeldServer &server, const QStringList &options)
{
    session.connection.reset();
    if (!server.kill() || !server.restart(options))
        return u"the server does not start again: "_s + server.lastWords();
    const bool isUp = QTest::qWaitFor([&] { return bool(session.open(server.profile(), m_engines)); }, Patience);
    return isUp ? QString() : u"the server does not answer: "_s + server.lastWords();
}

ConnectionProfile ReplicaPair::primary() const
{
    ConnectionProfile profile = m_primary.profile();
    profile.replicas = {m_replica.profile()};
    profile.replicas.first().name = u"shadow"_s;
    return profile;
}

QString ReplicaPair::onReplica(const QString &script) { return m_replicaSession.run(script); }

QString ReplicaPair::killReplica()
{
    // In the midst of a transaction it would do that twice, as its log and its place in it are not kept as one.
    if (const QString error = onReplica(u"STOP SLAVE"_s); !error.isEmpty())
        return error;
    m_replicaSession.connection.reset();
    return m_replica.kill() ? QString() : u"the replica cannot be killed"_s;
}

QString ReplicaPair::restartReplica() { return reopen(m_replicaSession, m_replica, {u"--server-id=2"_s}); }

} // namespace relata::tests
