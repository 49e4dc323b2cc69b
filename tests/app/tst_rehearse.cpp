#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/rehearse.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000;

const QString Tables = u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(20));\n"
                       "CREATE TABLE pace (seconds INTEGER);"_s;
const QString Filled = u"INSERT INTO book VALUES (1, 'x'), (2, 'Größe'), (3, NULL), (4, 'x')"_s;

/// A statement that takes ten minutes where rows are.
QString slow(const QByteArray &server)
{
    if (server.isEmpty())
        return u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < (SELECT "
               "coalesce(max(seconds), 0) * 3000000 FROM pace)) SELECT count(*) FROM n;"_s;
    return server.startsWith("postgresql") ? u"SELECT pg_sleep(seconds) FROM pace;"_s
                                           : u"SELECT SLEEP(seconds) FROM pace;"_s;
}

/// Two good migrations, the second without a way down.
QStringList goodUp()
{
    return {u"ALTER TABLE book ADD COLUMN pages INTEGER;\nCREATE INDEX book_code ON book (code);"_s,
        u"CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);"_s};
}

QStringList goodDown(const QByteArray &server)
{
    return {u"DROP INDEX book_code%1;\nALTER TABLE book DROP COLUMN pages;"_s.arg(
        server.startsWith("m") ? u" ON book"_s : QString())};
}

/// Both statements of the first of them.
const QRegularExpression &measured()
{
    static const QRegularExpression result(
        u"-- 1\\. [^\\n]*measured <?\\d+ ms on a copy of 4 rows, \\d{4}-\\d\\d-\\d\\d\\n-- 2\\. [^\\n]*measured "_s);
    return result;
}

/// A database with rows, to which the first of these migrations is applied and the others are not.
class Library {
public:
    Library(const EngineRegistry &engines, const QByteArray &server, const QStringList &up, const QStringList &down)
        : place(engines, server, QStringList{Tables} + up, QStringList{QString()} + down)
    {
        if (!session.open(place.profile(), engines))
            place.error += u"cannot connect"_s;
        else if (const Result<> done = place.apply(session, 1, context, RunRules()); !done)
            place.error += done.error().text();
        else
            place.error += session.run(Filled);
        before = seen();
    }

    /// All that the database holds: its schema, its rows and its ledger.
    QStringList seen() const
    {
        const Result<Schema> schema = session.schema();
        const auto rows = schema ? session.rows(*schema) : Result<QMap<QString, QByteArray>>(failure(schema.error()));
        const Result<Rows> ledger = fetch(*session.connection, u"SELECT count(*) FROM _relata_migrations"_s);
        QStringList result{schema ? QString::fromLatin1(schema->fingerprint().toHex()) : schema.error().text(),
            ledger ? ledger->text(0, 0) : QString()};
        for (auto it = rows->cbegin(); rows && it != rows->cend(); ++it)
            result += it.key() + u' ' + QString::fromLatin1(it->toHex());
        return result;
    }

    QuietContext context;
    RunnerPlace place;
    Session session;
    QStringList before;
};

/// Asks to stop when it hears of a statement's beginning: the statement runs by then.
class Stopper : public JobContext {
public:
    void report(const Progress &progress) override
    {
        const QString text = progress.message.source();
        if (text.startsWith("Rehearsing"_L1))
            heard = text;
        isAsked = isAsked || (!heard.isEmpty() && text.startsWith("Statement 1"_L1));
    }
    bool stopRequested() const override { return isAsked; }
    std::atomic<bool> isAsked = false;
    QString heard;
};

/// The folder for temporary files as long as it lives.
class OwnTemporaryFolder {
public:
    OwnTemporaryFolder() { qputenv("TMPDIR", QFile::encodeName(m_folder.path())); }
    ~OwnTemporaryFolder() { m_before.isEmpty() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", m_before); }
    Q_DISABLE_COPY_MOVE(OwnTemporaryFolder)
    QStringList left() const
    {
        return QDir(m_folder.path()).entryList({u"relata*"_s}, QDir::AllEntries | QDir::NoDotAndDotDot);
    }

private:
    QByteArray m_before = qgetenv("TMPDIR");
    QTemporaryDir m_folder;
};

} // namespace

/// Migrations are tried on a copy of the database that they go to, with its rows, and what that took is kept.
class RehearseTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void measuresAndKeeps_data() { eachBackedUpServer(); }
    void measuresAndKeeps();
    void tellsScripts();
    void findsWhatDownLoses_data() { eachBackedUpServer(); }
    void findsWhatDownLoses();
    void findsADownThatLeadsElsewhere();
    void failsOnRealRows_data() { eachBackedUpServer(); }
    void failsOnRealRows();
    void stopsAtOnce_data() { eachBackedUpServer(); }
    void stopsAtOnce();
    void takesABackup_data() { eachBackedUpServer(); }
    void takesABackup();
    void staysInTheCopy_data();
    void staysInTheCopy();
    void saysWhereNoCopyCanBeHad();
    void takesAwayWhatKilledOnesLeft();

private:
    static void eachBackedUpServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"", "postgresql15", "mariadb"})
            QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
    }

    EngineRegistry m_engines;
};

