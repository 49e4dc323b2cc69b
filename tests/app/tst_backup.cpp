#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/backup_port.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/backup.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSysInfo>
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
    void staysInTheLedger_data() { eachBackedUpServer(); }
    void staysInTheLedger();
    void mayBeClaimed();
    void isRequiredByTheProject();
    void standsInThePlan_data();
    void standsInThePlan();
    void holdsTablesAlone_data() { eachBackedUpServer(); }
    void holdsTablesAlone();
    void holdsWhatIsTouched_data() { eachBackedUpServer(); }
    void holdsWhatIsTouched();

private:
    static void eachBackedUpServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"", "postgresql13", "postgresql15", "mariadb"})
            QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
    }
    QJsonArray statusOf(const RunnerPlace &place) const
    {
        const Answer answer = runProgram(place.words({u"status"_s, u"--format"_s, u"json"_s}));
        return QJsonDocument::fromJson(answer.out.toUtf8()).array();
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
    QVERIFY2(answer.err.contains(" stands in "_L1 + folder.filePath(files.first())), qPrintable(answer.err));
    QCOMPARE(answer.err.count("Have it back in an empty database with: "_L1), 1);
    QVERIFY2(answer.out.contains("1 tables with 1 rows"_L1), qPrintable(answer.out));
    const QJsonObject failed = statusOf(place).at(2).toObject();
    QCOMPARE(failed["state"_L1].toString(), u"failed"_s);
    QCOMPARE(failed["backup"_L1].toObject()["place"_L1].toString(), folder.filePath(files.first()));
    const Answer why = runProgram(place.words({u"diagnose"_s}));
    QVERIFY2(why.out.contains(folder.filePath(files.first())), qPrintable(why.out));
}

/// What a migration was applied under is told from the database, until the migration is taken back.
void BackupTest::staysInTheLedger()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);"_s,
            u"CREATE TABLE page (id INTEGER NOT NULL PRIMARY KEY);"_s},
        {u"DROP TABLE note;"_s, u"DROP TABLE page;"_s});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0); // a ledger without that table
    QVERIFY(statusOf(place).at(0).toObject()["backup"_L1].isNull());
    QTemporaryDir folder;
    QCOMPARE(runProgram(place.words({u"up"_s, u"--backup"_s, folder.path()})).status, 0);
    const QString file = folder.filePath(filesIn(folder.path()).value(0));
    const Result<Backup> backup = readBackup(file);
    QVERIFY(backup && backup->triedAt.isValid());
    const QJsonArray states = statusOf(place);
    QVERIFY(states.at(0).toObject()["backup"_L1].isNull());
    const QJsonObject kept = states.at(1).toObject()["backup"_L1].toObject();
    QCOMPARE(kept["kind"_L1].toString(), u"taken"_s);
    QCOMPARE(kept["place"_L1].toString(), file);
    QCOMPARE(kept["host"_L1].toString(), QSysInfo::machineHostName());
    QCOMPARE(kept["tool"_L1].toString(), backup->tool);
    QCOMPARE(kept["bytes"_L1].toInteger(), QFileInfo(file).size());
    QCOMPARE(kept["sha256"_L1].toString(), backup->checksum);
    QCOMPARE(kept["restored_at"_L1].toString(), backup->triedAt.toString(Qt::ISODateWithMs));
    QCOMPARE(kept["restore_command"_L1].toString(), backup->restoreCommand);
    const Answer status = runProgram(place.words({u"status"_s}));
    QVERIFY2(status.out.contains("backup: "_L1 + file + " on "_L1) && status.out.contains(", restores in "_L1),
        qPrintable(status.out));

    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"INSERT INTO page VALUES (7)"_s), QString());
    const Answer back = runProgram(place.words({u"down"_s})); // keeps the row aside, and says where more is
    QVERIFY2(back.status == 0 && back.err.contains(file), qPrintable(back.err));
    QCOMPARE(runProgram(place.words({u"up"_s})).status, 0);
    QVERIFY(statusOf(place).at(1).toObject()["backup"_L1].isNull());
}

