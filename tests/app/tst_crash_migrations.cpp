#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/prove.h"
#include "models/project/project_config.h"
#include "tests/app/program.h"
#include "tests/support/held_server.h"
#include "tests/support/own_database.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array Servers{"", "postgresql15", "mariadb", "mysql56"};

/// After the sample's own: one that commits statement by statement on every engine.
const char *const Ninth = R"(-- Migration 009: nicknames
-- relata:id 6c1f0a09 parent 6c1f0a08
-- relata:transaction none
-- relata:up
ALTER TABLE member ADD COLUMN nickname VARCHAR(40);
UPDATE member SET nickname = first_name;
CREATE TABLE nickname_history (id INTEGER NOT NULL PRIMARY KEY, nickname VARCHAR(40));
INSERT INTO nickname_history (id, nickname) SELECT id, nickname FROM member;
CREATE INDEX nickname_history_idx ON nickname_history (nickname);
-- relata:down
DROP TABLE nickname_history;
ALTER TABLE member DROP COLUMN nickname;
)";

/// What people put into the tables of the first migration; no other migration touches these columns.
const char *const People =
    "INSERT INTO branch (id, name, city) VALUES (1, 'Main', 'Bremen'), (2, 'Harbour', 'Bremen');"
    "INSERT INTO member (id, first_name, last_name, email, branch_id, joined_on) VALUES "
    "(1, 'Ada', 'Byron', 'ada@example.org', 1, '2024-01-01'), (2, 'Jane', 'Austen', 'jane@example.org', 2, "
    "'2024-02-29');"
    "INSERT INTO publisher (id, name) VALUES (1, 'Press');"
    "INSERT INTO work (id, title, publisher_id, isbn) VALUES (1, 'Emma', 1, '1'), (2, 'Ulysses', NULL, '2')";

/// A project with a timeline, the database it goes to, and what that should look like at each version.
class Place {
public:
    QString make(const EngineRegistry &engines, const QByteArray &server);
    /// The program on this project and database.
    QStringList words(const QStringList &action) const;
    /// Number of migrations applied; −1 while one is half-way, −2 when the program cannot say.
    int applied() const;
    QString trouble() const;
    int count() const { return int(m_timeline.migrations.size()); }

private:
    QString makeProject(const QByteArray &engine);
    QString makeDatabases(const QByteArray &server);
    QString learnVersions();

    const EngineRegistry *m_engines = nullptr;
    QTemporaryDir m_folder;
    std::unique_ptr<HeldServer> m_server;
    ConnectionProfile m_profile, m_reference;
    Timeline m_timeline;
    QList<Schema> m_versions;
    QMap<QString, QByteArray> m_rows;
};

QString Place::make(const EngineRegistry &engines, const QByteArray &server)
{
    m_engines = &engines;
    if (const QString failed = makeDatabases(server); !failed.isEmpty())
        return failed;
    if (const QString failed = makeProject(m_profile.engine); !failed.isEmpty())
        return failed;
    return learnVersions();
}

QString Place::makeDatabases(const QByteArray &server)
{
    if (server.isEmpty()) {
        m_profile.engine = "sqlite";
        m_profile.parameters.insert(u"mode"_s, u"rwc"_s);
        m_reference = m_profile;
        m_profile.database = m_folder.filePath(u"crash.db"_s);
        m_reference.database = m_folder.filePath(u"reference.db"_s);
        tests::Session session;
        return session.open(m_profile, *m_engines) ? QString() : u"no file"_s;
    }
    m_server = std::make_unique<HeldServer>(server);
    if (!m_server->error().isEmpty())
        return m_server->error();
    tests::Session session;
    if (const Result<> opened = session.open(m_server->profile(), *m_engines); !opened)
        return opened.error().text();
    m_profile = m_reference = m_server->profile();
    m_profile.database = u"crash"_s;
    m_reference.database = u"reference"_s;
    return session.run(u"CREATE DATABASE crash"_s) + session.run(u"CREATE DATABASE reference"_s);
}

