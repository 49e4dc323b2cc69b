#include "tests/app/standby.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "tests/support/server_user.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace relata::tests {

namespace {

constexpr auto Programs = "/usr/lib/postgresql/15/bin/";
constexpr int Patience = 60'000;

} // namespace

Standby::Standby(const EngineRegistry &engines, const ConnectionProfile &primary)
{
    giveToServerUser(m_folder.path());
    const QString programs = QString::fromLatin1(Programs), data = m_folder.filePath(u"data"_s);
    const QStringList copy =
        asServerUser({programs + u"pg_basebackup"_s, u"-D"_s, data, u"-R"_s, u"-c"_s, u"fast"_s, u"-d"_s,
            u"host=%1 port=%2 user=%3 application_name=standby"_s.arg(
                primary.host, QString::number(primary.port), primary.user)});
    QProcess copying;
    copying.setProcessChannelMode(QProcess::MergedChannels);
    copying.start(copy.first(), copy.mid(1));
    if (!copying.waitForFinished(Patience) || copying.exitCode() != 0) {
        m_error = QString::fromUtf8(copying.readAll()) + copying.errorString();
        return;
    }
    ConnectionProfile profile = primary;
    profile.host = u"127.0.0.1"_s;
    profile.port = freePort();
    const QStringList serve =
        asServerUser({programs + u"postgres"_s, u"-D"_s, data, u"-p"_s, QString::number(profile.port), u"-c"_s,
            u"unix_socket_directories="_s + m_folder.path(), u"-c"_s, u"wal_receiver_status_interval=1s"_s, u"-c"_s,
            u"max_connections=1000"_s, u"-c"_s, u"max_prepared_transactions=100"_s}); // no less than the primary's
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(m_folder.filePath(u"log"_s));
    m_server.start(serve.first(), serve.mid(1));
    const bool isUp = QTest::qWaitFor([&] { return bool(m_session.open(profile, engines)); }, Patience);
    QFile log(m_folder.filePath(u"log"_s));
    if (!isUp && log.open(QIODevice::ReadOnly))
        m_error = u"the standby does not answer: "_s + QString::fromUtf8(log.readAll().right(2000));
}

Standby::~Standby()
{
    m_session.connection.reset();
    m_server.terminate();
    if (m_server.state() != QProcess::NotRunning && !m_server.waitForFinished(Patience))
        m_server.kill();
}

bool Standby::catchUp(const Session &primary)
{
    const QString lag = u"SELECT 1 FROM pg_stat_replication WHERE application_name = 'standby' AND replay_lag IS NOT "
                        "NULL"_s;
    int number = 0;
    return QTest::qWaitFor(
        [&] {
            const QString table = u"caught_up_%1"_s.arg(++number);
            if (!primary.run(u"CREATE TABLE %1 (i integer);\nDROP TABLE %1"_s.arg(table)).isEmpty())
                return false;
            const auto rows = fetch(*primary.connection, lag);
            return rows && !rows->isEmpty();
        },
        Patience);
}

QString Standby::delay(const QString &time)
{
    return m_session.run(u"ALTER SYSTEM SET recovery_min_apply_delay = '%1';\nSELECT pg_reload_conf()"_s.arg(time));
}

} // namespace relata::tests
