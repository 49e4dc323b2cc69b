#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/backup.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// Words of all kinds that a copy could spoil.
const QString Filled = uR"(CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40));
CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, shelf_id INTEGER, price NUMERIC(8, 2),
  CONSTRAINT book_shelf FOREIGN KEY (shelf_id) REFERENCES shelf (id));
CREATE INDEX book_price ON book (price);
CREATE VIEW dear AS SELECT id FROM book WHERE price > 9;
INSERT INTO shelf VALUES (1, 'Großes Regal ''oben'''), (2, NULL), (3, ''), (4, 'a\b');
INSERT INTO book VALUES (1, 1, 12.50), (2, NULL, NULL), (3, 2, -1);)"_s;

/// A database with those tables.
class Library {
public:
    Library(const EngineRegistry &engines, const QByteArray &server)
        : place(engines, server, {}, {})
    {
        if (!session.open(place.profile(), engines))
            place.error += u"cannot connect"_s;
        else
            place.error += session.run(Filled);
    }

    RunnerPlace place;
    Session session;
};

/// What a shell says against these words; empty: nothing.
QString typedAtShell(const QString &command)
{
    QProcess shell;
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.start(u"/bin/sh"_s, {u"-c"_s, command});
    if (!shell.waitForFinished(60'000))
        return u"it does not end"_s;
    const QString words = QString::fromLocal8Bit(shell.readAll());
    return shell.exitCode() == 0 ? QString() : words + u"status "_s + QString::number(shell.exitCode());
}

/// Stops the work in the middle of the writing.
class Stopper : public JobContext {
public:
    void report(const Progress &progress) override
    {
        isAsked = isAsked || progress.message.source().startsWith("Writing"_L1);
    }
    bool stopRequested() const override { return isAsked; }
    bool isAsked = false;
};

} // namespace

/// A backup is an artefact: written whole or not at all, restored once, and it brings the database back.
class BackupTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void bringsBack_data() { eachBackedUpServer(); }
    void bringsBack();
    void stopsCleanly_data() { eachBackedUpServer(); }
    void stopsCleanly();
    void showsDamage();
    void needsThePrograms_data();
    void needsThePrograms();
    void comesBeforeMigrations_data() { eachBackedUpServer(); }
    void comesBeforeMigrations();

private:
    static void eachBackedUpServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"", "postgresql13", "postgresql15", "mariadb"})
            QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
    }
    QStringList filesIn(const QString &folder) const { return QDir(folder).entryList(QDir::Files, QDir::Name); }

    EngineRegistry m_engines;
};

void BackupTest::bringsBack()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server);
    QCOMPARE(library.place.error, QString());
    const Result<Schema> before = library.session.schema();
    QVERIFY(before);
    const auto rows = library.session.rows(*before);
    QVERIFY(rows);
    const QTemporaryDir folder;
    const QString into = folder.filePath(u"it's here"_s);
    const Answer answer = runProgram({u"backup"_s, library.place.profile().url(), u"-o"_s, into});
    QVERIFY2(answer.status == 0 && answer.out.contains("2 tables with 7 rows, as they were"_L1),
        qPrintable(answer.out + answer.err));
    const QStringList files = filesIn(into);
    QCOMPARE(files.size(), 2); // it and its description
    const QString file = into + u'/' + files.first();
    QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    const Result<Backup> backup = readBackup(file);
    QVERIFY2(backup, backup ? "" : qPrintable(backup.error().text()));
    QVERIFY(backup->isTried);
    QCOMPARE(runProgram({u"backup"_s, u"--check"_s, file}).status, 0);

    QCOMPARE(library.session.run(u"DROP VIEW dear; DROP TABLE book; DROP TABLE shelf"_s), QString());
    QCOMPARE(typedAtShell(backup->restoreCommand), QString());
    Session again;
    QVERIFY(again.open(library.place.profile(), m_engines));
    const Result<Schema> after = again.schema();
    QVERIFY(after);
    QCOMPARE(after->fingerprint(), before->fingerprint());
    const auto restored = again.rows(*after);
    QVERIFY(restored);
    QCOMPARE(*restored, *rows);
}