QString Place::makeProject(const QByteArray &engine)
{
    const QString folder = m_folder.filePath(u"project"_s);
    ProjectConfig config;
    config.name = u"crash"_s;
    config.engine = engine;
    if (!writeFile(folder + u"/relata.json"_s, writeProjectConfig(config)))
        return u"no project"_s;
    const QString kind = engine == "mariadb" ? u"mysql"_s : QString::fromLatin1(engine);
    const QDir samples(qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/resources/samples/library/"_s + kind);
    for (const QString &name : samples.entryList({u"*.sql"_s})) {
        if (!QDir().mkpath(folder + u"/migrations"_s)
            || !QFile::copy(samples.filePath(name), folder + u"/migrations/"_s + name))
            return u"cannot copy "_s + name;
    }
    if (!writeFile(folder + u"/migrations/009_nicknames.sql"_s, Ninth))
        return u"no migration"_s;
    const Result<Timeline> timeline = readTimeline(folder + u"/migrations"_s);
    if (!timeline)
        return timeline.error().text();
    m_timeline = *timeline;
    return {};
}

/// Goes up without being killed on a database beside, and puts the first version with people in it where crashes are.
QString Place::learnVersions()
{
    QuietContext context;
    tests::Session reference, session;
    if (!reference.open(m_reference, *m_engines) || !session.open(m_profile, *m_engines))
        return u"cannot connect"_s;
    m_versions = {reference.schema().value()};
    for (const MigrationFile &migration : m_timeline.migrations) {
        const auto done = applyMigration(*reference.connection, m_reference, *reference.engine, migration, context);
        if (!done)
            return done.error().text();
        m_versions += reference.schema().value();
    }
    const auto first =
        applyMigration(*session.connection, m_profile, *session.engine, m_timeline.migrations.first(), context);
    if (!first)
        return first.error().text();
    const QString failed = session.run(QString::fromLatin1(People));
    m_rows = session.rows(session.schema().value()).value();
    return failed;
}

QStringList Place::words(const QStringList &action) const
{
    return QStringList{u"migrate"_s} + action
        + QStringList{u"--project"_s, m_folder.filePath(u"project"_s), u"--target"_s, m_profile.url(), u"--yes"_s};
}

int Place::applied() const
{
    const Answer answer = runProgram(words({u"status"_s, u"--format"_s, u"json"_s}));
    if (answer.status != 0)
        return -2;
    int count = 0;
    bool isPending = false;
    for (const QJsonValue &one : QJsonDocument::fromJson(answer.out.toUtf8()).array()) {
        const QString state = one.toObject().value("state"_L1).toString();
        if (state == "partial"_L1 || state == "failed"_L1)
            return -1;
        if (state == "applied"_L1 ? isPending : state != "pending"_L1)
            return -2;
        isPending = isPending || state == "pending"_L1;
        count += state == "applied"_L1;
    }
    return count;
}

/// What is not as the ledger says; empty when all is well.
QString Place::trouble() const
{
    const int version = applied();
    if (version < 1)
        return u"the ledger says %1: %2"_s.arg(version).arg(runProgram(words({u"status"_s})).out);
    tests::Session session;
    if (const Result<> opened = session.open(m_profile, *m_engines); !opened)
        return opened.error().text();
    const auto schema = session.schema();
    if (!schema)
        return schema.error().text();
    const Schema &wanted = m_versions.at(version);
    const QStringList left = differences(wanted, matched(*schema, wanted, session.engine->nameRule), *session.engine);
    if (!left.isEmpty())
        return u"at version %1: %2"_s.arg(version).arg(left.join(u'\n'));
    const auto rows = session.rows(*schema);
    if (!rows)
        return rows.error().text();
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it) {
        if (rows->value(it.key()) != it.value())
            return u"rows of %1 were lost"_s.arg(it.key());
    }
    return {};
}

} // namespace

/// The program killed at any moment of a migration: afterwards the ledger says what the database is, or the migration
/// can be resumed or rolled back, and no row is lost.
class CrashMigrationsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void killedAtAnyMoment_data();
    void killedAtAnyMoment();

private:
    void disturb(Place &place, QRandomGenerator &random);
    void settle(Place &place, QRandomGenerator &random);

    EngineRegistry m_engines;
    int m_longest = 500; ///< milliseconds that one migration takes, learned from those that were not killed
};

void CrashMigrationsTest::killedAtAnyMoment_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : Servers)
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

/// One migration up or down, or several, killed somewhere on the way.
void CrashMigrationsTest::disturb(Place &place, QRandomGenerator &random)
{
    const int version = place.applied();
    QVERIFY2(version >= 1, qPrintable(place.trouble()));
    const bool up = version == 1 || (version < place.count() && random.bounded(2));
    const int to = up ? version + 1 + random.bounded(place.count() - version) : 1 + random.bounded(version - 1);
    const QStringList words =
        place.words({up ? u"up"_s : u"down"_s, u"--to"_s, QString::number(to).rightJustified(3, u'0')});
    if (random.bounded(6) == 0) {
        QElapsedTimer clock;
        clock.start();
        const Answer answer = runProgram(words);
        QVERIFY2(answer.status == 0, qPrintable(answer.err));
        m_longest = std::max(50, int(clock.elapsed()) / std::abs(to - version));
        return;
    }
    runAndKill(words, random.bounded(1 + m_longest * std::abs(to - version)));
}

/// Out of a migration that stopped half-way, being killed on the way out too.
void CrashMigrationsTest::settle(Place &place, QRandomGenerator &random)
{
    while (place.applied() == -1) {
        const bool resumes = random.bounded(2);
        const QStringList words = place.words({resumes ? u"resume"_s : u"rollback"_s});
        if (random.bounded(3) == 0) {
            runAndKill(words, random.bounded(m_longest));
            continue;
        }
        const Answer answer = runProgram(words);
        if (resumes && answer.status != 0) { // what happened is not known: the other way out must lead out
            QVERIFY2(answer.err.contains("is not known"_L1) || answer.err.contains("was being rolled back"_L1),
                qPrintable(answer.err));
            const Answer other = runProgram(place.words({u"rollback"_s}));
            QVERIFY2(other.status == 0, qPrintable(other.err));
            continue;
        }
        QVERIFY2(answer.status == 0, qPrintable(words.join(u' ') + u'\n' + answer.err));
    }
}

void CrashMigrationsTest::killedAtAnyMoment()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Place place;
    QCOMPARE(place.make(m_engines, server), QString());
    QCOMPARE(place.trouble(), QString());
    for (Rounds rounds(Campaign::Crash, 6, int(Servers.size())); rounds.next();) {
        disturb(place, rounds.random());
        settle(place, rounds.random());
        QCOMPARE(place.trouble(), QString());
    }
}

RELATA_TEST(CrashMigrationsTest)
#include "tst_crash_migrations.moc"
