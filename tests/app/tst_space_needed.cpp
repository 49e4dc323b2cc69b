#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/server_info.h"
#include "models/engine/space_port.h"
#include "models/jobs/recipes/space_needed.h"
#include "models/timeline/migration_file.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/small_disk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// How much room a migration takes beside what is there: told, and refused where that is not.
class SpaceNeededTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void findsWhatTakesRoom_data();
    void findsWhatTakesRoom();
    void measuresTables_data() { eachRunnerServer(); }
    void measuresTables();
    void knowsWhatIsFree();
    void refusesWhatDoesNotFit();
    void theRunIsRefused();
    void thePlanTells();

private:
    EngineRegistry m_engines;
};

void SpaceNeededTest::findsWhatTakesRoom_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("section");
    QTest::addColumn<QStringList>("needs");
    QTest::newRow("postgresql") << QByteArray("postgresql") << 150000
                                << u"ALTER TABLE a ADD n integer;\n"
                                   "ALTER TABLE s.b ALTER n TYPE bigint;\n"
                                   "CREATE UNIQUE INDEX CONCURRENTLY x ON c (n);\n"
                                   "ALTER TABLE d ADD CONSTRAINT d_key UNIQUE (n);\n"
                                   "ALTER TABLE e ADD CONSTRAINT e_check CHECK (n > 0);"_s
                                << QStringList{u"2 s.b"_s, u"3 .c index"_s, u"4 .d index"_s};
    QTest::newRow("mysql") << QByteArray("mysql") << 50651
                           << u"ALTER TABLE a ADD n int, ALGORITHM=INPLACE, LOCK=NONE;\n"
                              "ALTER TABLE b MODIFY n bigint;\n"
                              "CREATE INDEX x ON c (n);\n"
                              "ALTER TABLE e RENAME TO f;"_s
                           << QStringList{u"1 .a"_s, u"2 .b"_s, u"3 .c index"_s};
    QTest::newRow("sqlite") << QByteArray("sqlite") << 3040000
                            << u"ALTER TABLE a ADD n integer;\nALTER TABLE b DROP COLUMN n;\nCREATE INDEX x ON c (n);"_s
                            << QStringList{u"2 .b"_s, u"3 .c index"_s};
}

void SpaceNeededTest::findsWhatTakesRoom()
{
    QFETCH(const QByteArray, engine);
    QFETCH(const int, version);
    QFETCH(const QString, section);
    const ServerInfo server{.engine = engine, .version = version, .versionText = {}, .product = {}, .settings = {}};
    QStringList found;
    for (const SpaceNeed &need : spaceNeeds(section, *m_engines.find(engine), server))
        found +=
            QString::number(need.statement) + u' ' + need.table.join(u'.') + (need.isIndex ? u" index"_s : QString());
    QTEST(found, "needs");
}

void SpaceNeededTest::measuresTables()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {u"CREATE TABLE grown (id INTEGER NOT NULL, words VARCHAR(4000));"_s}, {});
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"CREATE TABLE grown (id INTEGER NOT NULL, words VARCHAR(4000));\n"
                         "INSERT INTO grown VALUES (1, '%1');"_s.arg(QString(1000, u'w'))),
        QString());
    for (int i = 0; i < 12; ++i)
        QCOMPARE(session.run(u"INSERT INTO grown SELECT id, words FROM grown"_s), QString());
    if (server == "mariadb" || server == "mysql56")
        QCOMPARE(session.run(u"ANALYZE TABLE grown"_s), QString());
    const SpacePort &port = *session.engine->runner->watch()->space();
    const auto size = port.tableSize(*session.connection, {QString(), u"grown"_s});
    QVERIFY2(size && *size, size ? "no size" : qPrintable(size.error().text()));
    QVERIFY2(**size > 3'000'000 && **size < 20'000'000, qPrintable(QString::number(**size)));
    const auto none = port.tableSize(*session.connection, {QString(), u"nothing"_s});
    QVERIFY(none && !*none);

    MigrationFile migration;
    migration.version = u"007"_s;
    migration.up = place.isPostgresql() ? u"ALTER TABLE grown ALTER id TYPE bigint;"_s
        : place.isSqlite()              ? u"ALTER TABLE grown DROP COLUMN id;"_s
                                        : u"ALTER TABLE grown MODIFY id varchar(20);"_s;
    QStringList told;
    const auto tell = [&](const Message &message) { told += message.source(); };
    QVERIFY(mustHaveSpace(*session.connection, *session.engine, place.profile(), migration, {}, tell));
    QCOMPARE(told, QStringList()); // so little is not worth a word
    QVERIFY(mustHaveSpace(
        *session.connection, *session.engine, place.profile(), migration, {.worthTelling = 1'000'000}, tell));
    QCOMPARE(told.size(), 2);
    QVERIFY2(told.first().startsWith("Statement 1 writes grown anew"_L1), qPrintable(told.first()));
    QVERIFY2(told.last().contains(place.isSqlite() ? "are free"_L1 : "cannot be known from here"_L1),
        qPrintable(told.last()));
}