/// With a word about it, and never as one that was checked.
void BackupTest::mayBeClaimed()
{
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);"_s, u"INSERT INTO note VALUES (1);"_s,
            u"INSERT INTO note VALUES (9);"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"INSERT INTO note VALUES (9)"_s), QString());
    const QStringList claim{u"up"_s, u"--claim-backup"_s, u"nightly 7"_s};
    const Answer mute = runProgram(place.words(claim));
    QVERIFY2(mute.status == 2 && mute.err.contains("--note"_L1), qPrintable(mute.err));
    QTemporaryDir folder;
    const QStringList reason{u"--note"_s, u"on tape 7, restored last Monday"_s};
    const Answer both = runProgram(place.words(claim + reason + QStringList{u"--backup"_s, folder.path()}));
    QVERIFY2(both.status == 2 && filesIn(folder.path()).isEmpty(), qPrintable(both.err));
    const Answer answer = runProgram(place.words(claim + reason));
    QVERIFY2(answer.status == 3 && answer.out.contains("applied 002"_L1), qPrintable(answer.out + answer.err));
    QVERIFY2(answer.err.contains("\"nightly 7\", which nobody has checked: on tape 7"_L1), qPrintable(answer.err));
    const QJsonArray states = statusOf(place);
    const QJsonObject kept = states.at(1).toObject()["backup"_L1].toObject();
    QCOMPARE(kept["kind"_L1].toString(), u"claimed"_s);
    QCOMPARE(kept["place"_L1].toString(), u"nightly 7"_s);
    QCOMPARE(kept["reason"_L1].toString(), reason.at(1));
    QCOMPARE(kept["restored_at"_L1].toString(), QString());
    QVERIFY(!kept["by"_L1].toString().isEmpty());
    QCOMPARE(states.at(2).toObject()["backup"_L1].toObject()["kind"_L1].toString(), u"claimed"_s);
    const Answer status = runProgram(place.words({u"status"_s}));
    QVERIFY2(status.out.contains("backup: \"nightly 7\", claimed by "_L1), qPrintable(status.out));
}

/// Where it says so, nothing is applied without one, and the ways out are told.
void BackupTest::isRequiredByTheProject()
{
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE note (id INTEGER);"_s, u"CREATE TABLE page (id INTEGER);"_s, u"DROP TABLE note;"_s}, {});
    QCOMPARE(place.error, QString());
    const auto on = [&](const QString &environment) {
        const QJsonObject connection{
            {u"name"_s, u"shop"_s}, {u"url"_s, place.profile().url()}, {u"environment"_s, environment}};
        const QJsonObject config{{u"engine"_s, u"sqlite"_s}, {u"requireBackup"_s, QJsonArray{u"stag"_s}},
            {u"connections"_s, QJsonArray{connection}}};
        return writeFile(place.projectFolder() + u"/relata.json"_s, QJsonDocument(config).toJson());
    };
    QVERIFY(on(u"staging"_s));
    const Answer refused = runProgram(place.words({u"up"_s}));
    QVERIFY2(refused.status == 4 && refused.err.contains("only under a backup"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains("--backup DIR"_L1) && refused.err.contains("--claim-backup NAME"_L1),
        qPrintable(refused.err));
    QCOMPARE(statusOf(place).at(0).toObject()["state"_L1].toString(), u"pending"_s);
    QTemporaryDir folder;
    const Answer taken = runProgram(place.words({u"up"_s, u"--backup"_s, folder.path()}));
    QVERIFY2(taken.status == 4 && taken.out.contains("applied 002"_L1), qPrintable(taken.out + taken.err));
    QVERIFY2(taken.err.contains(" stands in "_L1 + folder.filePath(filesIn(folder.path()).value(0))),
        qPrintable(taken.err)); // some have run before the one that is refused
    QVERIFY(on(u"dev"_s)); // no word about these
    const Answer free = runProgram(place.words({u"up"_s, u"--allow"_s, u"DL101"_s}));
    QVERIFY2(free.status == 0, qPrintable(free.err));
}

void BackupTest::standsInThePlan_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("tool");
    QTest::newRow("sqlite") << QByteArray() << u"SQLite online backup"_s;
    QTest::newRow("postgresql15") << QByteArray("postgresql15") << u"pg_dump (PostgreSQL)"_s;
    QTest::newRow("mariadb") << QByteArray("mariadb") << u"MariaDB"_s;
    QTest::newRow("postgresql18") << QByteArray("postgresql18") << QString(); // no program here reads that
}

