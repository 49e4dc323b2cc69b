#include "tests/dialects/mysql_support.h"

#include "dialects/mysql/driver.h"
#include "tests/support/test_servers.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace relata::tests {

ConnectionProfile mysqlProfile(const QByteArray &server, bool bySocket)
{
    const QString url = serverUrl(server, bySocket ? ServerAddress::Socket : ServerAddress::Tcp).value_or(QString());
    return profileFromUrl(url).value_or(ConnectionProfile());
}

std::unique_ptr<Connection> openMysql(const ConnectionProfile &profile)
{
    Result<std::unique_ptr<Connection>> opened = mysql::MysqlDriver().open(profile);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().text()));
    return std::move(*opened);
}

bool runs(Connection &connection, const QString &statement)
{
    const Result<ResultSummary> done = perform(connection, statement);
    if (!done)
        qWarning("%s\n%s", qPrintable(statement.left(2000)), qPrintable(done.error().text()));
    return done.has_value();
}

MysqlDatabase::MysqlDatabase(const QByteArray &server)
    : m_profile(mysqlProfile(server))
{
    const QString name = u"relata_test_%1"_s.arg(QRandomGenerator::system()->generate64(), 0, 36);
    m_connection = openMysql(m_profile);
    runs(*m_connection, u"CREATE DATABASE `%1`"_s.arg(name));
    m_profile.database = name;
    m_connection = openMysql(m_profile);
}

MysqlDatabase::~MysqlDatabase()
{
    m_connection = openMysql(m_profile);
    runs(*m_connection, u"DROP DATABASE `%1`"_s.arg(m_profile.database));
}

std::unique_ptr<Connection> MysqlDatabase::connect() const { return openMysql(m_profile); }

} // namespace relata::tests
