#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "tests/app/program.h"
#include "tests/app/python_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

static bool hasNames(const Session &session) { return session.run(u"SELECT full_name FROM person"_s).isEmpty(); }

/// Programs in Python that are tried before they run on a database.
class PythonTrialsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void isProved_data() { eachRunnerServer(); }
    void isProved();
    void isRehearsed_data();
    void isRehearsed();
    void isHeldBack_data();
    void isHeldBack();

private:
    EngineRegistry m_engines;
};

void PythonTrialsTest::initTestCase()
{
    registerEngines(m_engines);
    RELATA_REQUIRE_PROGRAM(TestPython);
}

/// On a scratch database, up, down and up, as a migration of SQL; not without being allowed.
void PythonTrialsTest::isProved()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PythonPlace place(m_engines, server, fillNames());
    QCOMPARE(place.error, QString());
    const Answer refused = runProgram(place.words({u"verify"_s}));
    QVERIFY2(refused.status == 4 && refused.err.contains("has not been allowed"_L1), qPrintable(refused.err));
    const Answer proved = runProgram(place.allowed({u"verify"_s}));
    QVERIFY2(proved.status == 0, qPrintable(proved.out + proved.err));
    QVERIFY2(proved.out.contains("002 fill names: Proved up, down and up"_L1), qPrintable(proved.out));
    QString wrong = fillNames();
    wrong.replace(u"DROP COLUMN full_name"_s, u"ADD COLUMN other INTEGER"_s);
    place.write(wrong);
    const Answer unproved = runProgram(place.allowed({u"verify"_s}));
    QVERIFY2(unproved.status == 4 && unproved.out.contains("Not proved: down left a difference"_L1),
        qPrintable(unproved.out + unproved.err));
}

void PythonTrialsTest::isRehearsed_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

/// On a copy with its rows; each statement is looked at before it runs there.
void PythonTrialsTest::isRehearsed()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PythonPlace place(m_engines, server, fillNames());
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"1"_s})).status, 0);
    const Answer rehearsed = runProgram(place.allowed({u"rehearse"_s}));
    QVERIFY2(rehearsed.status == 0, qPrintable(rehearsed.out + rehearsed.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(hasNames(session), false);
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
    if (place.isPostgresql())
        return;
    const QString beyond = place.isSqlite() ? u"ATTACH ':memory:' AS other"_s
                                            : u"DELETE FROM "_s + place.profile().database + u".person"_s;
    place.write(u"def up(cursor):\n    cursor.execute(\"%1\")\n"_s.arg(beyond));
    const Answer stopped = runProgram(place.allowed({u"rehearse"_s}));
    QVERIFY2(stopped.status != 0, qPrintable(stopped.out));
    QVERIFY2(QString(stopped.out + stopped.err).contains("what is not in the copy"_L1),
        qPrintable(stopped.out + stopped.err));
    QCOMPARE(fetch(*session.connection, u"SELECT id FROM person"_s)->count, 2);
}

void PythonTrialsTest::isHeldBack_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("does");
    QTest::addColumn<QString>("says");
    const QString beyond = u"what is not in the copy"_s, role = u"CREATE ROLE python_beyond"_s;
    QTest::newRow("sqlite") << QByteArray() << u"cursor.execute(\"ATTACH ':memory:' AS other\")"_s << beyond;
    QTest::newRow("postgresql") << QByteArray("postgresql15") << u"cursor.execute('%1')"_s.arg(role) << beyond;
    QTest::newRow("two at once") << QByteArray("postgresql15") << u"cursor.execute('SELECT 1; %1')"_s.arg(role)
                                 << beyond;
    QTest::newRow("one in another") << QByteArray("postgresql15")
                                    << u"other = cursor.connection.cursor(); cursor.executemany('SELECT %s', ((1, "
                                       "other.execute('%1'))[:1] for _ in range(1)))"_s.arg(role)
                                    << beyond;
    const auto unseen = [](const QString &what) { return u"its program uses %1, and"_s.arg(what); };
    const bool isThree = qgetenv("RELATA_HIDDEN_PYTHON_DRIVERS").contains("psycopg2"); // each has its own way
    const QString copy = isThree ? u"cursor.copy('COPY person FROM STDIN')"_s
                                 : u"import io; cursor.copy_expert('COPY person FROM STDIN', io.StringIO(''))"_s;
    QTest::newRow("copy") << QByteArray("postgresql15") << copy << unseen(isThree ? u"copy"_s : u"copy_expert"_s);
    const QString other = isThree
        ? u"import psycopg; cursor.connection.cursor_factory = psycopg.ClientCursor; cursor.connection.cursor()"_s
        : u"import psycopg2.extras as e; cursor.connection.cursor(cursor_factory=e.RealDictCursor)"_s;
    QTest::newRow("other cursor") << QByteArray("postgresql15") << other
                                  << unseen(isThree ? u"ClientCursor"_s : u"RealDictCursor"_s);
    QTest::newRow("sqlite cursor") << QByteArray() << u"import sqlite3; cursor.connection.cursor(sqlite3.Cursor)"_s
                                   << unseen(u"Cursor"_s);
    QTest::newRow("procedure") << QByteArray("mariadb") << u"cursor.callproc('p')"_s << unseen(u"callproc"_s);
    QTest::newRow("other database") << QByteArray("mariadb") << u"cursor.connection.select_db('mysql')"_s
                                    << unseen(u"select_db"_s);
    QTest::newRow("connection") << QByteArray("mariadb")
                                << u"cursor.connection.query('CREATE DATABASE python_beyond')"_s << beyond;
    QTest::newRow("mariadb") << QByteArray("mariadb") << u"cursor.execute('CREATE DATABASE python_beyond')"_s << beyond;
}

/// What a program must not do on a copy ends it, whatever the program makes of that.
void PythonTrialsTest::isHeldBack()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, does);
    QFETCH(const QString, says);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const PythonPlace place(
        m_engines, server, u"def up(cursor):\n    try:\n        %1\n    except Exception:\n        pass\n"_s.arg(does));
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"1"_s})).status, 0);
    const Answer stopped = runProgram(place.allowed({u"rehearse"_s}));
    QVERIFY2(stopped.status != 0 && QString(stopped.out + stopped.err).contains(says),
        qPrintable(stopped.out + stopped.err));
}

RELATA_TEST(PythonTrialsTest)
#include "tst_python_trials.moc"
