#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/jobs/recipes/prove.h"
#include "models/timeline/ledger.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QStringList Statements{u"CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20))"_s,
    u"ALTER TABLE book ADD COLUMN pages INTEGER"_s, u"CREATE INDEX book_pages ON book (pages)"_s,
    u"CREATE VIEW long_books AS SELECT id FROM book WHERE pages > 500"_s, u"DROP TABLE note"_s};

const QStringList Ups{
    u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);\nCREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);"_s,
    Statements.join(u";\n"_s) + u';'};
const QStringList Downs{u"DROP TABLE note;\nDROP TABLE book;"_s,
    u"CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);\nDROP VIEW long_books;\nDROP INDEX book_pages;\n"
    "ALTER TABLE book DROP COLUMN pages;\nDROP TABLE shelf;"_s};

/// At version 001 and some way into 002: a runner died around the statement at `position`, which happened or not.
class Wreck {
public:
    Wreck(const EngineRegistry &engines, const QByteArray &server, int position, bool happened)
        : place(engines, server, Ups, Downs, false)
    {
        QuietContext context;
        if (!session.open(place.profile(), engines))
            place.error = u"cannot connect"_s;
        if (const Result<> done = place.apply(session, 1, context, place.rules()); !done)
            place.error += done.error().text();
        Ledger ledger(*session.connection, *session.engine);
        const MigrationFile file = place.migration(2);
        bool isWritten = bool(ledger.begin(
            file, Ledger::Direction::Up, int(Statements.size()), migrationChecksum(file, *session.engine)));
        for (int i = 0; i < position && isWritten; ++i) {
            place.error += session.run(Statements.at(i));
            isWritten = bool(ledger.statementDone(file, Ledger::Direction::Up, i, Statements.at(i)));
        }
        isWritten =
            isWritten && ledger.statementStarted(file, Ledger::Direction::Up, position, Statements.at(position));
        if (happened)
            place.error += session.run(Statements.at(position));
        if (!isWritten)
            place.error += u"the ledger cannot be written"_s;
    }

    Result<> resume(const RunRules &rules)
    {
        QuietContext context;
        return resumeMigration(
            *session.connection, place.profile(), *session.engine, place.migration(2), context, rules);
    }

    /// What is not as the timeline leads to, in `migrations` steps.
    QString differsFrom(int migrations)
    {
        QuietContext context;
        Timeline upTo;
        upTo.migrations = place.timeline.migrations.mid(0, migrations);
        const Result<Schema> wanted = replayed(upTo, nullptr, *session.engine, place.profile(), context);
        const Result<Schema> live = session.schema();
        if (!wanted || !live)
            return u"cannot read"_s;
        return differences(*wanted, matched(*live, *wanted, session.engine->nameRule), *session.engine).join(u'\n');
    }

    RunnerPlace place;
    Session session;
};

QString textOf(const Result<> &result) { return result ? QString() : result.error().text(); }

} // namespace

/// A run died between a statement and its row in the ledger: the catalogue tells what happened, or nobody guesses.
class RecoveryTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void catalogueTells_data();
    void catalogueTells();
    void undecidedIsAsked_data() { eachRunnerServer(); }
    void undecidedIsAsked();
    void programResumes();

private:
    EngineRegistry m_engines;
};

void RecoveryTest::catalogueTells_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<int>("position");
    QTest::addColumn<bool>("happened");
    for (const char *server : RunnerServers) {
        for (int position = 0; position < Statements.size(); ++position) {
            for (const bool happened : {false, true}) {
                if (*server && happened == (position % 2 == 0)) // a replay on a server takes its time
                    continue;
                QTest::addRow("%s %d %s", *server ? server : "sqlite", position, happened ? "done" : "not done")
                    << QByteArray(server) << position << happened;
            }
        }
    }
}

void RecoveryTest::catalogueTells()
{
    QFETCH(const QByteArray, server);
    QFETCH(const int, position);
    QFETCH(const bool, happened);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Wreck wreck(m_engines, server, position, happened);
    QCOMPARE(wreck.place.error, QString());
    QVERIFY(wreck.place.state(wreck.session, 2) == MigrationState::Partial);
    QCOMPARE(textOf(wreck.resume(wreck.place.rules())), QString());
    QVERIFY(wreck.place.state(wreck.session, 2) == MigrationState::Applied);
    QCOMPARE(wreck.differsFrom(2), QString());
}

void RecoveryTest::undecidedIsAsked()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Wreck wreck(m_engines, server, 1, true);
    QCOMPARE(wreck.place.error, QString());
    QCOMPARE(wreck.session.run(u"ALTER TABLE book ADD COLUMN by_hand INTEGER"_s), QString());
    RunRules rules = wreck.place.rules();
    const Result<> asked = wreck.resume(rules);
    QVERIFY(!asked);
    QVERIFY(asked.error().code == Error::Code::Conflict);
    QVERIFY2(asked.error().text().contains("is not known"_L1) && asked.error().text().contains("by_hand"_L1),
        qPrintable(asked.error().text()));
    rules.assume = RunRules::Assume::NotDone;
    const Result<> drifted = wreck.resume(rules); // that it is somebody else's is asked next, and settles nothing
    QVERIFY(!drifted);
    QVERIFY2(drifted.error().text().contains("--allow DRIFT"_L1), qPrintable(drifted.error().text()));
    rules.allowsDrift = true;
    const Result<> wrong = wreck.resume(rules); // the column is there already: the server says so, nothing is lost
    QVERIFY(!wrong);
    QVERIFY(wreck.place.state(wreck.session, 2) == MigrationState::Partial);
    QCOMPARE(wreck.session.run(u"ALTER TABLE book DROP COLUMN pages"_s), QString());
    rules.assume = RunRules::Assume::Nothing; // it failed, and that is known
    QCOMPARE(textOf(wreck.resume(rules)), QString());
    QVERIFY(wreck.place.state(wreck.session, 2) == MigrationState::Applied);
    QCOMPARE(wreck.session.run(u"ALTER TABLE book DROP COLUMN by_hand"_s), QString());
    QCOMPARE(wreck.differsFrom(2), QString());
}

void RecoveryTest::programResumes()
{
    Wreck wreck(m_engines, {}, 1, true);
    QCOMPARE(wreck.place.error, QString());
    QCOMPARE(wreck.session.run(u"ALTER TABLE book ADD COLUMN by_hand INTEGER"_s), QString());
    const Answer asked = runProgram(wreck.place.words({u"resume"_s}));
    QVERIFY2(asked.status == 4 && asked.err.contains("is not known"_L1), qPrintable(asked.err));
    const Answer wrong = runProgram(wreck.place.words({u"resume"_s, u"--assume"_s, u"perhaps"_s}));
    QCOMPARE(wrong.status, 2);
    for (const QStringList &words : {QStringList{u"--lock-timeout"_s, u"soon"_s}, {u"--lock-timeout"_s, u"none"_s},
             {u"--tries"_s, u"0"_s}, {u"--tries"_s, u"often"_s}}) {
        const Answer refused = runProgram(wreck.place.words(QStringList{u"resume"_s} + words));
        QVERIFY2(refused.status == 2 && refused.err.contains(words.first()), qPrintable(refused.err));
    }
    const Answer done =
        runProgram(wreck.place.words({u"resume"_s, u"--assume"_s, u"done"_s, u"--allow"_s, u"DRIFT"_s}));
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QVERIFY(wreck.place.state(wreck.session, 2) == MigrationState::Applied);
}

RELATA_TEST(RecoveryTest)
#include "tst_recovery.moc"