/// What would be taken, or why nothing can be, and nothing is written.
void BackupTest::standsInThePlan()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, tool);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, {u"CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);"_s}, {});
    QCOMPARE(place.error, QString());
    QTemporaryDir folder;
    const QStringList into{u"--backup"_s, folder.path()};
    const Answer plan = runProgram(place.words(QStringList{u"plan"_s} + into));
    const Answer json = runProgram(place.words(QStringList{u"plan"_s, u"--format"_s, u"json"_s} + into));
    const Answer dry = runProgram(place.words(QStringList{u"up"_s, u"--dry-run"_s} + into));
    QVERIFY2(plan.status == 0 && json.status == 0 && dry.status == 0, qPrintable(plan.err + json.err + dry.err));
    const QJsonObject backup =
        QJsonDocument::fromJson(json.out.toUtf8()).array().at(0).toObject()["backup"_L1].toObject();
    QCOMPARE(filesIn(folder.path()), QStringList());
    if (tool.isEmpty()) {
        QVERIFY2(plan.out.contains("postgresql-client-18"_L1), qPrintable(plan.out));
        QVERIFY2(dry.err.contains("postgresql-client-18"_L1), qPrintable(dry.err));
        QVERIFY(backup["refused"_L1].toString().contains("postgresql-client-18"_L1));
        return;
    }
    QVERIFY2(backup["tool"_L1].toString().contains(tool), qPrintable(json.out));
    QVERIFY(backup["bytes"_L1].toInteger(-1) >= 0 && backup["refused"_L1].isNull());
    QVERIFY(backup["place"_L1].toString().startsWith(folder.path()));
    QVERIFY(backup["restore_command"_L1].toString().contains(backup["place"_L1].toString()));
    for (const QString &text : {plan.out, dry.err})
        QVERIFY2(text.contains("Backup: the whole database, which takes about "_L1)
                && text.contains("Brought back into an empty database with: "_L1),
            qPrintable(text));
    const Answer none = runProgram(place.words({u"plan"_s}));
    QVERIFY2(none.out.contains("-- No backup is asked for; one could be taken by "_L1), qPrintable(none.out));
}

