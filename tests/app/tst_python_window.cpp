#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/new_migration.h"
#include "models/project/project.h"
#include "tests/app/program.h"
#include "tests/app/python_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/migration_card.h"

#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Programs in Python as the window allows them, and as Relata writes them.
class PythonWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void asksBeforeItRuns();
    void asksWhatALaterOneLoses_data();
    void asksWhatALaterOneLoses();
    void saysWhichWays();
    void isWritten_data();
    void isWritten();

private:
    static constexpr int Patience = 60'000; // ms

    EngineRegistry m_engines;
};

void PythonWindowTest::initTestCase()
{
    registerEngines(m_engines);
    RELATA_REQUIRE_PROGRAM(TestPython);
}

/// Neither to apply, nor to prove, nor to take back, before somebody has said so.
void PythonWindowTest::asksBeforeItRuns()
{
    const PythonPlace place(m_engines, {}, fillNames());
    QCOMPARE(place.error, QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList codes;
    int done = 0, asked = 0;
    std::function<void()> again;
    connect(&desk, &MigrationDesk::refused, this, [&](const Error &, const QStringList &found) { codes = found; });
    connect(&desk, &MigrationDesk::done, this, [&] { ++done; });
    connect(&desk, &MigrationDesk::commandsAsked, this, [&](const Error &error, const std::function<void()> &next) {
        asked += error.message.source().contains("is a program in Python"_L1);
        again = next;
    });
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 2, Patience);
    desk.prove(u"002"_s);
    QCOMPARE(asked, 1);
    again();
    QTRY_VERIFY_WITH_TIMEOUT(desk.proof(u"002"_s), Patience);
    QVERIFY2(desk.proof(u"002"_s)->proved, qPrintable(desk.proof(u"002"_s)->summary().source()));
    desk.apply();
    QTRY_COMPARE_WITH_TIMEOUT(codes, QStringList{u"PYTHON"_s}, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 2, Patience);
    desk.apply({}, codes);
    QTRY_COMPARE_WITH_TIMEOUT(done, 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 0, Patience);
    desk.rollBack(u"002"_s);
    QCOMPARE(asked, 2);
    again();
    QTRY_COMPARE_WITH_TIMEOUT(done, 2, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
}

void PythonWindowTest::asksWhatALaterOneLoses_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

/// A program that is applied is replayed to look over what comes behind it: without that a column would go unasked.
void PythonWindowTest::asksWhatALaterOneLoses()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const PythonPlace place(m_engines, server, fillNames());
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.allowed({u"up"_s})).status, 0);
    QVERIFY(writeFile(place.projectFolder() + u"/migrations/003_drop.sql"_s,
        "-- Migration 003: drop\n-- relata:id 5b003 parent 5b002\n\n-- relata:up\nALTER TABLE person DROP COLUMN "
        "last;\n"));
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const auto stands = [&] { return session.run(u"SELECT last FROM person"_s).isEmpty(); };
    const Answer refused = runProgram(place.words({u"up"_s}));
    QVERIFY2(refused.status == 4 && refused.err.contains("--allow PYTHON"_L1), qPrintable(refused.err));
    QVERIFY(stands());
    const Answer loses = runProgram(place.allowed({u"up"_s}));
    QVERIFY2(loses.status == 4 && loses.err.contains("Migration 003 was not run"_L1), qPrintable(loses.err));
    QVERIFY(stands());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList codes;
    int done = 0;
    connect(&desk, &MigrationDesk::refused, this, [&](const Error &, const QStringList &found) { codes = found; });
    connect(&desk, &MigrationDesk::done, this, [&] { ++done; });
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    desk.apply();
    QTRY_COMPARE_WITH_TIMEOUT(codes, QStringList{u"PYTHON"_s}, Patience);
    desk.apply({}, codes);
    QTRY_COMPARE_WITH_TIMEOUT(codes.size(), 2, Patience); // the column's, found by the review
    QVERIFY(stands());
    desk.apply({}, codes);
    QTRY_COMPARE_WITH_TIMEOUT(done, 1, Patience);
    QVERIFY(!stands());
}

/// A card tells of a way down only where the program has one.
void PythonWindowTest::saysWhichWays()
{
    const Theme theme;
    MigrationCard card(theme, *m_engines.find("sqlite")->flavour, u"002"_s);
    const auto says = [&](const QString &what) {
        const auto texts = card.findChildren<SqlView *>();
        return std::any_of(texts.begin(), texts.end(), [&](SqlView *one) { return one->toPlainText().contains(what); });
    };
    card.setProgram(u"def up(cursor):\n    pass\n"_s, true);
    QVERIFY(says(u"both ways"_s) && !says(u"no way down"_s));
    card.setProgram(u"def up(cursor):\n    pass\n"_s, false);
    QVERIFY(says(u"no way down"_s) && !says(u"both ways"_s));
}

void PythonWindowTest::isWritten_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

/// What Relata plans, as a program that leads there and back.
void PythonWindowTest::isWritten()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PythonPlace place(m_engines, server, u"def up(cursor):\n    pass\n"_s);
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const Result<Schema> head = session.schema();
    QCOMPARE(session.run(u"CREATE TABLE late (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(20) DEFAULT '%s \"x\"')"_s),
        QString());
    const Result<Schema> found = session.schema();
    QVERIFY(head && found);
    QCOMPARE(session.run(u"DROP TABLE late"_s), QString());
    const Schema design = matched(*found, *head, session.engine->nameRule);
    const auto draft = draftMigration(*head, design, *session.engine, session.connection->server(), {});
    QVERIFY2(draft, draft ? "" : qPrintable(draft.error().text()));
    const MigrationFile file = inPython(draft->file, draft->plan, *session.engine);
    QVERIFY(file.isPython() && file.hasDown() && file.up.isEmpty());
    place.write(file.python, file.withoutTransaction() ? u"# relata:transaction none\n"_s : QString());
    QCOMPARE(place.error, QString());
    const Result<> up = place.apply(session, 2, quiet, place.rules());
    QVERIFY2(up, up ? "" : qPrintable(up.error().text()));
    QCOMPARE(differences(design, matched(*session.schema(), design, session.engine->nameRule), *session.engine),
        QStringList());
    const Result<> down = revertMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    QVERIFY2(down, down ? "" : qPrintable(down.error().text()));
    QCOMPARE(differences(*head, matched(*session.schema(), *head, session.engine->nameRule), *session.engine),
        QStringList());
}

RELATA_TEST(PythonWindowTest)
#include "tst_python_window.moc"
