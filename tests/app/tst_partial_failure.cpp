#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/prove.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "tests/app/program.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// A migration whose third statement of five the server refuses: the ledger says what was done, and both ways out
/// lead out, on every engine, with and without a transaction around it.
class TestPartialFailure : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void resumed_data() { servers(); }
    void resumed();
    void rolledBack_data() { servers(); }
    void rolledBack();
    void madeByHand_data() { servers(); }
    void madeByHand();
    void otherSchemaOfProduction_data();
    void otherSchemaOfProduction();

private:
    static void servers();
    EngineRegistry m_registry;
};

void TestPartialFailure::servers()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<bool>("transaction");
    QTest::addColumn<int>("done");
    QTest::newRow("sqlite") << QByteArray() << true << 0;
    QTest::newRow("sqlite, no transaction") << QByteArray() << false << 2;
    for (const char *server : {"postgresql15", "postgresql18"}) {
        QTest::newRow(server) << QByteArray(server) << true << 0;
        QTest::addRow("%s, no transaction", server) << QByteArray(server) << false << 2;
    }
    QTest::newRow("mariadb") << QByteArray("mariadb") << true << 2;
    QTest::newRow("mysql56") << QByteArray("mysql56") << true << 2;
}

namespace {

const char *const First = R"(-- Migration 001: books
-- relata:id 5a000001
-- relata:up
CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));
INSERT INTO book (id, title) VALUES (1, 'Emma'), (2, 'Emma'), (3, 'Ulysses');
-- relata:down
DROP TABLE book;
)";

const char *const Second = R"(-- Migration 002: shelves
-- relata:id 5a000002 parent 5a000001%1
-- relata:up
CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));
ALTER TABLE book ADD COLUMN pages INTEGER;
CREATE UNIQUE INDEX book_title_key ON book (title);
CREATE TABLE label (id INTEGER NOT NULL PRIMARY KEY);
ALTER TABLE shelf ADD COLUMN room INTEGER;
-- relata:down
ALTER TABLE shelf DROP COLUMN room;
DROP TABLE label;
DROP TABLE shelf;
)";

/// A database at version 001 with the ledger that belongs to it.
class Place {
public:
    QString open(const EngineRegistry &registry, const ConnectionProfile &profile, bool transaction)
    {
        m_profile = profile;
        const QString second =
            QString::fromLatin1(Second).arg(transaction ? QString() : u"\n-- relata:transaction none"_s);
        const auto one = parseMigration(First, u"001_books.sql"_s);
        const auto two = parseMigration(second.toUtf8(), u"002_shelves.sql"_s);
        if (!one || !two)
            return one ? two.error().text() : one.error().text();
        timeline.migrations = {*one, *two};
        if (Result<> done = session.open(profile, registry); !done)
            return done.error().text();
        const auto applied = applyMigration(*session.connection, m_profile, *session.engine, *one, m_context);
        return applied ? read(m_before, m_rows) : applied.error().text();
    }

    Result<> apply() { return applyMigration(*session.connection, m_profile, *session.engine, second(), m_context); }
    Result<> resume() { return resumeMigration(*session.connection, m_profile, *session.engine, second(), m_context); }
    Result<> rollBack()
    {
        return rollBackPartial(
            *session.connection, m_profile, m_profile, *session.engine, timeline, second(), m_context);
    }

    MigrationStatus status() const
    {
        const auto states = migrationStatus(*session.connection, *session.engine, timeline);
        return states && states->size() == 2 ? states->last() : MigrationStatus{};
    }

    /// What is not as before the migration: schema and rows.
    QString changes()
    {
        Schema schema;
        QMap<QString, QByteArray> rows;
        if (const QString trouble = read(schema, rows); !trouble.isEmpty())
            return trouble;
        const Engine &engine = *session.engine;
        const QStringList left = differences(m_before, matched(schema, m_before, engine.nameRule), engine);
        return !left.isEmpty() ? left.join(u'\n') : rows == m_rows ? QString() : u"rows are not what they were"_s;
    }

    QStringList tables() const
    {
        QStringList result;
        const auto schema = session.schema();
        for (const ObjectId id : schema ? schema->all(Kind::Table) : QList<ObjectId>())
            result += schema->displayName(id);
        return result;
    }

    const MigrationFile &second() const { return timeline.migrations.last(); }

    tests::Session session;
    Timeline timeline;

private:
    QString read(Schema &schema, QMap<QString, QByteArray> &rows) const
    {
        const auto found = session.schema();
        if (!found)
            return found.error().text();
        const auto digests = session.rows(*found);
        if (!digests)
            return digests.error().text();
        schema = *found;
        rows = *digests;
        return {};
    }

