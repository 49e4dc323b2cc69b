#include "tests/dialects/mysql_support.h"

#include "dialects/mysql/driver.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryFile>

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

bool runsScript(const ConnectionProfile &profile, const QString &script)
{
    static const QRegularExpression choosing(u"^(DROP|CREATE) (DATABASE|SCHEMA) [^;]*;|^USE [^;]*;"_s,
        QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    QTemporaryFile file;
    if (!file.open())
        return false;
    file.write(QString(script).remove(choosing).toUtf8());
    file.flush();
    QProcess client;
    client.setStandardInputFile(file.fileName());
    client.setProgram(u"mariadb"_s);
    client.setArguments({u"--no-defaults"_s, u"--default-character-set=utf8mb4"_s, u"-u"_s + profile.user,
        u"-h"_s + profile.host, u"-P%1"_s.arg(profile.port), profile.database});
    client.start();
    const bool good = client.waitForFinished(300'000) && client.exitCode() == 0;
    if (!good)
        qWarning("%s", client.readAllStandardError().constData());
    return good;
}

std::optional<QString> sharedData(const QString &name)
{
    const QString root = qEnvironmentVariable("RELATA_SOURCE_DIR");
    for (const QString &folder : {u"/../shared/data/"_s, u"/../../shared/data/"_s}) {
        QFile file(root + folder + name);
        if (file.open(QIODevice::ReadOnly))
            return QString::fromUtf8(file.readAll());
    }
    return {};
}

/// The lines of keys and constraints in one order: the server lists them as they came, which means nothing.
static QString withSortedKeys(const QString &table)
{
    static const QRegularExpression key(u"^  (KEY|UNIQUE|FULLTEXT|SPATIAL|CONSTRAINT)"_s);
    QStringList head, keys, tail;
    for (QString line : table.split(u'\n')) {
        if (line.endsWith(u','))
            line.chop(1);
        (key.match(line).hasMatch() ? keys : line.startsWith(u')') ? tail : head) += line;
    }
    keys.sort();
    return (head + keys + tail).join(u'\n') + u'\n';
}

QString dumpOf(Connection &connection)
{
    static const QRegularExpression counter(u" AUTO_INCREMENT=\\d+"_s);
    const auto shown = [&](const QString &what, const QString &name, int column) {
        QString quoted = name;
        quoted = u'`' + quoted.replace(u"`"_s, u"``"_s) + u'`';
        const Result<Rows> rows = fetch(connection, u"SHOW CREATE %1 %2"_s.arg(what, quoted));
        return rows ? rows->text(0, column).remove(counter) : rows.error().text();
    };
    const auto names = [&](const QString &query) {
        const Result<Rows> rows = fetch(connection, query);
        QStringList result;
        for (qsizetype row = 0; rows && row < rows->count; ++row)
            result += rows->text(row, 0);
        return result;
    };
    QString database = fetch(connection, u"SELECT DATABASE()"_s)->text(0, 0);
    QString result;
    for (const QString &name :
        names(u"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1"_s))
        result += withSortedKeys(shown(u"TABLE"_s, name, 1));
    for (const QString &name :
        names(u"SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1"_s))
        result += shown(u"TRIGGER"_s, name, 2) + u'\n';
    for (const QString &what : {u"FUNCTION"_s, u"PROCEDURE"_s}) {
        for (const QString &name : names(u"SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = "
                                         "DATABASE() AND ROUTINE_TYPE = '%1' ORDER BY 1"_s.arg(what)))
            result += shown(what, name, 2) + u'\n';
    }
    return result.replace(u'`' + database + u"`."_s, QString());
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
