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

void makeAccounts(Connection &connection)
{
    const bool mariaDb = connection.server().engine == "mariadb";
    QStringList statements{u"CREATE USER 'relata_reader'@'%'"_s, u"CREATE USER 'relata_o''brien'@'localhost'"_s};
    if (mariaDb)
        statements += u"CREATE ROLE relata_team"_s;
    for (const QString &statement : std::as_const(statements))
        (void)perform(connection, statement); // who is there already is left
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

namespace {

/// What the server shows of one database.
class Dump {
public:
    explicit Dump(Connection &connection)
        : m_connection(connection)
    { }

    QString text()
    {
        QString result;
        for (const QString &name : names(u"TABLE_NAME"_s, u"TABLES"_s, u"TABLE_SCHEMA"_s, u"1"_s))
            result += withSortedKeys(shown(u"TABLE"_s, name, 1));
        for (const QString &name : names(u"TRIGGER_NAME"_s, u"TRIGGERS"_s, u"TRIGGER_SCHEMA"_s,
                 u"EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, TRIGGER_NAME"_s))
            result += trigger(name);
        for (const QString &name : names(u"EVENT_NAME"_s, u"EVENTS"_s, u"EVENT_SCHEMA"_s, u"1"_s))
            result += program(u"EVENT"_s, name, 3);
        for (const QString &what : {u"FUNCTION"_s, u"PROCEDURE"_s}) {
            const QString order = u"ROUTINE_NAME"_s;
            for (const QString &name : names(u"ROUTINE_NAME"_s, u"ROUTINES"_s,
                     QString(u"ROUTINE_TYPE = '"_s + what + u"' AND ROUTINE_SCHEMA"_s), order))
                result += program(what, name, 2);
        }
        for (const QString &table : {u"tables_priv"_s, u"columns_priv"_s, u"procs_priv"_s})
            result += privileges(table);
        const QString database = fetch(m_connection, u"SELECT DATABASE()"_s)->text(0, 0);
        return result.replace(u'`' + database + u"`."_s, QString());
    }

private:
    QStringList names(const QString &column, const QString &view, const QString &ours, const QString &order)
    {
        const Result<Rows> rows = fetch(m_connection,
            u"SELECT %1 FROM information_schema.%2 WHERE %3 = DATABASE() ORDER BY %4"_s.arg(column, view, ours, order));
        QStringList result;
        for (qsizetype row = 0; rows && row < rows->count; ++row)
            result += rows->text(row, 0);
        return result;
    }

    QString shown(const QString &what, const QString &name, int column)
    {
        static const QRegularExpression counter(u" AUTO_INCREMENT=\\d+"_s);
        QString quoted = name;
        quoted = u'`' + quoted.replace(u"`"_s, u"``"_s) + u'`';
        const Result<Rows> rows = fetch(m_connection, u"SHOW CREATE %1 %2"_s.arg(what, quoted));
        return rows ? rows->text(0, column).remove(counter) : rows.error().text();
    }

    QString program(const QString &what, const QString &name, int column)
    {
        return shown(what, name, column) + u"\nunder "_s + shown(what, name, 1) + u'\n';
    }

    /// It is shown as it was made; where it stands among others is told by the order of these lines.
    QString trigger(const QString &name)
    {
        static const QRegularExpression place(u"(?<=FOR EACH ROW )(FOLLOWS|PRECEDES) \\S+ "_s);
        static const QRegularExpression quotes(u"[`\"](?=[^']*\\bFOR EACH ROW)"_s);
        return program(u"TRIGGER"_s, name, 2).remove(place).remove(quotes);
    }

    /// All that the server keeps, also what nothing is left of.
    QString privileges(const QString &table)
    {
        const Result<Rows> rows = fetch(m_connection, u"SELECT * FROM mysql.%1 WHERE Db = DATABASE()"_s.arg(table));
        QStringList lines;
        for (qsizetype row = 0; rows && row < rows->count; ++row) {
            QString line = table;
            for (int column = 0; column < rows->columns.size(); ++column) {
                const QString &name = rows->columns.at(column).name;
                if (name != "Db"_L1 && name != "Grantor"_L1 && name != "Timestamp"_L1)
                    line += u' ' + name + u'=' + rows->text(row, column);
            }
            lines += line + u'\n';
        }
        lines.sort();
        return lines.join(QString());
    }

    Connection &m_connection;
};

} // namespace

QString dumpOf(Connection &connection) { return Dump(connection).text(); }

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