    ConnectionProfile m_profile;
    QuietContext m_context;
    Schema m_before;
    QMap<QString, QByteArray> m_rows;
};

QString textOf(const Result<> &result) { return result ? QString() : result.error().text(); }

/// What the failure should have left: `done` of five statements, and the server's words.
void verifyStopped(Place &place, int done)
{
    const Result<> applied = place.apply();
    QVERIFY(!applied);
    QVERIFY(!applied.error().text().isEmpty());
    const MigrationStatus status = place.status();
    QVERIFY(status.state == (done == 0 ? MigrationState::Failed : MigrationState::Partial));
    QCOMPARE(status.statementsDone, done);
    QCOMPARE(status.statements, 5);
    QVERIFY2(status.error.contains(u"book"_s) || status.error.contains("Emma"_L1), qPrintable(status.error));
    const auto pending = pendingMigrations(*place.session.connection, *place.session.engine, place.timeline, {});
    QVERIFY(!pending);
    QVERIFY2(pending.error().text().contains(u"stopped at statement %1 of 5"_s.arg(done + 1)),
        qPrintable(pending.error().text()));
    QCOMPARE(place.changes().isEmpty(), done == 0);
    QVERIFY(!place.apply()); // begun is begun
}

/// A project with both migrations, for a production database whose names live in the schema app.
bool makeProject(const QString &place, const ConnectionProfile &profile)
{
    ConnectionProfile live = profile, bench = profile;
    live.name = u"live"_s;
    live.environment = u"prod"_s;
    live.defaultSchema = u"app"_s;
    bench.name = u"bench"_s;
    const ProjectConfig config{.name = u"p"_s,
        .engine = "postgresql",
        .targetVersion = {},
        .defaultConnection = live.name,
        .scratchConnection = bench.name,
        .connections = {live, bench},
        .other = {}};
    const QString second = QString::fromLatin1(Second).arg(u"\n-- relata:transaction none"_s);
    const QByteArray first = QByteArray(First).replace("INSERT", "-- INSERT"); // these rows only production has
    return Project::create(place, config) && writeFile(place + u"/migrations/001_books.sql"_s, first)
        && writeFile(place + u"/migrations/002_shelves.sql"_s, second.toUtf8());
}

} // namespace

void TestPartialFailure::resumed()
{
    QFETCH(QByteArray, server);
    QFETCH(bool, transaction);
    QFETCH(int, done);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const QTemporaryDir folder;
    const tests::OwnDatabase database(m_registry, server, folder.path(), u"partial_resumed"_s);
    Place place;
    QCOMPARE(place.open(m_registry, database.profile, transaction), QString());
    verifyStopped(place, done);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(!place.resume()); // the cause is still there
    QCOMPARE(place.status().statementsDone, done);
    QCOMPARE(place.session.run(u"UPDATE book SET title = 'Persuasion' WHERE id = 2"_s), QString());
    QCOMPARE(textOf(place.resume()), QString());
    QVERIFY(place.status().state == MigrationState::Applied);
    QCOMPARE(place.status().statementsDone, 5);
    QVERIFY2(place.status().error.isEmpty(), qPrintable(place.status().error));
    QCOMPARE(place.tables(), QStringList({u"book"_s, u"label"_s, u"shelf"_s}));
    QCOMPARE(place.session.run(u"SELECT pages FROM book; SELECT room FROM shelf"_s), QString());
    QVERIFY(!place.session.run(u"INSERT INTO book (id, title) VALUES (4, 'Ulysses')"_s).isEmpty());
}

void TestPartialFailure::rolledBack()
{
    QFETCH(QByteArray, server);
    QFETCH(bool, transaction);
    QFETCH(int, done);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const QTemporaryDir folder;
    const tests::OwnDatabase database(m_registry, server, folder.path(), u"partial_rolled_back"_s);
    Place place;
    QCOMPARE(place.open(m_registry, database.profile, transaction), QString());
    verifyStopped(place, done);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(textOf(place.rollBack()), QString());
    QCOMPARE(place.changes(), QString());
    QVERIFY(place.status().state == MigrationState::Pending);
    QCOMPARE(place.session.run(u"UPDATE book SET title = 'Persuasion' WHERE id = 2"_s), QString());
    QCOMPARE(textOf(place.apply()), QString());
    QVERIFY(place.status().state == MigrationState::Applied);
}