void BackupTest::stopsCleanly()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server);
    QCOMPARE(library.place.error, QString());
    const ConnectionProfile &profile = library.place.profile();
    const QTemporaryDir folder;
    Stopper stopper;
    const Result<Backup> stopped =
        backUp(*library.session.connection, profile, *library.session.engine, {folder.path(), true, profile}, stopper);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, Error::Code::Cancelled);
    QCOMPARE(filesIn(folder.path()), QStringList());
    QCOMPARE(library.session.connection->transaction(), TransactionState::None);
    auto held = TransactionState::Unknown;
    Listener listener(u"Restoring the backup"_s, [&] { held = library.session.connection->transaction(); });
    QVERIFY(backUp(
        *library.session.connection, profile, *library.session.engine, {folder.path(), true, profile}, listener));
    QCOMPARE(held, TransactionState::None); // nothing is held for longer than the writing takes
}

void BackupTest::showsDamage()
{
    const Library library(m_engines, {});
    QCOMPARE(library.place.error, QString());
    const ConnectionProfile &profile = library.place.profile();
    const QTemporaryDir folder;
    QuietContext context;
    const Result<Backup> backup =
        backUp(*library.session.connection, profile, *library.session.engine, {folder.path(), true, profile}, context);
    QVERIFY2(backup, backup ? "" : qPrintable(backup.error().text()));
    QFile file(backup->file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() - 1));
    QVERIFY(file.putChar('!'));
    file.close();
    const Answer damaged = runProgram({u"backup"_s, u"--check"_s, backup->file});
    QVERIFY2(damaged.status == 2 && damaged.err.contains("is not what was written"_L1), qPrintable(damaged.err));
    QVERIFY(writeFile(backup->file + u".json"_s, "{}"));
    const Answer unknown = runProgram({u"backup"_s, u"--check"_s, backup->file});
    QVERIFY2(unknown.status == 2 && unknown.err.contains("does not describe a backup"_L1), qPrintable(unknown.err));
    QCOMPARE(runProgram({u"backup"_s}).status, 2);
}

void BackupTest::needsThePrograms_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("words");
    QTest::newRow("newer") << QByteArray("postgresql18") << u"postgresql-client-18"_s;
    QTest::newRow("older") << QByteArray("mysql56") << u"put MySQL's own before it in PATH"_s;
}

/// No program here reads a server that new, or that old.
void BackupTest::needsThePrograms()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, words);
    RELATA_REQUIRE_SERVER(server);
    QTemporaryDir folder;
    const Answer answer = runProgram({u"backup"_s, *serverUrl(server), u"-o"_s, folder.path()});
    QVERIFY2(answer.status != 0 && answer.err.contains(words), qPrintable(answer.err));
    QCOMPARE(filesIn(folder.path()), QStringList());
}

/// The state before the first of them, and words to have it back when one fails.
void BackupTest::comesBeforeMigrations()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);"_s, u"INSERT INTO note VALUES (1);"_s,
            u"INSERT INTO note VALUES (9);"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session; // what only this database has
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"INSERT INTO note VALUES (9)"_s), QString());
    QTemporaryDir folder;
    const Answer answer = runProgram(place.words({u"up"_s, u"--allow"_s, u"all"_s, u"--backup"_s, folder.path()}));
    QVERIFY2(answer.status == 3 && answer.out.contains("applied 002"_L1), qPrintable(answer.out + answer.err));
    const QStringList files = filesIn(folder.path());
    QCOMPARE(files.size(), 2); // one for all of them
    QVERIFY2(answer.err.contains("The database as it was before stands in "_L1 + folder.filePath(files.first())),
        qPrintable(answer.err));
    QVERIFY2(answer.out.contains("1 tables with 1 rows"_L1), qPrintable(answer.out));
}

RELATA_TEST(BackupTest)
#include "tst_backup.moc"