void RehearseTest::measuresAndKeeps()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server, goodUp(), goodDown(server));
    const RunnerPlace &place = library.place;
    QCOMPARE(place.error, QString());
    const OwnTemporaryFolder temporary;
    const Answer answer = runProgram(place.words({u"rehearse"_s}));
    QVERIFY2(answer.status == 0, qPrintable(answer.out + answer.err));
    QVERIFY2(answer.out.contains("down brought every row back"_L1), qPrintable(answer.out));
    QVERIFY2(answer.out.contains("up again led to the same schema"_L1), qPrintable(answer.out));
    QVERIFY2(answer.out.contains("no way down: only up was tried"_L1), qPrintable(answer.out));
    QCOMPARE(library.seen(), library.before);
    QCOMPARE(temporary.left(), QStringList());

    const QString folder = rehearsalsFolder(place.projectFolder());
    QCOMPARE(QDir(folder).entryList({u"00*.json"_s}).size(), 2);
    QVERIFY(QFile::exists(folder + u"/.gitignore"_s));
    const Answer plan = runProgram(place.words({u"plan"_s}));
    QVERIFY2(plan.out.contains(measured()), qPrintable(plan.out + plan.err));
}

/// What scripts read of it; and what was measured holds for the text that was, and for no other.
void RehearseTest::tellsScripts()
{
    const Library library(m_engines, {}, goodUp(), goodDown({}));
    const RunnerPlace &place = library.place;
    QCOMPARE(place.error, QString());
    const Answer again = runProgram(place.words({u"rehearse"_s, u"--to"_s, u"002"_s, u"--format"_s, u"json"_s}));
    const QJsonObject json = QJsonDocument::fromJson(again.out.toUtf8()).object();
    QCOMPARE(json.value("format"_L1).toString(), u"relata.rehearsal/1"_s);
    const QJsonArray migrations = json.value("migrations"_L1).toArray();
    QCOMPARE(migrations.size(), 1);
    QCOMPARE(migrations.first()["rowsCameBack"_L1], QJsonValue(true));
    QCOMPARE(migrations.first()["down"_L1].toArray().size(), 2);
    const QJsonObject second = migrations.first()["up"_L1][1].toObject();
    QCOMPARE(second.value("table"_L1).toString(), u"book"_s);
    QCOMPARE(second.value("rows"_L1).toInt(), 4);
    QVERIFY(second.value("againMs"_L1).isDouble());

    // Another text was never measured, and the one beside it was.
    const QString file = place.projectFolder() + u"/migrations/002_step.sql"_s;
    QByteArray text = readFile(file).value();
    QVERIFY(writeFile(file, text.replace("ON book (code)", "ON book (code, id)")));
    const Answer changed = runProgram(place.words({u"plan"_s}));
    QVERIFY2(!changed.out.contains(measured()) && changed.out.contains("measured"_L1), qPrintable(changed.out));
}

void RehearseTest::findsWhatDownLoses()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server, {u"DELETE FROM book WHERE id = 2;"_s, u"DELETE FROM book WHERE id = 3;"_s},
        {u"INSERT INTO book VALUES (2, 'other');"_s, u"UPDATE book SET code = code;"_s});
    const RunnerPlace &place = library.place;
    QCOMPARE(place.error, QString());
    const Answer answer = runProgram(place.words({u"rehearse"_s}));
    QVERIFY2(
        answer.status == 4 && answer.err.contains("Migration 002 loses rows"_L1), qPrintable(answer.out + answer.err));
    QVERIFY2(answer.out.contains("down did not bring back: book.code\n"_L1), qPrintable(answer.out));
    QVERIFY2(answer.out.contains("down did not bring back: book (2 rows of 3)"_L1), qPrintable(answer.out));
    QCOMPARE(library.seen(), library.before);
}

