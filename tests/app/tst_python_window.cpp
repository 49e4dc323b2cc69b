#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
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

#include <QFile>
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
    void standsOrFallsTogether_data();
    void standsOrFallsTogether();

private:
    static constexpr int Patience = 60'000; // ms

    EngineRegistry m_engines;
};

void PythonWindowTest::initTestCase()
{
    registerEngines(m_engines);
    RELATA_REQUIRE_PROGRAM(TestPython);
}

namespace {

/// Owners of pets, in a database and as they are meant to be: each with a code.
struct Owners {
    /// `design`: a file that is written.
    Owners(
        const tests::Session &session, ConnectionProfile profile, const QString &design, const EngineRegistry &engines);

    QString error;
    Schema before, after;
    QString program; ///< that leads from the one to the other

private:
    void plan(const tests::Session &session);
};

Owners::Owners(
    const tests::Session &session, ConnectionProfile profile, const QString &design, const EngineRegistry &engines)
{
    const QString pet = u"CREATE TABLE pet (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owner (id))"_s;
    const auto run = [this](const tests::Session &where, const QStringList &all) {
        for (const QString &sql : all)
            error += where.run(sql);
    };
    run(session,
        {u"CREATE TABLE owner (id INTEGER PRIMARY KEY, code TEXT)"_s, pet,
            u"INSERT INTO owner VALUES (1, 'a'), (2, 'b')"_s, u"INSERT INTO pet VALUES (1, 1), (2, 2)"_s});
    tests::Session planned;
    const bool isCopied = QFile::copy(profile.database, design);
    profile.database = design;
    if (!isCopied || !planned.open(profile, engines))
        error += u"no second database"_s;
    run(planned,
        {u"DROP TABLE pet"_s, u"DROP TABLE owner"_s,
            u"CREATE TABLE owner (id INTEGER PRIMARY KEY, code TEXT NOT NULL)"_s, pet});
    before = *session.schema();
    after = matched(*planned.schema(), before, session.engine->nameRule);
    plan(session);
}

void Owners::plan(const tests::Session &session)
{
    const auto draft = draftMigration(before, after, *session.engine, session.connection->server(), {});
    if (!draft) {
        error += draft.error().text();
        return;
    }
    const MigrationFile file = inPython(draft->file, draft->plan, *session.engine);
    program = file.python;
    if (!file.withoutTransaction())
        error += u"in the runner's transaction"_s;
}

} // namespace

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

void PythonWindowTest::standsOrFallsTogether_data()
{
    QTest::addColumn<bool>("isStopped");
    QTest::addColumn<QString>("orphan");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("as it is") << false << QString() << QString();
    QTest::newRow("stopped between") << true << QString() << u"stopped here"_s;
    QTest::newRow("orphans") << false << u"INSERT INTO pet VALUES (3, 99)"_s
                             << u"foreign_key_check(pet) found rows that it must not find"_s;
}

/// A table that others refer to is made anew where no transaction of the runner's can be: by one of the program's own.
void PythonWindowTest::standsOrFallsTogether()
{
    QFETCH(const bool, isStopped);
    QFETCH(const QString, orphan);
    QFETCH(const QString, complaint);
    PythonPlace place(m_engines, {}, u"def up(cursor):\n    pass\n"_s);
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const Owners owners(session, place.profile(), place.projectFolder() + u"/design.db"_s, m_engines);
    QCOMPARE(owners.error, QString());
    QString program = owners.program;
    if (isStopped)
        program.insert(program.lastIndexOf(u'\n', program.indexOf("RENAME TO"_L1)) + 1,
            u"    raise RuntimeError(\"stopped here\")\n"_s);
    place.write(program, u"# relata:transaction none\n"_s);
    QCOMPARE(place.error, QString());
    QCOMPARE(session.run(u"PRAGMA foreign_keys = OFF"_s), QString());
    if (!orphan.isEmpty())
        QCOMPARE(session.run(orphan), QString());
    RunRules rules = place.rules();
    rules.allowsDrift = true; // the tables are in no migration
    const Result<> up = place.apply(session, 2, quiet, rules);
    QVERIFY2(up.has_value() == complaint.isEmpty(), qPrintable(up ? program : up.error().text()));
    if (!up)
        QVERIFY2(up.error().text().contains(complaint), qPrintable(up.error().text() + program));
    const Schema &wanted = up ? owners.after : owners.before;
    QCOMPARE(differences(wanted, matched(*session.schema(), wanted, session.engine->nameRule), *session.engine),
        QStringList());
    const Result<Rows> rows = fetch(*session.connection, u"SELECT group_concat(id || code) FROM owner"_s);
    QVERIFY(rows);
    QCOMPARE(rows->text(0, 0), u"1a,2b"_s);
}

RELATA_TEST(PythonWindowTest)
#include "tst_python_window.moc"