/// With their values, and into a database of their own; never without what they refer to.
void BackupTest::holdsTablesAlone()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const Library library(m_engines, server);
    QCOMPARE(library.place.error, QString());
    const QString url = library.place.profile().url();
    const QTemporaryDir folder;
    const QStringList into{u"-o"_s, folder.path()};
    const Answer orphans = runProgram(QStringList{u"backup"_s, url, u"--table"_s, u"book"_s} + into);
    QVERIFY2(orphans.status == 4 && orphans.err.contains("needs shelf"_L1), qPrintable(orphans.err));
    const Answer unknown = runProgram(QStringList{u"backup"_s, url, u"--table"_s, u"cup"_s} + into);
    QVERIFY2(unknown.status == 2 && unknown.err.contains("no table cup"_L1), qPrintable(unknown.err));
    QCOMPARE(filesIn(folder.path()), QStringList());

    const Answer answer = runProgram(QStringList{u"backup"_s, url, u"--table"_s, u"shelf"_s} + into);
    QVERIFY2(answer.status == 0 && answer.out.contains("1 tables with 4 rows, as they were"_L1)
            && answer.out.contains("tables shelf alone"_L1),
        qPrintable(answer.out + answer.err));
    const QString file = folder.filePath(filesIn(folder.path()).first());
    const Result<Backup> backup = readBackup(file);
    QVERIFY(backup && backup->isTried);
    QCOMPARE(backup->onlyTables, QStringList{u"shelf"_s});
    QVERIFY(backup->restoreCommand.contains(u"_restored"_s)); // not over the other tables

    QuietContext context;
    const Connection &connection = *library.session.connection;
    auto scratch =
        library.session.engine->backup->restoreOnScratch(file, library.place.profile(), connection.server(), context);
    QVERIFY2(scratch, scratch ? "" : qPrintable(scratch.error().text()));
    const auto rows = fetch((*scratch)->connection(), u"SELECT name FROM shelf ORDER BY id"_s);
    QVERIFY(rows && rows->count == 4);
    QCOMPARE(rows->text(0, 0), u"Großes Regal 'oben'"_s);
    QVERIFY(!fetch((*scratch)->connection(), u"SELECT 1 FROM book"_s));
    const Answer both =
        runProgram(QStringList{u"backup"_s, url, u"--table"_s, u"book"_s, u"--table"_s, u"shelf"_s} + into);
    QVERIFY2(both.status == 0 && both.out.contains("2 tables with 7 rows"_L1), qPrintable(both.out + both.err));
}

/// The tables that what is pending names; what cannot be told is refused, and nothing is applied.
void BackupTest::holdsWhatIsTouched()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const QString table = u"CREATE TABLE %1 (id INTEGER NOT NULL PRIMARY KEY);"_s;
    const RunnerPlace place(m_engines, server,
        {table.arg(u"note"_s) + table.arg(u"page"_s)
                + u"CREATE TABLE line (id INTEGER NOT NULL PRIMARY KEY, page_id INTEGER, CONSTRAINT line_page FOREIGN "
                  u"KEY "
                  "(page_id) REFERENCES page (id));"_s,
            u"ALTER TABLE note ADD COLUMN text VARCHAR(9);"_s, u"ALTER TABLE line ADD COLUMN text VARCHAR(9);"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"INSERT INTO note VALUES (1), (2)"_s), QString());
    QTemporaryDir folder;
    const QStringList scope{u"--backup"_s, folder.path(), u"--backup-scope"_s, u"touched"_s};
    const Answer all = runProgram(place.words(QStringList{u"up"_s} + scope));
    QVERIFY2(all.status == 4 && all.err.contains("needs page"_L1), qPrintable(all.err));
    QCOMPARE(statusOf(place).at(1).toObject()["state"_L1].toString(), u"pending"_s);
    const Answer plan = runProgram(place.words(QStringList{u"plan"_s} + scope));
    QVERIFY2(plan.status == 0 && plan.out.contains("needs page"_L1), qPrintable(plan.out));
    const Answer one = runProgram(place.words(QStringList{u"up"_s, u"--to"_s, u"002"_s} + scope));
    QVERIFY2(one.status == 0 && one.out.contains("tables note alone"_L1) && one.out.contains("1 tables with 2 rows"_L1),
        qPrintable(one.out + one.err));
    const QJsonObject kept = statusOf(place).at(1).toObject()["backup"_L1].toObject();
    QCOMPARE(kept["tables"_L1].toArray(), QJsonArray{u"note"_s});
    const Answer rehearsed = runProgram(place.words({u"rehearse"_s, u"--backup"_s, kept["place"_L1].toString()}));
    QVERIFY2(rehearsed.status != 0 && rehearsed.err.contains("some tables alone"_L1), qPrintable(rehearsed.err));
    for (const QString &action : {u"up"_s, u"plan"_s})
        QCOMPARE(runProgram(place.words({action, u"--backup-scope"_s, u"half"_s})).status, 2);
}

RELATA_TEST(BackupTest)
#include "tst_backup.moc"