/// The migration would make the table by a statement that has not run: this one is somebody else's.
static void keepsWhatALaterStatementWouldMake(Place &place)
{
    QCOMPARE(place.session.run(u"CREATE TABLE label (id INTEGER NOT NULL PRIMARY KEY); INSERT INTO label VALUES (7)"_s),
        QString());
    const Result<> refused = place.rollBack();
    QVERIFY(!refused && refused.error().code == Error::Code::Conflict);
    QVERIFY2(refused.error().text().contains("label is there"_L1), qPrintable(refused.error().text()));
    QCOMPARE(place.session.run(u"DELETE FROM label WHERE id = 7; DROP TABLE label"_s), QString());
    QCOMPARE(place.session.run(u"ALTER TABLE book ADD COLUMN room INTEGER"_s), QString());
    QVERIFY(!place.rollBack()); // nor this column, which the migration adds to another table, later
    QCOMPARE(place.session.run(u"ALTER TABLE book DROP COLUMN room"_s), QString());
}

void TestPartialFailure::madeByHand()
{
    QFETCH(QByteArray, server);
    QFETCH(bool, transaction);
    QFETCH(int, done);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const QTemporaryDir folder;
    const tests::OwnDatabase database(m_registry, server, folder.path(), u"partial_by_hand"_s);
    Place place;
    QCOMPARE(place.open(m_registry, database.profile, transaction), QString());
    verifyStopped(place, done);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(place.session.run(u"CREATE TABLE by_hand (id INTEGER NOT NULL PRIMARY KEY)"_s), QString());
    const QStringList before = place.tables();
    const Result<> refused = place.rollBack();
    QVERIFY(!refused);
    QVERIFY(refused.error().code == Error::Code::Conflict);
    QVERIFY2(refused.error().text().contains("by_hand"_L1), qPrintable(refused.error().text()));
    QCOMPARE(place.tables(), before);
    QCOMPARE(place.status().statementsDone, done);
    QCOMPARE(place.session.run(u"DROP TABLE by_hand"_s), QString());
    keepsWhatALaterStatementWouldMake(place);
    QCOMPARE(textOf(place.rollBack()), QString());
    QCOMPARE(place.changes(), QString());
}

void TestPartialFailure::otherSchemaOfProduction_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("postgresql15") << QByteArray("postgresql15");
    QTest::newRow("postgresql18") << QByteArray("postgresql18");
}

void TestPartialFailure::otherSchemaOfProduction()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const QTemporaryDir folder;
    const tests::OwnDatabase database(m_registry, server, folder.path(), u"partial_schema"_s);
    const QString place = folder.filePath(u"p"_s);
    QVERIFY(makeProject(place, database.profile));
    tests::Session session;
    QVERIFY(session.open(database.profile, m_registry));
    QCOMPARE(session.run(u"CREATE SCHEMA app"_s), QString());
    const auto migrate = [&](const QString &action) {
        return tests::runProgram({u"migrate"_s, action, u"--project"_s, place, u"--yes"_s, u"--to"_s, u"002"_s});
    };
    const tests::Answer first =
        tests::runProgram({u"migrate"_s, u"up"_s, u"--project"_s, place, u"--yes"_s, u"--to"_s, u"001"_s});
    QVERIFY2(first.status == 0, qPrintable(first.err));
    QCOMPARE(session.run(u"INSERT INTO app.book VALUES (1, 'Emma'), (2, 'Emma')"_s), QString());
    const tests::Answer up = tests::runProgram(
        {u"migrate"_s, u"up"_s, u"--project"_s, place, u"--yes"_s, u"--to"_s, u"002"_s, u"--allow"_s, u"DATA"_s});
    QVERIFY2(up.status == 3, qPrintable(up.err));
    QCOMPARE(session.run(u"CREATE TABLE app.by_hand (id INTEGER)"_s), QString());
    const tests::Answer refused = migrate(u"rollback"_s);
    QVERIFY2(refused.status == 4 && refused.err.contains("by_hand"_L1), qPrintable(refused.err));
    // A table of that name in another schema is not the migration's.
    QCOMPARE(session.run(u"DROP TABLE app.by_hand; CREATE TABLE public.shelf (elsewhere int)"_s), QString());
    const tests::Answer elsewhere = migrate(u"rollback"_s);
    QVERIFY2(elsewhere.status == 4 && elsewhere.err.contains("public.shelf"_L1), qPrintable(elsewhere.err));
    QCOMPARE(session.run(u"SELECT pages FROM app.book; SELECT * FROM app.shelf; DROP TABLE public.shelf"_s), QString());
    const tests::Answer back = migrate(u"rollback"_s);
    QVERIFY2(back.status == 0, qPrintable(back.err));
    QVERIFY(!session.run(u"SELECT pages FROM app.book"_s).isEmpty());
    QVERIFY(!session.run(u"SELECT * FROM app.shelf"_s).isEmpty());
    QCOMPARE(session.run(u"SELECT title FROM app.book"_s), QString());
}

RELATA_TEST(TestPartialFailure)
#include "tst_partial_failure.moc"