/// By a socket the server is on this computer for sure.
void SpaceNeededTest::knowsWhatIsFree()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const auto profile = profileFromUrl(serverUrl("mariadb", ServerAddress::Socket).value_or(QString()));
    QVERIFY(profile);
    Session session;
    QVERIFY(session.open(*profile, m_engines));
    const auto free = session.engine->runner->watch()->space()->freeSpace(*session.connection, *profile);
    QVERIFY2(free && *free && **free > 0, free ? "unknown" : qPrintable(free.error().text()));
}

/// A disk of which more has to stay free than there is: the smallest table does not fit.
void SpaceNeededTest::refusesWhatDoesNotFit()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE grown (id INTEGER, words TEXT);"_s}, {});
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"CREATE TABLE grown (id INTEGER, words TEXT)"_s), QString());
    MigrationFile migration;
    migration.version = u"007"_s;
    migration.up = u"CREATE INDEX x ON grown (id);\nALTER TABLE grown DROP COLUMN id;"_s;
    QStringList told;
    const auto tell = [&](const Message &message) { told += message.source(); };
    SpaceRules rules{.reserve = std::numeric_limits<qint64>::max() / 2};
    const Result<> refused =
        mustHaveSpace(*session.connection, *session.engine, place.profile(), migration, rules, tell);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Error::Code::Refused);
    QVERIFY2(refused.error().text().startsWith("Nothing of migration 007 was run: statement 2 writes grown anew"_L1),
        qPrintable(refused.error().text()));
    rules.isAllowed = true;
    told.clear();
    QVERIFY(mustHaveSpace(*session.connection, *session.engine, place.profile(), migration, rules, tell));
    QVERIFY2(told.value(0).startsWith("Statement 2 writes grown anew"_L1), qPrintable(told.join(u'\n')));
}

/// In the program: of a file with more pages than the disk could hold once more, all but the first few a hole.
void SpaceNeededTest::theRunIsRefused()
{
    const RunnerPlace place(
        m_engines, {}, {u"CREATE TABLE grown (id INTEGER, words TEXT);"_s, u"ALTER TABLE grown DROP COLUMN id;"_s}, {});
    QCOMPARE(place.error, QString());
    {
        Session session;
        QVERIFY(session.open(place.profile(), m_engines));
        QuietContext quiet;
        QCOMPARE(session.run(u"PRAGMA page_size = 65536; VACUUM"_s), QString());
        QVERIFY(place.apply(session, 1, quiet, {}));
    }
    QVERIFY(growWithHoles(place.profile().database));
    const QStringList words = place.words({u"up"_s, u"--allow"_s, u"DL102"_s});
    const Answer refused = runProgram(words);
    QVERIFY2(refused.status == 4, qPrintable(refused.err));
    QVERIFY2(refused.err.contains("statement 1 writes grown anew"_L1) && refused.err.contains("--allow SPACE"_L1),
        qPrintable(refused.err));
}

/// Before anybody runs anything, however little it is.
void SpaceNeededTest::thePlanTells()
{
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE grown (id INTEGER, words TEXT);\nCREATE TABLE other (id INTEGER);"_s,
            u"CREATE INDEX x ON grown (words);\nINSERT INTO other VALUES (1);\nALTER TABLE grown DROP COLUMN id;"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    const Answer plan = runProgram(place.words({u"plan"_s}));
    QCOMPARE(plan.status, 0);
    static const QRegularExpression index(u"-- 1\\. .*takes less than \\S+ \\wB for the index"_s),
        anew(u"-- 3\\. .*writes the table anew; takes about \\S+ \\wB more until it ends"_s),
        room(u"-- \\S+ \\wB are free where the database stands"_s);
    for (const QRegularExpression &one : {index, anew, room})
        QVERIFY2(one.match(plan.out).hasMatch(), qPrintable(plan.out));
    const Answer json = runProgram(place.words({u"plan"_s, u"--format"_s, u"json"_s}));
    QCOMPARE(json.status, 0);
    const QJsonObject migration = QJsonDocument::fromJson(json.out.toUtf8()).array().first().toObject();
    QCOMPARE(migration["version"_L1].toString(), u"002"_s);
    QVERIFY(migration["free_bytes"_L1].toDouble() > 0);
    const QJsonArray statements = migration["statements"_L1].toArray();
    QCOMPARE(statements.size(), 3);
    QCOMPARE(statements.at(0)["space"_L1]["index"_L1].toBool(), true);
    QVERIFY(statements.at(1)["space"_L1].isNull());
    QCOMPARE(statements.at(2)["space"_L1]["table"_L1].toString(), u"grown"_s);
    QVERIFY(statements.at(2)["space"_L1]["bytes"_L1].toInt() > 0);
    QVERIFY(statements.at(2)["rewrites"_L1].toBool());
}

RELATA_TEST(SpaceNeededTest)
#include "tst_space_needed.moc"