void RehearseTest::findsADownThatLeadsElsewhere()
{
    const Library library(m_engines, {},
        {u"CREATE TABLE shelf (id INTEGER);\nCREATE INDEX book_code ON book (code);"_s}, {u"DROP TABLE shelf;"_s});
    QCOMPARE(library.place.error, QString());
    const Answer answer = runProgram(library.place.words({u"rehearse"_s}));
    QVERIFY2(answer.status == 4 && answer.err.contains("Migration 002 does not lead back"_L1)
            && answer.err.contains("index book.book_code: unexpected"_L1),
        qPrintable(answer.out + answer.err));
}

void RehearseTest::failsOnRealRows()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server,
        {u"CREATE TABLE shelf (id INTEGER);\nCREATE UNIQUE INDEX book_code ON book (code);"_s, u"DROP TABLE book;"_s},
        {u"DROP TABLE shelf;"_s});
    const RunnerPlace &place = library.place;
    QCOMPARE(place.error, QString());
    const OwnTemporaryFolder temporary;
    const Answer answer = runProgram(place.words({u"rehearse"_s}));
    QVERIFY2(answer.status == 3 && answer.err.contains("Migration 002 fails on the copy"_L1)
            && answer.err.contains("Statement 2 of 2 failed"_L1),
        qPrintable(answer.out + answer.err));
    QVERIFY2(!answer.out.contains("\n003 "_L1), qPrintable(answer.out)); // what stands on it is not tried
    QCOMPARE(library.seen(), library.before);
    QCOMPARE(temporary.left(), QStringList());
    QCOMPARE(QDir(rehearsalsFolder(place.projectFolder())).entryList(QDir::Files), QStringList());
}

/// The statement sleeps for ten minutes: it ends because the server is told.
void RehearseTest::stopsAtOnce()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server, {slow(server)}, {});
    QCOMPARE(library.place.error, QString());
    QCOMPARE(library.session.run(u"INSERT INTO pace VALUES (600)"_s), QString());
    const OwnTemporaryFolder temporary;
    Stopper stopper;
    const Result<Rehearsal> stopped =
        rehearse(*library.session.connection, library.place.profile(), *library.session.engine, library.place.timeline,
            {.backup = {}, .beside = library.place.profile(), .version = {}, .warn = {}}, stopper);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, Error::Code::Cancelled);
    QVERIFY(!stopper.heard.isEmpty());
    QCOMPARE(temporary.left(), QStringList());
    static const QRegularExpression name(u"_relata_scratch_\\w+"_s);
    const QString scratch = name.match(stopper.heard).captured();
    QCOMPARE(scratch.isEmpty(), server.isEmpty());
    if (server.isEmpty())
        return;
    ConnectionProfile inside = library.place.profile();
    inside.database = scratch;
    Session session;
    QVERIFY(!session.open(inside, m_engines));
}

void RehearseTest::takesABackup()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server, {u"CREATE UNIQUE INDEX book_code ON book (code);"_s}, {});
    const RunnerPlace &place = library.place;
    QCOMPARE(place.error, QString());
    QCOMPARE(library.session.run(u"UPDATE book SET code = 'y' WHERE id = 4"_s), QString());
    const QTemporaryDir folder;
    const Answer backup = runProgram({u"backup"_s, place.profile().url(), u"-o"_s, folder.path()});
    QVERIFY2(backup.status == 0, qPrintable(backup.err));
    const QString file = backup.out.section(u'\n', 0, 0);
    QCOMPARE(library.session.run(u"UPDATE book SET code = 'x' WHERE id = 4"_s), QString());
    const QStringList words = place.words({u"rehearse"_s, u"--backup"_s, file});
    const Answer earlier = runProgram(words); // when the rows were in nobody's way
    QVERIFY2(earlier.status == 0, qPrintable(earlier.out + earlier.err));
    QCOMPARE(runProgram(place.words({u"rehearse"_s})).status, 3);

    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    QVERIFY(damaged.seek(damaged.size() - 1));
    QVERIFY(damaged.putChar('!'));
    damaged.close();
    const Answer refused = runProgram(words);
    QVERIFY2(refused.status == 2 && refused.err.contains("is not what was written"_L1), qPrintable(refused.err));
    const Answer none = runProgram(place.words({u"rehearse"_s, u"--backup"_s, file + u'x'}));
    QVERIFY2(none.status == 2, qPrintable(none.err));
}

void RehearseTest::staysInTheCopy_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("statement");
    QTest::newRow("another database") << QByteArray("mariadb") << u"INSERT INTO %1.book VALUES (7, 'y');"_s;
    QTest::newRow("by another name") << QByteArray("mariadb") << u"DELETE b FROM `%1`.book AS b WHERE id = 1;"_s;
    QTest::newRow("among others") << QByteArray("mariadb")
                                  << u"UPDATE shelf, `%1` . `book` AS b SET b.code = 'y' WHERE b.id = 1;"_s;
    QTest::newRow("moved into it") << QByteArray("mariadb") << u"RENAME TABLE shelf TO %1.shelf2;"_s;
    QTest::newRow("its default") << QByteArray("mariadb") << u"ALTER DATABASE %1 CHARACTER SET latin1;"_s;
    QTest::newRow("settings") << QByteArray("postgresql15") << u"ALTER DATABASE %1 SET work_mem = '64kB';"_s;
    QTest::newRow("its comment") << QByteArray("postgresql15") << u"COMMENT ON DATABASE %1 IS 'x';"_s;
    QTest::newRow("users") << QByteArray("postgresql15") << u"CREATE ROLE relata_rehearsed;"_s;
    QTest::newRow("a file") << QByteArray() << u"ATTACH 'beside.db' AS beside;"_s;
}

/// A statement that names the database itself would reach it from the copy, too.
void RehearseTest::staysInTheCopy()
{
    QFETCH(const QByteArray, server);
    QFETCH(QString, statement);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    // The name is known once the database is there; the migration is written then.
    const Library library(m_engines, server, {u"CREATE TABLE shelf (id INTEGER);"_s}, {});
    const RunnerPlace &place = library.place;
    QCOMPARE(place.error, QString());
    const QString file = place.projectFolder() + u"/migrations/002_step.sql"_s;
    if (statement.contains("%1"_L1))
        statement = statement.arg(place.profile().database);
    QByteArray text = readFile(file).value();
    QVERIFY(writeFile(file, text.replace("-- relata:down", QByteArray(statement.toUtf8() + "\n-- relata:down"))));
    const Answer answer = runProgram(place.words({u"rehearse"_s}));
    QVERIFY2(answer.status == 4 && answer.err.contains("its statement 2 would change what is not in the copy"_L1),
        qPrintable(answer.out + answer.err));
    QCOMPARE(library.seen(), library.before);
}

void RehearseTest::saysWhereNoCopyCanBeHad()
{
    RELATA_REQUIRE_SERVER("mysql56");
    const Library library(m_engines, "mysql56", {u"CREATE TABLE shelf (id INTEGER);"_s}, {});
    QCOMPARE(library.place.error, QString());
    const Answer answer = runProgram(library.place.words({u"rehearse"_s}));
    QVERIFY2(answer.status == 2 && answer.err.contains("put MySQL's own before it in PATH"_L1),
        qPrintable(answer.out + answer.err));
    QCOMPARE(library.seen(), library.before);
}

/// Copies in files are nobody's once their program is gone.
void RehearseTest::takesAwayWhatKilledOnesLeft()
{
    const Library library(m_engines, {}, {slow({})}, {});
    QCOMPARE(library.place.error, QString());
    QCOMPARE(library.session.run(u"INSERT INTO pace VALUES (600)"_s), QString());
    const OwnTemporaryFolder temporary;
    QProcess program;
    program.start(programPath(), library.place.words({u"rehearse"_s}));
    const auto isRestored = [&] {
        const QStringList folders = temporary.left();
        return std::any_of(folders.begin(), folders.end(),
            [](const QString &one) { return QFile::exists(QDir::temp().filePath(one + u"/restored.db"_s)); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRestored(), Wait);
    program.kill();
    QVERIFY(program.waitForFinished(Wait));
    QVERIFY(!temporary.left().isEmpty());
    const QTemporaryDir folder;
    const Answer answer = runProgram({u"backup"_s, library.place.profile().url(), u"-o"_s, folder.path()});
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QCOMPARE(temporary.left(), QStringList());
}

RELATA_TEST(RehearseTest)
#include "tst_rehearse.moc"
